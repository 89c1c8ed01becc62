"""Two who write at the same time, each on a connection of their own: nothing is lost, and nothing waits for ever."""

import threading
from collections.abc import Callable
from typing import Any

import pytest

from rodtrad.goals.errors import ChangedMeanwhile, FieldErrors, GoalsError
from rodtrad.goals.models import Element, Placement
from rodtrad.goals.operations import (
    change_element,
    change_many,
    create_element,
    merge_drafts,
    move_element,
    split_draft,
    succeed_element,
    take_out,
    values_of,
)
from rodtrad.goals.operations.split_draft import Part
from tests.goals import factories as make
from tests.goals.editing import Desk, make_desk
from tests.goals.worlds import OwnDatabase

#: Rounds of each race: whoever is first differs from round to round.
ROUNDS = 5


@pytest.fixture
def stage(committed: OwnDatabase) -> tuple[OwnDatabase, Desk]:
    return committed, make_desk(make.make_root().slug + "-skriv")


def at_once(own: OwnDatabase, *writes: Callable[[], object]) -> list[GoalsError | None]:
    """Do the writes together, each on its own connection; give what refused each, or None."""
    begun = threading.Barrier(len(writes))
    results: list[Any] = ["not run"] * len(writes)

    def run(index: int, write: Callable[[], object]) -> None:
        with own.in_use() as connection:
            connection.ensure_connection()
            begun.wait(20)
            try:
                write()
                results[index] = None
            except GoalsError as error:
                results[index] = error

    threads = [threading.Thread(target=run, args=pair) for pair in enumerate(writes)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert not any(thread.is_alive() for thread in threads)
    return results


def row(element: Element) -> Element:
    return Element.objects.get(pk=element.pk)


def test_the_same_field_one_is_stored_and_the_other_is_told(stage: tuple[OwnDatabase, Desk]) -> None:
    own, desk = stage
    editor = desk.editor
    for number in range(ROUNDS):
        started = values_of(row(desk.first))

        def write(words: str, started: dict[str, Any] = started) -> Callable[[], object]:
            return lambda: change_element(
                actor=editor, element=desk.first, changes={"description": words}, based_on=started
            )

        words = [f"Den ene {number}", f"Den andre {number}"]
        results = at_once(own, *map(write, words))
        refused = [error for error in results if error is not None]
        assert len(refused) == 1
        assert isinstance(refused[0], ChangedMeanwhile)
        stored = words[results.index(None)]
        assert row(desk.first).description == stored
        assert [one.now for one in refused[0].conflicts] == [stored]


def test_different_fields_are_both_stored(stage: tuple[OwnDatabase, Desk]) -> None:
    own, desk = stage
    editor = desk.editor
    for number in range(ROUNDS):
        started = values_of(row(desk.first))
        changes: list[dict[str, Any]] = [
            {"title": f"Bygge bro {number}"},
            {"description": f"Over fjorden {number}"},
            {"keywords": [f"bro {number}"]},
            {"contributing": ["kontoret"] if number % 2 else []},
        ]
        writes = [
            lambda mine=mine, started=started: change_element(
                actor=editor, element=desk.first, changes=mine, based_on=started
            )
            for mine in changes
        ]
        assert at_once(own, *writes) == [None] * len(writes)
        now = values_of(row(desk.first))
        assert all(now[field] == value for mine in changes for field, value in mine.items())


def test_many_and_one_at_once_lose_nothing(stage: tuple[OwnDatabase, Desk]) -> None:
    own, desk = stage
    editor, both = desk.editor, [desk.first, desk.second]
    started = {one.pk: values_of(row(one)) for one in both}
    results = at_once(
        own,
        lambda: change_many(actor=editor, root=desk.root, elements=both, changes={"progress": "done"}),
        lambda: change_many(
            actor=editor, root=desk.root, elements=both[::-1], changes={"ends": "2031-12-31"}
        ),
        lambda: change_element(
            actor=editor, element=desk.second, changes={"title": "Ny vei"}, based_on=started[desk.second.pk]
        ),
    )
    assert results == [None, None, None]
    assert {(row(one).progress, str(row(one).ends)) for one in both} == {("done", "2031-12-31")}
    assert row(desk.second).title == "Ny vei"


def test_two_who_make_and_move_at_once_get_each_their_place(stage: tuple[OwnDatabase, Desk]) -> None:
    own, desk = stage
    editor, level = desk.editor, desk.level("tiltak")

    def make_one() -> object:
        return create_element(
            actor=editor, plan=desk.draft, level=level, changes={"title": "Likt navn"}, under=desk.draft_goal
        )

    results = at_once(
        own,
        make_one,
        make_one,
        make_one,
        lambda: move_element(
            actor=editor, element=desk.second, plan=desk.draft, under=desk.draft_goal, index=0
        ),
    )
    assert results == [None] * 4
    places = list(Placement.objects.filter(plan=desk.draft, parent=desk.place(desk.draft_goal)))
    assert len({place.position for place in places}) == len(places) == 5
    keys = Element.objects.filter(plan=desk.draft, title="Likt navn").values_list("key", flat=True)
    assert sorted(keys) == ["likt-navn", "likt-navn-2", "likt-navn-3"]


def test_a_merge_and_a_change_of_what_goes_away_do_not_lose_the_change(
    stage: tuple[OwnDatabase, Desk],
) -> None:
    own, desk = stage
    editor = desk.editor
    started = {one.pk: values_of(row(one)) for one in (desk.first, desk.second)}
    merged, changed = at_once(
        own,
        lambda: merge_drafts(
            actor=editor, keep=desk.first, others=[desk.second], changes={}, based_on=started
        ),
        lambda: change_element(
            actor=editor,
            element=desk.second,
            changes={"description": "Skrevet samtidig"},
            based_on=started[desk.second.pk],
        ),
    )
    if changed is None:
        assert isinstance(merged, ChangedMeanwhile)
        assert row(desk.second).description == "Skrevet samtidig"
    else:
        assert merged is None
        assert isinstance(changed, FieldErrors)
        assert "finnes ikke" in str(changed)


def test_two_who_reword_the_same_for_the_same_plan_make_one(stage: tuple[OwnDatabase, Desk]) -> None:
    own, desk = stage
    editor = desk.editor

    def reword() -> object:
        return succeed_element(actor=editor, element=desk.goal, plan=desk.draft, changes={"title": "Nytt"})

    results = at_once(own, reword, reword)
    assert sorted(error is None for error in results) == [False, True]
    assert Element.objects.filter(predecessor=desk.goal).count() == 1


def test_divided_and_taken_out_at_once_is_one_or_the_other(stage: tuple[OwnDatabase, Desk]) -> None:
    own, desk = stage
    editor = desk.editor
    divided, taken = at_once(
        own,
        lambda: split_draft(actor=editor, element=desk.first, parts=[Part("Ett"), Part("To")]),
        lambda: take_out(actor=editor, element=desk.first, plan=desk.draft),
    )
    assert taken is None
    titles = set(Element.objects.filter(plan=desk.draft).values_list("title", flat=True))
    assert ("To" in titles) == (divided is None)
    assert divided is None or "finnes ikke" in str(divided)
