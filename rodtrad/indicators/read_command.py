"""What `rodtrad read-stat FILE` does: show the figures of a JSON-stat file, without storing anything."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.indicators.jsonstat.as_csv import as_csv
from rodtrad.indicators.jsonstat.cube import Cube
from rodtrad.indicators.jsonstat.faults import Fault, JsonStatError
from rodtrad.indicators.jsonstat.parse import refuse_too_large
from rodtrad.indicators.jsonstat.read import read_cubes


@dataclass(frozen=True)
class Shown:
    """The table as pieces of CSV, and sentences about it."""

    table: Iterator[str]
    about: tuple[str, ...]


def read_stat_command(path: Path, *, table: int = 0, language: str = "nb") -> Shown:
    """Return what to print of the file's table, or of one of several, counted from 1. Raises JsonStatError."""
    with translation.override(language):
        refuse_too_large(path.stat().st_size)
        cubes = read_cubes(path.read_bytes())
        cube = _chosen(cubes, table)
        pieces = as_csv(cube)
        head = next(pieces)  # the headings are put into words now, in this language
        return Shown(_all(head, pieces), tuple(_about(cube)))


def _all(head: str, pieces: Iterator[str]) -> Iterator[str]:
    yield head
    yield from pieces


def _chosen(cubes: list[Cube], table: int) -> Cube:
    if not 0 <= table <= len(cubes) or (not table and len(cubes) > 1):
        count = ngettext("Fila har %(count)d tabell.", "Fila har %(count)d tabeller.", len(cubes))
        names = "\n".join(f"  {number}  {cube.label}" for number, cube in enumerate(cubes, 1))
        message = count % {"count": len(cubes)} + " " + _("Velg én med --table og nummeret:") + "\n" + names
        raise JsonStatError(Fault.SEVERAL_TABLES, "", message)
    return cubes[max(table, 1) - 1]


def _about(cube: Cube) -> Iterator[str]:
    yield cube.label
    if cube.source:
        yield _("Kilde: %(source)s") % {"source": cube.source}
    if cube.updated:
        yield _("Oppdatert av kilden: %(day)s") % {"day": cube.updated.strftime("%d.%m.%Y %H:%M %Z")}
    if cube.has_values:
        gone = int(np.isnan(cube.values).sum())
        yield _("%(cells)d celler, %(gone)d uten tall.") % {"cells": cube.size, "gone": gone}
    else:
        yield _("Fila beskriver tabellen (%(cells)d celler), men har ingen tall.") % {"cells": cube.size}
    for note in cube.notes:
        if note.mandatory:
            yield _("Merknad: %(text)s") % {"text": " ".join(note.text.split())}
    for remark in cube.remarks:
        yield f"{remark.place}: {remark.message}"
