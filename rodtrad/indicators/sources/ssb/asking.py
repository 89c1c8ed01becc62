"""Puts a call for figures into words that the service understands: an address, or a body when that is too long.

Expressions are worked out before (`expressions`), so only codes and `*` are sent, and what comes back can be compared
with what was asked for, code by code.
"""

import re

import orjson

from rodtrad.indicators.sources.calls import Call
from rodtrad.indicators.sources.ssb.query import Selected, Selection

#: Letters that mean something else in the list of values of an address.
_SPECIAL = re.compile(r"[,()\[\]*?]")
FORMAT = "json-stat2"


def data_call(selection: Selection, *, base: str, language: str, longest: int, about: str) -> Call:
    """Return the call: GET where its address is short enough, else POST."""
    path = f"/tables/{selection.table}/data"
    asked = [("lang", language), ("outputFormat", FORMAT)]
    if all(_can_stand_in_address(each) for each in selection.selected):
        values = [(f"valueCodes[{each.variable}]", ",".join(_values(each))) for each in selection.selected]
        codelists = [
            (f"codelist[{each.variable}]", each.codelist) for each in selection.selected if each.codelist
        ]
        call = Call(path, [*asked, *values, *codelists], about=about, table=selection.table)
        if len(call.address(base)) <= longest:
            return call
    return Call(path, asked, orjson.dumps(body(selection)), about=about, table=selection.table)


def body(selection: Selection) -> dict[str, object]:
    """Return the selection as POST takes it."""
    return {
        "selection": [
            {"variableCode": each.variable, "valueCodes": _values(each)}
            | ({"codelist": each.codelist} if each.codelist else {})
            for each in selection.selected
        ]
    }


def _values(each: Selected) -> list[str]:
    return ["*"] if each.whole else list(each.codes)


def _can_stand_in_address(each: Selected) -> bool:
    return each.whole or not any(_SPECIAL.search(code) for code in each.codes)
