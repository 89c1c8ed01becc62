"""How PxWebApi version 2 answers: routes, expressions and refusals, as SSB's does it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from math import prod
from urllib.parse import unquote

import numpy as np
import orjson

from tests.indicators.stub.tables import StubTable, StubVariable

_PARAMETER = re.compile(r"(valueCodes|codelist)\[(.+)\]", re.IGNORECASE)
_COMMAS_OUTSIDE_BRACKETS = re.compile(r",(?![^\[]*\])")


@dataclass(frozen=True)
class Reply:
    status: int
    body: bytes = b""
    headers: Mapping[str, str] = field(default_factory=dict)


class RefusalError(Exception):
    def __init__(self, title: str, status: int = 400) -> None:
        super().__init__(title)
        self.title, self.status = title, status


def problem(title: str, status: int) -> Reply:
    return Reply(status, orjson.dumps({"type": "Parameter error", "title": title, "status": status}))


@dataclass
class PxWeb:
    """A database of tables. `too_many` is what a call over the limit is answered with; the specification says 403."""

    tables: dict[str, StubTable] = field(default_factory=dict)
    cells: int = 800_000
    too_many: int = 400
    rate_in_config: tuple[int, int] = (0, 0)

    def reply(self, path: str, query: list[tuple[str, str]], body: bytes | None) -> Reply:
        try:
            return self._reply(path.strip("/").split("/"), query, body)
        except RefusalError as refusal:
            return problem(refusal.title, refusal.status)
        except TwiceError:
            return Reply(500)

    def _reply(self, path: list[str], query: list[tuple[str, str]], body: bytes | None) -> Reply:
        match path:
            case ["config"]:
                return self._config()
            case ["tables"]:
                return self._tables(dict(query))
            case ["tables", ident, "metadata"]:
                return Reply(200, orjson.dumps(described(self._table(ident))))
            case ["tables", ident, "data"]:
                return self._data(self._table(ident), query, body)
            case ["codelists" | "codeLists", ident]:
                return self._codelist(unquote(ident))
        return Reply(404)

    def _table(self, ident: str) -> StubTable:
        if ident not in self.tables:
            raise RefusalError("Non-existent table", 404)
        return self.tables[ident]

    def _config(self) -> Reply:
        calls, seconds = self.rate_in_config
        told = {
            "apiVersion": "2.3.2",
            "languages": [{"id": "no", "label": "Norsk"}, {"id": "en", "label": "English"}],
            "defaultLanguage": "no",
            "maxDataCells": self.cells,
            "maxCallsPerTimeWindow": calls,
            "timeWindow": seconds,
            "defaultDataFormat": "json-stat2",
            "dataFormats": ["json-stat2", "csv", "px", "xlsx", "html", "json-px", "parquet"],
        }
        return Reply(200, orjson.dumps(told))

    def _tables(self, query: dict[str, str]) -> Reply:
        found = [
            each
            for each in self.tables.values()
            if query.get("query", "").casefold() in each.label.casefold()
        ]
        size, page = int(query.get("pageSize", 20)), int(query.get("pageNumber", 1))
        shown = [
            {"id": each.ident, "label": each.label, "updated": each.updated}
            for each in found[(page - 1) * size : page * size]
        ]
        pages = max(1, -(-len(found) // size))
        return Reply(200, orjson.dumps({"language": "no", "tables": shown, "page": {"totalPages": pages}}))

    def _codelist(self, ident: str) -> Reply:
        for table in self.tables.values():
            for variable in table.variables:
                if ident in variable.codelists:
                    label, values = variable.codelists[ident]
                    told = {
                        "id": ident,
                        "label": label,
                        "values": [
                            {"code": code, "label": code, "valueMap": of} for code, of in values.items()
                        ],
                    }
                    return Reply(200, orjson.dumps(told))
        raise RefusalError("Non-existent codelist", 404)

    def _data(self, table: StubTable, query: list[tuple[str, str]], body: bytes | None) -> Reply:
        wanted = from_address(query) if body is None else from_body(body)
        for code in wanted:
            if table.variable(code) is None:
                raise RefusalError("Non-existent variable")
        chosen: dict[str, dict[str, list[str]]] = {}
        for variable in table.variables:
            values, codelist = next(
                (each for code, each in wanted.items() if code.casefold() == variable.code.casefold()),
                (None, ""),
            )
            if values is None:
                if not variable.elimination:
                    raise RefusalError("Missing selection for mandantory variable")
                continue
            chosen[variable.code] = choose(variable, values, codelist)
        if prod(len(values) for values in chosen.values()) > self.cells:
            raise RefusalError("Too many cells selected", self.too_many)
        return Reply(200, cube(table, chosen))


class TwiceError(Exception):
    """The same code twice: SSB answers 500 with nothing in it."""


def from_address(query: list[tuple[str, str]]) -> dict[str, tuple[list[str], str]]:
    values: dict[str, list[str]] = {}
    codelists: dict[str, str] = {}
    for name, told in query:
        if found := _PARAMETER.fullmatch(name):
            if found[1].casefold() == "codelist":
                codelists[found[2]] = told
            else:
                parts = _COMMAS_OUTSIDE_BRACKETS.split(told)
                values[found[2]] = [part.removeprefix("[").removesuffix("]") for part in parts]
    return {code: (told, codelists.get(code, "")) for code, told in values.items()}


def from_body(body: bytes) -> dict[str, tuple[list[str], str]]:
    selection = orjson.loads(body)["selection"]
    return {each["variableCode"]: (each["valueCodes"], each.get("codelist") or "") for each in selection}


def choose(variable: StubVariable, values: list[str], codelist: str) -> dict[str, list[str]]:
    """Return the codes that are asked for, and which of the table's own each of them sums."""
    if codelist and codelist not in variable.codelists:
        raise RefusalError("Non-existent codelist")
    known = variable.codelists[codelist][1] if codelist else {code: (code,) for code in variable.values}
    if len({value.casefold() for value in values}) < len(values):
        raise TwiceError
    codes, plain = list(known), {code.lower(): code for code in known}
    picked = {plain[value.lower()] for value in values if value.lower() in plain}
    for value in values:
        if value.lower() not in plain:
            picked.update(expand(value, codes, is_time=variable.role == "time"))
    return {code: list(known[code]) for code in codes if code in picked}


def expand(value: str, codes: list[str], *, is_time: bool) -> list[str]:
    """Return what one value means; written apart from the client's own, so that neither vouches for itself."""
    lower = {code.lower(): code for code in codes}
    if value.lower() in lower:
        return [lower[value.lower()]]
    name, _, inside = value.rstrip(")").partition("(")
    match name.lower(), inside.split(","):
        case ("top" | "bottom") as which, [count, *offset] if inside:
            skip, number = int(offset[0]) if offset else 0, int(count)
            backwards = (which == "top") == is_time
            ordered = codes[::-1] if backwards else codes
            return ordered[skip : skip + number]
        case "from", [first] if inside and first.lower() in lower:
            return codes[codes.index(lower[first.lower()]) :]
        case "to", [last] if inside and last.lower() in lower:
            return codes[: codes.index(lower[last.lower()]) + 1]
        case "range", [first, last] if first.lower() in lower and last.lower() in lower:
            return codes[codes.index(lower[first.lower()]) : codes.index(lower[last.lower()]) + 1]
        case (("top" | "bottom" | "from" | "to" | "range"), _) if "(" in value:
            raise RefusalError("Illegal selection expression")
    if "*" in value or "?" in value:
        pattern = re.escape(value).replace(r"\*", ".*").replace(r"\?", ".")
        return [code for code in codes if re.fullmatch(pattern, code, re.IGNORECASE)]
    raise RefusalError("Non-existent value")


def cube(table: StubTable, chosen: dict[str, dict[str, list[str]]]) -> bytes:
    values, signs = table.take({code: list(groups.values()) for code, groups in chosen.items()})
    variables = [variable for variable in table.variables if variable.code in chosen]
    told = {
        "version": "2.0",
        "class": "dataset",
        "label": table.label,
        "source": "Statistisk sentralbyrå",
        "updated": table.updated,
        "role": roles(variables),
        "id": [variable.code for variable in variables],
        "size": [len(chosen[variable.code]) for variable in variables],
        "dimension": {
            variable.code: dimension(
                variable, {code: variable.values.get(code, code) for code in chosen[variable.code]}
            )
            for variable in variables
        },
        "extension": {"px": {"tableid": table.ident, "decimals": 0}},
        "value": np.ascontiguousarray(values),
    }
    if signs:
        told["status"] = {str(place): sign for place, sign in sorted(signs.items())}
    return orjson.dumps(told, option=orjson.OPT_SERIALIZE_NUMPY)


def described(table: StubTable) -> dict[str, object]:
    """Return the metadata: a dataset with no values in it."""
    return {
        "version": "2.0",
        "class": "dataset",
        "label": table.label,
        "source": "Statistisk sentralbyrå",
        "updated": table.updated,
        "role": roles(table.variables),
        "id": [variable.code for variable in table.variables],
        "size": list(table.shape),
        "dimension": {
            variable.code: dimension(variable, variable.values)
            | {
                "extension": {
                    "elimination": variable.elimination,
                    "codelists": [
                        {"id": ident, "label": label, "type": "Aggregation", "links": []}
                        for ident, (label, _values) in variable.codelists.items()
                    ],
                }
            }
            for variable in table.variables
        },
        "extension": {
            "px": {"tableid": table.ident, "decimals": 0, "aggregallowed": table.may_be_summed},
            "discontinued": table.discontinued,
        },
        "value": [],
    }


def roles(variables: list[StubVariable]) -> dict[str, list[str]]:
    names = dict.fromkeys(variable.role for variable in variables if variable.role)
    return {name: [variable.code for variable in variables if variable.role == name] for name in names}


def dimension(variable: StubVariable, values: Mapping[str, str]) -> dict[str, object]:
    category: dict[str, object] = {"index": {code: n for n, code in enumerate(values)}, "label": dict(values)}
    if variable.role == "metric":
        category["unit"] = {code: {"base": "personer", "decimals": 0} for code in values}
    return {"label": variable.label or variable.code, "category": category}
