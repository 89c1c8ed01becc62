"""The dimensions of a table: their order, their size, and what role they have."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext as _

from rodtrad.indicators.jsonstat.categories import read_categories
from rodtrad.indicators.jsonstat.cube import ROLES, CodeList, Dimension, Remark, Role
from rodtrad.indicators.jsonstat.faults import Fault, JsonStatError
from rodtrad.indicators.jsonstat.fields import (
    at,
    flag,
    inside,
    label,
    mapping,
    notes,
    refuse_hidden,
    required,
    shown,
    texts,
    words,
    wrong_kind,
)

#: JSON-stat 1 keeps these among the dimensions.
_OLD_PLACES = frozenset({"id", "size", "role"})
_LONGEST_SIZE = 15


@dataclass
class Described:
    """The dimensions of one table, and what was odd about them."""

    dimensions: list[Dimension] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)


def read_dimensions(dataset: Mapping[str, Any], place: str) -> Described:
    """Return the dimensions in the order the figures run. Raises JsonStatError."""
    required(dataset, "dimension", place)
    described = mapping(dataset, "dimension", place)
    inner = at(place, "dimension")
    holder, there = (dataset, place) if "id" in dataset else (described, inner)
    ids = texts(required(holder, "id", there), at(there, "id"))
    sizes = _sizes(required(holder, "size", there), at(there, "size"))
    _refuse_ids(ids, sizes, set(described) - (_OLD_PLACES if holder is described else set()), there)
    found = Described()
    roles = _roles(mapping(holder, "role", there), ids, at(there, "role"), found)
    for code, size in zip(ids, sizes, strict=True):
        one = mapping(described, code, inner)
        found.dimensions.append(_dimension(code, one, roles.get(code, ""), size, at(inner, code)))
    found.remarks += _without_unit(found.dimensions, inner)
    return found


def _sizes(raw: object, place: str) -> list[int]:
    """Return whole numbers; some sources write them within quotation marks."""
    if not isinstance(raw, list):
        raise wrong_kind(place, _("en liste med hele tall"))
    found = []
    for number, size in enumerate(raw):
        if isinstance(size, str) and size.isascii() and size.isdigit() and len(size) <= _LONGEST_SIZE:
            size = int(size)
        if isinstance(size, bool) or not isinstance(size, int) or not 0 <= size < 10**_LONGEST_SIZE:
            message = _("«%(size)s» er ikke antallet verdier i en dimensjon. Det er et helt tall fra 0.")
            raise JsonStatError(Fault.SIZE_INVALID, at(place, number), message % {"size": shown(size)})
        found.append(size)
    return found


def _refuse_ids(ids: Sequence[str], sizes: Sequence[int], described: set[str], place: str) -> None:
    refuse_hidden(ids, at(place, "id"))
    if len(set(ids)) != len(ids):
        twice = next(code for code in ids if ids.count(code) > 1)
        message = _("Dimensjonen «%(code)s» står to ganger.") % {"code": shown(twice)}
        raise JsonStatError(Fault.ID_TWICE, at(place, "id"), message)
    if len(ids) != len(sizes):
        message = _("«id» har %(ids)d dimensjoner, men «size» har %(sizes)d.")
        message = message % {"ids": len(ids), "sizes": len(sizes)}
        raise JsonStatError(Fault.ID_SIZE_LEN_MISMATCH, at(place, "size"), message)
    if wrong := sorted(described.symmetric_difference(ids)):
        if wrong[0] in described:
            message = _("Dimensjonen «%(code)s» er beskrevet, men står ikke i «id».")
        else:
            message = _("Dimensjonen «%(code)s» står i «id», men er ikke beskrevet.")
        raise JsonStatError(Fault.DIM_KEY_ID_MISMATCH, at(place, "id"), message % {"code": shown(wrong[0])})


def _roles(raw: Mapping[str, Any], ids: Sequence[str], place: str, found: Described) -> dict[str, Role]:
    roles: dict[str, Role] = {}
    for role in ROLES:
        if raw.get(role) is None:
            continue
        for code in texts(raw[role], at(place, role)):
            if code not in ids:
                message = _("«%(code)s» er ikke en av dimensjonene.") % {"code": shown(code)}
                raise JsonStatError(Fault.ROLE_ID_UNKNOWN, at(place, role), message)
            if roles.setdefault(code, role) != role:
                message = _("«%(code)s» har to roller. Den første blir brukt.") % {"code": shown(code)}
                found.remarks.append(Remark(Fault.ROLE_TWICE, at(place, role), message))
    return roles


def _dimension(code: str, raw: Mapping[str, Any], role: Role, size: int, place: str) -> Dimension:
    required(raw, "category", place)
    extension = raw.get("extension")
    lists = inside(extension, "codelists")
    return Dimension(
        code=code,
        label=label(raw.get("label"), code, place, "label"),
        role=role,
        categories=read_categories(
            mapping(raw, "category", place), size=size, extension=extension, place=at(place, "category")
        ),
        notes=notes(raw.get("note"), at(place, "note"), inside(extension, "noteMandatory")),
        elimination=flag(inside(extension, "elimination")),
        total=words(inside(extension, "eliminationValueCode")),
        code_lists=tuple(
            CodeList(words(inside(one, "id")), words(inside(one, "label")), words(inside(one, "type")))
            for one in (lists if isinstance(lists, list) else ())
        ),
    )


def _without_unit(dimensions: Sequence[Dimension], place: str) -> list[Remark]:
    """Remark that what is counted has no unit: the figures cannot be put beside others."""
    return [
        Remark(
            Fault.METRIC_UNIT_MISSING,
            at(place, one.code, "category", "unit"),
            _("Kilden sier ikke hvilken enhet tallene har."),
        )
        for one in dimensions
        if one.role == "metric" and not all(category.unit for category in one.categories)
    ]
