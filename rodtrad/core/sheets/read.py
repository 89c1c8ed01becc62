"""Bytes or pasted text to sheets, told apart by what they hold, not by what they are called."""

from django.utils.translation import gettext as _

from rodtrad.core.sheets.cells import Sheets
from rodtrad.core.sheets.problems import SheetError, refusal
from rodtrad.core.sheets.read_excel import read_excel
from rodtrad.core.sheets.read_text import read_csv, read_pasted

LARGEST_FILE = 25 * 1024 * 1024
_ZIP, _PDF, _OLE = b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0"
_MARKUP = (b"<!doctype html", b"<html", b"<table", b"<?xml")


def read_sheets(content: bytes, *, pasted: bool = False) -> Sheets:
    """Return what the file or the clipboard holds. Raises SheetError, with what to do, for what is no sheet."""
    remedy = _("Lagre det som Excel-arbeidsbok (.xlsx) eller CSV.")
    if len(content) > LARGEST_FILE:
        raise too_large(len(content))
    if not content.strip():
        raise refusal(_("Fila er tom."), _("Velg en fil med rader."))
    if pasted:
        return read_pasted(content.decode())
    if content.startswith(_ZIP):
        return read_excel(content)
    if content.startswith(_OLE):
        message = _("Fila er et gammelt regneark (.xls), et dokument, eller låst med passord.")
        raise refusal(message, remedy)
    if content.startswith(_PDF):
        raise refusal(_("Dette er en PDF, ikke et regneark."), remedy)
    if content.removeprefix(b"\xef\xbb\xbf").lstrip()[:20].lower().startswith(_MARKUP):
        raise refusal(_("Dette er en nettside eller XML som er kalt et regneark."), remedy)
    return read_csv(content)


def too_large(size: int) -> SheetError:
    message = _("Fila er på %(size)d MB; grensen er %(limit)d MB.")
    return refusal(
        message % {"size": size // 2**20, "limit": LARGEST_FILE // 2**20}, _("Del den i flere filer.")
    )
