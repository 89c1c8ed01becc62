"""T-85, T-86: knowledge that is not renewed, and measures of theme plans that come into no action part."""

from datetime import date

import pytest

from rodtrad.core.models import Visibility
from rodtrad.goals.models import Element
from rodtrad.organisations.models import Root
from rodtrad.plans.models import KnowledgeBase, Plan
from tests.goals.checked import findings, keys
from tests.goals.factories import make_element, make_framework, make_plan, make_root

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 22)


@pytest.fixture
def root(db: None) -> Root:
    return make_root(slug="provekommunen")


def knowledge(root: Root, renewed_on: date | None, **facts: object) -> KnowledgeBase:
    plan = make_plan(root, key="helse", type="knowledge_base", **{"status": "adopted", **facts})
    return KnowledgeBase.objects.create(root=root, plan=plan, kind="public_health", renewed_on=renewed_on)


def test_knowledge_that_should_have_been_renewed(root: Root) -> None:
    knowledge(root, date(2022, 11, 21))
    [found] = findings(root, "T-85", TODAY)
    assert (found.kind, found.key) == ("plan", "helse")
    assert str(found.message) == "Kunnskapen skulle vært fornyet innen 21. november 2026."


def test_fresh_undated_planned_and_repealed_knowledge_is_no_finding(root: Root) -> None:
    row = knowledge(root, date(2022, 11, 22))
    assert keys(root, "T-85", TODAY) == []
    KnowledgeBase.objects.filter(pk=row.pk).update(renewed_on=None)
    assert keys(root, "T-85", TODAY) == []
    KnowledgeBase.objects.filter(pk=row.pk).update(renewed_on=date(1999, 1, 1))
    assert keys(root, "T-85", TODAY) == ["helse"]
    for status in ("planned", "repealed"):
        Plan.objects.filter(pk=row.plan_id).update(status=status)
        assert keys(root, "T-85", TODAY) == []


def test_a_longer_life_is_kept(root: Root) -> None:
    row = knowledge(root, date(2022, 1, 1))
    KnowledgeBase.objects.filter(pk=row.pk).update(every_years=10)
    assert keys(root, "T-85", TODAY) == []


@pytest.fixture
def measure(root: Root) -> Element:
    framework = make_framework(root, rules=[("tiltak", "tiltak", "contributes")])
    theme = make_plan(root, key="tema", type="theme_plan", framework=framework, status="under_way")
    make_plan(root, key="handling", type="action_part", framework=framework, status="under_way")
    made = make_element(theme, "tiltak", "Bygge badeplass", key="badeplass")
    Plan.objects.filter(pk=theme.pk).update(status="adopted")
    return Element.objects.get(pk=made.pk)


def test_a_measure_that_stands_in_no_action_part(root: Root, measure: Element) -> None:
    [found] = findings(root, "T-86", TODAY)
    assert found.key == "tema"
    assert "«Bygge badeplass»" in str(found.message)


def test_a_measure_that_something_in_the_action_part_contributes_to(root: Root, measure: Element) -> None:
    action = Plan.objects.get(root=root, key="handling")
    make_element(action, "tiltak", "Badeplass, første del", key="forste", contributes_to=measure)
    assert keys(root, "T-86", TODAY) == []


def test_a_measure_that_is_done_and_a_plan_that_is_a_draft_are_no_findings(
    root: Root, measure: Element
) -> None:
    Element.objects.filter(pk=measure.pk).update(progress="done")
    assert keys(root, "T-86", TODAY) == []
    Element.objects.filter(pk=measure.pk).update(progress="under_way")
    Plan.objects.filter(key="tema", root=root).update(status="under_way")
    assert keys(root, "T-86", TODAY) == []


def test_a_root_without_an_action_part_is_not_told(root: Root, measure: Element) -> None:
    Plan.objects.filter(root=root, key="handling").update(status="repealed")
    assert keys(root, "T-86", TODAY) == []


def test_an_internal_measure_is_not_named(root: Root, measure: Element) -> None:
    Element.objects.filter(pk=measure.pk).update(visibility=Visibility.INTERNAL)
    assert keys(root, "T-86", TODAY) == []
