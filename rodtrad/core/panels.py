"""Panels: parts of an element's page that the rooms fill, each in its `AppConfig.ready()`."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol, TypeVar, cast

Read = TypeVar("Read")


class DuplicatePanelError(Exception):
    """Two panels have the same id."""


@dataclass
class PanelScope:
    """One showing of a page. What panels read of the same thing is read once and shared by them."""

    viewer: Any
    _read: dict[str, Any] = field(default_factory=dict)

    def once(self, name: str, load: Callable[[], Read]) -> Read:
        """Return what `load` reads; the second who asks by the same name gets the same."""
        if name not in self._read:
            self._read[name] = load()
        return cast(Read, self._read[name])


class Panel(Protocol):
    """A part of the page. `id` is its anchor in the address, and `position` its place from the top."""

    @property
    def id(self) -> str: ...

    @property
    def title(self) -> str: ...

    @property
    def position(self) -> int: ...

    @property
    def template(self) -> str: ...

    @property
    def aside(self) -> bool:
        """Tell whether it stands beside the thread, with the facts; otherwise it stands below."""
        ...

    def context(self, element: Any, scope: PanelScope) -> Mapping[str, Any] | None:
        """Return what the template shows of the element to `scope.viewer`; None for nothing."""
        ...


@dataclass(frozen=True)
class ShownPanel:
    """A panel with something to show; the template reads it as `panel.id`, `panel.title`, `panel.context`."""

    id: str
    title: str
    template: str
    aside: bool
    context: Mapping[str, Any]


_registered: dict[str, Panel] = {}


def register(panel: Panel) -> None:
    """Add a panel. The same panel twice counts once; an id that another panel has is refused."""
    known = _registered.setdefault(panel.id, panel)
    if known is not panel:
        raise DuplicatePanelError(panel.id)


def panels_for(element: Any, scope: PanelScope) -> list[ShownPanel]:
    """Return the panels that have something to show, from the top."""
    shown = []
    for panel in sorted(_registered.values(), key=lambda one: (one.position, one.id)):
        context = panel.context(element, scope)
        if context is not None:
            shown.append(ShownPanel(panel.id, str(panel.title), panel.template, panel.aside, context))
    return shown
