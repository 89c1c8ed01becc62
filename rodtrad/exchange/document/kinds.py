"""Which kind of file it is, told by how it begins and not by its name."""

import io
import zipfile
from enum import StrEnum
from pathlib import PurePath

from rodtrad.exchange.document.refusal import Refusal, RefusedError


class Kind(StrEnum):
    PDF = "pdf"
    WORD = "word"
    TEXT = "text"


ENDINGS = {".pdf": Kind.PDF, ".docx": Kind.WORD, ".docm": Kind.WORD, ".txt": Kind.TEXT, ".md": Kind.TEXT}
_OLE = b"\xd0\xcf\x11\xe0"
_ZIP = b"PK\x03\x04"
#: How text begins that is meant for a program and not a reader.
_PROGRAM_TEXT = (b"{\\rtf", b"<!doctype", b"<html", b"<?xml", b"%!ps")
_BYTE_ORDER = (b"\xff\xfe", b"\xfe\xff")


def kind_of(content: bytes, name: str) -> Kind:
    """Return the kind of the file. Raises RefusedError when it is none of ours, or is named as another."""
    if not content.strip():
        raise RefusedError(Refusal.EMPTY)
    found = _by_beginning(content)
    named = ENDINGS.get(PurePath(name).suffix.lower())
    if named is not None and named is not found:
        raise RefusedError(Refusal.LIES)
    return found


def _by_beginning(content: bytes) -> Kind:
    start = content[:1024].lstrip().lower()
    if b"%PDF-" in content[:1024]:
        return Kind.PDF
    if content.startswith(_OLE):
        # A Word file with a password is such a container too, as are Word files from before 2007.
        locked = "EncryptedPackage".encode("utf-16-le") in content
        raise RefusedError(Refusal.ENCRYPTED if locked else Refusal.OLD_WORD)
    if content.startswith(_ZIP):
        return _archive(content)
    if start.startswith(_PROGRAM_TEXT):
        raise RefusedError(Refusal.UNKNOWN)
    if b"\0" in content[:4096] and not content.startswith(_BYTE_ORDER):
        raise RefusedError(Refusal.UNKNOWN)
    return Kind.TEXT


def _archive(content: bytes) -> Kind:
    try:
        names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    except (zipfile.BadZipFile, ValueError, OverflowError, NotImplementedError, UnicodeDecodeError) as error:
        raise RefusedError(Refusal.BROKEN) from error
    if "[Content_Types].xml" in names and any(name.startswith("word/") for name in names):
        return Kind.WORD
    raise RefusedError(Refusal.UNKNOWN)
