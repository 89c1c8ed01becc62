"""What stands in a place of the file, as the kind it should be, or told that it is not."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from rodtrad.core.text import HIDDEN, visible
from rodtrad.indicators.jsonstat.cube import Note
from rodtrad.indicators.jsonstat.faults import Fault, JsonStatError

_PLAIN_KEY = re.compile(r"[^\W\d][\w-]*")
_LONGEST_SHOWN = 60


def at(place: str, *keys: str | int) -> str:
    """Return the place of what is inside: `link.item[0].dimension["County and Region"]`."""
    for key in keys:
        if isinstance(key, int):
            place += f"[{key}]"
        elif _PLAIN_KEY.fullmatch(key):
            place += f".{key}" if place else key
        else:
            place += f'["{shown(key)}"]'
    return place


def shown(value: object) -> str:
    """Return a value as it may stand in a sentence: short, and nothing hidden in it."""
    text = HIDDEN.sub("\ufffd", str(value)).replace("\n", " ")
    return text if len(text) <= _LONGEST_SHOWN else text[: _LONGEST_SHOWN - 1] + "…"


def mapping(holder: Mapping[str, Any], key: str, place: str) -> Mapping[str, Any]:
    """Return the object under the key; an empty one when there is none."""
    found = holder.get(key)
    if found is None:
        return {}
    if not isinstance(found, dict):
        raise wrong_kind(at(place, key), _("et objekt"))
    return found


def required(holder: Mapping[str, Any], key: str, place: str) -> Any:
    found = holder.get(key)
    if found is None:
        message = _("«%(key)s» mangler. Uten det kan ikke tallene plasseres.") % {"key": key}
        raise JsonStatError(Fault.MISSING, place, message)
    return found


def wrong_kind(place: str, wanted: str) -> JsonStatError:
    message = _("Her skal det stå %(wanted)s. Hent fila på nytt, eller si fra til den som lager den.")
    return JsonStatError(Fault.WRONG_KIND, place, message % {"wanted": wanted})


def text(value: object, place: str, *keys: str | int) -> str:
    """Return a text for people: numbers as they are written, what nobody sees taken out."""
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | float):
        raise wrong_kind(at(place, *keys), _("en tekst"))
    return visible(str(value)).strip()


def label(value: object, code: str, place: str, *keys: str | int) -> str:
    """Return what people call it; what has no label is called by its code."""
    return text(value, place, *keys) or code.strip() or code


def texts(value: object, place: str) -> list[str]:
    """Return a list of codes, unchanged."""
    if not isinstance(value, list) or not all(isinstance(one, str) for one in value):
        raise wrong_kind(place, _("en liste med tekster"))
    return value


def refuse_hidden(codes: Iterable[str], place: str) -> None:
    """Refuse codes that hold what nobody sees: taken out of them, two could become one."""
    if HIDDEN.search("".join(codes)):
        message = _("En kode har et tegn som ikke synes. Si fra til den som lager fila.")
        raise JsonStatError(Fault.HIDDEN_CHARACTER, place, message)


def notes(value: object, place: str, mandatory: object = None) -> tuple[Note, ...]:
    """Return notes; `mandatory` tells by the note's number whether it is."""
    if value is None:
        return ()
    told = value if isinstance(value, list) else [value]
    must = mandatory if isinstance(mandatory, dict) else {}
    found = [Note(text(one, place, number), must.get(str(number)) is True) for number, one in enumerate(told)]
    return tuple(note for note in found if note.text)


# What stands in an extension is the source's own business: what we do not understand, we leave.


def words(value: object) -> str:
    return visible(value).strip() if isinstance(value, str) else ""


def flag(value: object) -> bool | None:
    return value if isinstance(value, bool) else None


def whole(value: object, least: int, most: int) -> int | None:
    if isinstance(value, bool) or not isinstance(value, int) or not least <= value <= most:
        return None
    return value


def inside(holder: object, *keys: str) -> Any:
    """Return what stands under the keys of an extension, or None."""
    for key in keys:
        holder = holder.get(key) if isinstance(holder, dict) else None
    return holder
