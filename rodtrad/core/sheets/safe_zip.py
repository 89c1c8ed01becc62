"""A workbook's parts, unpacked with care: a small file can hold a great deal, and XML can refer to itself."""

import io
import struct
import zipfile
import zlib

from django.utils.translation import gettext as _

from rodtrad.core.sheets.problems import SheetError, refusal

#: A workbook of 50 000 rows unpacks to some 60 MB.
LARGEST_UNPACKED = 150 * 1024 * 1024
MOST_PARTS = 1_000
_CHUNK = 256 * 1024
_LONGEST_WORD = len(b"<!DOCTYPE")
_WORD, _SHEET, _OPEN_DOCUMENT = "word/document.xml", "xl/workbook.xml", "content.xml"
_BINARY = "xl/workbook.bin"
_PICTURES = "xl/media/"
#: Text in UTF-16 and UTF-32, with and without a mark.
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\0", b"\0<", b"\0\0\0<")
#: What a broken archive can make the reader of archives raise.
BROKEN = (
    *(zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError, ValueError),
    *(OverflowError, struct.error),
)


def refuse_unsafe(content: bytes) -> None:
    """Unpack every part once, and keep none. Raises SheetError for what is no workbook, or too much."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            _refuse_other_kinds(set(archive.namelist()))
            _unpack(archive)
    except BROKEN as error:
        raise refusal(
            _("Regnearket er skadet og kan ikke pakkes ut."), _("Åpne det i Excel og lagre det på nytt.")
        ) from error


def _refuse_other_kinds(names: set[str]) -> None:
    if len(names) > MOST_PARTS:
        raise _too_much()
    if _SHEET in names:
        return
    remedy = _("Lagre det som Excel-arbeidsbok (.xlsx) eller CSV.")
    if _WORD in names:
        raise refusal(
            _("Dette er et Word-dokument, ikke et regneark."), _("Ta det inn med «Les et dokument».")
        )
    if _OPEN_DOCUMENT in names:
        raise refusal(_("Dette er et OpenDocument-regneark."), remedy)
    if _BINARY in names:
        raise refusal(_("Dette er en binær arbeidsbok (.xlsb)."), remedy)
    raise refusal(_("Dette er en zip-fil, ikke et regneark."), remedy)


def _unpack(archive: zipfile.ZipFile) -> None:
    room = LARGEST_UNPACKED
    for part in archive.infolist():
        is_picture = part.filename.startswith(_PICTURES)
        # What the archive says of its sizes may be a lie: what comes out is counted. So may names: all is looked at.
        with archive.open(part) as stream:
            before = b""
            while chunk := stream.read(_CHUNK):
                room -= len(chunk)
                if room < 0:
                    raise _too_much()
                if not is_picture:
                    _refuse_declarations(before + chunk, is_first=not before)
                before = chunk[-_LONGEST_WORD:]


def _refuse_declarations(content: bytes, *, is_first: bool) -> None:
    """Excel writes UTF-8 without a document type; with one, XML may refer to itself or to other files."""
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content or (is_first and content.startswith(_WIDE)):
        raise refusal(
            _("Regnearket har XML som Excel ikke skriver."), _("Åpne det i Excel og lagre det på nytt.")
        )


def _too_much() -> SheetError:
    return refusal(
        _("Regnearket pakkes ut til mer enn %d MB.") % (LARGEST_UNPACKED // 2**20),
        _("Del det i flere filer."),
    )
