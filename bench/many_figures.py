"""Five million figures, as a source hands them over, and the ways to put them into the store."""

from datetime import UTC, datetime

import numpy as np
import psycopg
from django.db import connection, transaction

from bench.alone import Figures as Told
from bench.alone import Work
from rodtrad.core.periods import Period
from rodtrad.geography.models import Area, AreaKind
from rodtrad.indicators.columns import Figures, Mark
from rodtrad.indicators.models import Batch, BatchState, Dataset, Indicator, Provider
from rodtrad.indicators.operations.load import load_figures
from rodtrad.indicators.operations.resolve import resolve
from rodtrad.indicators.operations.staging import rows_as_sent

#: Municipalities, years, indicators and categories of each: 5 000 000 figures.
AREAS, YEARS, INDICATORS, CATEGORIES = 250, 20, 10, 100
KEY = "bench-tabell"
_NOW = datetime(2026, 3, 1, tzinfo=UTC)
_PIECE = 200_000
_BEGIN, _END = b"PGCOPY\n\xff\r\n\0" + bytes(8), b"\xff\xff"
_COLUMNS = "indicator integer, breakdown integer, period integer, area uuid, value double precision, "
_STAGED = _COLUMNS + "status smallint, derivation smallint"
_KEEP = """
    INSERT INTO indicators_vintage
        (indicator_id, breakdown_id, period, area_id, value, status, derivation, batch_id, replaced_by_id)
    SELECT o.indicator_id, o.breakdown_id, o.period, o.area_id, o.value, o.status, o.derivation, o.batch_id, %s
    FROM plain s JOIN indicators_observation o ON o.indicator_id = s.indicator AND o.breakdown_id = s.breakdown
        AND o.period = s.period AND o.area_id = s.area
    WHERE (o.value, o.status, o.derivation) IS DISTINCT FROM (s.value, s.status, s.derivation)
"""
_UPSERT = """
    INSERT INTO indicators_observation AS o
        (indicator_id, breakdown_id, period, area_id, value, status, derivation, batch_id)
    SELECT indicator, breakdown, period, area, value, status, derivation, %s FROM plain
    ON CONFLICT (indicator_id, breakdown_id, period, area_id) DO UPDATE
    SET value = excluded.value, status = excluded.status, derivation = excluded.derivation,
        batch_id = excluded.batch_id
    WHERE (o.value, o.status, o.derivation) IS DISTINCT FROM (excluded.value, excluded.status, excluded.derivation)
"""


def load(part_changed: float = 0.0) -> Work:
    """Prepare to load them as a fetch does."""
    dataset, figures = _dataset(), _figures()
    if part_changed:
        step = round(1 / part_changed)
        figures.value[::step] += 1

    def work() -> Told:
        batch = load_figures(dataset=dataset, figures=figures, received_at=_NOW).batch
        return {"state": batch.state, "made": batch.made, "changed": batch.changed, "same": batch.same}

    return work


def plain_sql() -> Work:
    """Prepare to do the same with rows that are made beforehand: COPY to a staging table, keep, upsert."""
    sent, batch = _sent()

    def work() -> Told:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(f"CREATE TEMPORARY TABLE plain ({_STAGED}) ON COMMIT DROP")
            _copy(cursor.connection, "plain", sent)
            cursor.execute(_KEEP, [batch])
            cursor.execute(_UPSERT, [batch])
            made = cursor.rowcount
            cursor.execute("ANALYZE indicators_observation")
        return {"made": made}

    return work


def bare_copy() -> Work:
    """Prepare to put the rows into a table without index, key or constraint."""
    sent, _batch = _sent()
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE bare_figures ({_STAGED})")

    def work() -> Told:
        with transaction.atomic():
            _copy(connection.connection, "bare_figures", sent)
        return {}

    return work


def _copy(given: "psycopg.Connection[object]", table: str, sent: list[bytes]) -> None:
    with given.cursor() as cursor, cursor.copy(f"COPY {table} FROM STDIN (FORMAT BINARY)".encode()) as copy:
        for piece in sent:
            copy.write(piece)


def _sent() -> tuple[list[bytes], int]:
    """Return the rows in PostgreSQL's binary form and in the order of its index, and a batch for them."""
    dataset = _dataset()
    columns, _unknown = resolve(dataset, _figures())
    total = len(columns["value"])
    pieces = [rows_as_sent(columns, slice(at, min(at + _PIECE, total))) for at in range(0, total, _PIECE)]
    batch = Batch.objects.create(dataset=dataset, state=BatchState.STORED, received_at=_NOW)
    return [_BEGIN, *pieces, _END], batch.pk


def _dataset() -> Dataset:
    dataset, _made = Dataset.objects.get_or_create(
        root=None, key=KEY, defaults={"title": "Målt", "provider": Provider.SSB}
    )
    for number in range(INDICATORS):
        Indicator.objects.get_or_create(
            root=None,
            key=f"bench-{number}",
            defaults={
                "name": f"Målt {number}",
                "unit": "person",
                "direction": "none",
                "dimension": "social",
                "perspective": "outcome",
                "theme": "population",
                "quantity": "count",
                "dataset": dataset,
            },
        )
    return dataset


def _figures() -> Figures:
    """Return them area by area, as a cube from Statistics Norway has them; the same each time."""
    rows = Area.objects.filter(kind=AreaKind.MUNICIPALITY, valid_to=None).order_by("code")
    shape = (AREAS, INDICATORS * CATEGORIES, YEARS)
    area, series, period = (one.reshape(-1).astype(np.int32) for one in np.indices(shape))
    marks = [
        Mark(f"bench-{number}", (("alder", f"{category:03}"),) if category else ())
        for number in range(INDICATORS)
        for category in range(CATEGORIES)
    ]
    values = np.random.default_rng(4).integers(0, 1_000_000, size=len(area)).astype(np.float64)
    return Figures(
        areas=tuple(rows.values_list("code", flat=True)[:AREAS]),
        periods=tuple(Period.year_of(2005 + year) for year in range(YEARS)),
        marks=tuple(marks),
        area=area,
        period=period,
        series=series,
        value=values,
        status=np.zeros(len(area), np.uint8),
    )
