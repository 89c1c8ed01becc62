"""Files that are not what they say: each form that takes one refuses them in words, and keeps nothing of them."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from rodtrad.exchange.models import DocumentReading, ImportBatch
from rodtrad.goals.models import Element
from tests.cast import Cast

pytestmark = pytest.mark.django_db

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 64
PAGE = b"<!doctype html><script>alert(7)</script>"
MACHINE = b"MZ\x90\x00" + b"\0" * 200
ENTITY = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]><x>&e;</x>'


def _zip(files: dict[str, bytes]) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return held.getvalue()


def _bomb() -> bytes:
    return _zip(
        {"xl/workbook.xml": b"\0" * 200_000_000, "word/document.xml": b"\0" * 100, "[Content_Types].xml": b""}
    )


LIES: dict[str, Callable[[], tuple[str, bytes, str]]] = {
    "picture as workbook": lambda: ("plan.xlsx", PNG, XLSX),
    "picture as pdf": lambda: ("plan.pdf", PNG, "application/pdf"),
    "program as document": lambda: ("plan.docx", MACHINE, "application/msword"),
    "page as workbook": lambda: ("plan.xlsx", PAGE, XLSX),
    "zip of something else": lambda: ("plan.xlsx", _zip({"a.txt": b"a"}), XLSX),
    "zip of something else as document": lambda: ("plan.docx", _zip({"a.txt": b"a"}), "application/msword"),
    "bomb as workbook": lambda: ("plan.xlsx", _bomb(), XLSX),
    "bomb as document": lambda: ("plan.docx", _bomb(), "application/msword"),
    "entities as workbook": lambda: ("plan.xlsx", _zip({"xl/workbook.xml": ENTITY}), XLSX),
    "entities as document": lambda: (
        "plan.docx",
        _zip({"[Content_Types].xml": ENTITY, "word/document.xml": ENTITY}),
        "application/msword",
    ),
    "truncated pdf": lambda: ("plan.pdf", b"%PDF-1.7\n1 0 obj", "application/pdf"),
    "nothing": lambda: ("plan.xlsx", b"", XLSX),
    "path as name": lambda: ("../../etc/plan.xlsx", PNG, XLSX),
}


@dataclass(frozen=True)
class Door:
    """A form that takes a file."""

    address: str
    fields: dict[str, str]


DOORS = {"sheet": Door("/solvik/ark/", {}), "document": Door("/solvik/les-dokument/", {})}


def _sent(cast: Cast, door: Door, lie: str) -> Any:
    name, content, kind = LIES[lie]()
    upload = SimpleUploadedFile(name, content, kind)
    client = cast.client("randi")
    client.raise_request_exception = False
    return client.post(door.address, {**door.fields, "fil": upload})


@pytest.mark.parametrize("lie", LIES)
@pytest.mark.parametrize("door", DOORS)
def test_a_file_that_lies_is_refused_in_words(cast: Cast, door: str, lie: str) -> None:
    before = Element.objects.count()
    answer = _sent(cast, DOORS[door], lie)
    if answer.status_code == 302:  # kept for a look: the page that it leads to says what is wrong with it
        client = cast.client("randi")
        client.raise_request_exception = False
        answer = client.get(answer["Location"])
    assert answer.status_code in (200, 400, 413, 422), answer.status_code
    page = answer.content.decode()
    assert "<h1" in page
    assert "<script>alert(7)" not in page
    assert "root:" not in page
    assert Element.objects.count() == before


@pytest.mark.parametrize("door", DOORS)
def test_who_reads_only_sends_nothing(cast: Cast, door: str) -> None:
    for person in ("lise", "ulla"):
        upload = SimpleUploadedFile("plan.xlsx", PNG, XLSX)
        answer = cast.client(person).post(DOORS[door].address, {"fil": upload})
        assert answer.status_code in (403, 404)
    assert not ImportBatch.objects.exists()
    assert not DocumentReading.objects.exists()


@pytest.mark.parametrize(
    "path", ["/", "/konto/logg-inn/", "/solvik/ark/", "/api/v1/organisations/solvik/elements"]
)
def test_what_says_that_it_is_too_large_is_not_read(path: str, cast: Cast) -> None:
    """By nobody in particular too: else anyone could fill the disk."""

    class Unread(io.BytesIO):
        def read(self, *size: Any) -> bytes:
            raise AssertionError("it is read")

    told = {
        "wsgi.input": Unread(),
        "CONTENT_LENGTH": str(27 * 2**20),
        "CONTENT_TYPE": "multipart/form-data; boundary=x",
    }
    answer = cast.client(None).post(path, **told)
    assert answer.status_code == 413
