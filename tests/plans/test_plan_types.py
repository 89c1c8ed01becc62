"""What is usual for each type of plan, and when a plan's time is over."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.plans import plan_types as module
from rodtrad.plans.horizons import Overdue, Span, next_due, overdue, shown_span, span_of, years_after
from rodtrad.plans.models import KnowledgeBase, KnowledgeKind, OwnPlanType, Plan, PlanLevel, PlanType
from rodtrad.plans.plan_types import PlanTypesError, level_of, plan_types, renewals

TODAY = date(2026, 11, 22)


def test_every_type_is_told_of_in_three_languages_and_with_its_law() -> None:
    types = plan_types()
    assert list(types) == list(PlanType)
    for facts in types.values():
        assert set(facts.text) == {"nb", "nn", "en"}
        assert facts.horizon is None or facts.horizon[0] <= facts.horizon[1]
        for one in facts.requires:
            assert set(one.text) == {"nb", "nn", "en"}
    assert types[PlanType.PLANNING_STRATEGY].legal_basis == "pbl. § 10-1"
    assert types[PlanType.DETAILED_ZONING].may_be_appealed is True
    assert types[PlanType.SOCIAL_ELEMENT].may_be_appealed is False
    assert types[PlanType.THEME_PLAN].may_be_appealed is None
    assert types[PlanType.UNIT_PLAN].level == PlanLevel.EXECUTION


def test_every_level_has_a_type_and_every_kind_of_knowledge_an_age() -> None:
    assert {facts.level for facts in plan_types().values()} == set(PlanLevel)
    assert set(renewals()) == set(KnowledgeKind)
    assert renewals()[KnowledgeKind.PUBLIC_HEALTH].every_years == 4
    assert renewals()[KnowledgeKind.PUBLIC_HEALTH].reference == "folkehelseloven § 5"


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"level": "sky"}, "sky"),
        ({"mark": "X"}, "mark"),
        ({"text": {"nb": "bare norsk"}}, "text"),
        ({"hearings": ["nabovarsel"]}, "hearings"),
        ({"ekstra": 1}, "ekstra"),
        ({"horizon": {"from": "ti"}}, "theme_plan"),
    ],
)
def test_a_fault_in_the_file_is_named_with_its_type(change: dict[str, Any], told: str) -> None:
    row = next(one for one in module._loaded()["types"] if one["key"] == "theme_plan")
    with pytest.raises(PlanTypesError, match=told):
        module._read_type({**row, **change})


def test_a_plan_stands_where_it_says_then_where_its_own_type_says_then_where_is_usual() -> None:
    own = OwnPlanType(based_on=PlanType.THEME_PLAN, level=PlanLevel.PRIORITY)
    assert level_of(Plan(type=PlanType.THEME_PLAN)) == PlanLevel.STRATEGIC_ELABORATION
    assert level_of(Plan(type=PlanType.THEME_PLAN, own_type=own)) == PlanLevel.PRIORITY
    said = Plan(type=PlanType.THEME_PLAN, own_type=own, level_override=PlanLevel.KNOWLEDGE)
    assert level_of(said) == PlanLevel.KNOWLEDGE


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"to_year": 2025}, Overdue.PERIOD),
        ({"to_year": 2026}, None),
        ({"from_year": 2005, "horizon_years": 20}, Overdue.PERIOD),
        ({"from_year": 2007, "horizon_years": 20}, None),
        ({"review_due": date(2026, 11, 21), "to_year": 2040}, Overdue.REVIEW),
        ({"review_due": TODAY}, None),
        ({"to_year": 2020, "status": "planned"}, None),
        ({"to_year": 2020, "status": "repealed"}, None),
        ({}, None),
    ],
)
def test_when_a_plan_is_out_of_date(facts: dict[str, Any], why: Overdue | None) -> None:
    assert overdue(Plan(type=PlanType.THEME_PLAN, **{"status": "adopted", **facts}), TODAY) is why


def test_knowledge_is_due_some_years_after_it_was_renewed() -> None:
    health = KnowledgeBase(kind=KnowledgeKind.PUBLIC_HEALTH, renewed_on=date(2022, 11, 21))
    plan = Plan(type=PlanType.KNOWLEDGE_BASE, status="adopted")
    assert next_due(health) == date(2026, 11, 21)
    assert overdue(plan, TODAY, health) is Overdue.KNOWLEDGE
    assert overdue(plan, date(2026, 11, 21), health) is None
    health.every_years = 5
    assert overdue(plan, TODAY, health) is None
    assert next_due(KnowledgeBase(kind=KnowledgeKind.OTHER, renewed_on=TODAY)) is None
    assert next_due(KnowledgeBase(kind=KnowledgeKind.NEEDS)) is None


@given(st.integers(date(1900, 1, 1).toordinal(), date(2100, 1, 1).toordinal()), st.integers(1, 50))
def test_some_years_later_is_the_same_day(number: int, years: int) -> None:
    day = date.fromordinal(number)
    later = years_after(day, years)
    assert later.year == day.year + years
    assert (later.month, later.day) in ((day.month, day.day), (2, 28))


def test_without_a_last_year_a_plan_sees_as_far_as_its_horizon() -> None:
    span = span_of(Plan(from_year=2025, horizon_years=20))
    assert (span.first, span.last, span.is_reckoned) == (2025, 2045, True)
    assert span_of(Plan(from_year=2025, to_year=2030, horizon_years=20)).last == 2030
    assert span_of(Plan(horizon_years=20)).last is None


def test_knowledge_without_years_is_shown_from_when_it_was_renewed() -> None:
    health = KnowledgeBase(kind=KnowledgeKind.PUBLIC_HEALTH, renewed_on=date(2023, 6, 30))
    assert shown_span(Plan(), health) == Span(2023, 2027)
    assert shown_span(Plan(from_year=2020), health) == Span(2020, None)
    assert shown_span(Plan(), None) == Span(None, None)
