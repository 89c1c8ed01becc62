"""From bytes to text: size, character set, and characters that no plan holds."""

import re

from django.utils.translation import gettext as _

from rodtrad.exchange.errors import PlanFileError, Problem

LARGEST_FILE = 50 * 1024 * 1024
_NOT_YAML = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")
#: How files that are not plain text begin.
_UTF_16 = (b"\xff\xfe", b"\xfe\xff")
_ZIP, _PDF, _OLE = b"PK\x03\x04", b"%PDF", b"\xd0\xcf\x11\xe0"


def text_of(content: bytes) -> str:
    """Return the file as text. Raises PlanFileError when it is too large, not UTF-8, or not text at all."""
    if len(content) > LARGEST_FILE:
        size, limit = len(content) // 2**20, LARGEST_FILE // 2**20
        message = _("Fila er på %(size)d MB; grensen er %(limit)d MB.") % {"size": size, "limit": limit}
        raise _refusal(1, 1, message, _("Del den i flere filer."))
    if content.startswith((_ZIP, _PDF, _OLE)):
        message = _("Dette er ikke en tekstfil, men et regneark, et dokument eller et arkiv.")
        raise _refusal(1, 1, message, _("En planfil er ren tekst i YAML. Se docs/howto/bring-your-plan.md."))
    if content.startswith(_UTF_16):
        raise _refusal(1, 1, _("Fila er lagret som UTF-16, ikke UTF-8."), _save_as())
    if b"\0" in content[:100]:
        message = _("Fila er ikke ren tekst i UTF-8; kanskje er den lagret som UTF-16.")
        raise _refusal(1, 1, message, _save_as())
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line, column = _place_of_byte(content, error.start)
        raise _refusal(line, column, _("Fila er ikke lagret som UTF-8."), _save_as()) from error
    _refuse_control_characters(text)
    return text


def _save_as() -> str:
    return _("Lagre den på nytt og velg tegnsettet (kodingen) UTF-8.")


def _refusal(line: int, column: int, message: str, remedy: str) -> PlanFileError:
    return PlanFileError([Problem(line, column, "", message, remedy)])


def _place_of_byte(content: bytes, position: int) -> tuple[int, int]:
    """Return line and column; what stands before the place is UTF-8."""
    start = content.rfind(b"\n", 0, position) + 1
    before = content[start:position].decode("utf-8-sig")
    return content.count(b"\n", 0, position) + 1, len(before) + 1


def _refuse_control_characters(text: str) -> None:
    found = _NOT_YAML.search(text)
    if found is None:
        return
    position = found.start()
    line, column = text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)
    raise _refusal(
        line,
        column,
        _("Fila har et usynlig styretegn (U+%(code)04X).") % {"code": ord(found.group())},
        _("Slett tegnet. Er det mange av dem, er fila trolig ikke ren tekst i UTF-8."),
    )
