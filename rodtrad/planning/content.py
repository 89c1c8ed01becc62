"""What a version of a plan says, read from its content and nothing else."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from functools import cached_property
from typing import Any

import orjson

SCHEMA = "rodtrad-version/1"


class UnknownSchemaError(Exception):
    """The content is of a kind that this program does not read."""


@dataclass(frozen=True, slots=True)
class LinkText:
    """That an element contributes to, or addresses, another. Origin and reason as they stood."""

    to: str
    kind: str
    title: str
    level: str
    reason: str
    origin: str
    visibility: int


@dataclass(frozen=True, slots=True)
class ElementText:
    """An element as it stood; `above` is the id of the one it stood under, `depth` counts those above."""

    id: str
    key: str
    level: str
    role: str
    number: str
    above: str | None
    title: str
    description: str
    responsible: str
    carried_over_from: str | None
    predecessor: str | None
    origin: str
    source: str
    place: str
    visibility: int
    areas: tuple[str, ...] = ()
    sdg: tuple[str, ...] = ()
    links: tuple[LinkText, ...] = ()
    #: Days as ISO text, empty for none. These are None in a version that was frozen before they were written down.
    starts: str | None = None
    ends: str | None = None
    contributing: tuple[str, ...] | None = None
    sdg_goals: tuple[str, ...] | None = None
    #: Of a guideline: whether it binds, and how it is followed here.
    binding: bool | None = None
    handling: str | None = None
    keywords: tuple[str, ...] | None = None


#: What versions have held only since later: left out of what is written again where it was not told.
_LATER = ("starts", "ends", "contributing", "sdg_goals", "binding", "handling", "keywords")


@dataclass(frozen=True, slots=True)
class TargetText:
    """What was wanted of an indicator for an element. `told` holds everything that can change."""

    id: str
    element: str
    indicator: str
    name: str
    organisation: str
    visibility: int
    told: Mapping[str, Any] = field(hash=False)


@dataclass(frozen=True)
class Content:
    """The whole of a version. `plan` is the head: title, type, period, owner and case as text."""

    plan: Mapping[str, Any]
    levels: Mapping[str, Mapping[str, str]]
    elements: tuple[ElementText, ...]
    targets: tuple[TargetText, ...]
    #: Other parts, by name, as they are stored.
    parts: Mapping[str, Any] = field(default_factory=dict)

    @cached_property
    def by_id(self) -> dict[str, ElementText]:
        return {one.id: one for one in self.elements}

    @cached_property
    def depths(self) -> dict[str, int]:
        """Tell for each element how many stand above it; those above come first in the order."""
        found: dict[str, int] = {}
        for one in self.elements:
            found[one.id] = found[one.above] + 1 if one.above in found else 0
        return found

    def as_json(self) -> dict[str, Any]:
        """Return the content as it is stored, of plain values."""
        return {
            "schema": SCHEMA,
            "plan": dict(self.plan),
            "levels": [dict(one) for one in self.levels.values()],
            "elements": [_element_as_stored(one) for one in self.elements],
            "targets": [_as_stored(one) for one in self.targets],
            **self.parts,
        }

    def level_name(self, level: str, language: str, *, many: bool = False) -> str:
        words = self.levels.get(level, {})
        return words.get(f"{'many' if many else 'one'}_{language}") or words.get("one_nb") or level


def read_content(stored: bytes) -> Content:
    """Read a version's content. Raises UnknownSchemaError."""
    told = orjson.loads(stored)
    if told.get("schema") != SCHEMA:
        raise UnknownSchemaError(str(told.get("schema")))
    return Content(
        plan=told["plan"],
        levels={one["key"]: one for one in told["levels"]},
        elements=tuple(_element(one) for one in told["elements"]),
        targets=tuple(_target(one) for one in told["targets"]),
        parts={name: part for name, part in told.items() if name not in _OWN},
    )


def _element(told: dict[str, Any]) -> ElementText:
    links = tuple(LinkText(**one) for one in told["links"])
    lists = {name: tuple(told[name]) for name in _LISTS if name in told}
    return ElementText(**told | lists | {"links": links})


def _element_as_stored(one: ElementText) -> dict[str, Any]:
    return {name: value for name, value in asdict(one).items() if value is not None or name not in _LATER}


_LISTS = ("areas", "sdg", "contributing", "sdg_goals", "keywords")
_OWN = frozenset({"schema", "plan", "levels", "elements", "targets"})
_OF_TARGET = frozenset({"id", "element", "indicator", "name", "organisation", "visibility"})


def _target(told: dict[str, Any]) -> TargetText:
    rest = {name: value for name, value in told.items() if name not in _OF_TARGET}
    return TargetText(**{name: told[name] for name in _OF_TARGET}, told=rest)


def _as_stored(target: TargetText) -> dict[str, Any]:
    return {name: getattr(target, name) for name in sorted(_OF_TARGET)} | dict(target.told)


def within(content: Content, ceiling: int) -> Content:
    """Leave out what is narrower than the ceiling, and what stands under it, with its links and targets."""
    kept: dict[str, ElementText] = {}
    for one in content.elements:
        if one.visibility <= ceiling and (one.above is None or one.above in kept):
            kept[one.id] = replace(one, links=tuple(_seen(one.links, ceiling)))
    return replace(
        content,
        plan=_head_within(content.plan, ceiling),
        elements=tuple(kept.values()),
        targets=tuple(one for one in content.targets if one.element in kept and one.visibility <= ceiling),
        parts={name: _part_within(part, ceiling) for name, part in content.parts.items()},
    )


#: What the head names besides the plan itself. A title alone is of a version from before it was marked who may see it.
_NAMED = ("elaborates", "replaces", "case")


def _head_within(head: Mapping[str, Any], ceiling: int) -> Mapping[str, Any]:
    """Leave out the plans and the case that are narrower than the ceiling, and those that nothing is known of."""
    named = {name: head[name] for name in _NAMED if head.get(name)}
    hidden: dict[str, Any] = {name: None for name, told in named.items() if not _is_within(told, ceiling)}
    merges = head.get("merges")
    if merges:
        hidden["merges"] = [one for one in merges if isinstance(one, str) or _is_within(one, ceiling)]
    return {**head, **hidden}


def _is_within(told: Any, ceiling: int) -> bool:
    return isinstance(told, dict) and told.get("visibility", ceiling + 1) <= ceiling


def title_in(told: Any) -> str:
    """Return the title of a plan that the head names, of whatever age the version is."""
    return told["title"] if isinstance(told, dict) else told or ""


def _part_within(part: Any, ceiling: int) -> Any:
    """Leave out what a part's lists hold that is narrower than the ceiling."""
    if not isinstance(part, dict):
        return part
    return {
        name: [one for one in value if not isinstance(one, dict) or one.get("visibility", 0) <= ceiling]
        if isinstance(value, list)
        else value
        for name, value in part.items()
    }


def _seen(links: Iterable[LinkText], ceiling: int) -> Iterable[LinkText]:
    return (one for one in links if one.visibility <= ceiling)
