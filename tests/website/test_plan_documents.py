"""A plan's documents: put to it, fetched, taken away; the wrong person, and a file that is not what it says."""

import re
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rodtrad.plans.models import Plan, PlanDocument
from tests.cast import Cast, as_
from tests.goals.editing import Desk

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\ninnhold\n%%EOF\n"
PAGE = "/skrivebordet/planer/utkast/dokumenter/"


def text_of(answer: Any) -> str:
    return " ".join(unescape(re.sub(r"(?s)<[^>]+>", " ", answer.content.decode())).split())


def sent(name: str = "Plan for byen.pdf", content: bytes = PDF, **other: str) -> dict[str, Any]:
    return {
        "title": "Hele planen",
        "kind": "plan",
        "file": SimpleUploadedFile(name, content),
        "gjor": "legg-til",
        **other,
    }


def test_a_document_is_put_to_the_plan_fetched_and_taken_away(desk: Desk, nobody: Client) -> None:
    client = as_(desk.editor)
    assert client.post(PAGE, sent()).status_code == 302
    found = PlanDocument.objects.get(plan=desk.draft)
    assert (found.title, found.file_name) == ("Hele planen", "Plan for byen.pdf")
    assert "Hele planen" in text_of(nobody.get("/skrivebordet/planer/utkast/"))
    answer = nobody.get(f"{PAGE}{found.pk}/")
    assert answer.getvalue() == PDF
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert client.post(PAGE, {"gjor": "fjern", "dokument": str(found.pk)}).status_code == 302
    assert nobody.get(f"{PAGE}{found.pk}/").status_code == 404


@pytest.mark.parametrize(
    ("name", "content", "told"),
    [
        ("plan.pdf", b"MZ program", "ikke det navnet sier"),
        ("plan.exe", b"MZ", "tas ikke imot"),
        ("plan.html", b"<html>", "tas ikke imot"),
        ("plan.pdf", b"", "Fila er tom"),
        ("plan.docx", b"PK\x03\x04 halv", "ikke det navnet sier"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(desk: Desk, name: str, content: bytes, told: str) -> None:
    answer = as_(desk.editor).post(PAGE, sent(name, content))
    assert answer.status_code == 400
    assert told in text_of(answer)
    assert not PlanDocument.objects.filter(plan=desk.draft).exists()


def test_the_same_file_twice_and_a_kind_that_is_not_are_told(desk: Desk) -> None:
    client = as_(desk.editor)
    client.post(PAGE, sent())
    assert "lagt til planen fra før" in text_of(client.post(PAGE, sent(title="Igjen")))
    assert client.post(PAGE, sent(kind="drøm")).status_code == 400
    assert PlanDocument.objects.filter(plan=desk.draft).count() == 1


def test_who_may_not_is_refused(desk: Desk, nobody: Client) -> None:
    assert as_(desk.person("reader")).post(PAGE, sent()).status_code == 403
    assert nobody.post(PAGE, sent())["Location"].startswith("/konto/logg-inn/")
    adopted = "/skrivebordet/planer/vedtatt/dokumenter/"
    assert as_(desk.editor).post(adopted, sent()).status_code == 403
    assert as_(desk.approver).post(adopted, sent()).status_code == 302


def test_a_hidden_plans_documents_are_hidden(desk: Desk, nobody: Client, cast: Cast) -> None:
    as_(desk.editor).post(PAGE, sent())
    found = PlanDocument.objects.get(plan=desk.draft)
    Plan.objects.filter(pk=desk.draft.pk).update(visibility=1)
    for client in (nobody, cast.client("ulla")):
        assert client.get(PAGE).status_code == 404
        assert client.get(f"{PAGE}{found.pk}/").status_code == 404
    assert as_(desk.person("reader")).get(f"{PAGE}{found.pk}/").status_code == 200


def test_a_document_of_another_plan_is_not_found_here(desk: Desk) -> None:
    as_(desk.editor).post(PAGE, sent())
    found = PlanDocument.objects.get(plan=desk.draft)
    other = f"/skrivebordet/planer/vedtatt/dokumenter/{found.pk}/"
    assert as_(desk.editor).get(other).status_code == 404
    answer = as_(desk.approver).post(
        "/skrivebordet/planer/vedtatt/dokumenter/", {"gjor": "fjern", "dokument": str(found.pk)}
    )
    assert answer.status_code == 404
    assert as_(desk.editor).post(PAGE, {"gjor": "fjern", "dokument": "x' OR 1=1"}).status_code == 404
