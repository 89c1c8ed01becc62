"""T-99: what the council asked for, open past its day."""

from datetime import date

import pytest

from rodtrad.goals.check_cache import data_version
from rodtrad.goals.checking import visible_to
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import NOBODY
from tests.cases.factories import make_case, make_instruction
from tests.goals.checked import check, findings, keys

pytestmark = pytest.mark.django_db
DUE, LATER = date(2026, 6, 1), date(2026, 6, 2)


def test_what_is_open_past_its_day_is_found(root: Root) -> None:
    case = make_case(root, number="12/26")
    late = make_instruction(case, number="7", due=DUE)
    make_instruction(case, due=LATER)
    make_instruction(case)
    make_instruction(case, due=DUE, status="answered", answer="Ja.", answered_on=DUE)
    [found] = findings(root, "T-99", LATER)
    assert (found.key, found.kind, found.organisation) == (str(late.pk), "instruction", late.owner_id)
    assert str(found.message) == "Oppdrag 7 i sak 12/26 skulle vært besvart innen 1. juni 2026."
    assert keys(root, "T-99", DUE) == []


def test_an_instruction_of_a_hidden_case_is_told_to_nobody_else(root: Root) -> None:
    make_instruction(make_case(root, visibility=1), due=DUE)
    result = check(root, "T-99", today=LATER)
    assert len(result.findings) == 1
    assert not visible_to(result, NOBODY).findings


def test_an_answer_makes_another_version(root: Root) -> None:
    one = make_instruction(make_case(root), due=DUE)
    before = data_version(root.pk)
    one.due = LATER
    one.save()
    assert data_version(root.pk) != before
