"""Whoever freezes for a hearing or adopts is asked about what the public cannot read; a heard draft is never empty."""

from datetime import date

import pytest

from rodtrad.cases.models import Case
from rodtrad.core.models import Visibility
from rodtrad.goals.models import Element
from rodtrad.organisations.permissions import NOBODY
from rodtrad.planning.errors import FieldErrors
from rodtrad.planning.operations.adopt import adopt
from rodtrad.planning.operations.freeze import freeze
from rodtrad.planning.queries.versions import shown_to
from rodtrad.plans.models import Plan, Version, VersionLabel
from tests.goals.editing import Desk

DAY = date(2026, 3, 2)


def hearing(desk: Desk, *, open_up: bool | None = None) -> Version:
    return freeze(actor=desk.approver, plan=desk.draft, label=VersionLabel.HEARING, day=DAY, open_up=open_up)


def close(desk: Desk, *elements: Element) -> None:
    Element.objects.filter(pk__in=[one.pk for one in elements]).update(visibility=Visibility.INTERNAL)


def titles(version: Version) -> list[str]:
    return [one.title for one in shown_to(version, NOBODY).content.elements]


def test_nobody_freezes_for_a_hearing_without_being_asked(desk: Desk) -> None:
    close(desk, desk.first)
    with pytest.raises(FieldErrors, match="1 av 3 elementer i planen er ikke åpne for alle") as refused:
        hearing(desk)
    assert list(refused.value.by_field) == ["open_up"]
    assert not Version.objects.filter(plan=desk.draft).exists()


def test_all_is_opened_in_the_same_operation(desk: Desk) -> None:
    Plan.objects.filter(pk=desk.draft.pk).update(visibility=Visibility.INTERNAL)
    close(desk, desk.draft_goal, desk.first, desk.second)
    assert titles(hearing(desk, open_up=True)) == ["Et nytt mål", "Bygge bro", "Bygge vei"]
    desk.draft.refresh_from_db()
    assert desk.draft.visibility == Visibility.PUBLIC


def test_some_may_stay_closed_when_that_is_said(desk: Desk) -> None:
    close(desk, desk.first)
    assert titles(hearing(desk, open_up=False)) == ["Et nytt mål", "Bygge vei"]


@pytest.mark.parametrize("whole_plan", [True, False])
def test_a_draft_of_which_nothing_can_be_read_is_not_heard(desk: Desk, *, whole_plan: bool) -> None:
    if whole_plan:
        Plan.objects.filter(pk=desk.draft.pk).update(visibility=Visibility.INTERNAL)
    else:
        close(desk, desk.draft_goal, desk.first, desk.second)
    with pytest.raises(FieldErrors, match="kan ingen utenfor lese utkastet"):
        hearing(desk, open_up=False)
    draft = freeze(actor=desk.editor, plan=desk.draft, label=VersionLabel.DRAFT, day=DAY)
    assert draft.number == 1, "a draft is for those who work here, and nobody asks"


@pytest.mark.parametrize("open_up", [True, False, None])
def test_who_adopts_says_whether_it_is_to_be_read(desk: Desk, *, open_up: bool | None) -> None:
    close(desk, desk.draft_goal, desk.first, desk.second)
    case = Case.objects.create(
        root=desk.root, key="sak", number="1/26", title="Vedta", status="decided", date=DAY
    )
    if open_up is None:
        with pytest.raises(FieldErrors, match="Velg om det skal åpnes nå"):
            adopt(actor=desk.approver, plan=desk.draft, case=case, day=DAY)
        desk.draft.refresh_from_db()
        assert desk.draft.status == "under_way"
        return
    version = adopt(actor=desk.approver, plan=desk.draft, case=case, day=DAY, open_up=open_up)
    assert len(titles(version)) == (3 if open_up else 0)
