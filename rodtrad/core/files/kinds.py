"""What a file may be: a name tells its kind, and the bytes have to bear it out."""

import io
import zipfile
from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rodtrad.core.files.stored import LARGEST
from rodtrad.core.sheets.safe_zip import BROKEN, LARGEST_UNPACKED, MOST_PARTS

_CHUNK = 256 * 1024
_OFFICE = "application/vnd.openxmlformats-officedocument."
#: Macros, and programs that a document carries along.
_PROGRAMS = ("vbaproject.bin", ".exe", ".dll", ".js", ".vbs", ".ps1", ".bat", ".cmd", ".jar", ".scr")


class FileRefusedError(Exception):
    """The file is not taken in; the message says why, and what to do."""


@dataclass(frozen=True)
class _Kind:
    media_type: str
    holds: Callable[[bytes], bool]


def media_type_of(name: str, content: bytes) -> str:
    """Return the media type of a file that is what its name says. Raises FileRefusedError with a sentence."""
    if not content:
        raise FileRefusedError(_("Fila er tom."))
    if len(content) > LARGEST:
        message = _("Fila er på %(size)d MB; grensen er %(limit)d MB.")
        raise FileRefusedError(message % {"size": len(content) // 2**20, "limit": LARGEST // 2**20})
    ending = name.rpartition(".")[2].casefold() if "." in name else ""
    kind = _KINDS.get(ending)
    if kind is None:
        raise FileRefusedError(
            _("Filer av typen «%(ending)s» tas ikke imot. Lagre den som PDF, eller velg %(kinds)s.")
            % {"ending": ending or name, "kinds": ", ".join(sorted(_KINDS))}
        )
    if not kind.holds(content):
        raise FileRefusedError(
            _("«%(name)s» er ikke det navnet sier: innholdet er ikke %(kind)s. Lagre den på nytt i programmet den "
              "ble laget i.") % {"name": name[:100], "kind": ending.upper()})  # fmt: skip
    return kind.media_type


def _is_pdf(content: bytes) -> bool:
    return content.startswith(b"%PDF-") and b"%%EOF" in content[-2048:]


def _is_text(content: bytes) -> bool:
    """Tell whether it is plain text: no control characters, and no web page or drawing called one."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = content.decode("latin-1")
    start = text[:2000].lstrip().lower()
    is_markup = start.startswith(("<!doctype", "<html", "<svg", "<?xml", "<script", "mz"))
    return not is_markup and not any(ord(sign) < 32 and sign not in "\t\n\r\f" for sign in text)


def _zip_with(part: str, *, says: bytes = b"") -> Callable[[bytes], bool]:
    """Return what tells whether a zip holds the part, and nothing that runs; `says` is how an ODF names itself."""

    def holds(content: bytes) -> bool:
        if not content.startswith(b"PK\x03\x04"):
            return False
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                names = archive.namelist()
                if part not in names or len(names) > MOST_PARTS or _runs(names):
                    return False
                return _unpacks(archive) and (not says or archive.read("mimetype").strip() == says)
        except (*BROKEN, KeyError):
            return False

    return holds


def _runs(names: list[str]) -> bool:
    return any(name.casefold().endswith(_PROGRAMS) for name in names)


def _unpacks(archive: zipfile.ZipFile) -> bool:
    """Unpack every part once and keep none: what the archive says of its sizes may be a lie."""
    room = LARGEST_UNPACKED
    for part in archive.infolist():
        with archive.open(part) as stream:
            while chunk := stream.read(_CHUNK):
                room -= len(chunk)
                if room < 0:
                    return False
    return True


_ODT = b"application/vnd.oasis.opendocument.text"
_TEXT = "text/plain; charset=utf-8"
_KINDS: dict[str, _Kind] = {
    "pdf": _Kind("application/pdf", _is_pdf),
    "docx": _Kind(_OFFICE + "wordprocessingml.document", _zip_with("word/document.xml")),
    "xlsx": _Kind(_OFFICE + "spreadsheetml.sheet", _zip_with("xl/workbook.xml")),
    "pptx": _Kind(_OFFICE + "presentationml.presentation", _zip_with("ppt/presentation.xml")),
    "odt": _Kind(_ODT.decode(), _zip_with("content.xml", says=_ODT)),
    "png": _Kind("image/png", lambda content: content.startswith(b"\x89PNG\r\n\x1a\n")),
    "jpg": _Kind("image/jpeg", lambda content: content.startswith(b"\xff\xd8\xff")),
    "jpeg": _Kind("image/jpeg", lambda content: content.startswith(b"\xff\xd8\xff")),
    "txt": _Kind(_TEXT, _is_text),
    "csv": _Kind("text/csv; charset=utf-8", _is_text),
}
ENDINGS = tuple(sorted(_KINDS))
