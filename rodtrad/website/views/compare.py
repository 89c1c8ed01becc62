"""A root compared with others: indicators for the same year, one of them looked closer at."""

from collections import Counter
from dataclasses import dataclass, replace
from functools import cached_property
from uuid import UUID

from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.translation import gettext as _

from rodtrad.core.charts import MOST_TILES
from rodtrad.geography.models import Area, AreaKind
from rodtrad.geography.outlines import outlines_of
from rodtrad.geography.queries import PeerKind, PeerSet, areas_of_kind, country_on
from rodtrad.indicators.models import Direction, Indicator
from rodtrad.indicators.queries.at_one_time import years_with_figures
from rodtrad.indicators.queries.catalogue import lines_of, sources_of, visible_indicators
from rodtrad.indicators.queries.compare import Comparison, Field, compare
from rodtrad.indicators.queries.peers import Peers, find_places, peers_for
from rodtrad.indicators.queries.smoothing import smoothed_own, smoothed_units
from rodtrad.website.page import Page, root_page
from rodtrad.website.presenters.compare import common_mark, groups_of
from rodtrad.website.presenters.compare_choice import Choice, figure_name, form_of, set_words
from rodtrad.website.presenters.compare_closer import closer_at, parts_name, table_unit
from rodtrad.website.presenters.compare_words import lacking_words, lead_of
from rodtrad.website.presenters.indicators import source_words

#: More rows than this are no overview; the rest is reached by theme.
MOST_ROWS = 18
#: Sets that lie together, so that a map of them is more than dots far apart.
_TOGETHER = {PeerKind.COUNTRY, PeerKind.COUNTY, PeerKind.REGION, PeerKind.NEIGHBOURS, PeerKind.PARTS}


@dataclass
class Asked:
    """What an address asks to compare, and what is found for it."""

    page: Page
    choice: Choice
    peers: Peers
    places: list[Area]
    unknown: list[str]

    @classmethod
    def of(cls, page: Page) -> "Asked":
        """Read the address. Raises Http404 where it asks for a set, theme, year or indicator that is not there."""
        choice = Choice.read(page.request.GET)
        if choice is None:
            raise Http404
        today = timezone.localdate()
        peers = peers_for(page.own_root, today)
        if choice.peers and peers.find(choice.peers) is None:
            raise Http404
        places, unknown = find_places(choice.places, today) if choice.places else ([], [])
        return cls(page, choice, peers, places, unknown)

    @property
    def peer_set(self) -> PeerSet | None:
        if self.choice.places:
            return self.peers.chosen(self.places)
        return self.peers.find(self.choice.peers)

    @cached_property
    def field(self) -> Field | None:
        peers = self.peer_set
        if peers is None:
            return None
        # A whole is not ranked among its own parts; it is what they are held against.
        own = None if peers.kind is PeerKind.PARTS else self.peers.own
        beside = peers.kind not in (PeerKind.PARTS, PeerKind.COUNTRY)
        return Field(own, peers, country_on(timezone.localdate()) if beside else None)

    @cached_property
    def indicators(self) -> list[Indicator]:
        rows = visible_indicators(self.page.own_root, self.page.viewer)
        return sorted(
            rows.select_related("dataset", "root", "numerator", "denominator"),
            key=lambda one: (one.position, one.sort_key),
        )

    @cached_property
    def comparable(self) -> list[Comparison]:
        """Return all that can be compared in the set and the year, whatever theme."""
        if self.field is None:
            return []
        return compare(self.indicators, self.field, year=self.choice.year)

    @cached_property
    def chosen(self) -> list[Comparison]:
        """Return those that are asked for. Raises Http404 for the key of an indicator that is not there."""
        known = {one.key for one in self.indicators}
        if not known.issuperset(self.choice.keys) or (self.choice.focus and self.choice.focus not in known):
            raise Http404
        return [one for one in self.comparable if self.choice.lets(one.indicator)]

    @cached_property
    def shown(self) -> list[Comparison]:
        """Return the rows of the page. Too many are cut to some of each theme, those with a direction first."""
        if self.choice.keys or self.choice.theme or len(self.chosen) <= MOST_ROWS:
            return self.chosen
        ordered = sorted(self.chosen, key=lambda one: one.indicator.direction == Direction.NONE)
        taken: Counter[str] = Counter()
        turns = []
        for at, one in enumerate(ordered):
            turns.append((taken[one.indicator.theme], at, one.indicator.pk))
            taken[one.indicator.theme] += 1
        kept = {number for _turn, _at, number in sorted(turns)[:MOST_ROWS]}
        return [one for one in self.chosen if one.indicator.pk in kept]

    @property
    def closer(self) -> Comparison | None:
        """Return the one to look closer at: the one asked for, else the first."""
        asked = next((one for one in self.comparable if one.indicator.key == self.choice.focus), None)
        return asked or (self.shown[0] if self.shown and not self.choice.focus else None)


@root_page
def compare_page(page: Page) -> HttpResponse:
    """Show how a root stands among others, each indicator for the same year for all."""
    asked = Asked.of(page)
    codes = tuple(one.code for one in asked.places)
    if codes != asked.choice.places and not asked.unknown:
        return HttpResponseRedirect(replace(asked.choice, places=codes).address())
    field, shown, closer = asked.field, asked.shown, asked.closer
    themes = {one.indicator.theme for one in asked.comparable}
    area = asked.peers.own or (field.ranked[0] if field and field.ranked else None)
    return page.render(
        "website/compare.html",
        current="indicators",
        crumbs=[(page.address("indicators"), _("Indikatorer")), (None, _("Sammenlikn"))],
        choice=asked.choice,
        field=field,
        figure_name=figure_name(field.peers, field.own) if field else "",
        by_name=common_mark(shown),
        set_name=set_words(field.peers, field.own) if field else "",
        lead=lead_of(field, shown, page.own_root.short_name) if field else "",
        form=form_of(
            asked.choice, asked.peers, asked.places, themes, years_with_figures(area.pk if area else None)
        ),
        unknown=asked.unknown,
        groups=groups_of(shown, asked.choice, closer.indicator.key if closer else "", smoothed_own(shown)),
        lacking=lacking_words(shown),
        rest=len(asked.chosen) - len(shown),
        pickable=[(one.indicator.key, one.indicator.title) for one in asked.comparable],
        closer=_closer(page, closer) if closer else None,
        figures_name=table_unit(closer) if closer else "",
        units_name=parts_name(closer) if closer else "",
        files=page.request.GET.urlencode(),
    )


def _closer(page: Page, one: Comparison) -> object:
    areas = one.field.ranked
    lines = lines_of(one.indicator, [area.pk for area in areas])
    sources = sources_of(line for line in lines.values() if line)
    dataset = next(iter(sources.values()), one.indicator.dataset)
    outlines = outlines_of(areas) if one.field.peers.kind in _TOGETHER else None
    # Without boundaries, many units are laid out by county.
    counties = _counties() if outlines is None and len(areas) > MOST_TILES else {}
    averages = smoothed_units(one)
    return closer_at(page.own_root, one, lines, averages, outlines, counties, source_words(dataset))


def _counties() -> dict[UUID | None, str]:
    """Return the names of the counties, in the order of their codes."""
    found = areas_of_kind(AreaKind.COUNTY, timezone.localdate())
    return {one.pk: one.name for one in sorted(found, key=lambda one: one.code)}
