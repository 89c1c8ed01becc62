"""An element's fields as plain values: what forms, the API and workbooks send, and what versions are made of."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any, TypeAlias, TypedDict, TypeVar, cast

from django.db.models import Model
from django.utils.translation import gettext as _

from rodtrad.core.cleaning import clean_each
from rodtrad.core.models import Visibility
from rodtrad.core.text import storable
from rodtrad.geography.models import Area
from rodtrad.goals.errors import FieldErrors
from rodtrad.goals.models import Element, Judgement, Progress
from rodtrad.goals.permissions import FIELDS
from rodtrad.organisations.models import Organisation, Root
from rodtrad.sdg.models import SdgGoal, SdgTarget

LONGEST_TITLE = 500
LONGEST_TEXT = 20_000
MOST_KEYWORDS = 30
LONGEST_KEYWORD = 60

#: Plain and of JSON: dates as ISO text, references as keys and codes, several as a sorted list.
Value: TypeAlias = str | int | bool | list[str]
Values: TypeAlias = dict[str, Value]
T = TypeVar("T")


class Changes(TypedDict, total=False):
    """New values of some fields. References are keys in the root; "" is none."""

    title: str
    description: str
    responsible: str
    contributing: Sequence[str]
    starts: date | str | None
    ends: date | str | None
    progress: str
    judgement: str
    visibility: int
    sdg: Sequence[str]
    areas: Sequence[str]
    keywords: Sequence[str]
    handling: str
    binding: bool


def values_of(element: Element, fields: Iterable[str] = FIELDS) -> Values:
    """Return the element's fields as they stand in the row and its relations."""
    return {field: _READ[field](element) for field in fields}


_READ: dict[str, Callable[[Element], Value]] = {
    "title": lambda row: row.title,
    "description": lambda row: row.description,
    "responsible": lambda row: row.responsible.key if row.responsible else "",
    "contributing": lambda row: sorted(row.contributing.values_list("key", flat=True)),
    "starts": lambda row: row.starts.isoformat() if row.starts else "",
    "ends": lambda row: row.ends.isoformat() if row.ends else "",
    "progress": lambda row: row.progress,
    "judgement": lambda row: row.judgement,
    "visibility": lambda row: int(row.visibility),
    "sdg": lambda row: sorted(
        [*map(str, row.sdg_goals.values_list("number", flat=True)), *row.sdg_targets.values_list("code", flat=True)]
    ),
    "areas": lambda row: sorted(row.areas.values_list("code", flat=True)),
    "keywords": lambda row: sorted(row.keywords),
    "handling": lambda row: row.handling,
    "binding": lambda row: row.binding,
}  # fmt: skip


def cleaned(changes: Changes | Mapping[str, Any]) -> Values:
    """Return the changes as plain values. Raise FieldErrors for what cannot be one."""
    return clean_each(changes, _CLEAN, FieldErrors)


def said_again(field: str, value: Any) -> Any:
    """Return the value as it would be stored if somebody sent it as it stands."""
    try:
        return _CLEAN[field](value)
    except ValueError:
        return value


def long_text(given: Any) -> str:
    """Return the text as it is stored. Raises ValueError when it is too long."""
    text = storable(str(given or "")).replace("\r\n", "\n").replace("\r", "\n").strip()
    if len(text) > LONGEST_TEXT:
        raise ValueError(_("Teksten er %(length)d tegn. Den kan være høyst %(most)d.") % {
            "length": len(text), "most": LONGEST_TEXT})  # fmt: skip
    return text


def _title(given: Any) -> str:
    text = " ".join(long_text(given).split())
    if not text:
        raise ValueError(_("Skriv en tittel."))
    if len(text) > LONGEST_TITLE:
        raise ValueError(_("Tittelen er %(length)d tegn. Den kan være høyst %(most)d.") % {
            "length": len(text), "most": LONGEST_TITLE})  # fmt: skip
    return text


def _key(given: Any) -> str:
    return storable(str(given or "")).strip()


def _day(given: Any) -> str:
    if not given:
        return ""
    if isinstance(given, date):
        return given.isoformat()
    try:
        return date.fromisoformat(str(given)).isoformat()
    except ValueError:
        raise ValueError(_("«%s» er ikke en dato. Skriv år-måned-dag, som 2026-01-31.") % given) from None


def _one_of(choices: Sequence[str], *, empty: bool = False) -> Callable[[Any], str]:
    def clean(given: Any) -> str:
        value = _key(given)
        if value not in choices and not (empty and not value):
            raise ValueError(_("«%s» er ikke blant valgene.") % value)
        return value

    return clean


def _visibility(given: Any) -> int:
    try:
        return int(Visibility(int(given)))
    except (TypeError, ValueError):
        raise ValueError(_("«%s» er ikke blant valgene.") % given) from None


def _keys(given: Any) -> list[str]:
    return sorted({_key(one) for one in given or ()} - {""})


def _keywords(given: Any) -> list[str]:
    words = sorted({" ".join(_key(one).casefold().split()) for one in given or ()} - {""})
    if len(words) > MOST_KEYWORDS:
        raise ValueError(_("Det kan være høyst %d stikkord.") % MOST_KEYWORDS)
    for word in words:
        if len(word) > LONGEST_KEYWORD:
            raise ValueError(_("«%(word)s» er for langt. Et stikkord har høyst %(most)d tegn.") % {
                "word": word, "most": LONGEST_KEYWORD})  # fmt: skip
    return words


_CLEAN: dict[str, Callable[[Any], Value]] = {
    "title": _title,
    "description": long_text,
    "responsible": _key,
    "contributing": _keys,
    "starts": _day,
    "ends": _day,
    "progress": _one_of(Progress.values),
    "judgement": _one_of(Judgement.values, empty=True),
    "visibility": _visibility,
    "sdg": _keys,
    "areas": _keys,
    "keywords": _keywords,
    "handling": long_text,
    "binding": bool,
}
_SIMPLE = ("title", "description", "progress", "judgement", "visibility", "keywords", "handling", "binding")


def put_values(element: Element, values: Mapping[str, Value]) -> None:
    """Put the values that are columns on the element, which is not stored yet. Raise FieldErrors for wrong ones."""
    for field in _SIMPLE:
        if field in values:
            setattr(element, field, values[field])
    for field in ("starts", "ends"):
        if field in values:
            setattr(element, field, date.fromisoformat(str(values[field])) if values[field] else None)
    if "responsible" in values:
        key = str(values["responsible"])
        element.responsible = _find_units(element.root, [key], "responsible")[0] if key else None
    if element.starts and element.ends and element.ends < element.starts:
        raise FieldErrors({"ends": _("Slutten kan ikke være før starten.")})


def put_relations(element: Element, values: Mapping[str, Value]) -> None:
    """Store the values that are relations of an element that is stored. Raise FieldErrors for unknown codes."""
    if "contributing" in values:
        keys = cast(list[str], values["contributing"])
        element.contributing.set(_find_units(element.root, keys, "contributing"))
    if "areas" in values:
        codes = cast(list[str], values["areas"])
        rows = {row.code: row for row in Area.objects.filter(code__in=codes).order_by("valid_from")}
        element.areas.set(_all_known(codes, rows, "areas", _("Stedet «%s» finnes ikke.")))
    if "sdg" in values:
        codes = cast(list[str], values["sdg"])
        numbers = [int(code) for code in codes if code.isdecimal() and len(code) < 3]
        goals = {str(row.number): row for row in SdgGoal.objects.filter(number__in=numbers)}
        targets = {row.code: row for row in SdgTarget.objects.filter(code__in=codes)}
        unknown = _("«%s» er ikke et bærekraftsmål eller delmål.")
        _all_known(codes, {**goals, **targets}, "sdg", unknown)
        element.sdg_goals.set(goals.values())
        element.sdg_targets.set(targets.values())


def _find_units(root: Root, keys: Sequence[str], field: str) -> list[Organisation]:
    rows = {row.key: row for row in Organisation.objects.filter(root=root, key__in=keys)}
    return _all_known(keys, rows, field, _("Enheten «%s» finnes ikke her."))


def _all_known(keys: Sequence[str], rows: Mapping[str, Any], field: str, unknown: str) -> list[Any]:
    missing = [key for key in keys if key not in rows]
    if missing:
        raise FieldErrors({field: unknown % missing[0]})
    found: list[Model] = [rows[key] for key in keys]
    return found
