"""Files that cannot be read: each gets a sentence with what to do."""

import io
import zipfile
from pathlib import Path

import pytest

from rodtrad.exchange.document import extracting
from rodtrad.exchange.document.extracting import DocumentError
from rodtrad.exchange.document.read import read_document
from rodtrad.exchange.document.refusal import LARGEST_FILE, MOST_PAGES

FILES = Path(__file__).parent / "files"
PDF, WORD = (FILES / "plan.pdf").read_bytes(), (FILES / "plan.docx").read_bytes()


def word_with(**parts: bytes) -> bytes:
    """Return the Word file with parts put in place of its own; the names have _ for / and end in xml."""
    replaced = {name.replace("_", "/") + ".xml": content for name, content in parts.items()}
    result = io.BytesIO()
    source = zipfile.ZipFile(io.BytesIO(WORD))
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED) as out:
        for name in source.namelist():
            out.writestr(name, replaced.pop(name, b"") or source.read(name))
        for name, content in replaced.items():
            out.writestr(name, content)
    return result.getvalue()


def small_pdf(*objects: bytes, pages: int = 1, more: bytes = b"") -> bytes:
    """Write a PDF by hand: pages that share the resources and the content stream in `objects`."""
    kids = b" ".join(b"%d 0 R" % (10 + number) for number in range(pages))
    body = [
        b"1 0 obj <</Type/Catalog/Pages 2 0 R>> endobj",
        b"2 0 obj <</Type/Pages/Count %d/Kids[%b]>> endobj" % (pages, kids),
    ]
    body += objects
    body += [
        b"%d 0 obj <</Type/Page/Parent 2 0 R/MediaBox[0 0 300 300]/Resources<</Font<</F 4 0 R>>/XObject<</I 5 0 R>>>>"
        b"/Contents 3 0 R>> endobj" % (10 + number)
        for number in range(pages)
    ]
    return b"%PDF-1.4\n" + b"\n".join(body) + b"\ntrailer <</Root 1 0 R" + more + b">>\n%%EOF"


def stream(number: int, content: bytes, head: bytes = b"") -> bytes:
    return b"%d 0 obj <<%b/Length %d>> stream\n%b\nendstream endobj" % (number, head, len(content), content)


FONT = b"4 0 obj <</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>> endobj"
IMAGE = stream(
    5, b"\x00", b"/Type/XObject/Subtype/Image/Width 1/Height 1/BitsPerComponent 8/ColorSpace/DeviceGray"
)
DRAWN = stream(3, b"q 300 0 0 300 0 0 cm /I Do Q")
WRITTEN = stream(3, b"BT /F 12 Tf 20 200 Td (Tiltak: Bygge fortau ved skolen) Tj ET")
LOCK = (
    b" /Encrypt <</Filter/Standard/V 1/R 2/Length 40/P -4/O <" + b"00" * 32 + b"> /U <" + b"11" * 32 + b">>>"
    b" /ID [<00><00>]"
)


def refused(content: bytes, name: str) -> str:
    with pytest.raises(DocumentError) as caught:
        read_document(content=content, name=name)
    told = str(caught.value)
    assert told.endswith("Ingenting er lagret.")
    return told


def test_a_pdf_written_by_hand_is_read() -> None:
    found = read_document(content=small_pdf(WRITTEN, FONT, IMAGE), name="plan.pdf").proposals
    assert [(one.level, one.title) for one in found] == [("tiltak", "Bygge fortau ved skolen")]


@pytest.mark.parametrize(
    ("content", "name", "told"),
    [
        (b"", "plan.pdf", "Fila er tom."),
        (b" \n ", "plan.txt", "Fila er tom."),
        (b"x" * (LARGEST_FILE + 1), "plan.txt", "større enn 25 MB"),
        (PDF, "plan.docx", "innholdet er en annen"),
        (WORD, "plan.pdf", "innholdet er en annen"),
        (b"<html><body>M\xc3\xa5l</body></html>", "plan.txt", "verken PDF, Word"),
        (b"{\\rtf1 Plan}", "plan.txt", "verken PDF, Word"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "plan.png", "verken PDF, Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "plan.doc", "eldre format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "plan.docx", "låst med passord"),
        (small_pdf(WRITTEN, FONT, IMAGE, more=LOCK), "plan.pdf", "låst med passord"),
        (small_pdf(DRAWN, FONT, IMAGE), "plan.pdf", "skannet"),
        (small_pdf(stream(3, b" "), FONT, IMAGE), "plan.pdf", "ingen tekst"),
        (small_pdf(WRITTEN, FONT, IMAGE, pages=MOST_PAGES + 1), "plan.pdf", "mer enn 400 sider"),
        (WORD[:3000], "plan.docx", "skadet"),
        (word_with(word_document=b"<w:document"), "plan.docx", "skadet"),
        (word_with(word_document=b"<!DOCTYPE a [<!ENTITY b 'c'>]><a>&b;</a>"), "plan.docx", "ikke hører hjemme"),
        (word_with(word_media_big=b"0" * (201 * 1024 * 1024)), "plan.docx", "for stor når den pakkes ut"),
        (b"\x01\x02\x03\x04\x05\x06 " * 40, "plan.txt", "verken PDF, Word"),
        (b"ord og flere ord her\n" * 150_000, "plan.txt", "for mye tekst"),
    ],
)  # fmt: skip
def test_what_cannot_be_read_is_told_in_a_sentence(content: bytes, name: str, told: str) -> None:
    assert told in refused(content, name)


def test_an_archive_that_is_no_word_file() -> None:
    archive = io.BytesIO()
    with zipfile.ZipFile(archive, "w") as out:
        out.writestr("plan.txt", "Tiltak")
    assert "verken PDF, Word" in refused(archive.getvalue(), "plan.zip")


def test_a_file_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(extracting, "_SECONDS", 0.001)
    assert "for lang tid" in refused(PDF, "plan.pdf")
