"""What the register of bodies, meetings and cases refuses."""

import hashlib
from datetime import date, time
from typing import Any

import pytest
from django.db import IntegrityError, transaction

from rodtrad.cases.models import Case, Meeting, MinorityVote, Point
from rodtrad.core.models import StoredFile
from tests.cases.factories import (
    DAY,
    make_attachment,
    make_body,
    make_case,
    make_instruction,
    make_meeting,
    make_treatment,
)
from tests.goals.factories import make_root, make_source, top
from tests.refusals import Attempts, constraints_of, refused, refused_constraint

pytestmark = [pytest.mark.django_db, pytest.mark.data]
breaks = Attempts()


@breaks("case_key_once")
def key_twice() -> None:
    make_case(make_case(key="sak").root, key="sak")


@breaks("case_key_form")
def key_with_slash() -> None:
    make_case(key="1/24")


@breaks("case_quote_has_source")
def quoted_from_nothing() -> None:
    make_case(origin="quoted")


@breaks("case_same_root_source")
def from_anothers_source() -> None:
    make_case(source=make_source(make_root()))


@breaks("case_same_root_owner")
def owned_by_another() -> None:
    make_case(owner=top(make_root()))


@breaks("case_archive_address_form")
def archive_that_runs() -> None:
    make_case(archive_address="javascript:alert(1)")


@breaks("case_einnsyn_address_form")
def einnsyn_that_runs() -> None:
    make_case(einnsyn_address="data:text/html,hei")


@breaks("body_key_once")
def body_twice() -> None:
    make_body(make_body(key="bystyret").root, key="bystyret")


@breaks("body_key_form")
def body_key_with_capital() -> None:
    make_body(key="Bystyret")


@breaks("body_has_name")
def body_without_name() -> None:
    make_body(name="")


@breaks("body_valid_in_order")
def body_ends_before_it_starts() -> None:
    make_body(valid_from=DAY, valid_to=date(2020, 1, 1))


@breaks("body_quote_has_source")
def body_quoted_from_nothing() -> None:
    make_body(origin="quoted")


@breaks("body_same_root_source")
def body_from_anothers_source() -> None:
    make_body(source=make_source(make_root()))


@breaks("body_same_root_organisation")
def body_that_leads_another() -> None:
    make_body(organisation=top(make_root()))


@breaks("meeting_uid_once")
def meeting_twice() -> None:
    make_meeting(make_meeting(uid="en@to").body, uid="en@to")


@breaks("meeting_has_uid")
def meeting_without_uid() -> None:
    make_meeting(uid="")


@breaks("meeting_ends_after_it_begins")
def meeting_backwards() -> None:
    make_meeting(begins=time(18), ends=time(17))


@breaks("meeting_ends_after_it_begins")
def meeting_with_an_end_alone() -> None:
    make_meeting(ends=time(17))


@breaks("meeting_quote_has_source")
def meeting_quoted_from_nothing() -> None:
    make_meeting(origin="quoted")


@breaks("meeting_same_root_source")
def meeting_from_anothers_source() -> None:
    make_meeting(source=make_source(make_root()))


@breaks("meeting_same_root_body")
def meeting_of_anothers_body() -> None:
    Meeting.objects.create(root=make_root(), body=make_body(), date=DAY)


@breaks("treatment_position_once")
def two_in_one_place() -> None:
    case = make_treatment().case
    make_treatment(case, position=1)


@breaks("treatment_date_of_meeting")
def in_a_meeting_without_day() -> None:
    case = make_case()
    meeting = make_meeting(make_body(case.root))
    make_treatment(case, meeting.body, meeting=meeting)


@breaks("treatment_of_its_meeting")
def another_day_than_the_meeting() -> None:
    case = make_case()
    meeting = make_meeting(make_body(case.root))
    make_treatment(case, meeting.body, meeting=meeting, date=date(2026, 1, 1))


@breaks("treatment_of_its_meeting")
def in_another_bodys_meeting() -> None:
    case = make_case()
    make_treatment(case, meeting=make_meeting(make_body(case.root)), date=DAY)


@breaks("treatment_quote_has_source")
def treatment_quoted_from_nothing() -> None:
    make_treatment(origin="quoted")


@breaks("treatment_same_root_source")
def treatment_from_anothers_source() -> None:
    make_treatment(source=make_source(make_root()))


@breaks("treatment_same_root_body")
def treated_by_anothers_body() -> None:
    make_treatment(body=make_body())


@breaks("treatment_same_root_case")
def treatment_of_anothers_case() -> None:
    root = make_root()
    make_treatment(make_case(), make_body(root), root_id=root.pk)


@breaks("point_number_once")
def point_twice() -> None:
    case = make_case()
    for _number in range(2):
        Point.objects.create(root=case.root, case=case, number=1, text="Slik.")


@breaks("point_has_text")
def point_of_nothing() -> None:
    case = make_case()
    Point.objects.create(root=case.root, case=case, number=1, text="")


@breaks("point_votes_of_treatment")
def votes_before_a_treatment() -> None:
    case = make_case()
    Point.objects.create(root=case.root, case=case, number=1, text="Slik.", votes_for=2)


@breaks("treatment_of_its_meeting")
def in_anothers_meeting() -> None:
    case, meeting = make_case(), make_meeting()
    make_treatment(case, make_body(case.root), meeting=meeting, date=meeting.date)


@breaks("point_of_its_treatment")
def point_of_anothers_treatment() -> None:
    case = make_case()
    Point.objects.create(root=case.root, case=case, treatment=make_treatment(), number=1, text="Slik.")


@breaks("point_of_its_treatment")
def point_of_another_cases_treatment() -> None:
    treatment = make_treatment()
    case = make_case(treatment.root)
    Point.objects.create(root=case.root, case=case, treatment=treatment, number=1, text="Slik.")


@breaks("point_same_root_case")
def point_of_anothers_case() -> None:
    Point.objects.create(root=make_root(), case=make_case(), number=1, text="Slik.")


@breaks("minority_vote_position_once")
def minority_twice() -> None:
    treatment = make_treatment()
    for _number in range(2):
        MinorityVote.objects.create(root=treatment.root, treatment=treatment, position=1, text="Nei.")


@breaks("minority_vote_has_text")
def minority_for_nothing() -> None:
    treatment = make_treatment()
    MinorityVote.objects.create(root=treatment.root, treatment=treatment, position=1, text="")


@breaks("minorityvote_same_root_treatment")
def minority_of_anothers_treatment() -> None:
    MinorityVote.objects.create(root=make_root(), treatment=make_treatment(), position=1, text="Nei.")


@breaks("attachment_position_once")
def two_attachments_in_one_place() -> None:
    kept = make_attachment()
    make_attachment(kept.case, file=make_file(b"annet"))


@breaks("attachment_file_once")
def one_file_twice() -> None:
    make_attachment(make_attachment().case, position=2)


@breaks("attachment_has_name")
def attachment_without_title() -> None:
    make_attachment(title="")


@breaks("attachment_same_root_case")
def attached_to_anothers_case() -> None:
    row = make_attachment()
    type(row).objects.filter(pk=row.pk).update(root=make_root())


@breaks("instruction_number_once")
def instruction_twice() -> None:
    make_instruction(make_instruction(number="7").case, number="7")


@breaks("instruction_has_text")
def instruction_of_nothing() -> None:
    make_instruction(text="")


@breaks("instruction_closed_by_a_case")
def closed_by_nobody() -> None:
    make_instruction(status="closed")


@breaks("instruction_closed_by_a_case")
def open_with_a_closing_case() -> None:
    case = make_case()
    make_instruction(case, closed_by=make_case(case.root))


@breaks("instruction_answered_in_words")
def answered_with_nothing() -> None:
    make_instruction(status="answered", answered_on=DAY)


@breaks("instruction_quote_has_source")
def instruction_quoted_from_nothing() -> None:
    make_instruction(origin="quoted")


@breaks("instruction_same_root_source")
def instruction_from_anothers_source() -> None:
    make_instruction(source=make_source(make_root()))


@breaks("instruction_same_root_owner")
def instruction_to_another() -> None:
    make_instruction(owner=top(make_root()))


@breaks("instruction_same_root_closed_by")
def closed_by_anothers_case() -> None:
    make_instruction(status="closed", closed_by=make_case())


@breaks("instruction_same_root_case")
def instruction_moved_away() -> None:
    root = make_root()
    make_instruction(make_case(), root_id=root.pk, owner=top(root))


@pytest.mark.parametrize(("constraint", "attempt"), breaks.cases())
def test_refused(constraint: str, attempt: Any) -> None:
    with refused(constraint):
        attempt()


def test_no_constraint_is_forgotten() -> None:
    assert constraints_of("cases") <= set(breaks.by_name)


def test_two_roots_may_use_the_same_key_and_number() -> None:
    assert make_case(key="sak").key == make_case(key="sak").key


def test_the_newest_case_comes_first() -> None:
    root = make_root()
    for key, day in (("gammel", "2020-01-01"), ("ny", "2024-01-01")):
        make_case(root, key=key, date=day)
    assert [case.key for case in Case.objects.filter(root=root)] == ["ny", "gammel"]


def test_a_moved_meeting_takes_what_is_treated_there_along() -> None:
    case = make_case()
    meeting = make_meeting(make_body(case.root))
    treatment = make_treatment(case, meeting.body, meeting=meeting, date=meeting.date)
    Meeting.objects.filter(pk=meeting.pk).update(date=date(2026, 4, 1))
    treatment.refresh_from_db()
    assert treatment.date == date(2026, 4, 1)


@pytest.mark.parametrize(
    ("change", "grows"),
    [
        ({"date": date(2026, 4, 1)}, 1),
        ({"begins": time(9)}, 1),
        ({"place_text": "Salen"}, 1),
        ({"status": "cancelled"}, 1),
        ({"note": "Husk saksliste."}, 0),
        ({"sequence": 7}, 7),
        ({"date": date(2026, 4, 1), "sequence": 9}, 9),
    ],
)
def test_the_sequence_grows_by_what_calendars_must_hear_of(change: dict[str, Any], grows: int) -> None:
    meeting = make_meeting()
    Meeting.objects.filter(pk=meeting.pk).update(**change)
    meeting.refresh_from_db()
    assert meeting.sequence == grows


def test_the_sequence_never_falls() -> None:
    meeting = make_meeting(sequence=5)
    Meeting.objects.filter(pk=meeting.pk).update(sequence=2)
    meeting.refresh_from_db()
    assert meeting.sequence == 5


def make_file(content: bytes = b"hei", **fields: Any) -> StoredFile:
    told = {"sha256": hashlib.sha256(content).hexdigest(), "size": len(content), "media_type": "text/plain"}
    return StoredFile.objects.create(**{**told, "content": content, **fields})


@pytest.mark.parametrize(
    ("fields", "constraint"),
    [
        ({"sha256": "a" * 64}, "stored_file_digest_of_content"),
        ({"sha256": "A" * 64}, "stored_file_digest_form"),
        ({"size": 2}, "stored_file_size_of_content"),
        ({"size": 0}, "stored_file_size"),
        ({"size": 25 * 1024 * 1024 + 1}, "stored_file_size"),
    ],
)
def test_a_stored_file_is_its_bytes(fields: dict[str, Any], constraint: str) -> None:
    with pytest.raises(IntegrityError) as caught, transaction.atomic():
        make_file(**fields)
    # More than one of them may be broken; PostgreSQL names the first by name.
    assert (refused_constraint(caught.value) or "").startswith(constraint.removesuffix("_form")[:16])


def test_a_stored_file_never_changes() -> None:
    kept = make_file()
    with refused("stored_file_stays"):
        StoredFile.objects.filter(pk=kept.pk).update(media_type="text/html")
