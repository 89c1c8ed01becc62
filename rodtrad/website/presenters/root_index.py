"""Many roots on the front page: a list by county to search in, in place of a sheet for each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.core.text import sort_key
from rodtrad.geography.models import AreaKind
from rodtrad.goals.queries.level_counts import LevelCount
from rodtrad.organisations.models import Root, RootKind
from rodtrad.website.presenters.wording import lang_of

#: With more roots than this the front page lists them.
MOST_SHEETS = 6
LONGEST_SEARCH = 100
#: A county with fewer than this is never folded.
FOLD_FROM = 4


@dataclass(frozen=True)
class IndexEntry:
    name: str
    url: str
    lang: str
    theme: str
    elements: str


@dataclass(frozen=True)
class Fold:
    """What a folded county says of itself on a narrow screen."""

    label: str
    titles: str


@dataclass(frozen=True)
class IndexGroup:
    heading: str
    entries: tuple[IndexEntry, ...]
    fold: Fold | None


@dataclass(frozen=True)
class RootIndex:
    """The roots that fit what was asked, by county, with the form that asks."""

    groups: list[IndexGroup]
    fields: list[dict[str, object]]
    shown: int
    total: int

    @property
    def is_filtered(self) -> bool:
        return any(field["value"] for field in self.fields)


def root_index(
    roots: Sequence[Root], counts: Mapping[UUID, Sequence[LevelCount]], asked: QueryDict
) -> RootIndex | None:
    """Return the list when there are too many roots for a sheet each; `sok` and `fylke` narrow it."""
    if len(roots) <= MOST_SHEETS:
        return None
    text = asked.get("sok", "").strip()[:LONGEST_SEARCH]
    county = asked.get("fylke", "")
    places = {root.id: _county(root) for root in roots}
    names = sorted({name for name in places.values() if name}, key=sort_key)
    county = county if county in names else ""
    chosen = [
        root for root in roots if text.casefold() in _searched(root) and county in ("", places[root.id])
    ]
    groups = [
        _group(name or _("Regioner og andre"), members, counts, whole=bool(text or county))
        for name in ("", *names)
        if (members := [root for root in chosen if places[root.id] == name])
    ]
    options = [{"value": "", "label": _("Alle fylker")}, *({"value": name, "label": name} for name in names)]
    fields: list[dict[str, object]] = [
        {"name": "sok", "label": _("Navn"), "kind": "search", "value": text, "wide": True},
        {"name": "fylke", "label": _("Fylke"), "kind": "select", "value": county, "options": options},
    ]
    return RootIndex(groups, fields, len(chosen), len(roots))


def _group(
    heading: str, roots: Sequence[Root], counts: Mapping[UUID, Sequence[LevelCount]], *, whole: bool
) -> IndexGroup:
    number = len(roots)
    label = ngettext("%(count)d organisasjon", "%(count)d organisasjoner", number) % {"count": number}
    titles = ", ".join(root.short_name or root.name for root in roots)
    fold = None if whole or number < FOLD_FROM else Fold(label, titles)
    return IndexGroup(heading, tuple(_entry(root, counts) for root in roots), fold)


def _county(root: Root) -> str:
    """Name the county that the root lies in, or is."""
    area = root.area
    if root.kind == RootKind.REGION or area is None:
        return ""
    if area.parent is not None and area.parent.kind == AreaKind.COUNTY:
        return area.parent.name
    return area.name if area.kind == AreaKind.COUNTY else ""


def _searched(root: Root) -> str:
    return f"{root.name} {root.short_name}".casefold()


def _entry(root: Root, counts: Mapping[UUID, Sequence[LevelCount]]) -> IndexEntry:
    number = sum(count.elements for count in counts.get(root.id, ()))
    return IndexEntry(
        name=root.name,
        url=reverse("overview", args=[root.slug]),
        lang=lang_of(root),
        theme=root.theme_colour,
        elements=ngettext("%(count)d element", "%(count)d elementer", number) % {"count": number},
    )
