"""Bytes to JSON, within bounds, with a sentence of our own for what goes wrong."""

from typing import Any, Final

import orjson
from django.utils.translation import gettext as _

from rodtrad.indicators.jsonstat.faults import Fault, JsonStatError

LARGEST_FILE: Final = 250_000_000
MOST_CELLS: Final = 10_000_000
#: Objects and lists; named values; values with a comma after. Each takes memory by itself, however few bytes it has.
_MOST_OBJECTS: Final = 1_000_000
_MOST_NAMES: Final = 3_000_000
_MOST_ITEMS: Final = MOST_CELLS + _MOST_NAMES
_UTF16 = (b"\xff\xfe", b"\xfe\xff")
_COMMENTS = ("//", "/*")
_NO_NUMBERS = ("nan", "inf", "undefined")


def parse(content: bytes) -> Any:
    """Return the document. Raises JsonStatError."""
    refuse_too_large(len(content))
    if content.startswith(_UTF16):
        raise _not_utf8()
    _refuse_too_much(content)
    content = content.removeprefix(b"\xef\xbb\xbf")
    try:
        return orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise _in_words(error) from None


def refuse_too_large(size: int) -> None:
    """Raise JsonStatError for a file of more bytes than are read."""
    if size > LARGEST_FILE:
        message = _("Fila er for stor: %(size)d MB, grensa er %(limit)d MB. Del uttrekket i flere.") % {
            "size": size // 1_000_000,
            "limit": LARGEST_FILE // 1_000_000,
        }
        raise JsonStatError(Fault.TOO_LARGE, "", message)


def _refuse_too_much(content: bytes) -> None:
    if len(content) > _MOST_ITEMS and content.count(b",") > _MOST_ITEMS:
        message = _("Fila har for mange tall og statuser. Grensa er %(limit)d i alt. Del uttrekket i flere.")
        raise JsonStatError(Fault.TOO_MANY_CELLS, "", message % {"limit": _MOST_ITEMS})
    objects = len(content) > _MOST_OBJECTS and content.count(b"{") + content.count(b"[") > _MOST_OBJECTS
    if objects or (len(content) > _MOST_NAMES and content.count(b":") > _MOST_NAMES):
        message = _("Fila har for mange objekter og navn til å leses. Del uttrekket i flere.")
        raise JsonStatError(Fault.TOO_MANY_NAMES, "", message)


def _not_utf8() -> JsonStatError:
    return JsonStatError(
        Fault.NOT_UTF8, "", _("Fila er ikke UTF-8. Lagre den som UTF-8, eller hent den på nytt.")
    )


def _in_words(error: orjson.JSONDecodeError) -> JsonStatError:
    told, where = error.msg.casefold(), {"line": error.lineno, "column": error.colno}
    rest = error.doc[error.pos : error.pos + 10].lstrip("-+").casefold()
    if "utf-8" in told or "utf8" in told:
        return _not_utf8()
    if "depth" in told:
        return JsonStatError(Fault.TOO_DEEP, "", _("Fila er nøstet for dypt til å være JSON-stat."))
    if "infinity" in told:
        message = _("Linje %(line)d har et tall som er for stort.")
        return JsonStatError(Fault.NUMBER_TOO_LARGE, "", message % where)
    if rest.startswith(_COMMENTS):
        message = _(
            "Linje %(line)d, tegn %(column)d har en kommentar. JSON har ikke kommentarer; ta den bort."
        )
        return JsonStatError(Fault.COMMENT_IN_JSON, "", message % where)
    if rest.startswith(_NO_NUMBERS):
        message = _(
            "Linje %(line)d, tegn %(column)d har NaN eller uendelig. I JSON er et tall som mangler, null."
        )
        return JsonStatError(Fault.NAN_IN_JSON, "", message % where)
    message = _(
        "Fila er ikke gyldig JSON: linje %(line)d, tegn %(column)d. Hent den på nytt, eller rett den der."
    )
    return JsonStatError(Fault.NOT_JSON, "", message % where)
