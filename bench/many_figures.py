"""Five million figures, as a source hands them over, and the ways to put them into the store."""

from datetime import UTC, date, datetime

import numpy as np
import psycopg
from django.db import connection, transaction

from bench.alone import Figures as Told
from bench.alone import Work
from rodtrad.core.periods import Period
from rodtrad.geography.models import Area, AreaKind
from rodtrad.indicators.columns import Figures, Mark
from rodtrad.indicators.models import Batch, BatchState, Dataset, Indicator, Observation, Provider
from rodtrad.indicators.operations.load import load_figures
from rodtrad.indicators.operations.resolve import resolve
from rodtrad.indicators.operations.staging import rows_as_sent

#: Municipalities, years, indicators and categories of each: 5 000 000 figures.
AREAS, YEARS, INDICATORS, CATEGORIES = 250, 20, 10, 100
#: Of which so many, 1 000 000 figures, are enough to see what is derived.
SOME_INDICATORS = 2
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
    return _loading(_dataset(), _figures(), part_changed)


def load_with_derived() -> Work:
    """Prepare to load a fifth of them under the codes of 2019, with a share of one indicator in another."""
    dataset, figures = _dataset(), _figures(SOME_INDICATORS, day=date(2019, 1, 1))
    above, below = Indicator.objects.filter(dataset=dataset).order_by("pk")[:SOME_INDICATORS]
    _define(
        "bench-andel", unit="percent", quantity="ratio", formula="share", numerator=above, denominator=below
    )
    work = _loading(dataset, figures)

    def counted() -> Told:
        return {**work(), "derived": Observation.objects.exclude(derivation=0).count()}

    return counted


def load_without_derived() -> Work:
    """Prepare to load as many under the codes of today, which nothing is derived from."""
    return _loading(_dataset(), _figures(SOME_INDICATORS))


def _loading(dataset: Dataset, figures: Figures, part_changed: float = 0.0) -> Work:
    if part_changed:
        step = round(1 / part_changed)
        figures.value[::step] += 1

    def work() -> Told:
        batch = load_figures(dataset=dataset, figures=figures, received_at=_NOW).batch
        return {
            "state": batch.state,
            "made": batch.made,
            "changed": batch.changed,
            "same": batch.same,
        }

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
        _define(f"bench-{number}", dataset=dataset)
    return dataset


def _define(key: str, **fields: object) -> None:
    given = {
        "name": key,
        "unit": "person",
        "direction": "none",
        "dimension": "social",
        "perspective": "outcome",
        "theme": "population",
        "quantity": "count",
        **fields,
    }
    Indicator.objects.get_or_create(root=None, key=key, defaults=given)


def _figures(indicators: int = INDICATORS, day: date | None = None) -> Figures:
    """Return them area by area, as a cube from Statistics Norway has them; the same each time."""
    in_force = Area.objects.valid_on(day) if day else Area.objects.filter(valid_to=None)
    rows = in_force.filter(kind=AreaKind.MUNICIPALITY).order_by("code")
    shape = (AREAS, indicators * CATEGORIES, YEARS)
    area, series, period = (one.reshape(-1).astype(np.int32) for one in np.indices(shape))
    marks = [
        Mark(f"bench-{number}", (("alder", f"{category:03}"),) if category else ())
        for number in range(indicators)
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
