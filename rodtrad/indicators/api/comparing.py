from datetime import date
from typing import Annotated

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Query, Schema
from pydantic import BaseModel, Field

from rodtrad.core.text import KEY_PATTERN
from rodtrad.core.web.problems import Fault, as_problem
from rodtrad.geography.models import Area
from rodtrad.geography.queries import PeerKind, PeerSet, country_on
from rodtrad.indicators.api.catalogue import indicator_or_404, named_indicator
from rodtrad.indicators.api.routing import router
from rodtrad.indicators.api.schemas import NamedIndicator
from rodtrad.indicators.comparing import GroupValueBy, doubt_in_words, group_in_words, period_in_words
from rodtrad.indicators.models import Direction, Indicator
from rodtrad.indicators.queries.compare import Comparison as Found
from rodtrad.indicators.queries.compare import Field as Among
from rodtrad.indicators.queries.compare import compare
from rodtrad.indicators.queries.peers import MOST_CHOSEN, Peers, find_places, peers_for
from rodtrad.organisations.api import NamedArea, root_or_404


class ComparisonQuery(Schema):
    """With whom, and for which year."""

    peers: str = Field(
        "",
        pattern=f"^$|{KEY_PATTERN}",
        description="Key of a set; empty is the first of `sets` in the answer.",
    )
    area: list[Annotated[str, Field(pattern=r"^[0-9]{1,10}[a-z]?$")]] = Field(
        [], max_length=MOST_CHOSEN, description="Code of a municipality, in place of a set. Repeat it."
    )
    year: int | None = Field(
        None, ge=1900, le=2200, description="A year that the period ends in; else the latest common one."
    )


class PeerChoice(BaseModel):
    """A set of areas to compare with."""

    key: str
    kind: PeerKind
    name: str = Field(description="Empty where the kind says it all.")
    areas: int


class ComparedArea(BaseModel):
    area: NamedArea
    value: float | None
    rank: int | None = Field(description="1 is best; where no direction says what is better, the largest.")
    tied: int | None = Field(description="How many share the place, itself among them.")
    percentile: float | None = Field(
        description="The share of those with a figure that stands behind it, counting half of those on its place."
    )
    z: float | None = Field(description="Robust z: scales from the median.")
    doubt: str = Field(description="Why the figure may be chance; empty when it is hardly that.")


class GroupFigure(BaseModel):
    """One figure for the others in the set, without the organisation's own."""

    value: float
    by: GroupValueBy = Field(description="What is not published is our own reckoning.")
    note: str = Field(description="The same in words.")


class Comparison(BaseModel):
    """An indicator among peers, all for the same period."""

    indicator: NamedIndicator
    direction: Direction
    peers: PeerChoice
    sets: list[PeerChoice] = Field(description="What else it can be compared with.")
    period: str | None = Field(description="The latest common one; null when there are too few figures.")
    note: str = Field(description="Which period that is, and how many lack a figure for it.")
    own: NamedArea | None
    ranked: int = Field(description="How many have a figure.")
    areas: list[ComparedArea] = Field(description="The organisation's own area first, then the set's.")
    median: float | None
    group: GroupFigure | None
    country: float | None


@router.get(
    "/organisations/{slug:slug}/indicators/{slug:key}/comparison",
    response=Comparison,
    tags=["comparisons"],
    summary="An indicator among peers",
)
def comparison(
    request: HttpRequest, slug: str, key: str, query: Query[ComparisonQuery]
) -> Comparison | HttpResponse:
    """Compare the organisation's area with others, all for the same period: rank with ties, percentile, robust z."""
    root, viewer = root_or_404(request, slug)
    indicator = indicator_or_404(root, viewer, key)
    today = timezone.localdate()
    peers = peers_for(root, today)
    chosen = _chosen(peers, query, today)
    if isinstance(chosen, Fault):
        return as_problem(request, HttpResponse(status=422), [chosen])
    is_parted = chosen.kind is PeerKind.PARTS  # a whole is not ranked among its own parts
    among = Among(None if is_parted else peers.own, chosen, None if is_parted else country_on(today))
    found = compare([indicator], among, year=query.year)
    return _answer(indicator, peers, among, found[0] if found else None)


def _chosen(peers: Peers, query: ComparisonQuery, today: date) -> PeerSet | Fault:
    if query.area:
        places, unknown = find_places(query.area, today)
        if unknown:
            told = _("er ikke kommuner som finnes nå: %s") % ", ".join(unknown)
            return Fault(parameter="area", detail=told)
        return peers.chosen(places)
    found = peers.find(query.peers)
    if found is None:
        told = _("må være en av %(expected)s") % {"expected": ", ".join(one.key for one in peers.sets) or "–"}
        return Fault(parameter="peers", detail=told)
    return found


def _answer(indicator: Indicator, peers: Peers, among: Among, found: Found | None) -> Comparison:
    group = found.group if found else None
    return Comparison(
        indicator=NamedIndicator(**named_indicator(indicator)),
        direction=Direction(indicator.direction),
        peers=_choice(among.peers),
        sets=[_choice(one) for one in peers.sets],
        period=str(found.period) if found else None,
        note=str(period_in_words(found.common)) if found else _("For få har tall til å sammenliknes."),
        own=_named(among.own) if among.own else None,
        ranked=found.ranking.count if found else 0,
        areas=[_area(found, place, area) for place, area in enumerate(among.ranked)] if found else [],
        median=found.spread.median if found and found.spread.count else None,
        group=GroupFigure(value=group.value, by=group.by, note=str(group_in_words(group))) if group else None,
        country=found.country if found else None,
    )


def _choice(one: PeerSet) -> PeerChoice:
    return PeerChoice(key=one.key, kind=one.kind, name=one.name, areas=len(one.members))


def _named(area: Area) -> NamedArea:
    return NamedArea(code=area.code, name=area.name)


def _area(found: Found, place: int, area: Area) -> ComparedArea:
    standing, value, doubt = found.ranking.standing(place), found.value_at(place), found.doubt_at(place)
    return ComparedArea(
        area=_named(area),
        value=value,
        rank=standing.rank if standing else None,
        tied=standing.tied if standing else None,
        percentile=standing.percentile if standing else None,
        z=found.spread.robust_z(value) if value is not None and found.spread.count >= 3 else None,
        doubt=str(doubt_in_words(doubt)) if doubt else "",
    )
