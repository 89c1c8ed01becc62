"""Compares an answer with what was asked for, before it is kept."""

from typing import Any

import orjson
from django.utils.translation import gettext as _

from rodtrad.indicators.sources.errors import UnreadableError, Where
from rodtrad.indicators.sources.ssb.query import Selection


def edition_of(content: bytes, selection: Selection, *, service: str) -> str:
    """Return which edition of the table an answer is of. Raises UnreadableError when it is not what was asked for."""
    try:
        told = orjson.loads(content)
    except orjson.JSONDecodeError:
        raise _unlike(selection, service, _("det er ikke JSON")) from None
    if not isinstance(told, dict) or not isinstance(told.get("dimension"), dict):
        raise _unlike(selection, service, _("det er ikke en JSON-stat-tabell"))
    cells = 1
    for each in selection.selected:
        given = _codes(told["dimension"].get(each.variable))
        cells *= len(given)
        if given != set(each.codes):
            missing, extra = sorted(set(each.codes) - given), sorted(given - set(each.codes))
            text = _("«%(variable)s» mangler %(missing)d verdier og har %(extra)d vi ikke ba om")
            reason = text % {"variable": each.variable, "missing": len(missing), "extra": len(extra)}
            raise _unlike(selection, service, reason, each.variable, (missing or extra)[0])
    values = told.get("value")
    if isinstance(values, list) and len(values) != cells:
        text = _("det har %(given)d tall, og skulle hatt %(cells)d")
        raise _unlike(selection, service, text % {"given": len(values), "cells": cells})
    edition = told.get("updated")
    return edition if isinstance(edition, str) else ""


def _codes(dimension: Any) -> set[str]:
    category = dimension.get("category") if isinstance(dimension, dict) else None
    if not isinstance(category, dict):
        return set()
    index = category.get("index", category.get("label"))
    return set(index) if isinstance(index, dict | list) else set()


def _unlike(
    selection: Selection, service: str, reason: str, variable: str = "", value: str = ""
) -> UnreadableError:
    text = _(
        "%(service)s, tabell %(table)s: svaret er ikke det vi ba om: %(reason)s. Ingen tall er endret. "
        "Prøv igjen, og meld fra til tjenesten om det fortsetter."
    )
    told = {"service": service, "table": selection.table, "reason": reason}
    where = Where(service=service, table=selection.table, variable=variable, value=value)
    return UnreadableError(text % told, where=where)
