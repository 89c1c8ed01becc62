"""What a table has: its variables, their values, and which codelists they may be seen through."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

CONTENTS = "ContentsCode"
TIME = "Tid"


class MetadataError(ValueError):
    """A text is not the metadata of a table; the message says what is missing."""


@dataclass(frozen=True)
class Codelist:
    """One way to see a variable's values: ids differ from table to table and by case, labels are stable."""

    ident: str
    label: str


@dataclass(frozen=True)
class Variable:
    """One variable, its values in their order.

    One that is not `mandatory` may be left out of a query; the service then gives its total.
    """

    code: str
    label: str
    values: dict[str, str]
    mandatory: bool
    is_time: bool = False
    codelists: tuple[Codelist, ...] = ()


@dataclass(frozen=True)
class TableMetadata:
    """A table as it is described. `edition` is the text that changes when it is published anew.

    Where figures may not be summed, ratios mostly, no variable may be left out of a query: the service would sum it.
    """

    table: str
    label: str
    edition: str
    variables: tuple[Variable, ...]
    may_be_summed: bool = True
    discontinued: bool = False

    @property
    def updated(self) -> datetime | None:
        return moment(self.edition)

    @property
    def time(self) -> str:
        """Return the code of the variable that is time; empty where there is none."""
        return next((each.code for each in self.variables if each.is_time), "")

    def variable(self, code: str) -> Variable | None:
        """Return a variable by its code, whatever the case of its letters."""
        return next((each for each in self.variables if each.code.casefold() == code.casefold()), None)


def moment(text: str) -> datetime | None:
    """Return the moment that `updated` tells, if it tells one with its zone."""
    try:
        given = datetime.fromisoformat(text)
    except ValueError:
        return None
    return given if given.tzinfo else None


def read_metadata(content: bytes, *, table: str) -> TableMetadata:
    """Read a table's metadata: a JSON-stat dataset with no values in it. Raises MetadataError."""
    try:
        told = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise MetadataError(str(error)) from None
    match told:
        case {"id": [*codes], "dimension": dict(dimensions)} if codes:
            pass
        case _:
            raise MetadataError("id, dimension")
    times = _part(told, "role").get("time", [])
    px = _part(told, "extension", "px")
    return TableMetadata(
        table=table,
        label=str(told.get("label") or ""),
        edition=str(told.get("updated") or ""),
        variables=tuple(_variable(code, dimensions, times) for code in codes),
        may_be_summed=px.get("aggregallowed") is not False,
        discontinued=_part(told, "extension").get("discontinued") is True,
    )


def read_codelist(content: bytes) -> dict[str, str]:
    """Return the values of a codelist, code and label, in their order. Raises MetadataError."""
    try:
        told = orjson.loads(content)
        return {str(value["code"]): str(value.get("label") or value["code"]) for value in told["values"]}
    except (orjson.JSONDecodeError, KeyError, TypeError, AttributeError):
        raise MetadataError("values") from None


def _variable(code: object, dimensions: Mapping[object, object], times: object) -> Variable:
    told = dimensions.get(code) if isinstance(code, str) else None
    if not isinstance(code, str) or not isinstance(told, dict):
        raise MetadataError(f"dimension {code}")
    extension = _part(told, "extension")
    is_time = code == TIME or (isinstance(times, list) and code in times)
    return Variable(
        code=code,
        label=str(told.get("label") or code),
        values=_values(code, _part(told, "category")),
        mandatory=is_time or code == CONTENTS or extension.get("elimination") is not True,
        is_time=is_time,
        codelists=tuple(
            Codelist(str(each.get("id")), str(each.get("label") or ""))
            for each in _list(extension.get("codelists"))
            if isinstance(each, dict)
        ),
    )


def _list(told: object) -> list[Any]:
    return told if isinstance(told, list) else []


def _values(variable: str, category: dict[str, Any]) -> dict[str, str]:
    """Return the codes in the order of `index`, which may be left out where there is one."""
    labels = _part(category, "label")
    match category.get("index"):
        case list(index):
            codes = [str(code) for code in index]
        case dict(index) if all(isinstance(place, int) for place in index.values()):
            codes = sorted(index, key=lambda code: index[code])
        case None if len(labels) == 1:
            codes = list(labels)
        case _:
            raise MetadataError(f"dimension {variable}: category.index")
    return {code: str(labels.get(code, code)) for code in codes}


def _part(told: Any, *names: str) -> dict[str, Any]:
    for name in names:
        told = told.get(name) if isinstance(told, dict) else None
    return told if isinstance(told, dict) else {}
