"""Reads of targets, each with its status and the reason for it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils.functional import lazy

from rodtrad.core.charts.words import period_name
from rodtrad.core.checks.rules import Text
from rodtrad.core.models import Visibility
from rodtrad.core.periods import Frequency, Period
from rodtrad.goals.models import Element
from rodtrad.indicators import comparing
from rodtrad.indicators.models import Indicator
from rodtrad.indicators.queries.catalogue import Line, lines_in
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer
from rodtrad.targets.methods import Bands, IndicatorStatus, Judgement, Method, Point, Question, judge
from rodtrad.targets.methods.writing import FigureWriter
from rodtrad.targets.models import Target, bands_of


@dataclass(frozen=True)
class Judged:
    """A target, the figures it is judged by, and how it stands."""

    target: Target
    line: Line
    judgement: Judgement


def targets_of(root: Root, viewer: Viewer) -> QuerySet[Target]:
    """Return the root's targets whose element and indicator the viewer may see."""
    elements = Element.objects.filter(root=root).visible_to(viewer)
    ceiling = Visibility.TEAM if viewer.sees_all else viewer.ceiling
    return Target.objects.filter(
        root=root, element__in=elements.values("pk"), indicator__visibility__lte=ceiling
    ).select_related("indicator__dataset", "element", "organisation__area", "root", "source")


def judged_for(root: Root, viewer: Viewer, indicator: Indicator) -> list[Judged]:
    """Return an indicator's targets with their status: one small query where it has none."""
    if not Target.objects.filter(root=root, indicator=indicator).exists():
        return []
    return judged(targets_of(root, viewer).filter(indicator=indicator))


def judged(targets: Iterable[Target]) -> list[Judged]:
    """Return targets with their status; two queries, however many."""
    rows = list(targets)
    lines = lines_in({(one.indicator_id, area) for one in rows if (area := area_of(one)) is not None})
    found = []
    for one in rows:
        area = area_of(one)
        line = line_of_one_sort(lines[one.indicator_id, area], one.indicator) if area else []
        found.append(Judged(one, line, judge_target(one, line)))
    return found


def line_of_one_sort(line: Line, indicator: Indicator) -> Line:
    """Return the figures for periods of one sort: that of the indicator's table, else what there is most of.

    A year and its last quarter stand at the same time, and a quarter's count is no year's: they are not one series.
    """
    sorts: dict[tuple[Frequency, int], Line] = {}
    for one in line:
        sorts.setdefault((one.period.frequency, one.period.months), []).append(one)
    wanted = indicator.dataset.frequency if indicator.dataset else ""
    return max(
        sorts.values(),
        key=lambda held: (held[0].period.frequency == wanted, len(held), held[-1].period),
        default=[],
    )


def area_of(target: Target) -> UUID | None:
    """Return the area whose figures it is judged by: its organisation's, else the root's."""
    if target.organisation and target.organisation.area_id:
        return target.organisation.area_id
    return target.root.area_id


def judge_target(target: Target, line: Line) -> Judgement:
    """Return how a target stands by these figures, all for periods of one sort."""
    indicator = target.indicator
    question = Question(
        series=points_of(line),
        baseline=target.baseline,
        target=target.wanted,
        direction=comparing.Direction(indicator.direction),
        path=target.way,
        bands=bands_of(target.bands) or _band_of(indicator),
    )
    return judge(Method(target.method), question, settings=target.settings, write=writer_of(indicator))


def writer_of(indicator: Indicator) -> FigureWriter:
    """Return what writes the indicator's figures in the reader's language."""
    return FigureWriter(indicator.decimals, "%" if indicator.unit == "percent" else "")


def _band_of(indicator: Indicator) -> Bands | None:
    if indicator.band_low is None:
        return None
    return bands_of({"wanted": [indicator.band_low, indicator.band_high]})


def points_of(line: Line) -> tuple[Point, ...]:
    """Return the figures as points in time, oldest first; what has no figure is left out.

    Of periods that end at the same time the one that starts last counts.
    """
    points = {
        moment(one.period): Point(moment(one.period), one.value, _name(one.period))
        for one in line
        if one.value is not None
    }
    return tuple(points[year] for year in sorted(points))


def _name(period: Period) -> Text:
    """Return what a period that is no calendar year is called: «2. kvartal 2024»."""
    return "" if period.frequency is Frequency.YEAR else _named(period)


_named = lazy(period_name, str)


def moment(period: Period) -> float:
    """Return the time a figure is for: the end of its period, where the end of 2024 is 2024.

    So a year is its number, the last quarter of a year the same, and 2. kvartal 2024 is 2023.5.
    """
    if period.frequency in (Frequency.YEAR, Frequency.SCHOOL_YEAR, Frequency.SEVERAL_YEARS):
        return period.year
    return (period.first + period.months) / 12 - 1


def targets_by_element(root: Root, viewer: Viewer, elements: Collection[UUID]) -> dict[UUID, list[Judged]]:
    """Return the judged targets of these elements, by element."""
    found: dict[UUID, list[Judged]] = {}
    for one in judged(targets_of(root, viewer).filter(element__in=elements)):
        found.setdefault(one.target.element_id, []).append(one)
    return found


def has_targets(root: Root, viewer: Viewer) -> bool:
    return targets_of(root, viewer).exists()


def elements_standing(root: Root, viewer: Viewer, status: IndicatorStatus | None) -> frozenset[UUID]:
    """Return the elements with a target that stands so, or with any; at most two queries, however many."""
    rows = targets_of(root, viewer)
    if status is None:
        return frozenset(rows.order_by().values_list("element", flat=True))
    return frozenset(one.target.element_id for one in judged(rows) if one.judgement.status is status)
