"""What may be adopted after a hearing: land use that was not heard may not."""

from datetime import UTC, date, datetime, time
from unittest import mock

import pytest
from django.test import Client

from rodtrad.cases.models import Case
from rodtrad.goals.models import Element, Placement
from rodtrad.planning.errors import FieldErrors
from rodtrad.planning.operations.adopt import adopt
from rodtrad.planning.operations.change_plan import change_plan
from rodtrad.planning.operations.freeze import freeze
from rodtrad.plans.models import Plan, PlanStatus, PlanType, Version, VersionLabel
from tests.goals import factories as make
from tests.goals.editing import Desk

pytestmark = pytest.mark.django_db
HEARD, LAST, DECIDED = date(2026, 3, 2), date(2026, 4, 20), date(2026, 6, 1)


def heard(desk: Desk, kind: str, *, frozen: date = HEARD) -> Plan:
    """Put the draft out on hearing as a plan of the kind, for six weeks."""
    Plan.objects.filter(pk=desk.draft.pk).update(type=kind, hearing_from=HEARD, hearing_to=LAST)
    desk.draft.refresh_from_db()
    put_out(desk, frozen)
    return desk.draft


def put_out(desk: Desk, frozen: date) -> None:
    moment = datetime.combine(frozen, time(12), tzinfo=UTC)
    with mock.patch.object(Version._meta.get_field("frozen_at"), "_get_default", return_value=moment):
        freeze(actor=desk.approver, plan=desk.draft, label=VersionLabel.HEARING, day=HEARD)


def decided(desk: Desk, assessment: str = "", day: date = DECIDED) -> Version:
    case, _made = Case.objects.get_or_create(
        root=desk.root, key="sak", number="1/26", title="Vedta planen", status="decided"
    )
    return adopt(actor=desk.approver, plan=desk.draft, case=case, day=day, assessment=assessment)


def compared(desk: Desk) -> str:
    address = f"/{desk.root.slug}/planer/{desk.draft.key}/sammenlikn/?fra=1&til=2"
    return Client().get(address).content.decode()


def test_land_use_that_was_not_heard_is_not_adopted(desk: Desk) -> None:
    heard(desk, PlanType.LAND_USE_ELEMENT)
    make.make_element(desk.draft, "tiltak", "Bygge i marka", key="i-marka", under=desk.draft_goal)
    with pytest.raises(FieldErrors, match="§ 11-15"):
        decided(desk)
    desk.draft.refresh_from_db()
    assert desk.draft.status != PlanStatus.ADOPTED
    assert Version.objects.filter(plan=desk.draft).count() == 1


def test_it_is_adopted_when_it_has_been_heard_anew(desk: Desk) -> None:
    heard(desk, PlanType.LAND_USE_ELEMENT)
    make.make_element(desk.draft, "tiltak", "Bygge i marka", key="i-marka", under=desk.draft_goal)
    put_out(desk, LAST)
    assert decided(desk).label == VersionLabel.ADOPTED


@pytest.mark.parametrize("kind", [PlanType.LAND_USE_ELEMENT, PlanType.SUB_PLAN])
def test_reworded_land_use_takes_a_new_hearing_or_a_reason(desk: Desk, kind: str) -> None:
    heard(desk, kind)
    Element.objects.filter(pk=desk.first.pk).update(title="Bygge 900 boliger")
    with pytest.raises(FieldErrors, match="§ 11-15") as refused:
        decided(desk)
    assert list(refused.value.by_field) == ["assessment"]
    version = decided(desk, "Samme byggefelt, bare et nytt navn.")
    assert version.note == "Endret etter høringen: Samme byggefelt, bare et nytt navn."


def test_moved_land_use_takes_a_reason_too(desk: Desk) -> None:
    heard(desk, PlanType.LAND_USE_ELEMENT)
    Placement.objects.filter(plan=desk.draft, element=desk.first).update(number="9")
    with pytest.raises(FieldErrors, match="§ 11-15"):
        decided(desk)


def test_another_type_after_the_hearing_does_not_open_the_gate(desk: Desk) -> None:
    heard(desk, PlanType.LAND_USE_ELEMENT)
    make.make_element(desk.draft, "tiltak", "Bygge i marka", key="i-marka", under=desk.draft_goal)
    change_plan(actor=desk.editor, plan=desk.draft, values={"type": PlanType.THEME_PLAN})
    with pytest.raises(FieldErrors, match="§ 11-15"):
        decided(desk)


def test_land_use_that_was_never_on_hearing_is_not_adopted(desk: Desk) -> None:
    Plan.objects.filter(pk=desk.draft.pk).update(type=PlanType.LAND_USE_ELEMENT)
    with pytest.raises(FieldErrors, match="ikke vært på høring"):
        decided(desk)


def test_a_hearing_must_be_over_and_its_draft_from_before_that(desk: Desk) -> None:
    heard(desk, PlanType.LAND_USE_ELEMENT)
    with pytest.raises(FieldErrors, match=r"varer til og med 20\. april"):
        decided(desk, day=LAST)
    Plan.objects.filter(pk=desk.draft.pk).update(hearing_to=None)
    with pytest.raises(FieldErrors, match="Før opp siste dag"):
        decided(desk)
    Plan.objects.filter(pk=desk.draft.pk).update(hearing_to=LAST)
    put_out(desk, DECIDED)
    with pytest.raises(FieldErrors, match=r"ble frosset 1\. juni 2026, etter at høringen sluttet"):
        decided(desk)
    assert not Version.objects.filter(plan=desk.draft, label=VersionLabel.ADOPTED).exists()


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        (PlanType.DETAILED_ZONING, "uttale seg på nytt"),
        (PlanType.LAND_USE_ELEMENT, "uttale seg på nytt"),
        (PlanType.SOCIAL_ELEMENT, "Loven krever ikke ny høring"),
    ],
)
def test_what_is_reworded_after_the_hearing_is_told(desk: Desk, kind: str, said: str) -> None:
    heard(desk, kind)
    Element.objects.filter(pk=desk.first.pk).update(title="Bygge en lengre bro")
    decided(desk, "Samme bro, bare lengre.")
    told = compared(desk)
    assert said in told
    assert "1 element er endret etter høringen" in told


def test_a_theme_plan_has_no_such_rule(desk: Desk) -> None:
    heard(desk, PlanType.THEME_PLAN)
    Element.objects.filter(pk=desk.first.pk).update(title="Bygge en lengre bro")
    decided(desk)
    assert "etter høringen" not in compared(desk)


def test_nothing_is_told_when_nothing_is_changed(desk: Desk) -> None:
    heard(desk, PlanType.SOCIAL_ELEMENT)
    decided(desk)
    assert "etter høringen" not in compared(desk)
