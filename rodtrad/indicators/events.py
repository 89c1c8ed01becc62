"""When new figures are due, for the annual wheel: by the release calendar of each table."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.core.events import Event, EventKind
from rodtrad.indicators.models import Dataset
from rodtrad.indicators.queries.catalogue import visible_indicators
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer

#: So many tables are named; the others are counted.
_NAMED = 5


def figure_events(root: Root, viewer: Viewer, first: date, last: date) -> Iterator[Event]:
    """Yield one event for each day on which tables that the root's indicators rest on are due: one query."""
    used = visible_indicators(root, viewer).exclude(dataset=None).order_by().values("dataset")
    rows = Dataset.objects.filter(pk__in=used, due_month__isnull=False).order_by("title")
    by_day: dict[tuple[int, int], list[str]] = defaultdict(list)
    for month, day, title in rows.values_list("due_month", "due_day", "title"):
        if month is not None:
            by_day[month, day].append(title)
    for (month, day), titles in sorted(by_day.items()):
        for year in range(first.year, last.year + 1):
            due = date(year, month, day)
            if first <= due <= last:
                yield Event(
                    uid=f"tall-{month:02}-{day:02}-{year}",
                    title=ngettext("Nye tall i %d tabell", "Nye tall i %d tabeller", len(titles))
                    % len(titles),
                    kind=EventKind.FIGURE,
                    first=due,
                    last=due,
                    description=_told(titles),
                    page=("indicators",),
                )


def _told(titles: list[str]) -> str:
    named, more = titles[:_NAMED], len(titles) - _NAMED
    told = "; ".join(named)
    return told if more <= 0 else _("%(named)s; og %(more)d til") % {"named": told, "more": more}
