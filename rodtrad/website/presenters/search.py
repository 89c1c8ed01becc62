"""What was found, in words."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.core.paginator import Page as PaginatedPage
from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.core.models import Origin
from rodtrad.core.search import Document
from rodtrad.core.text import sort_key
from rodtrad.organisations.models import Root
from rodtrad.search.queries import Facets, Found, Hit, Piece
from rodtrad.search.queries.names import Names
from rodtrad.website.presenters.search_asked import Wish
from rodtrad.website.presenters.search_terms import FoundTerm, terms_for
from rodtrad.website.presenters.wording import lang_of, years

PAGE_SIZE = 20
#: Choices shown of each sort, those with most first; the rest are reached by another word.
MOST_CHOICES = 12
#: Years shown before and after this one.
YEARS_BEFORE, YEARS_AFTER = 2, 8


@dataclass(frozen=True)
class Searched:
    """All that the page is made of."""

    wish: Wish
    found: Found
    texts: Sequence[tuple[list[Piece], list[Piece]]]
    names: Names
    roots: dict[UUID, Root]
    root: Root | None
    #: Where what all roots share is shown; none where no root is.
    home: Root | None
    instead: str = ""

    def root_of(self, document: Document) -> Root:
        """Return the root on whose pages a hit is shown."""
        shown = self.roots[document.root_id] if document.root_id else self.home
        assert shown is not None  # nothing is found where there is no root
        return shown


@dataclass(frozen=True)
class HitView:
    title: list[Piece]
    excerpt: list[Piece]
    url: str
    about: str
    origin: str
    lang: str


@dataclass(frozen=True)
class Choice:
    label: str
    count: int
    url: str
    lang: str = ""


@dataclass(frozen=True)
class ChoiceGroup:
    heading: str
    choices: list[Choice]


@dataclass(frozen=True)
class SearchView:
    text: str
    problems: list[str]
    asked: bool
    heading: str
    hits: list[HitView]
    groups: list[ChoiceGroup]
    chosen: list[dict[str, str]]
    clear_url: str
    everywhere_url: str
    instead: dict[str, str]
    terms: list[FoundTerm]
    page: "PaginatedPage[int]"


def kind_names() -> dict[str, tuple[str, str]]:
    """Name each kind in the singular and the plural."""
    return {
        "element": (_("mål og tiltak"), _("Mål, tiltak og annet i tråden")),
        "plan": (_("plan"), _("Planer")),
        "conflict": (_("målkonflikt"), _("Målkonflikter")),
        "case": (_("sak"), _("Saker")),
        "unit": (_("enhet"), _("Enheter")),
        "indicator": (_("indikator"), _("Indikatorer")),
    }


def present_search(searched: Searched) -> SearchView:
    wish, found = searched.wish, searched.found
    pages = Paginator(range(found.count), PAGE_SIZE)
    return SearchView(
        text=wish.text,
        problems=wish.problems,
        asked=not found.asked.is_empty,
        heading=_heading(searched),
        hits=[_hit(searched, hit, *texts) for hit, texts in zip(found.hits, searched.texts, strict=True)],
        groups=_groups(searched),
        chosen=_chosen(searched),
        clear_url=wish.address(kind="", level="", plan="", unit="", year=None),
        everywhere_url=reverse("search") + Wish(wish.text).address() if searched.root else "",
        instead={"text": searched.instead, "url": Wish(searched.instead).address()},
        terms=terms_for(found.asked) if wish.page == 1 and not wish.is_narrowed else [],
        page=pages.get_page(wish.page),
    )


def _heading(searched: Searched) -> str:
    text, count = searched.found.asked.text, searched.found.count
    if searched.found.asked.is_empty:
        return ""
    if not count:
        return _("Ingen treff på «%(text)s»") % {"text": text}
    told = ngettext("%(count)d treff på «%(text)s»", "%(count)d treff på «%(text)s»", count)
    if searched.found.is_unfinished:
        told = ngettext(
            "%(count)d treff på ord som begynner med «%(text)s»",
            "%(count)d treff på ord som begynner med «%(text)s»",
            count,
        )
        text = searched.found.asked.terms[-1].word
    return told % {"count": count, "text": text}


def _hit(searched: Searched, hit: Hit, title: list[Piece], excerpt: list[Piece]) -> HitView:
    document, names = hit.document, searched.names
    root = searched.root_of(document)
    level = names.levels.get(document.level) if document.level else None
    plan = names.plans.get(document.plan) if document.plan and hit.kind.name != "plan" else None
    unit = names.units.get(document.unit) if document.unit else None
    about = [
        str(capfirst(level.one if level else kind_names()[hit.kind.name][0])),
        _("Felles indikatorsett") if document.root_id is None else "" if searched.root else root.short_name,
        plan.title if plan else "",
        unit.name if unit and unit.parent_id else "",
        years(document.first_year, document.last_year),
    ]
    return HitView(
        title=title,
        excerpt=excerpt,
        url=hit.kind.address(root.slug, document.key),
        about=" · ".join(part for part in about if part),
        # Of what all share, «eget» would be taken for the reader's own organisation's.
        origin="" if document.root_id is None and document.origin == Origin.OWN else document.origin,
        lang=lang_of(root),
    )


def _groups(searched: Searched) -> list[ChoiceGroup]:
    """Return the choices that would leave something, and not everything, of what was found."""
    wish, facets, names = searched.wish, searched.found.facets, searched.names
    words = kind_names()
    groups = [
        _group(
            _("Type"),
            [Choice(words[kind][1], count, wish.address(kind=kind)) for kind, count in facets.kinds.items()],
            wish.kind,
        )
    ]
    if searched.root is None:
        groups.append(_group(_("Organisasjon"), _root_choices(searched), ""))
    else:
        groups += [
            _group(_("Nivå"), _level_choices(searched), wish.level),
            _group(
                _("Plan"),
                [
                    Choice(names.plans[one].title, count, wish.address(plan=names.plans[one].key))
                    for one, count in facets.plans.items()
                    if one in names.plans
                ],
                wish.plan,
            ),
            _group(
                _("Enhet"),
                [
                    Choice(names.units[one].name, count, wish.address(unit=names.units[one].key))
                    for one, count in facets.units.items()
                    if one in names.units
                ],
                wish.unit,
            ),
        ]
    groups.append(ChoiceGroup(_("Gjelder i"), [] if wish.year else _year_choices(wish, facets)))
    return [group for group in groups if group.choices]


def _group(heading: str, choices: Iterable[Choice], chosen: str) -> ChoiceGroup:
    """Put those with most first; where one is chosen there is nothing left to choose."""
    ordered = sorted(choices, key=lambda one: (-one.count, sort_key(one.label)))
    return ChoiceGroup(heading, [] if chosen else ordered[:MOST_CHOICES])


def _root_choices(searched: Searched) -> list[Choice]:
    address = searched.wish.address()
    return [
        Choice(
            root.name,
            count + searched.found.facets.shared,
            reverse("search_root", args=[root.slug]) + address,
            lang_of(root),
        )
        for root, count in ((searched.roots[one], n) for one, n in searched.found.facets.roots.items())
    ]


def _level_choices(searched: Searched) -> list[Choice]:
    """Name each key once: two frameworks may use the same key."""
    counts: Counter[str] = Counter()
    words: dict[str, str] = {}
    for one, count in searched.found.facets.levels.items():
        if level := searched.names.levels.get(one):
            counts[level.key] += count
            words.setdefault(level.key, str(capfirst(level.many)))
    return [Choice(words[key], count, searched.wish.address(level=key)) for key, count in counts.items()]


def _year_choices(wish: Wish, facets: Facets) -> list[Choice]:
    """Count the years around this one that periods cover, in their order."""
    today = timezone.localdate().year
    counts: Counter[int] = Counter()
    for (first, last), count in facets.periods.items():
        if first or last:
            for year in range(today - YEARS_BEFORE, today + YEARS_AFTER + 1):
                if (first or year) <= year <= (last or year):
                    counts[year] += count
    return [Choice(str(year), counts[year], wish.address(year=year)) for year in sorted(counts)]


def _chosen(searched: Searched) -> list[dict[str, str]]:
    """Name each choice, with the address of the page without it."""
    wish, names = searched.wish, searched.names
    level = next((one.many for one in names.levels.values() if one.key == wish.level), wish.level)
    plan = next((one.title for one in names.plans.values() if one.key == wish.plan), wish.plan)
    unit = next((one.name for one in names.units.values() if one.key == wish.unit), wish.unit)
    kind = kind_names().get(wish.kind, ("", wish.kind))[1]
    told = [
        (kind, wish.address(kind="")),
        (str(capfirst(level)), wish.address(level="")),
        (plan, wish.address(plan="")),
        (unit, wish.address(unit="")),
        (str(wish.year or ""), wish.address(year=None)),
    ]
    return [{"label": label, "url": url} for label, url in told if label]
