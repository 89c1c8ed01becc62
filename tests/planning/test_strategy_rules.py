"""The thread check's rules about the planstrategi: what is found, and what is not."""

from datetime import date
from typing import Any

import pytest
from django.utils import translation

from rodtrad.core.models import Visibility
from rodtrad.goals.checking import visible_to
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import NOBODY, Viewer
from rodtrad.planning.models import PlanningStrategy, StrategyItem
from rodtrad.planning.semesters import semester
from rodtrad.plans.models import Plan
from tests.goals.checked import check, findings, keys
from tests.goals.factories import make_element, make_plan, make_root
from tests.planning.strategies import (
    make_capacity,
    make_guideline_answer,
    make_item,
    make_strategy,
)

pytestmark = [pytest.mark.django_db, pytest.mark.data]
TODAY = date(2025, 3, 1)


def _master(root: Root, **fields: Any) -> Any:
    return make_plan(root, key="arealdel", type="land_use_element", **fields)


def test_the_master_plan_must_be_treated(root: Root) -> None:
    strategy = make_strategy(root)
    plan = _master(root)
    assert keys(root, "T-93", TODAY) == ["arealdel"]
    make_item(strategy, plan, decision="continue")
    assert keys(root, "T-93", TODAY) == []


def _adopted(strategy: PlanningStrategy, **fields: Any) -> PlanningStrategy:
    Plan.objects.filter(pk=strategy.plan_id).update(status="adopted", **fields)
    return strategy


def test_a_plan_that_stands_undecided_is_not_treated(root: Root) -> None:
    strategy = _adopted(make_strategy(root))
    item = make_item(strategy, _master(root))
    [found] = findings(root, "T-93", TODAY)
    assert "står i planstrategien 2023–2027, men det er ikke avgjort" in str(found.message)
    StrategyItem.objects.filter(pk=item.pk).update(decision="revise")
    assert keys(root, "T-93", TODAY) == []


def test_the_whole_is_decided_on_or_each_of_its_parts(root: Root) -> None:
    strategy = _adopted(make_strategy(root))
    whole = make_plan(root, key="kommuneplanen", type="municipal_master_plan")
    assert keys(root, "T-93", TODAY) == ["kommuneplanen"]
    part = _master(root)
    assert keys(root, "T-93", TODAY) == ["arealdel"]
    item = make_item(strategy, whole, decision="continue")
    assert keys(root, "T-93", TODAY) == [], "what is decided of the whole holds for its parts"
    item.delete()
    make_item(strategy, part, decision="revise")
    assert keys(root, "T-93", TODAY) == []


def test_no_strategy_of_the_term_no_finding(root: Root) -> None:
    _master(root)
    make_strategy(root, 2015)
    assert keys(root, "T-93", TODAY) == []


def test_the_next_terms_draft_does_not_count_before_that_council_sits(root: Root) -> None:
    plan = _master(root)
    make_item(_adopted(make_strategy(root)), plan, decision="revise")
    draft = make_strategy(root, 2027, constituted_on=None)
    Plan.objects.filter(pk=draft.plan_id).update(visibility=Visibility.INTERNAL)
    for day in (date(2027, 1, 1), date(2027, 10, 30), date(2027, 10, 31), date(2028, 10, 31)):
        assert keys(root, "T-93", day) == [], day
    result = check(root, "T-93", today=date(2028, 11, 1))
    assert [one.key for one in visible_to(result, Viewer(ceiling=Visibility.INTERNAL)).findings] == [
        "arealdel"
    ]
    assert not visible_to(result, NOBODY).findings, "the draft is internal"


def test_a_council_that_is_constituted_early_sits_from_then(root: Root) -> None:
    strategy = _adopted(make_strategy(root, 2027, constituted_on=date(2027, 10, 7)))
    _adopted(make_strategy(root))
    make_item(strategy, _master(root), decision="continue")
    assert keys(root, "T-93", date(2027, 10, 6)) == ["arealdel"]
    assert keys(root, "T-93", date(2027, 10, 7)) == []


def test_a_municipality_without_any_planstrategi(root: Root) -> None:
    _master(root)
    assert keys(root, "T-94", date(2024, 10, 31)) == []
    with translation.override("nb"):
        [found] = findings(root, "T-94", date(2024, 11, 1))
        assert str(found.message) == (
            "Det finnes ingen planstrategi for perioden 2023–2027. Fristen var 31. oktober 2024."
        )
    older = _adopted(make_strategy(root, 2019, constituted_on=None))
    assert keys(root, "T-94", TODAY) == ["arealdel"], "that was another council's"
    older.plan.delete()
    _adopted(make_strategy(root, 2023, constituted_on=None))
    assert keys(root, "T-94", TODAY) == []


def test_a_planstrategi_that_stands_in_the_register_alone_is_one(root: Root) -> None:
    _master(root)
    make_plan(root, key="planstrategi", type="planning_strategy", from_year=2024)
    assert keys(root, "T-94", TODAY) == []
    Plan.objects.filter(key="planstrategi").update(status="repealed")
    assert keys(root, "T-94", TODAY) == ["arealdel"]


@pytest.mark.parametrize("kind", ["county", "region"])
def test_only_municipalities_are_told_that_they_have_none(kind: str) -> None:
    other = make_root(kind=kind)
    _master(other)
    assert keys(other, "T-94", TODAY) == []


def test_a_municipality_without_a_master_plan_here_is_left_in_peace(root: Root) -> None:
    assert keys(root, "T-94", TODAY) == []
    make_plan(root, key="tema")
    assert keys(root, "T-94", TODAY) == []


def test_a_draft_without_a_day_of_constitution_is_late_by_the_lawful_one(root: Root) -> None:
    make_strategy(root, constituted_on=None)
    assert keys(root, "T-94", date(2024, 10, 31)) == []
    assert keys(root, "T-94", date(2024, 11, 1)) == ["planstrategi-2023"]


def test_a_strategy_later_than_a_year(root: Root) -> None:
    strategy = make_strategy(root)
    assert keys(root, "T-94", date(2024, 10, 18)) == []
    [late] = findings(root, "T-94", date(2024, 10, 19))
    assert "2024" in str(late.message)
    strategy.plan.status, strategy.plan.in_force_from = "adopted", date(2024, 10, 1)
    strategy.plan.save()
    assert keys(root, "T-94", date(2026, 1, 1)) == []
    strategy.plan.in_force_from = date(2024, 12, 1)
    strategy.plan.save()
    assert keys(root, "T-94", date(2026, 1, 1)) == ["planstrategi-2023"]


def test_more_plans_than_capacity(root: Root) -> None:
    strategy = make_strategy(root)
    make_item(
        strategy, decision="make", start_semester=semester(2025, 1), adopt_semester=semester(2025, 2), work=8
    )
    assert keys(root, "T-95", TODAY) == []
    make_capacity(strategy, 2025, 1, "3")
    make_capacity(strategy, 2025, 2, "4")
    with translation.override("nb"):
        [found] = findings(root, "T-95", TODAY)
        assert str(found.message) == "Det er mer planarbeid enn kapasitet i 1. halvår 2025."


def test_a_plan_started_outside(root: Root) -> None:
    strategy = make_strategy(root)
    make_item(strategy)
    plan = make_plan(root, key="tema", status="under_way")
    assert keys(root, "T-96", TODAY) == []
    make_item(strategy, make_plan(root, key="annen"), decision="continue")
    assert keys(root, "T-96", TODAY) == ["tema"]
    make_item(strategy, plan, decision="make")
    assert keys(root, "T-96", TODAY) == []


def test_a_plan_that_the_council_said_no_to(root: Root) -> None:
    strategy = _adopted(make_strategy(root))
    make_item(strategy, make_plan(root, key="annen"), decision="continue")
    plan = make_plan(root, key="tema", status="under_way")
    make_item(strategy, plan, decision="not_a_plan", instead="Tiltak i handlingsdelen")
    [found] = findings(root, "T-96", TODAY)
    assert "svarte «ikke en plan»" in str(found.message)


def test_half_years_that_are_over_are_as_they_were(root: Root) -> None:
    strategy = make_strategy(root)
    make_item(strategy, decision="make", start_semester=semester(2024, 1), work=8)
    make_capacity(strategy, 2024, 1, "3")
    assert keys(root, "T-95", date(2024, 6, 30)) == ["planstrategi-2023"]
    assert keys(root, "T-95", date(2024, 7, 1)) == []


def test_a_guideline_without_answer(root: Root, plan: Any) -> None:
    strategy = make_strategy(root)
    element = make_element(plan, "foring", key="forventninger")
    assert keys(root, "T-97", TODAY) == ["forventninger"]
    make_guideline_answer(strategy, element, "Følges opp.")
    assert keys(root, "T-97", TODAY) == []
