"""The categories of a dimension: their order, and what is told of each."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from rodtrad.indicators.jsonstat.cube import Category
from rodtrad.indicators.jsonstat.faults import Fault, JsonStatError
from rodtrad.indicators.jsonstat.fields import (
    at,
    inside,
    label,
    mapping,
    notes,
    refuse_hidden,
    shown,
    texts,
    whole,
    words,
    wrong_kind,
)

_MOST_DECIMALS = 20
_LARGEST_MULTIPLIER = 24


def read_categories(
    raw: Mapping[str, Any], *, size: int, extension: object, place: str
) -> tuple[Category, ...]:
    """Return the categories in the order of the index, which is that of the figures. Raises JsonStatError."""
    labels = mapping(raw, "label", place)
    codes = _codes(raw.get("index"), labels, size, place)
    refuse_hidden(codes, at(place, "index"))
    known = {code: number for number, code in enumerate(codes)}
    _refuse_unknown(labels, known, Fault.LABEL_KEY_UNKNOWN, at(place, "label"))
    parents = _parents(mapping(raw, "child", place), known, at(place, "child"))
    more = _More(raw, known, extension, place)
    return tuple(
        Category(
            code=code,
            label=label(labels.get(code), code, place, "label", code),
            parents=parents.get(code, ()),
            **more.of(code),
        )
        for code in codes
    )


def _codes(index: object, labels: Mapping[str, Any], size: int, place: str) -> Sequence[str]:
    there = at(place, "index")
    if index is None:
        if len(labels) != 1 and size:
            message = _("«index» mangler. Uten det er rekkefølgen av verdiene ikke kjent.")
            raise JsonStatError(Fault.INDEX_MISSING, place, message)
        codes: Sequence[str] = list(labels)
    elif isinstance(index, list):
        codes = texts(index, there)
        _refuse_twice(codes, there)
    elif isinstance(index, dict):
        codes = list(index)
    else:
        raise wrong_kind(there, _("en liste eller et objekt"))
    if len(codes) != size:
        message = _("Antall verdier i dimensjonen er %(count)d, men «size» sier %(size)d.")
        message = message % {"count": len(codes), "size": size}
        raise JsonStatError(Fault.INDEX_COUNT_MISMATCH, there, message)
    return _by_position(index, there) if isinstance(index, dict) else codes


def _refuse_twice(codes: Sequence[str], place: str) -> None:
    seen: set[str] = set()
    for number, code in enumerate(codes):
        if code in seen:
            message = _("Verdien «%(code)s» står to ganger.") % {"code": shown(code)}
            raise JsonStatError(Fault.INDEX_TWICE, at(place, number), message)
        seen.add(code)


def _by_position(index: Mapping[str, Any], place: str) -> Sequence[str]:
    numbers = [one for one in index.values() if isinstance(one, int | float) and not isinstance(one, bool)]
    if len(numbers) != len(index) or sorted(numbers) != list(range(len(index))):
        message = _("Plassene skal være 0, 1, 2 og så videre til %(last)d, hver én gang.")
        raise JsonStatError(Fault.INDEX_POSITIONS_INVALID, place, message % {"last": len(index) - 1})
    return sorted(index, key=index.__getitem__)


def _refuse_unknown(codes: Iterable[str], known: Mapping[str, int], fault: Fault, place: str) -> None:
    unknown = next((code for code in codes if code not in known), None)
    if unknown is not None:
        message = _("«%(code)s» er ikke en av verdiene i dimensjonen.") % {"code": shown(unknown)}
        raise JsonStatError(fault, place, message)


def _parents(children: Mapping[str, Any], known: Mapping[str, int], place: str) -> dict[str, tuple[str, ...]]:
    """Return which categories each stands under, in the order of the index. Raises JsonStatError, also for a circle."""
    _refuse_unknown(children, known, Fault.CHILD_ID_UNKNOWN, place)
    under: dict[str, dict[str, None]] = {}
    for parent, below in children.items():
        for code in texts(below, at(place, parent)):
            _refuse_unknown([code], known, Fault.CHILD_ID_UNKNOWN, at(place, parent))
            under.setdefault(code, {})[parent] = None
    waiting = {code: len(above) for code, above in under.items()}
    free = [code for code in children if code not in waiting]
    while free:
        for code in dict.fromkeys(children.get(free.pop(), ())):
            waiting[code] -= 1
            if not waiting[code]:
                free.append(code)
    if left := [code for code, above in waiting.items() if above]:
        message = _("«%(code)s» står under seg selv.") % {"code": shown(left[0])}
        raise JsonStatError(Fault.CHILD_CYCLE, place, message)
    return {code: tuple(sorted(above, key=known.__getitem__)) for code, above in under.items()}


class _More:
    """What is told of some categories only, looked up for each."""

    def __init__(
        self, raw: Mapping[str, Any], known: Mapping[str, int], extension: object, place: str
    ) -> None:
        self.units = mapping(raw, "unit", place)
        self.coordinates = mapping(raw, "coordinates", place)
        self.notes = mapping(raw, "note", place)
        _refuse_unknown(self.units, known, Fault.UNIT_KEY_UNKNOWN, at(place, "unit"))
        _refuse_unknown(self.coordinates, known, Fault.COORD_KEY_UNKNOWN, at(place, "coordinates"))
        _refuse_unknown(self.notes, known, Fault.NOTE_KEY_UNKNOWN, at(place, "note"))
        self.mandatory = inside(extension, "categoryNoteMandatory")
        self.told = {
            name: found
            for name, key in _TOLD.items()
            if isinstance(found := inside(extension, key), dict) and found
        }
        self.place = place
        self.nothing = not (self.units or self.coordinates or self.notes or self.told)

    def of(self, code: str) -> dict[str, Any]:
        return {} if self.nothing else dict(self._of(code))

    def _of(self, code: str) -> Iterator[tuple[str, Any]]:
        for name, found in self.told.items():
            yield name, words(found.get(code))
        if code in self.notes:
            place = at(self.place, "note", code)
            yield "notes", notes(self.notes[code], place, inside(self.mandatory, code))
        if self.coordinates.get(code) is not None:
            yield "coordinates", _point(self.coordinates[code], at(self.place, "coordinates", code))
        if self.units.get(code) is not None:
            yield from _unit(self.units[code], at(self.place, "unit", code))


#: What PxWeb tells of each thing that is counted.
_TOLD = {
    "measuring": "measuringType",
    "price": "priceType",
    "adjustment": "adjustment",
    "base_period": "basePeriod",
    "reference_period": "refperiod",
}


def _point(raw: object, place: str) -> tuple[float, float]:
    match raw:
        case [int() | float() as x, int() | float() as y] if not isinstance(x, bool) and not isinstance(
            y, bool
        ):
            return float(x), float(y)
    raise wrong_kind(place, _("to tall, lengde og bredde"))


def _unit(raw: object, place: str) -> Iterator[tuple[str, Any]]:
    """Yield the unit: the label is what the standard names it by, the base what PxWeb does."""
    if not isinstance(raw, dict):
        raise wrong_kind(place, _("et objekt"))
    yield "unit", words(raw.get("label")) or words(raw.get("base")) or words(raw.get("symbol"))
    yield "decimals", whole(raw.get("decimals"), 0, _MOST_DECIMALS)
    if multiplier := whole(raw.get("multiplier"), -_LARGEST_MULTIPLIER, _LARGEST_MULTIPLIER):
        yield "multiplier", multiplier
