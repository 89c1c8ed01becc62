"""Turns answers from PxWebApi into figures: areas, periods, series, values, and why some are missing."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from typing import TypeVar

import numpy as np
from django.utils.translation import gettext as _
from numpy.typing import NDArray

from rodtrad.core.periods import Period, PeriodError, parse_period
from rodtrad.indicators.columns import WITH_FIGURE, ObservationStatus
from rodtrad.indicators.jsonstat.cube import Cube
from rodtrad.indicators.jsonstat.faults import JsonStatError
from rodtrad.indicators.jsonstat.read import read_cube
from rodtrad.indicators.sources.errors import UnreadableError, Where
from rodtrad.indicators.sources.gathering import Gathered
from rodtrad.indicators.sources.order import Fetched, Read
from rodtrad.indicators.sources.ssb.areas import area_code
from rodtrad.indicators.sources.ssb.client import NAME
from rodtrad.indicators.sources.ssb.form import Form, Series, read_form
from rodtrad.indicators.sources.ssb.metadata import TIME, MetadataError, read_metadata

#: Signs in tables from 2021, then those of older ones. «-» is «nothing of it»: the figure 0.
STATUSES = {
    ".": ObservationStatus.NOT_POSSIBLE,
    "..": ObservationStatus.MISSING,
    ":": ObservationStatus.CONFIDENTIAL,
    "...": ObservationStatus.NOT_YET,
    "*": ObservationStatus.PROVISIONAL,
}
NIL = "-"

IsProvisional = Callable[[Period, datetime], bool]


def read(
    fetched: Fetched,
    *,
    service: str = NAME,
    area_of: Callable[[str], str] = area_code,
    is_provisional: IsProvisional = lambda period, published: False,
) -> Read:
    """Return the figures of a fetch, all parts together, in the order of the table.

    `area_of` gives our code of an area, or nothing for one that is left out. Raises UnreadableError.
    """
    form = read_form(fetched.order, service=service)
    reader = _Reader(fetched, form, service, area_of, is_provisional)
    for part in fetched.parts:
        try:
            reader.read_part(read_cube(part.content))
        except JsonStatError as error:
            raise reader.unreadable(str(error)) from None
    reader.note_what_is_discontinued()
    return Read(reader.gathered.figures(), fetched.published, tuple(reader.notes))


@dataclass
class _Reader:
    fetched: Fetched
    form: Form
    service: str
    area_of: Callable[[str], str]
    is_provisional: IsProvisional
    gathered: Gathered = field(default_factory=Gathered)
    notes: dict[str, None] = field(default_factory=dict)

    def note_what_is_discontinued(self) -> None:
        table = self.form.query.table
        try:
            discontinued = read_metadata(self.fetched.described.content, table=table).discontinued
        except MetadataError:
            return
        if discontinued:
            text = _("Tabell %s blir ikke oppdatert lenger. Finn tabellen som har tatt over.")
            self.notes[text % table] = None

    def read_part(self, cube: Cube) -> None:
        if not cube.has_values:
            raise self.unreadable(_("svaret beskriver bare tabellen"))
        axes = {dimension.code.casefold(): place for place, dimension in enumerate(cube.dimensions)}
        time = next((dimension.code for dimension in cube.with_role("time")), TIME)
        if time.casefold() not in axes:
            raise self.unreadable(_("svaret har ingen tid"), time)
        periods = [self._period(code, time) for code in cube.dimension(time).codes]
        areas = self._areas(cube, axes)
        kept = [place for place, area in enumerate(areas) if area]
        status = self._statuses(cube).reshape(cube.shape)
        values = cube.values.reshape(cube.shape)
        for series in self.form.series:
            chosen = self._chosen(cube, series, axes, time)
            if chosen is None:
                continue
            index = tuple(chosen.get(axis, slice(None)) for axis in range(len(cube.dimensions)))
            turned = axes.get(self.form.region.casefold(), -1) > axes[time.casefold()]
            self.gathered.add(
                series.mark,
                [areas[place] for place in kept],
                periods,
                *self._final(
                    _by_area(values[index], turned)[kept], _by_area(status[index], turned)[kept], periods
                ),
            )

    def _chosen(self, cube: Cube, series: Series, axes: dict[str, int], time: str) -> dict[int, int] | None:
        """Return which place of which dimensions the series is; none when its cells are in another part."""
        where = {name.casefold(): code.casefold() for name, code in series.where}
        open_ended = {time.casefold(), self.form.region.casefold()}
        chosen = {}
        for name, axis in axes.items():
            codes = [code.casefold() for code in cube.dimensions[axis].codes]
            if name in where:
                if where[name] not in codes:
                    return None
                chosen[axis] = codes.index(where[name])
            elif name not in open_ended:
                if len(codes) != 1:
                    raise self.unreadable(
                        _("svaret har flere verdier enn vi ba om"), cube.dimensions[axis].code
                    )
                chosen[axis] = 0
        return chosen

    def _areas(self, cube: Cube, axes: dict[str, int]) -> list[str]:
        if not self.form.region:
            return [self.form.area]
        axis = axes.get(self.form.region.casefold())
        if axis is None:
            raise self.unreadable(_("svaret mangler områdene"), self.form.region)
        return [self.area_of(code) for code in cube.dimensions[axis].codes]

    def _period(self, code: str, time: str) -> Period:
        try:
            return parse_period(code, self.fetched.order.frequency)
        except PeriodError:
            raise self.unreadable(_("«%s» er ikke en tid vi kjenner") % code, time, code) from None

    def _statuses(self, cube: Cube) -> NDArray[np.uint8]:
        """Return a status for each cell; a figure that is not there, with no sign for why, is missing."""
        known = np.full(len(cube.symbols), ObservationStatus.FIGURE, np.uint8)
        for place, symbol in enumerate(cube.symbols):
            if symbol in STATUSES:
                known[place] = STATUSES[symbol]
            elif symbol not in ("", NIL):
                self.notes[
                    _("Tegnet «%s» er ukjent. Tallene det står ved, er lest som vanlige tall.") % symbol
                ] = None
        status = known[cube.status]
        nil = np.array([symbol == NIL for symbol in cube.symbols])[cube.status]
        status[np.isnan(cube.values) & np.isin(status, WITH_FIGURE) & ~nil] = ObservationStatus.MISSING
        return status

    def _final(
        self, values: NDArray[np.float64], status: NDArray[np.uint8], periods: list[Period]
    ) -> tuple[NDArray[np.float64], NDArray[np.uint8]]:
        """Return values that are not there exactly where the status says so, and mark what is to be revised."""
        status, has_figure = status.copy(), np.isin(status, WITH_FIGURE)
        values = np.where(has_figure, np.nan_to_num(values, nan=0.0), np.nan)
        if self.fetched.published is not None:
            revised = [self.is_provisional(period, self.fetched.published) for period in periods]
            status[(status == ObservationStatus.FIGURE) & np.array(revised)] = ObservationStatus.PROVISIONAL
        return values, status

    def unreadable(self, reason: str, variable: str = "", value: str = "") -> UnreadableError:
        table = self.form.query.table
        text = _("%(service)s, tabell %(table)s kan ikke leses: %(reason)s. Ingen tall er endret.")
        told = {"service": self.service, "table": table, "reason": reason}
        where = Where(service=self.service, table=table, variable=variable, value=value)
        return UnreadableError(text % told, where=where)


Cell = TypeVar("Cell", np.float64, np.uint8)


def _by_area(cells: NDArray[Cell], turned: bool) -> NDArray[Cell]:
    """Return a row for each area and a column for each period; one row where the cells have no areas."""
    table = np.atleast_2d(cells)
    return table.T if turned else table
