"""The goals and targets in the database, and which matter locally."""

from typing import Any

import pytest

from rodtrad.organisations.models import Root
from rodtrad.sdg.models import LocalTarget, SdgGoal, SdgTarget
from tests.goals.factories import make_root, make_source
from tests.refusals import Attempts, constraints_of, refused

pytestmark = [pytest.mark.django_db, pytest.mark.data]
breaks = Attempts()


def make_local(root: Root | None = None, **fields: Any) -> LocalTarget:
    given = {"target_id": "11.6", "why": "Lufta er dårlig.", **fields}
    return LocalTarget.objects.create(root=root or make_root(), **given)


@breaks("sdg_goal_in_17")
def eighteenth_goal() -> None:
    SdgGoal.objects.create(number=18, name_nb="Mer", name_nn="Meir", name_en="More")


@breaks("sdg_goal_in_17")
def goal_before_the_first() -> None:
    SdgGoal.objects.create(number=0, name_nb="Null", name_nn="Null", name_en="Zero")


@breaks("local_target_once")
def target_twice() -> None:
    make_local(make_local().root)


@breaks("local_target_has_reason")
def target_without_reason() -> None:
    make_local(why="")


@breaks("localtarget_quote_has_source")
def quoted_from_nothing() -> None:
    make_local(origin="quoted")


@breaks("localtarget_same_root_source")
def from_anothers_source() -> None:
    make_local(source=make_source(make_root()))


@pytest.mark.parametrize(("constraint", "attempt"), breaks.cases())
def test_refused(constraint: str, attempt: Any) -> None:
    with refused(constraint):
        attempt()


def test_no_constraint_is_forgotten() -> None:
    assert constraints_of("sdg") <= set(breaks.by_name)


def test_all_17_goals_and_169_targets_are_there_in_order() -> None:
    assert [goal.number for goal in SdgGoal.objects.all()] == list(range(1, 18))
    targets = list(SdgTarget.objects.all())
    assert len(targets) == 169
    assert [target.goal_id for target in targets] == sorted(target.goal_id for target in targets)
    assert all(target.code.split(".")[0] == str(target.goal_id) for target in targets)
