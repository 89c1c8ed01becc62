"""Targets of indicators as pages show them: what is wanted, how it stands, and why."""

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import gettext as _

from rodtrad.core.charts import Chart, Point, Sparkline, sparkline
from rodtrad.core.models import Origin
from rodtrad.core.panels import PanelScope
from rodtrad.goals.models import Element
from rodtrad.goals.permissions import Powers
from rodtrad.indicators.queries.catalogue import latest
from rodtrad.targets.methods import IndicatorStatus, Method
from rodtrad.targets.methods.bands import worded
from rodtrad.targets.models import Target, bands_of
from rodtrad.targets.permissions import may_set_targets
from rodtrad.targets.queries import Judged, targets_by_element, writer_of
from rodtrad.website.presenters.counting import listed
from rodtrad.website.presenters.figures import figure, period_words
from rodtrad.website.presenters.wording import Status

#: Figures in the small line.
_SPARK = 15
TONES = {
    IndicatorStatus.ACHIEVED: "done",
    IndicatorStatus.ON_TRACK: "ok",
    IndicatorStatus.BEHIND: "watch",
    IndicatorStatus.FAR_BEHIND: "off",
    IndicatorStatus.WRONG_WAY: "off",
    IndicatorStatus.NOT_MEASURED: "none",
    IndicatorStatus.NOT_POSSIBLE: "none",
}


_GRAVITY = (
    IndicatorStatus.WRONG_WAY,
    IndicatorStatus.FAR_BEHIND,
    IndicatorStatus.BEHIND,
    IndicatorStatus.NOT_POSSIBLE,
    IndicatorStatus.NOT_MEASURED,
    IndicatorStatus.ON_TRACK,
    IndicatorStatus.ACHIEVED,
)


@dataclass(frozen=True)
class TargetRow:
    """A target in a list. `url` leads to the indicator, `element_url` to what it is for."""

    indicator: str
    url: str
    element: str
    element_url: str
    latest: str
    period: str
    wanted: str
    tone: str
    word: str
    reason: str
    method: str
    origin: str
    spark: Chart | None
    organisation: str
    bands: str = ""
    source: str = ""
    edit: str = ""
    delete: str = ""


def target_row(one: Judged) -> TargetRow:
    target, indicator = one.target, one.target.indicator
    shown = latest(one.line)
    slug = target.root.slug
    return TargetRow(
        indicator=indicator.title,
        url=reverse("indicator", args=[slug, indicator.key]),
        element=target.element.title,
        element_url=reverse("element", args=[slug, target.element.key]),
        latest=figure(indicator, shown.value) if shown else "",
        period=period_words(shown.period) if shown else "",
        wanted=wanted_words(one),
        tone=TONES[one.judgement.status],
        word=one.judgement.word,
        reason=str(one.judgement.reason),
        method=Method(target.method).label,
        origin=target.origin,
        spark=_spark(one),
        organisation=target.organisation.name if target.organisation else "",
        bands=_accepted_words(one),
        source=_source(target),
    )


def _source(target: Target) -> str:
    """Say where the target is from: the document and the place in it."""
    named = target.source.title if target.source_id and target.source else ""
    return ", ".join(part for part in (named, target.place) if part)


@dataclass(frozen=True)
class TargetMarks:
    """How an element's targets stand, the gravest first; an example among them must be said."""

    statuses: tuple[Status, ...]
    origin: str


def target_marks(rows: Sequence[Judged]) -> TargetMarks:
    """Return how an element's targets stand, those of the same status counted together."""
    counts = Counter((one.judgement.status, one.judgement.word) for one in rows)
    order = {status: number for number, status in enumerate(_GRAVITY)}
    statuses = tuple(
        Status(TONES[status], word if count == 1 else f"{count} {word}")
        for (status, word), count in sorted(counts.items(), key=lambda one: (order[one[0][0]], one[0][1]))
    )
    is_example = any(one.target.is_example for one in rows)
    return TargetMarks(statuses, Origin.EXAMPLE.value if is_example else "")


def marks_of(by_element: Mapping[UUID, Sequence[Judged]]) -> dict[UUID, TargetMarks]:
    return {identity: target_marks(rows) for identity, rows in by_element.items()}


def wanted_words(one: Judged) -> str:
    """Say what is wanted: «8,0 % i 2032», «1,3 %–1,7 %», «over 70 %», «lavere er bedre»."""
    target, indicator = one.target, one.target.indicator
    if target.method != Method.BAND and target.value is not None and target.year is not None:
        return _("%(value)s i %(year)s") % {"value": writer_of(indicator).exact(target.value), "year": target.year}
    if bands := bands_of(target.bands):
        return str(worded(bands.wanted, writer_of(indicator)))
    return str(indicator.get_direction_display())


def _accepted_words(one: Judged) -> str:
    """Say what is accepted and what is not: «laveste aksepterte over 2 % til 2,6 %»."""
    bands = bands_of(one.target.bands) if one.target.method == Method.BAND else None
    if bands is None:
        return ""
    write = writer_of(one.target.indicator)
    told = ((_("laveste aksepterte"), bands.accepted), (_("ikke godkjent"), bands.not_accepted))
    return " · ".join(
        f"{words} {listed([str(worded(band, write)) for band in several])}" for words, several in told if several
    )


def _spark(one: Judged) -> Chart | None:
    points = tuple(Point(cell.period, cell.value, cell.is_provisional) for cell in one.line[-_SPARK:])
    if sum(point.value is not None for point in points) < 2:
        return None
    indicator = one.target.indicator
    return sparkline(
        Sparkline(
            title=indicator.title,
            decimals=indicator.decimals,
            points=points,
            key=f"gnist-{one.target.pk.hex}",
        )
    )


class TargetsPanel:
    id = "indikatorer"
    position = 5
    template = "website/panels/targets.html"
    aside = False

    @property
    def title(self) -> str:
        return _("Indikatorer og måltall")

    def context(self, element: Element, scope: PanelScope) -> Mapping[str, Any] | None:
        held = targets_in(scope, element, [element.pk]).get(element.pk, [])
        writes = may_set_targets(powers_from(scope), element)
        rows = [_row(one, writes) for one in held]
        add = reverse("new_target", args=[element.root.slug, element.key]) if writes else ""
        return {"rows": rows, "add": add} if rows or add else None


def targets_in(scope: PanelScope, element: Element, elements: Collection[UUID]) -> dict[UUID, list[Judged]]:
    """Return the targets of these elements of the root; the page and its panels read them once."""
    return scope.once("targets", lambda: targets_by_element(element.root, scope.viewer, elements))


def powers_from(scope: PanelScope) -> Powers:
    """Return what the reader may do, as the page has told; nothing where it has not."""
    return scope.once("powers", lambda: Powers(AnonymousUser()))


def _row(one: Judged, writes: bool) -> TargetRow:
    row, target = target_row(one), one.target
    if not writes:
        return row
    where = [target.root.slug, target.element.key, target.pk]
    return replace(row, edit=reverse("edit_target", args=where), delete=reverse("delete_target", args=where))


TARGETS = TargetsPanel()
