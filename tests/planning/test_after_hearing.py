"""What may be adopted after a hearing: land use that was not heard may not."""

from datetime import date

import pytest
from django.test import Client

from rodtrad.cases.models import Case
from rodtrad.goals.models import Element
from rodtrad.planning.errors import FieldErrors
from rodtrad.planning.operations.adopt import adopt
from rodtrad.planning.operations.freeze import freeze
from rodtrad.plans.models import Plan, PlanStatus, PlanType, Version, VersionLabel
from tests.goals import factories as make
from tests.goals.editing import Desk

pytestmark = pytest.mark.django_db
HEARD, DECIDED = date(2026, 3, 2), date(2026, 6, 1)


def heard(desk: Desk, kind: str) -> Plan:
    Plan.objects.filter(pk=desk.draft.pk).update(type=kind)
    desk.draft.refresh_from_db()
    freeze(actor=desk.approver, plan=desk.draft, label=VersionLabel.HEARING, day=HEARD)
    return desk.draft


def decided(desk: Desk) -> Version:
    case, _made = Case.objects.get_or_create(root=desk.root, key="sak", number="1/26", title="Vedta planen")
    return adopt(actor=desk.approver, plan=desk.draft, case=case, day=DECIDED)


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
    freeze(actor=desk.approver, plan=desk.draft, label=VersionLabel.HEARING, day=HEARD)
    assert decided(desk).label == VersionLabel.ADOPTED


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
    decided(desk)
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
