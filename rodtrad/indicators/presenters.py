"""What a table would do, in words: the same on the page, in the terminal and in the API."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.core.figures import format_figure
from rodtrad.core.periods import Period
from rodtrad.core.sheets.problems import CellProblem
from rodtrad.indicators.columns import ObservationStatus
from rodtrad.indicators.errors import UnderWayError
from rodtrad.indicators.models import Indicator, RunKind
from rodtrad.indicators.operations.differences import Change
from rodtrad.indicators.operations.table import TableProposal
from rodtrad.indicators.small_numbers import Hidden

#: Hidden figures and faults of one kind that are told one by one.
TOLD = 100
#: Cells that are named of one fault.
_NAMED = 8
_SIGNS = {
    ObservationStatus.MISSING: "..",
    ObservationStatus.NOT_POSSIBLE: ".",
    ObservationStatus.CONFIDENTIAL: ":",
    ObservationStatus.NOT_YET: "...",
}


@dataclass(frozen=True)
class ToldFigure:
    """A figure that is new, or changes: of what, where, when, and what it was and becomes as they are written."""

    indicator: str
    key: str
    area: str
    code: str
    period: str
    breakdown: str
    before: str
    after: str


@dataclass(frozen=True)
class ToldFault:
    """What is wrong in one or more cells, and what to do."""

    cells: tuple[str, ...]
    message: str
    remedy: str

    @property
    def where(self) -> str:
        named = ", ".join(self.cells[:_NAMED])
        more = len(self.cells) - _NAMED
        return named + (" " + ngettext("og %d til", "og %d til", more) % more if more > 0 else "")


@dataclass(frozen=True)
class ToldHidden:
    """A figure that is hidden, and why."""

    indicator: str
    area: str
    period: str
    row: int
    why: str
    #: What it is broken down by: «Menn»; empty for the total.
    breakdown: str = ""

    @property
    def named(self) -> str:
        return ", ".join(filter(None, [self.indicator, self.breakdown, self.area, self.period]))


@dataclass(frozen=True)
class ToldProposal:
    """All that a table would do. The lists hold the first of what is counted."""

    made: int
    changed: int
    same: int
    left_out: int
    hidden: int
    changes: list[ToldFigure]
    news: list[ToldFigure]
    faults: list[ToldFault]
    hidden_figures: list[ToldHidden]
    unknown_areas: tuple[str, ...]
    notes: Sequence[str]


def tell(proposal: TableProposal, names: dict[str, str], areas: dict[str, str]) -> ToldProposal:
    """Put a proposal in words. `names` are of indicators by key, `areas` of areas by code."""
    found = proposal.differences
    return ToldProposal(
        made=found.made,
        changed=found.changed,
        same=found.same,
        left_out=proposal.left_out,
        hidden=proposal.hidden,
        changes=[_told(one) for one in found.changes],
        news=[_told(one) for one in found.news],
        faults=faults_of(proposal.problems),
        hidden_figures=list(_hidden(proposal, names, areas)),
        unknown_areas=found.unknown_areas,
        notes=proposal.notes,
    )


def _told(change: Change) -> ToldFigure:
    return ToldFigure(
        indicator=change.indicator.title,
        key=change.indicator.key,
        area=change.area.name,
        code=change.area.code,
        period=str(Period.from_code(change.period)),
        breakdown=change.breakdown.label,
        before=_written(change.indicator, change.before, change.status_before),
        after=_written(change.indicator, change.after, change.status_after),
    )


def _written(indicator: Indicator, value: float | None, status: ObservationStatus | None) -> str:
    if status is None:
        return ""
    if value is None:
        return _SIGNS[status]
    return format_figure(value, indicator.decimals) + ("*" if status is ObservationStatus.PROVISIONAL else "")


def faults_of(problems: Iterable[CellProblem]) -> list[ToldFault]:
    """Put the same fault of many cells together, in the order they come."""
    found: dict[tuple[str, str], list[str]] = {}
    for one in problems:
        found.setdefault((one.message, one.remedy), []).append(one.cell)
    return [ToldFault(tuple(cells), *words) for words, cells in found.items()]


def _hidden(proposal: TableProposal, names: dict[str, str], areas: dict[str, str]) -> Iterator[ToldHidden]:
    figures = proposal.seen
    for place, hidden in list(proposal.hidden_figures.items())[:TOLD]:
        key = figures.marks[figures.series[place]].indicator
        yield ToldHidden(
            indicator=names.get(key, key),
            area=_area(proposal, place, areas),
            period=str(figures.periods[figures.period[place]]),
            row=int(figures.rows[place]) if place < len(figures.rows) else 0,
            why=_why(proposal, hidden, key, areas),
            breakdown=_parts_of(proposal, place),
        )


def _why(proposal: TableProposal, hidden: Hidden[int], key: str, areas: dict[str, str]) -> str:
    protects = hidden.protects
    name = ""
    if protects is not None:
        name = ", ".join(filter(None, [_area(proposal, protects, areas), _parts_of(proposal, protects)]))
    return str(hidden.reason(threshold=proposal.thresholds[key], name=name))


def _parts_of(proposal: TableProposal, place: int) -> str:
    """Return what a figure is broken down by, as «Kvinner, 0–17»; empty for the total."""
    return ", ".join(part[1] for part in proposal.seen.marks[proposal.seen.series[place]].breakdown)


def _area(proposal: TableProposal, place: int, areas: dict[str, str]) -> str:
    code = str(proposal.seen.areas[proposal.seen.area[place]])
    return areas.get(code, code)


def counts_line(told: ToldProposal) -> str:
    """Return the counts in one line, as a terminal shows them."""
    text = _(
        "%(made)d nye tall, %(changed)d endret, %(same)d som før, %(left_out)d utelatt, %(hidden)d skjult."
    )
    return text % {name: getattr(told, name) for name in ("made", "changed", "same", "left_out", "hidden")}


def as_lines(told: ToldProposal) -> list[str]:
    """Return all that is told, a line each, for a terminal."""
    lines = [*told.notes, counts_line(told)]
    for one in told.changes:
        lines.append(f"{_place(one)}: {one.before} → {one.after}")
    lines += [f"{_place(one)}: {one.after} ({_('nytt')})" for one in told.news]
    lines += [f"{fault.where}: {fault.message} {fault.remedy}".rstrip() for fault in told.faults]
    if told.unknown_areas:
        lines.append(_("Utelatt, for vi har ikke områdene: %s.") % ", ".join(told.unknown_areas))
    lines += [f"{one.named}: {one.why}" for one in told.hidden_figures]
    return lines


def _place(figure: ToldFigure) -> str:
    return ", ".join(filter(None, [figure.indicator, figure.area, figure.breakdown, figure.period]))


def under_way_words(error: UnderWayError) -> str:
    """Return who works with a table, since when, and what to do."""
    told = _("Noen andre arbeider med tabellen akkurat nå.")
    if error.kind == RunKind.FETCH:
        told = _("Tabellen står i kø for å hentes.") if error.waits else _("Tabellen hentes nå.")
    elif error.kind:
        told = _("En fil til tabellen står i kø.") if error.waits else _("En fil til tabellen leses inn nå.")
    remedy = _("Ingenting er endret. Vent til det er ferdig, og prøv igjen.")
    return " ".join(filter(None, [told, _since(error), remedy]))


def _since(error: UnderWayError) -> str:
    if error.since is None:
        return ""
    when = date_format(timezone.localtime(error.since), "j. F Y H.i")
    if error.who:
        return _("%(who)s ba om det %(when)s.") % {"who": error.who, "when": when}
    return _("Det begynte %s.") % when
