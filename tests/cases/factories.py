"""The least that a test of cases needs: one valid row each, and people who may write."""

from datetime import date
from itertools import count
from typing import Any

from rodtrad.accounts.models import User
from rodtrad.cases.models import (
    Attachment,
    Body,
    Case,
    Instruction,
    Meeting,
    MinorityVote,
    Point,
    Treatment,
)
from rodtrad.core.files.keeping import keep_file
from rodtrad.organisations.models import Role, Root
from tests.goals.factories import make_root, top

_numbers = count(1)
DAY = date(2026, 3, 11)
#: A PDF with nothing on its only page.
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


def make_body(root: Root | None = None, **fields: Any) -> Body:
    key = f"organ-{next(_numbers)}"
    given = {"key": key, "name": key.title(), "kind": "council", **fields}
    return Body.objects.create(root=root or make_root(), **given)


def make_meeting(body: Body | None = None, **fields: Any) -> Meeting:
    body = body or make_body()
    return Meeting.objects.create(**{"root_id": body.root_id, "body": body, "date": DAY, **fields})


def make_case(root: Root | None = None, **fields: Any) -> Case:
    number = next(_numbers)
    given = {"key": f"sak-{number}", "number": f"{number}/26", "title": f"Sak {number}", **fields}
    return Case.objects.create(root=root or make_root(), **given)


def make_treatment(case: Case | None = None, body: Body | None = None, **fields: Any) -> Treatment:
    case = case or make_case()
    given = {"position": case.treatments.count() + 1, "kind": "decision", "root_id": case.root_id, **fields}
    return Treatment.objects.create(case=case, body=body or make_body(case.root), **given)


def make_instruction(case: Case | None = None, **fields: Any) -> Instruction:
    case = case or make_case()
    given = {"kind": "verbal_decision", "number": str(next(_numbers)), "text": "Gjør det.", **fields}
    return Instruction.objects.create(
        **{"root_id": case.root_id, "case": case, "owner": top(case.root), **given}
    )


def make_attachment(case: Case | None = None, **fields: Any) -> Attachment:
    case = case or make_case()
    kept = keep_file(name="notat.pdf", content=PDF)
    given = {"file": kept.file, "name": kept.name, "title": "Notat", "position": 1, **fields}
    return Attachment.objects.create(root_id=case.root_id, case=case, **given)


def make_whole_case(root: Root) -> Case:
    """Make a case with at least one row of everything that a case has."""
    case = make_case(root)
    meeting = make_meeting(make_body(root))
    treatment = make_treatment(case, meeting.body, meeting=meeting, date=meeting.date)
    Point.objects.create(root=root, case=case, treatment=treatment, number=1, text="Slik blir det.")
    MinorityVote.objects.create(root=root, treatment=treatment, position=1, text="Slik burde det være.")
    make_attachment(case)
    make_instruction(case)
    return case


def person_with(root: Root, kind: str, unit: Any = None) -> User:
    """Make somebody who has the role in the root, or at one of its units."""
    number = next(_numbers)
    user = User.objects.create_user(f"person-{number}@example.org", f"Person {number}")
    Role.objects.create(user=user, root=root, organisation=unit or top(root), kind=kind)
    return user
