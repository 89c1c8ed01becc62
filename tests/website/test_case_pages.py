"""A case from draft to decision on its pages: written, treated by several bodies, decided, read by anyone."""

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rodtrad.cases.models import Attachment, Case, CaseStatus, MinorityVote, Point, Treatment
from rodtrad.organisations.models import RoleKind
from tests.cases.factories import (
    PDF,
    make_attachment,
    make_body,
    make_case,
    make_instruction,
    make_meeting,
    make_treatment,
    make_whole_case,
)
from tests.cast import as_
from tests.goals.editing import Desk

pytestmark = pytest.mark.django_db
HERE = "/skrivebordet"


def text_of(answer: Any) -> str:
    return " ".join(unescape(re.sub(r"(?s)<[^>]+>", " ", answer.content.decode())).split())


def version(html: str) -> str:
    return str(re.findall(r'name="versjon" value="([^"]*)"', html)[0])


def filled(**other: Any) -> dict[str, Any]:
    return {
        "number": "12/26",
        "title": "Ny bro over fjorden",
        "owner": "",
        "status": "prepared",
        "presentation": "Saken gjelder en *bro*.",
        "legal_basis": "kommuneloven § 5-3",
        "proposed_on": "2026-02-01",
        "recommended_on": "2026-02-20",
        "body": "",
        "date": "",
        "decision": "",
        "archive_address": "",
        "einnsyn_address": "https://einnsyn.example/12",
        "visibility": "1",
        "punkt": ["Broen bygges.", "", "Byggingen begynner i 2027."],
        **other,
    }


def treated(body: str, **other: Any) -> dict[str, Any]:
    return {
        "body": body,
        "kind": "decision",
        "meeting": "",
        "date": "2026-03-11",
        "result": "pending",
        "note": "",
        "punkt": [""],
        "for": [""],
        "mot": [""],
        "mindretall": [""],
        "hvem": [""],
        "stemmer": [""],
        **other,
    }


def test_a_case_goes_the_whole_way(desk: Desk, nobody: Client) -> None:
    editor, approver = as_(desk.editor), as_(desk.approver)
    assert editor.get(f"{HERE}/ny-sak/").status_code == 200
    answer = editor.post(f"{HERE}/ny-sak/", filled())
    assert answer["Location"] == f"{HERE}/saker/ny-bro-over-fjorden/"
    page = answer["Location"]
    case = Case.objects.get(root=desk.root)
    assert list(Point.objects.filter(case=case).values_list("number", "text")) == [
        (1, "Broen bygges."),
        (2, "Byggingen begynner i 2027."),
    ]
    assert nobody.get(page).status_code == 404

    board = make_body(desk.root, key="formannskapet", name="Formannskapet", kind="executive_committee")
    council = make_body(desk.root, key="kommunestyret", name="Kommunestyret")
    meeting = make_meeting(council, date=date(2026, 3, 18))
    first = treated(board.key, kind="recommendation", result="as_recommended", date="2026-03-04")
    assert editor.post(f"{page}ny-behandling/", first).status_code == 302
    second = treated(council.key, meeting=str(meeting.pk), date="")
    assert editor.post(f"{page}ny-behandling/", second).status_code == 302
    case.refresh_from_db()
    assert case.status == CaseStatus.UNDER_TREATMENT
    deciding = Treatment.objects.get(case=case, body=council)
    assert deciding.date == date(2026, 3, 18)

    where = f"{page}behandling/{deciding.pk}/"
    decided = {
        **second,
        "result": "changed",
        "punkt": ["Broen bygges ikke.", "Fergen blir."],
        "for": ["20", "31"],
        "mot": ["11", "0"],
        "mindretall": ["Broen bygges likevel."],
        "hvem": ["Brolista"],
        "stemmer": ["11"],
    }
    begun = version(editor.get(where).content.decode())
    refused = editor.post(where, {**decided, "versjon": begun})
    assert refused.status_code == 403
    assert "godkjenner" in text_of(refused)
    assert approver.post(where, {**decided, "versjon": begun}).status_code == 302
    case.refresh_from_db()
    assert (case.status, case.body, case.date) == ("decided", "Kommunestyret", date(2026, 3, 18))
    assert case.decision == "1. Broen bygges ikke.\n2. Fergen blir."

    Case.objects.filter(pk=case.pk).update(visibility=0)
    told = text_of(nobody.get(page))
    for words in (
        "Kommunestyret avgjorde saken 18. mars 2026.",
        "Formannskapet innstilte",
        "Broen bygges ikke. 20 for, 11 mot",
        "Enstemmig, 31 stemmer",
        "Et mindretall ville Broen bygges likevel. Brolista, 11 stemmer",
        "kommuneloven § 5-3",
        "Saken i eInnsyn",
    ):
        assert words in told, words


def test_what_is_decided_is_corrected_by_an_approver_only(desk: Desk) -> None:
    case = make_case(desk.root, status="decided", date=date(2026, 1, 1))
    assert as_(desk.editor).get(f"{HERE}/saker/{case.key}/endre/").status_code == 403
    assert as_(desk.approver).get(f"{HERE}/saker/{case.key}/endre/").status_code == 200


def test_a_decision_that_is_taken_back_leaves_nothing(desk: Desk) -> None:
    case = make_case(desk.root)
    treatment = make_treatment(case, date=date(2026, 3, 1))
    client = as_(desk.approver)
    where = f"{HERE}/saker/{case.key}/behandling/{treatment.pk}/"
    for result in ("as_recommended", "postponed"):
        begun = version(client.get(where).content.decode())
        sent = treated(treatment.body.key, result=result, punkt=["Slik."], versjon=begun)
        assert client.post(where, sent).status_code == 302
    case.refresh_from_db()
    assert (case.status, case.body, case.date, case.decision) == ("under_treatment", "", None, "")


def test_what_a_file_told_of_a_case_is_left_alone(desk: Desk) -> None:
    told = {"status": "decided", "body": "Rådet", "date": date(2020, 1, 1), "decision": "Slik ble det."}
    case = make_case(desk.root, **told)
    body = make_body(desk.root, kind="youth_council")
    sent = treated(body.key, kind="statement", result="noted", date="2019-12-01")
    assert as_(desk.approver).post(f"{HERE}/saker/{case.key}/ny-behandling/", sent).status_code == 302
    case.refresh_from_db()
    assert {name: getattr(case, name) for name in told} == told


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"title": ""}, "Skriv en tittel."),
        ({"number": " "}, "Skriv saksnummeret."),
        ({"title": "x" * 301}, "Den kan være høyst 300."),
        ({"proposed_on": "1.2.2026"}, "er ikke en dato"),
        ({"recommended_on": "2026-01-01"}, "Innstillingen kan ikke være åpen før forslaget er det."),
        ({"archive_address": "javascript:alert(1)"}, "er ikke en nettadresse"),
        ({"einnsyn_address": "https://["}, "er ikke en nettadresse"),
        ({"owner": "finnes-ikke"}, "Enheten «finnes-ikke» finnes ikke her."),
        ({"status": "ferdig"}, "er ikke blant valgene"),
        ({"visibility": "9"}, "er ikke blant valgene"),
        ({"decision": "Slik blir det."}, "Saken har vedtak, men er ikke avgjort."),
        (
            {"decision": "Slik blir det.", "status": "decided"},
            "Bare en godkjenner kan sette saken til avgjort.",
        ),
        ({"visibility": "0"}, "Bare en godkjenner kan gjøre en sak synlig for alle."),
    ],
)
def test_a_fault_is_told_at_its_field_and_nothing_is_stored(
    wrong: dict[str, str], sentence: str, desk: Desk
) -> None:
    answer = as_(desk.editor).post(f"{HERE}/ny-sak/", filled(**wrong))
    assert answer.status_code in (403, 422)
    assert sentence in text_of(answer)
    assert not Case.objects.filter(root=desk.root).exists()


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"body": "finnes-ikke"}, "Organet «finnes-ikke» finnes ikke her."),
        ({"body": ""}, "Velg et organ."),
        ({"meeting": "tull"}, "Møtet finnes ikke lenger."),
        ({"date": "", "result": "noted", "kind": "information"}, "Skriv dagen saken ble behandlet"),
        ({"for": ["mange"], "punkt": ["Slik."]}, "er ikke et antall stemmer"),
        ({"for": ["3"]}, "Punkt 1 har stemmetall, men ingen tekst."),
        ({"hvem": ["Brolista"]}, "Skriv hva mindretallet stemte for."),
    ],
)
def test_a_faulty_treatment_is_told(wrong: dict[str, Any], sentence: str, desk: Desk) -> None:
    case = make_case(desk.root)
    body = make_body(desk.root)
    answer = as_(desk.editor).post(f"{HERE}/saker/{case.key}/ny-behandling/", {**treated(body.key), **wrong})
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not Treatment.objects.filter(case=case).exists()


def test_a_treatment_stands_in_its_own_bodys_meeting(desk: Desk) -> None:
    case, body = make_case(desk.root), make_body(desk.root)
    other = make_meeting(make_body(desk.root, name="Rådet"))
    sent = treated(body.key, meeting=str(other.pk))
    answer = as_(desk.editor).post(f"{HERE}/saker/{case.key}/ny-behandling/", sent)
    assert answer.status_code == 422
    assert "Møtet er i Rådet" in text_of(answer)


def test_treatments_are_moved_and_taken_away(desk: Desk) -> None:
    case = make_case(desk.root)
    first, second, third = (make_treatment(case, kind="statement") for _number in range(3))
    client = as_(desk.editor)

    def do(treatment: Treatment, asked: str) -> list[Any]:
        where = f"{HERE}/saker/{case.key}/behandling/{treatment.pk}/"
        begun = version(client.get(where).content.decode())
        assert client.post(where, {"gjor": asked, "versjon": begun}).status_code == 302
        return list(Treatment.objects.filter(case=case).order_by("position").values_list("pk", flat=True))

    assert do(third, "opp") == [first.pk, third.pk, second.pk]
    assert do(first, "ned") == [third.pk, first.pk, second.pk]
    assert do(third, "opp") == [third.pk, first.pk, second.pk]
    assert do(third, "fjern") == [first.pk, second.pk]
    assert list(Treatment.objects.filter(case=case).values_list("position", flat=True)) == [1, 2]


def test_more_rows_store_nothing(desk: Desk) -> None:
    client = as_(desk.editor)
    answer = client.post(f"{HERE}/ny-sak/", filled(gjor="flere"))
    html = answer.content.decode()
    assert answer.status_code == 200
    assert html.count('name="punkt"') == 4
    assert "Ny bro over fjorden" in html
    assert not Case.objects.filter(root=desk.root).exists()


def test_what_two_change_is_told_before_anything_is_stored(desk: Desk) -> None:
    case = make_case(desk.root, title="Først")
    client = as_(desk.editor)
    where = f"{HERE}/saker/{case.key}/endre/"
    begun = version(client.get(where).content.decode())
    Case.objects.filter(pk=case.pk).update(title="Noen andres")
    sent = filled(number=case.number, visibility="0", title="Min", versjon=begun)
    answer = client.post(where, sent)
    assert answer.status_code == 422
    assert "Nå står det: Noen andres" in text_of(answer)
    again = {**sent, "versjon": version(answer.content.decode())}
    assert client.post(where, again).status_code == 302
    case.refresh_from_db()
    assert case.title == "Min"


def test_a_treatment_that_another_has_changed_is_not_taken_away(desk: Desk) -> None:
    treatment = make_treatment(make_case(desk.root), kind="statement")
    client = as_(desk.editor)
    where = f"{HERE}/saker/{treatment.case.key}/behandling/{treatment.pk}/"
    begun = version(client.get(where).content.decode())
    Treatment.objects.filter(pk=treatment.pk).update(note="Utsatt til mars.")
    late = client.post(where, {"gjor": "fjern", "versjon": begun}, follow=True)
    assert "Ingenting er tatt bort" in text_of(late)
    assert "Utsatt til mars." in late.content.decode()
    again = {"gjor": "fjern", "versjon": version(late.content.decode())}
    assert client.post(where, again).status_code == 302
    assert not Treatment.objects.filter(pk=treatment.pk).exists()


def test_a_version_of_something_else_is_refused(desk: Desk) -> None:
    one, other = make_case(desk.root), make_case(desk.root)
    client = as_(desk.editor)
    begun = version(client.get(f"{HERE}/saker/{one.key}/endre/").content.decode())
    for wrong in (begun, "tull", ""):
        answer = client.post(f"{HERE}/saker/{other.key}/endre/", filled(versjon=wrong))
        assert answer.status_code == 400


def test_files_are_attached_given_out_and_taken_away(desk: Desk, nobody: Client) -> None:
    case = make_case(desk.root)
    client = as_(desk.editor)
    where = f"{HERE}/saker/{case.key}/vedlegg/"
    upload = SimpleUploadedFile("../mappe/notat om bro.pdf", PDF)
    assert client.post(where, {"file": upload, "title": ""}).status_code == 302
    [kept] = Attachment.objects.filter(case=case)
    assert (kept.name, kept.title) == ("notat om bro.pdf", "notat om bro.pdf")
    answer = nobody.get(f"{where}{kept.pk}/")
    assert b"".join(answer.streaming_content) == PDF
    assert answer["Content-Disposition"].startswith("attachment;")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in answer["Content-Security-Policy"]
    again = client.post(where, {"file": SimpleUploadedFile("b.pdf", PDF), "title": "Igjen"})
    assert "Saken har dette vedlegget fra før." in text_of(again)
    assert client.post(where, {"fjern": str(kept.pk)}).status_code == 302
    assert not Attachment.objects.filter(case=case).exists()


@pytest.mark.parametrize(
    ("name", "content", "sentence"),
    [
        ("notat.pdf", b"<html>hei</html>", "er ikke det navnet sier"),
        ("side.html", b"<html>hei</html>", "Filer av typen «html» tas ikke imot"),
        ("tegning.svg", b"<svg/>", "Filer av typen «svg» tas ikke imot"),
        ("program.exe", b"MZ", "tas ikke imot"),
        ("notat.docx", b"PK\x03\x04tull", "er ikke det navnet sier"),
        ("notat.txt", b"<svg onload=alert(1)>", "er ikke det navnet sier"),
        ("notat.csv", b"a;b\x00c", "er ikke det navnet sier"),
        ("notat", b"hei", "tas ikke imot"),
        ("tom.txt", b"", "Fila er tom."),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(
    name: str, content: bytes, sentence: str, desk: Desk
) -> None:
    case = make_case(desk.root)
    sent = {"file": SimpleUploadedFile(name, content), "title": ""}
    answer = as_(desk.editor).post(f"{HERE}/saker/{case.key}/vedlegg/", sent)
    assert answer.status_code == 422
    assert sentence in text_of(answer)
    assert not Attachment.objects.exists()


def test_the_files_of_a_hidden_case_are_hidden(desk: Desk, nobody: Client) -> None:
    kept = make_attachment(make_case(desk.root, visibility=1))
    where = f"{HERE}/saker/{kept.case.key}/vedlegg/{kept.pk}/"
    assert nobody.get(where).status_code == 404
    assert as_(desk.person(RoleKind.READER)).get(where).status_code == 200


@pytest.mark.parametrize("kind", [RoleKind.READER, RoleKind.CONTRIBUTOR, RoleKind.ADMINISTRATOR])
def test_who_may_not_write_is_refused(kind: str, desk: Desk) -> None:
    case = make_whole_case(desk.root)
    client = as_(desk.person(kind))
    for where in ("endre/", "ny-behandling/", "vedlegg/", "nytt-oppdrag/"):
        assert client.get(f"{HERE}/saker/{case.key}/{where}").status_code == 403
        assert client.post(f"{HERE}/saker/{case.key}/{where}", {"x": "y"}).status_code == 403
    assert client.get(f"{HERE}/ny-sak/").status_code == 403


def test_who_is_not_logged_in_is_sent_to_log_in(desk: Desk, nobody: Client) -> None:
    case = make_case(desk.root)
    for where in (f"{HERE}/ny-sak/", f"{HERE}/saker/{case.key}/endre/"):
        assert "/konto/logg-inn/" in nobody.get(where)["Location"]


def test_another_roots_case_does_not_exist_here(desk: Desk) -> None:
    case = make_whole_case(make_case().root)
    client = as_(desk.editor)
    assert client.get(f"{HERE}/saker/{case.key}/").status_code == 404
    mine = make_case(desk.root)
    theirs = case.treatments.get()
    assert client.get(f"{HERE}/saker/{mine.key}/behandling/{theirs.pk}/").status_code == 404


def test_the_list_chooses(desk: Desk, nobody: Client) -> None:
    council = make_body(desk.root, name="Kommunestyret", key="kommunestyret")
    make_case(desk.root, title="Broen", status="decided", body="Kommunestyret", date=date(2025, 5, 1))
    make_treatment(make_case(desk.root, title="Veien"), council)
    make_case(desk.root, title="Hemmelig", visibility=1)
    where = f"{HERE}/saker/"

    def titles(question: str) -> set[str]:
        html = nobody.get(f"{where}?{question}").content.decode()
        return {title for title in ("Broen", "Veien", "Hemmelig") if title in html}

    assert titles("") == {"Broen", "Veien"}
    assert titles("q=bro") == {"Broen"}
    assert titles("status=decided") == {"Broen"}
    assert titles("organ=kommunestyret") == {"Broen", "Veien"}
    assert titles("ar=2025") == {"Broen"}
    assert titles("q=%00hem") == set()
    for wrong in ("status=tull", "ar=i fjor", "ar=99999"):
        assert nobody.get(f"{where}?{wrong}").status_code == 404
    assert "Broen" in nobody.get(f"{HERE}/ark/saker.csv?q=bro").content.decode("utf-8-sig")
    assert nobody.get(f"{HERE}/ark/saker.xlsx").status_code == 200


def test_the_pages_ask_little(desk: Desk, nobody: Client) -> None:
    council = make_body(desk.root)
    for _number in range(5):
        case = make_case(desk.root)
        for position in range(4):
            treatment = make_treatment(case, council, position=position + 1)
            Point.objects.create(root=desk.root, case=case, treatment=treatment, number=1, text="Slik.")
            MinorityVote.objects.create(root=desk.root, treatment=treatment, position=1, text="Nei.")
        make_instruction(case)
    for where, most in ((f"{HERE}/saker/", 12), (f"{HERE}/saker/{case.key}/", 16)):
        with CaptureQueriesContext(connection) as asked:
            assert nobody.get(where).status_code == 200
        assert len(asked) <= most, [query["sql"][:90] for query in asked]


def test_the_page_of_a_plan_leads_to_its_case(desk: Desk, nobody: Client) -> None:
    case = make_case(desk.root, title="Planen vedtas")
    type(desk.adopted).objects.filter(pk=desk.adopted.pk).update(case=case)
    link = f'href="{HERE}/saker/{case.key}/"'
    assert link in nobody.get(f"{HERE}/planer/{desk.adopted.key}/").content.decode()
    assert desk.adopted.title in text_of(nobody.get(f"{HERE}/saker/{case.key}/"))
    Case.objects.filter(pk=case.pk).update(visibility=1)
    assert link not in nobody.get(f"{HERE}/planer/{desk.adopted.key}/").content.decode()


def test_text_from_people_is_shown_as_text(desk: Desk, nobody: Client) -> None:
    case = make_case(desk.root, title="<b>Fet</b>", presentation="<script>alert(1)</script>\n\n- punkt")
    treatment = make_treatment(case, note="<img src=x onerror=alert(1)>")
    Point.objects.create(root=desk.root, case=case, treatment=treatment, number=1, text="<i>x</i>")
    html = nobody.get(f"{HERE}/saker/{case.key}/").content.decode()
    for wrong in ("<b>Fet", "<script>alert", "<img src=x", "<i>x"):
        assert wrong not in html
