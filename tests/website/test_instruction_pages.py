"""What the council asked for: entered with an owner by governance, answered, closed only when the council agrees."""

import re
from datetime import date, timedelta
from html import unescape
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from rodtrad.cases.models import Case, Instruction
from rodtrad.cases.operations.instructions import close_instruction
from rodtrad.cases.operations.treatments import change_treatment
from rodtrad.organisations.models import Governance, OrganisationKind, RoleKind, Root
from tests.cases.factories import make_body, make_case, make_instruction, make_treatment
from tests.cast import as_
from tests.goals.editing import Desk
from tests.goals.factories import make_organisation

pytestmark = pytest.mark.django_db
HERE = "/skrivebordet"


def text_of(answer: Any) -> str:
    return " ".join(unescape(re.sub(r"(?s)<[^>]+>", " ", answer.content.decode())).split())


def version(html: str) -> str:
    return str(re.findall(r'name="versjon" value="([^"]*)"', html)[0])


def filled(owner: str, **other: Any) -> dict[str, Any]:
    told = {"kind": "verbal_decision", "number": "7", "text": "Vis hva broen koster.", "owner": owner}
    return {**told, "due": "2026-06-01", **other}


def decided(desk: Desk, kind: str = "council", **fields: Any) -> Case:
    """Make a case that a body of this kind has decided."""
    day = date(2026, 6, 10)
    case = make_case(desk.root, status="decided", date=day, body="Organet", **fields)
    make_treatment(case, make_body(desk.root, kind=kind), date=day, result="as_recommended")
    return case


def before_council(desk: Desk, **fields: Any) -> Case:
    """Make a case that the council is to treat."""
    case = make_case(desk.root, **fields)
    make_treatment(case, make_body(desk.root))
    return case


def address(one: Instruction) -> str:
    return f"{HERE}/oppdrag-fra-kommunestyret/{one.pk}/"


def test_an_instruction_is_given_answered_and_closed(desk: Desk, nobody: Client) -> None:
    given = before_council(desk, title="Budsjettet", status="decided", date=date(2025, 12, 10))
    editor, approver = as_(desk.editor), as_(desk.approver)
    sent = filled(desk.office.key)
    assert editor.post(f"{HERE}/saker/{given.key}/nytt-oppdrag/", sent).status_code == 302
    one = Instruction.objects.get(root=desk.root)
    assert "Vis hva broen koster." in text_of(nobody.get(f"{HERE}/saker/{given.key}/"))

    answer = {"gjor": "svar", "answer": "Tallene står i saken.", "day": "2026-05-20"}
    contributor = as_(desk.person(RoleKind.CONTRIBUTOR, desk.office))
    begun = version(contributor.get(address(one)).content.decode())
    assert contributor.post(address(one), {**answer, "versjon": begun}).status_code == 302
    one.refresh_from_db()
    assert (one.status, one.answered_on) == ("answered", date(2026, 5, 20))

    closing = decided(desk, title="Rapporten")
    assert editor.post(address(one), {"gjor": "avslutt", "case": closing.key}).status_code == 403
    assert approver.post(address(one), {"gjor": "avslutt", "case": closing.key}).status_code == 302
    one.refresh_from_db()
    assert (one.status, one.closed_by) == ("closed", closing)
    told = text_of(nobody.get(address(one)))
    assert "Tallene står i saken." in told
    assert "Rapporten" in told
    assert "Oppdrag som saken avsluttet" in text_of(nobody.get(f"{HERE}/saker/{closing.key}/"))
    assert approver.post(address(one), answer).status_code == 403


def test_only_the_council_closes_what_it_asked_for(desk: Desk) -> None:
    one = make_instruction(make_case(desk.root, date=date(2026, 1, 1)))
    client = as_(desk.approver)

    def told(case: Case | None) -> str:
        answer = client.post(address(one), {"gjor": "avslutt", "case": case.key if case else ""})
        assert answer.status_code == 422
        return text_of(answer)

    assert "avsluttes bare av det øverste organet" in told(decided(desk, "executive_committee"))
    assert "Saken er ikke avgjort ennå." in told(make_case(desk.root))
    early = decided(desk)
    Case.objects.filter(pk=early.pk).update(date=date(2025, 1, 1))
    assert "Saken ble avgjort før oppdraget ble gitt." in told(early)
    assert "Velg saken" in told(None)
    one.refresh_from_db()
    assert one.status == "open"


def test_under_parliamentary_rule_the_city_government_answers(desk: Desk) -> None:
    Root.objects.filter(pk=desk.root.pk).update(governance=Governance.PARLIAMENTARY)
    agency = make_organisation(desk.root, kind=OrganisationKind.AGENCY, name="Bymiljøetaten")
    department = make_organisation(desk.root, kind=OrganisationKind.DEPARTMENT)
    case, client = before_council(desk), as_(desk.editor)
    where = f"{HERE}/saker/{case.key}/nytt-oppdrag/"
    refused = client.post(where, filled(agency.key))
    assert refused.status_code == 422
    assert "svarer byrådet bystyret, aldri en etat" in text_of(refused)
    assert "Bymiljøetaten" in text_of(refused)
    assert client.post(where, filled(department.key)).status_code == 302
    assert client.post(where, filled(desk.root.slug, number="8")).status_code == 302


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"text": ""}, "Skriv hva det ble bedt om."),
        ({"number": ""}, "Skriv nummeret."),
        ({"owner": ""}, "Velg hvem som skal svare."),
        ({"kind": "ønske"}, "er ikke blant valgene"),
        ({"due": "snart"}, "er ikke en dato"),
    ],
)
def test_a_fault_is_told_and_nothing_is_stored(wrong: dict[str, str], sentence: str, desk: Desk) -> None:
    case = before_council(desk)
    sent = {**filled(desk.office.key), **wrong}
    answer = as_(desk.editor).post(f"{HERE}/saker/{case.key}/nytt-oppdrag/", sent)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not Instruction.objects.filter(root=desk.root).exists()


def test_the_same_number_twice_is_told(desk: Desk) -> None:
    case, client = before_council(desk), as_(desk.editor)
    where = f"{HERE}/saker/{case.key}/nytt-oppdrag/"
    assert client.post(where, filled(desk.office.key)).status_code == 302
    assert "med dette nummeret fra før" in text_of(client.post(where, filled(desk.office.key)))


def test_an_answer_says_something_and_comes_after(desk: Desk) -> None:
    one = make_instruction(make_case(desk.root, date=date(2026, 1, 1)))
    client = as_(desk.editor)
    for sent, sentence in (
        ({"answer": "", "day": "2026-02-01"}, "Skriv hva som er gjort."),
        ({"answer": "Gjort.", "day": ""}, "Skriv en dato."),
        ({"answer": "Gjort.", "day": "2025-02-01"}, "Svaret kan ikke være fra før oppdraget ble gitt."),
        ({"answer": "Gjort.", "day": "2090-01-01"}, "Svaret kan ikke være fra en dag som ikke har vært."),
    ):
        begun = version(client.get(address(one)).content.decode())
        answer = client.post(address(one), {"gjor": "svar", "versjon": begun, **sent})
        assert answer.status_code == 422
        assert sentence in text_of(answer)


def test_the_list_tells_what_is_late(desk: Desk, nobody: Client) -> None:
    today = timezone.localdate()
    case = make_case(desk.root)
    make_instruction(case, text="Forsinket", due=today - timedelta(days=3))
    make_instruction(case, text="I tide", due=today + timedelta(days=3))
    make_instruction(case, text="Svart", status="answered", answer="Ja.", answered_on=today)
    make_instruction(make_case(desk.root, visibility=1), text="Hemmelig")
    where = f"{HERE}/oppdrag-fra-kommunestyret/"
    told = text_of(nobody.get(where))
    assert "Over fristen 1" in told
    assert "3 dager over fristen" in told
    assert told.index("Forsinket") < told.index("I tide") < told.index("Svart")
    assert "Hemmelig" not in told
    late = text_of(nobody.get(f"{where}?stand=forfalt"))
    assert "Forsinket" in late
    assert "I tide" not in late
    assert nobody.get(f"{where}?stand=tull").status_code == 404
    csv = nobody.get(f"{HERE}/ark/oppdrag-fra-kommunestyret.csv?stand=forfalt").content.decode("utf-8-sig")
    assert "Forsinket" in csv
    assert "I tide" not in csv


@pytest.mark.parametrize("kind", [RoleKind.READER, RoleKind.ADMINISTRATOR])
def test_who_may_not_write_is_refused(kind: str, desk: Desk) -> None:
    one = make_instruction(make_case(desk.root))
    client = as_(desk.person(kind))
    assert client.get(address(one)).status_code == 200
    for asked in ("svar", "avslutt", "endre", "tull"):
        assert client.post(address(one), {"gjor": asked}).status_code == 403


def test_a_correction_is_stored(desk: Desk) -> None:
    one, client = make_instruction(make_case(desk.root)), as_(desk.editor)
    begun = version(client.get(address(one)).content.decode())
    sent = filled(desk.office.key, text="Rettet.", gjor="endre", versjon=begun)
    assert client.post(address(one), sent).status_code == 302
    one.refresh_from_db()
    assert (one.text, one.owner, one.number) == ("Rettet.", desk.office, "7")


def test_another_roots_instruction_does_not_exist_here(desk: Desk) -> None:
    assert as_(desk.editor).get(address(make_instruction())).status_code == 404


def test_two_who_answer_are_told_of_each_other(desk: Desk) -> None:
    one, client = make_instruction(make_case(desk.root, date=date(2026, 1, 1))), as_(desk.editor)
    begun = version(client.get(address(one)).content.decode())
    Instruction.objects.filter(pk=one.pk).update(
        answer="Den andres.", answered_on=date(2026, 2, 1), status="answered"
    )
    sent = {"gjor": "svar", "answer": "Mitt.", "day": "2026-02-01", "versjon": begun}
    late = client.post(address(one), sent)
    assert late.status_code == 422
    assert "Nå står det: Den andres." in text_of(late)
    assert "Mitt." in late.content.decode()
    again = {**sent, "versjon": version(late.content.decode())}
    assert client.post(address(one), again).status_code == 302
    one.refresh_from_db()
    assert one.answer == "Mitt."


def test_an_instruction_is_given_only_where_the_council_treats_the_case(desk: Desk) -> None:
    case, client = make_case(desk.root), as_(desk.editor)
    make_treatment(case, make_body(desk.root, kind="committee"))
    where = f"{HERE}/saker/{case.key}/nytt-oppdrag/"
    refused = client.post(where, filled(desk.office.key))
    assert refused.status_code == 422
    assert "Saken er ikke satt opp i det øverste organet." in text_of(refused)
    make_treatment(case, make_body(desk.root))
    assert client.post(where, filled(desk.office.key)).status_code == 302


@pytest.mark.parametrize("answer", ["", "Gjort."])
def test_a_decision_that_is_undone_opens_what_it_closed(desk: Desk, answer: str) -> None:
    day = date(2026, 2, 1) if answer else None
    one = make_instruction(make_case(desk.root, date=date(2026, 1, 1)), answer=answer, answered_on=day)
    closing = decided(desk)
    close_instruction(actor=desk.approver, instruction=one, case=closing)
    treatment = closing.treatments.get()
    change_treatment(actor=desk.approver, treatment=treatment, values={"note": "Enstemmig."})
    one.refresh_from_db()
    assert one.status == "closed"
    change_treatment(actor=desk.approver, treatment=treatment, values={"result": "postponed"})
    one.refresh_from_db()
    assert (one.status, one.closed_by) == ("answered" if answer else "open", None)
