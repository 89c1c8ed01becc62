"""Splits what is asked for into calls that the service will answer."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise, product
from math import prod

from django.utils.translation import gettext as _

from rodtrad.indicators.sources.errors import QueryError, Where
from rodtrad.indicators.sources.ssb.limits import Limits
from rodtrad.indicators.sources.ssb.query import Selected, Selection


def lengths(sizes: Sequence[int], cells: int) -> list[int]:
    """Return how many values of each variable one call takes, so that no call has more than so many cells.

    The longest variable is cut first, and the first of equals; another only when that was not enough.
    """
    chosen = list(sizes)
    while prod(chosen) > cells and max(chosen) > 1:
        longest = max(range(len(chosen)), key=lambda place: (chosen[place], -place))
        rest = prod(chosen) // chosen[longest]
        chosen[longest] = max(1, cells // rest)
    return chosen


def runs(codes: Sequence[str], longest: int) -> list[tuple[str, ...]]:
    """Cut codes into runs that are as even as can be, none longer than so many."""
    count = -(-len(codes) // longest)
    shortest, longer = divmod(len(codes), count)
    ends = [0]
    for number in range(count):
        ends.append(ends[-1] + shortest + (number < longer))
    return [tuple(codes[begin:end]) for begin, end in pairwise(ends)]


def split(selection: Selection, limits: Limits, *, service: str) -> list[Selection]:
    """Return the calls that together ask for every cell once, in the same order every time."""
    taken = lengths([len(each.codes) for each in selection.selected], limits.cells)
    parts = [
        [_part(each, codes) for codes in runs(each.codes, length)]
        for each, length in zip(selection.selected, taken, strict=True)
    ]
    calls = prod(len(part) for part in parts)
    if calls > limits.calls:
        text = _(
            "%(service)s, tabell %(table)s: spørringen er på %(cells)d celler og ville trenge %(calls)d kall. "
            "Mer enn %(most)d gjør vi ikke. Velg færre verdier."
        )
        told = {
            "service": service,
            "table": selection.table,
            "cells": selection.cells,
            "calls": calls,
            "most": limits.calls,
        }
        raise QueryError(text % told, where=Where(service=service, table=selection.table))
    return [replace(selection, selected=chosen) for chosen in product(*parts)]


def _part(each: Selected, codes: tuple[str, ...]) -> Selected:
    return replace(each, codes=codes, whole=each.whole and len(codes) == len(each.codes))
