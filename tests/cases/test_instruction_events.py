"""What the council waits for an answer to, on the wheel: the day of each open instruction, for who may see its case."""

from datetime import date, timedelta

import pytest
from django.db.models import F
from django.test import Client

from rodtrad.core.events import Cycle, Event, EventKind, events_between
from rodtrad.core.history import events_of
from rodtrad.core.models import Visibility
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import EVERYTHING, NOBODY, Viewer
from tests.cases.factories import make_case, make_instruction
from tests.goals.factories import make_root

pytestmark = pytest.mark.django_db
DUE = date(2027, 3, 1)


def told(root: Root, viewer: Viewer = NOBODY) -> list[Event]:
    found = events_between(root, viewer, date(2027, 1, 1), date(2027, 12, 31))
    return [one for one in found if one.uid.startswith("oppdrag-")]


def test_an_open_instruction_is_a_deadline_that_leads_to_it() -> None:
    case = make_case(number="12/26")
    one = make_instruction(case, due=DUE, number="7", text="Utred dette.")
    [event] = told(case.root)
    assert event.uid == f"oppdrag-{one.pk}"
    assert (event.title, event.first, event.last) == ("Frist: verbalvedtak 7 i sak 12/26", DUE, DUE)
    assert (event.kind, event.cycle, event.description) == (EventKind.DEADLINE, Cycle.YEAR, "Utred dette.")
    page = Client().get(f"/{case.root.slug}/arshjul/?ar=2027").content.decode()
    assert f"/{case.root.slug}/oppdrag-fra-kommunestyret/{one.pk}/" in page


def test_one_that_is_answered_or_has_no_day_is_not_told() -> None:
    case = make_case()
    make_instruction(case)
    make_instruction(case, due=DUE, status="answered", answer="Gjort.", answered_on=date(2026, 5, 1))
    make_instruction(case, due=DUE, status="closed", closed_by=make_case(case.root))
    assert not told(case.root)
    assert not told(make_root())


@pytest.mark.parametrize("visibility", [Visibility.INTERNAL, Visibility.TEAM])
def test_nobody_is_told_of_one_in_a_hidden_case(visibility: Visibility) -> None:
    case = make_case(visibility=visibility)
    make_instruction(case, due=DUE)
    assert not told(case.root)
    assert len(told(case.root, EVERYTHING)) == 1


def test_a_day_that_is_moved_is_a_later_edition() -> None:
    one = make_instruction(due=DUE)
    events_of("cases", "InstructionEvent").update(pgh_created_at=F("pgh_created_at") - timedelta(days=1))
    [before] = told(one.root)
    one.due = DUE + timedelta(days=7)
    one.save()
    [after] = told(one.root)
    assert (after.uid, after.first) == (before.uid, one.due)
    assert after.sequence > before.sequence > 0
