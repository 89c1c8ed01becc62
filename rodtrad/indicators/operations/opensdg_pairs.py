"""The two files of an indicator of Open SDG, ready to be stored, or what is wrong with them."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from rodtrad.core.models import Visibility
from rodtrad.core.sheets.problems import CellProblem, SheetError
from rodtrad.core.text import shorten
from rodtrad.indicators.columns import Figures
from rodtrad.indicators.operations.opensdg_definitions import Defined, Held, UnknownUnitError, define_pair
from rodtrad.indicators.operations.resolve import areas_by_code
from rodtrad.indicators.sources.opensdg.folder import FileProblem, Pair
from rodtrad.indicators.sources.opensdg.front_matter import MetadataError
from rodtrad.indicators.sources.opensdg.metadata import Metadata, read_metadata
from rodtrad.indicators.sources.opensdg.reading import AREA, UNITS, Data, Line, read_data

#: So many unknown codes of one file are named; the rest have the same cause.
_NAMED = 5


@dataclass(frozen=True)
class Ready:
    """What a pair defines, and its figures."""

    pair: Pair
    defined: Defined
    figures: Figures


@dataclass
class Reader:
    """Reads one pair after another, and notes what is wrong with each.

    `own` is the code of the root's own area, which rows without a code are for.
    """

    own: str
    held: Held
    units: Mapping[str, str]
    visibility: Visibility
    problems: list[FileProblem] = field(default_factory=list)
    without_figures: list[str] = field(default_factory=list)

    def read(self, pair: Pair, files: Mapping[str, bytes]) -> Iterator[Ready]:
        """Yield what the pair tells; nothing where something is wrong with it as a whole."""
        metadata = self._metadata(pair, files[pair.metadata])
        data = self._data(pair, files[pair.data])
        if metadata is None or data is None:
            return
        if not (metadata.has_figures and data.lines):
            self.without_figures.append(pair.data)
            return
        if whole := [*_about_number(pair, metadata), *_about_nowhere(pair, data, self.own)]:
            self.problems += whole
            return
        self.problems += _about_areas(pair, data)
        try:
            defined = define_pair(
                pair.number, data, metadata, self.held, units=self.units, visibility=self.visibility
            )
        except UnknownUnitError as error:
            self.problems += _about_units(pair, data, error)
            return
        yield Ready(pair, defined, data.as_figures(defined.keys, area=self.own))

    def _metadata(self, pair: Pair, content: bytes) -> Metadata | None:
        try:
            return read_metadata(content)
        except MetadataError as error:
            self.problems.append(FileProblem(pair.metadata, CellProblem("", str(error))))
            return None

    def _data(self, pair: Pair, content: bytes) -> Data | None:
        try:
            return read_data(content)
        except SheetError as error:
            self.problems += [FileProblem(pair.data, one) for one in error.problems]
            return None


def _about_number(pair: Pair, metadata: Metadata) -> Iterator[FileProblem]:
    """Yield that the metadata are of another indicator than the figures."""
    named = [part.lstrip("0") or "0" for part in pair.number.split("-")]
    told = metadata.indicator.lower().split(".") if metadata.indicator else []
    if told and named[: len(told)] != told:
        message = _("Metadata gjelder %(told)s, men fila heter %(number)s.")
        message %= {"told": metadata.indicator, "number": pair.number}
        remedy = _("Gi fila nytt navn, eller rett nummeret i den.")
        yield FileProblem(pair.metadata, CellProblem("", message, remedy))


def _about_nowhere(pair: Pair, data: Data, own: str) -> Iterator[FileProblem]:
    """Yield the first row that says no area, where the root has none of its own."""
    line = None if own else next((line for line in data.lines if not line.area), None)
    if line is not None:
        message = _("Raden sier ikke hvilket område tallet gjelder, og organisasjonen har ikke noe område.")
        remedy = _("Fyll ut GeoCode, eller gi organisasjonen et område.")
        yield FileProblem(pair.data, CellProblem(data.cell(line, AREA), message, remedy))


def _about_areas(pair: Pair, data: Data) -> Iterator[FileProblem]:
    """Yield the first cells with codes that we hold no area for; their rows are left out."""
    codes: dict[str, Line] = {}
    for line in data.lines:
        codes.setdefault(line.area, line)
    known = areas_by_code(codes)
    unknown = [(code, line) for code, line in codes.items() if code and code not in known]
    remedy = _("Skriv områdets nummer, som 0301 eller 030101.")
    for code, line in unknown[:_NAMED]:
        message = _("GeoCode «%s» er ikke et område vi kjenner.") % shorten(code, 40)
        yield FileProblem(pair.data, CellProblem(data.cell(line, AREA), message, remedy))
    if (more := len(unknown) - _NAMED) > 0:
        message = _("%d koder til er ikke områder vi kjenner.") % more
        yield FileProblem(pair.data, CellProblem(data.cell(unknown[_NAMED][1], AREA), message, remedy))


def _about_units(pair: Pair, data: Data, error: UnknownUnitError) -> Iterator[FileProblem]:
    for told, line in sorted(error.told.items(), key=lambda one: one[1].row):
        message = _("Vi kjenner ikke enheten «%s».") % shorten(told, 60)
        if not told:
            message = _("Verken tallene eller metadata sier hvilken enhet tallene har.")
        remedy = _("Si hvilken den er med --unit '%s=ENHET', for eksempel percent, person eller number.")
        cell = data.cell(line, UNITS)
        yield FileProblem(pair.data, CellProblem(cell, message, remedy % (told or pair.number)))
