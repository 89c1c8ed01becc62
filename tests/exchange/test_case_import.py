"""Cases in from a sheet: by number, all or nothing, with cells and remedies; the page and the command."""

import re
from datetime import date
from html import unescape
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rodtrad.cases.models import Case
from rodtrad.exchange.case_sheet.operations import propose_cases, take_in_cases
from rodtrad.exchange.case_sheet.read import CaseSheetError, read_cases
from rodtrad.exchange.meeting_command import import_cases
from rodtrad.organisations.models import RoleKind
from tests.cases.factories import make_body, make_case, make_instruction
from tests.cast import as_
from tests.goals.editing import Desk

PAGE = "/skrivebordet/saker/les-inn/"
HEAD = "Saksnummer;Tittel;Avgjort av;Vedtaksdag;Vedtak;Eier;Synlig for\n"


def sheet(*rows: str, head: str = HEAD) -> bytes:
    return (head + "".join(f"{row}\n" for row in rows)).encode()


def text_of(answer: Any) -> str:
    return " ".join(unescape(re.sub(r"(?s)<[^>]+>", " ", answer.content.decode())).split())


def hidden(html: str) -> dict[str, str]:
    return {name: unescape(value) for name, value in re.findall(r'name="(lest|sett)" value="([^"]*)"', html)}


def send(client: Any, content: bytes) -> Any:
    return client.post(PAGE, {"send": "1", "fil": SimpleUploadedFile("saker.csv", content)})


@pytest.mark.django_db
def test_the_page_shows_what_would_happen_and_does_it_on_yes(desk: Desk) -> None:
    client = as_(desk.approver)
    standing = make_case(desk.root, number="1/26", title="Gammel tittel", legal_basis="beholdes")
    shown = send(
        client,
        sheet(
            "1/26;Ny tittel;;;;;",
            f"2/26;Vei;Formannskapet;3.2.2026;Vedtatt;{desk.office.name};",
        ),
    )
    told = text_of(shown)
    assert "1 nye, 1 endret" in told
    assert "tittel" in told
    assert Case.objects.filter(root=desk.root).count() == 1
    assert client.post(PAGE, {**hidden(shown.content.decode()), "gjor": "ta-inn"}).status_code == 302
    standing.refresh_from_db()
    assert (standing.title, standing.legal_basis) == ("Ny tittel", "beholdes")
    made = Case.objects.get(root=desk.root, number="2/26")
    assert (made.status, made.body, made.date) == ("decided", "Formannskapet", date(2026, 2, 3))
    assert (made.owner, made.visibility) == (desk.office, 1)
    again = send(client, sheet("1/26;Ny tittel;;;;;"))
    assert "Det er ingenting å ta inn." in text_of(again)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"A;B\n1;2\n", "Fant ingen rad med overskriftene"),
        (b"", "Fila er tom."),
        (b"%PDF-1.4", "Dette er en PDF"),
        (sheet(), "Arket har ingen saker."),
        (sheet("1;x;;31.2.2026;;;"), "Celle D2: «31.2.2026» er ikke en dato."),
        (sheet("1;x;;;;;alle på kaia"), "Celle G2: «alle på kaia» er ikke blant valgene."),
        (sheet("1;x;;;;;", "1;y;;;;;"), "Celle A3: Saksnummeret står også i A2."),
        (sheet(*(f"{n};x;;;;;" for n in range(2_001))), "Arket har mer enn 2000 saker."),
    ],
)
def test_a_sheet_that_is_not_taken_in(content: bytes, sentence: str) -> None:
    with pytest.raises(CaseSheetError) as caught:
        read_cases(content)
    assert sentence in str(caught.value)


@pytest.mark.django_db
def test_every_fault_is_told_with_its_cell_and_nothing_is_stored(desk: Desk) -> None:
    make_case(desk.root, number="9/26")
    make_case(desk.root, number="9/26")
    content = sheet("1/26;;;;;;", "2/26;God;;;;finnes-ikke;", "9/26;To;;;;;", "3/26;God;;;;;", "4/26;G;;;;;0")
    answer = send(as_(desk.editor), content)
    assert answer.status_code == 422
    told = text_of(answer)
    for sentence in (
        "Celle B2: Skriv en tittel.",
        "Celle F3: Enheten «finnes-ikke» finnes ikke her.",
        "Celle A4: Flere saker har nummeret «9/26».",
        "Celle A6: Bare en godkjenner kan gjøre en sak synlig for alle.",
        "Ingenting er lagret.",
    ):
        assert sentence in told, sentence
    assert Case.objects.filter(root=desk.root).count() == 2


@pytest.mark.django_db
def test_who_may_not_write_is_refused(desk: Desk) -> None:
    for kind in (RoleKind.READER, RoleKind.CONTRIBUTOR):
        client = as_(desk.person(kind))
        assert client.get(PAGE).status_code == 403
        assert send(client, sheet("1/26;x;;;;;")).status_code == 403


@pytest.mark.django_db
def test_a_proposal_that_we_did_not_sign_is_refused(desk: Desk) -> None:
    answer = as_(desk.editor).post(PAGE, {"lest": "tull", "gjor": "ta-inn"})
    assert answer.status_code == 400


@pytest.mark.django_db
def test_the_command_tells_and_stores(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "saker.csv"
    file.write_bytes(sheet("1/26;Bro;;;;;alle"))
    assert "1 nye" in import_cases(file, desk.root.slug, dry_run=True)
    assert not Case.objects.filter(root=desk.root).exists()
    assert "1 nye" in import_cases(file, desk.root.slug)
    assert Case.objects.get(root=desk.root).visibility == 0
    assert "1 som før" in import_cases(file, desk.root.slug)


@pytest.mark.django_db
def test_many_rows_are_read_and_stored_in_some_few_queries(desk: Desk) -> None:
    council = make_body(desk.root)
    closing = make_case(desk.root, number="1/26", status="decided", body=council.name, date=date(2026, 2, 1))
    asked = make_instruction(make_case(desk.root, number="b"), status="closed", closed_by=closing)

    def queries(*rows: str) -> int:
        read = read_cases(sheet(*rows))
        with CaptureQueriesContext(connection) as captured:
            proposed = propose_cases(actor=desk.approver, root=desk.root, rows=read)
            assert take_in_cases(actor=desk.approver, root=desk.root, rows=read) == proposed
        return len(captured)

    few = queries("1/26;Ny tittel;;;;;", "2/26;Vei;;;;;")
    many = [f"{n}/26;Referatsaker;;;;{desk.office.name};" for n in range(1, 300)]
    assert queries(*many) <= few + 4
    keys = Case.objects.filter(root=desk.root).values_list("key", flat=True)
    assert {"vei", "referatsaker", "referatsaker-297"} <= set(keys)
    asked.refresh_from_db()
    assert asked.status == "closed"
    queries("1/26;Ny tittel;Et utvalg;;;;")
    asked.refresh_from_db()
    assert asked.status == "open", "the council did not decide it"
