"""A store of thirty million figures, and the questions that the pages ask of it."""

import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, date, datetime
from statistics import median
from typing import Any

from django.db import connection
from django.test import RequestFactory

from bench.alone import Figures, Work
from rodtrad.geography.models import Area, AreaKind
from rodtrad.indicators.models import Batch, BatchState, Breakdown, Dataset, Indicator, Provider
from rodtrad.indicators.queries.catalogue import visible_indicators
from rodtrad.indicators.queries.compare import Field, compare
from rodtrad.indicators.queries.peers import peers_for
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import NOBODY
from rodtrad.website.page import Page
from rodtrad.website.views.indicators import figures_of, indicator_or_404

#: With the areas of today (388 and a group): 30 342 000 figures.
INDICATORS, YEARS, CATEGORIES = 300, 20, 13
FIRST_YEAR = 2005
TIMES = 30
_KEY = "bench-{:03}"
_INSERT = """
    INSERT INTO indicators_observation
        (indicator_id, breakdown_id, period, area_id, value, status, derivation, batch_id)
    SELECT %(indicator)s, b.id, y * 12000 + 12, a.id,
        abs(hashtext(a.code || y) %% 9973) + b.id + %(indicator)s, 0, 0, %(batch)s
    FROM unnest(%(breakdowns)s::int[]) AS b(id), generate_series(%(first)s, %(last)s) AS y, geography_area AS a
    WHERE a.valid_to IS NULL
    ORDER BY b.id, y, a.id
"""


def fill() -> Work:
    """Prepare to fill the store, in the order of its index."""

    def work() -> Figures:
        given = _define()
        with connection.cursor() as cursor:
            for indicator in Indicator.objects.filter(key__startswith="bench-").values_list("pk", flat=True):
                cursor.execute(_INSERT, {**given, "indicator": indicator})
            cursor.execute("VACUUM ANALYZE indicators_observation")
            cursor.execute(
                "SELECT count(*), pg_total_relation_size('indicators_observation') FROM indicators_observation"
            )
            figures, size = cursor.fetchone()
        return {"figures": figures, "size": size}

    return work


def _define() -> dict[str, Any]:
    dataset = Dataset.objects.create(key="bench-lager", title="Målt", provider=Provider.SSB)
    now = datetime(2026, 3, 1, tzinfo=UTC)
    batch = Batch.objects.create(dataset=dataset, state=BatchState.STORED, received_at=now)
    for number in range(INDICATORS):
        Indicator.objects.create(
            key=_KEY.format(number),
            name=f"Målt {number}",
            unit="percent",
            direction="higher",
            dimension="social",
            perspective="outcome",
            theme="population",
            quantity="ratio",
            dataset=dataset,
            position=number,
        )
    Breakdown.objects.bulk_create(
        Breakdown(key=f"alder={one}", parts=[["alder", str(one)]]) for one in range(1, CATEGORIES)
    )
    breakdowns = Breakdown.objects.order_by("pk").values_list("pk", flat=True)[:CATEGORIES]
    return {
        "batch": batch.pk,
        "breakdowns": list(breakdowns),
        "first": FIRST_YEAR,
        "last": FIRST_YEAR + YEARS - 1,
    }


def ask(question: str) -> Work:
    """Prepare one of the questions; it is asked once before it is measured, as when others have been here before."""
    root = Root.objects.select_related("area").get(slug="oslo")
    asked = {"page": _page, "profile": _profile, "ranking": _ranking}[question](root)
    asked()

    def work() -> Figures:
        spent = [_asked(asked) for _once in range(TIMES)]
        return {
            "milliseconds": median(one.whole for one in spent) * 1000,
            "slowest": max(one.whole for one in spent) * 1000,
            "database": median(one.database for one in spent) * 1000,
            "queries": spent[0].queries,
        }

    return work


@dataclass
class _Spent:
    """The seconds of a question in all, and of its queries."""

    whole: float = 0.0
    database: float = 0.0
    queries: int = 0

    def __call__(self, execute: Callable[..., object], *given: object) -> object:
        begun = time.perf_counter()
        try:
            return execute(*given)
        finally:
            self.database += time.perf_counter() - begun
            self.queries += 1


def _asked(question: Callable[[], object]) -> _Spent:
    spent = _Spent()
    begun = time.perf_counter()
    with connection.execute_wrapper(spent):
        question()
    spent.whole = time.perf_counter() - begun
    return spent


def _page(root: Root) -> Callable[[], object]:
    """Return what an indicator's page reads: trend, peers, districts, age, revisions, and groups over time."""
    page = Page(RequestFactory().get("/"), root, NOBODY)

    def asked() -> object:
        figures = figures_of(page, indicator_or_404(page, _KEY.format(INDICATORS // 2)))
        assert len(figures.line) == YEARS
        return figures

    return asked


def _profile(root: Root) -> Callable[[], object]:
    """Return what a profile reads: 300 indicators, with the median of the large cities for each."""
    indicators, field = _indicators(root), _field(root, "asss")

    def asked() -> object:
        found = compare(indicators, field)
        assert len(found) == INDICATORS
        return [one.group for one in found]

    return asked


def _ranking(root: Root) -> Callable[[], object]:
    """Return what a ranking reads: one indicator for all municipalities."""
    indicators, field = _indicators(root)[:1], _field(root, "landet")
    assert len(field.ranked) == Area.objects.filter(kind=AreaKind.MUNICIPALITY, valid_to=None).count()

    def asked() -> object:
        (found,) = compare(indicators, field)
        return found.ranking

    return asked


def _indicators(root: Root) -> list[Indicator]:
    rows = visible_indicators(root, NOBODY).filter(key__startswith="bench-")
    return list(rows.select_related("numerator", "denominator"))


def _field(root: Root, key: str) -> Field:
    peers = peers_for(root, date(2026, 3, 1))
    chosen = peers.find(key)
    assert chosen is not None
    return Field(peers.own, chosen, None)
