from collections.abc import Mapping
from typing import Any

import pytest

from rodtrad.core import panels


class Greeting:
    def __init__(self, name: str, position: int, words: str | None = "hei") -> None:
        self.id, self.title, self.position = name, name, position
        self.template, self.aside, self.words = "x.html", False, words

    def context(self, element: Any, scope: panels.PanelScope) -> Mapping[str, Any] | None:
        return {"words": self.words} if self.words else None


@pytest.fixture(autouse=True)
def _no_panels(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(panels, "_registered", {})


def test_panels_stand_by_position_and_empty_ones_are_left_out() -> None:
    for panel in (Greeting("b", 20), Greeting("a", 10), Greeting("c", 5, None)):
        panels.register(panel)
    assert [shown.id for shown in panels.panels_for(object(), panels.PanelScope(None))] == ["a", "b"]


def test_an_id_is_taken_once() -> None:
    first = Greeting("a", 1)
    panels.register(first)
    panels.register(first)
    with pytest.raises(panels.DuplicatePanelError):
        panels.register(Greeting("a", 2))


def test_scope_reads_the_same_thing_once() -> None:
    scope, read = panels.PanelScope(None), iter(range(9))
    assert (scope.once("n", lambda: next(read)), scope.once("n", lambda: next(read))) == (0, 0)
