"""Takes figures in: all of a batch or nothing, and what they replace is kept."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from hashlib import blake2b
from zlib import compress

import numpy as np
from django.db import connection, transaction
from numpy.typing import NDArray

from rodtrad.accounts.models import User
from rodtrad.indicators.columns import Figures
from rodtrad.indicators.models import (
    Batch,
    BatchState,
    Dataset,
    RawResponse,
)
from rodtrad.indicators.operations.derived import LEAVES_DERIVED, may_make_room
from rodtrad.indicators.operations.resolve import areas_by_code, resolve
from rodtrad.indicators.operations.settle import settle, wait_for_turn
from rodtrad.indicators.operations.staging import Progress, silent, stage

#: Rows after which the planner must learn anew what the table holds.
_MANY = 50_000

_KEY = "o.indicator_id = s.indicator AND o.breakdown_id = s.breakdown AND o.period = s.period AND o.area_id = s.area"
_NEW = "(NULLIF(s.value, 'NaN'), s.status, s.derivation)"
_KEEP = f"""
    INSERT INTO indicators_vintage
        (indicator_id, breakdown_id, period, area_id, value, status, derivation, batch_id, replaced_by_id)
    SELECT o.indicator_id, o.breakdown_id, o.period, o.area_id, o.value, o.status, o.derivation, o.batch_id, %s
    FROM staged s JOIN indicators_observation o ON {_KEY}
    WHERE (o.value, o.status, o.derivation) IS DISTINCT FROM {_NEW} AND NOT {LEAVES_DERIVED.format(new="s")}
"""
_WRITE = f"""
    INSERT INTO indicators_observation AS o
        (indicator_id, breakdown_id, period, area_id, value, status, derivation, batch_id)
    SELECT indicator, breakdown, period, area, NULLIF(value, 'NaN'), status, derivation, %s FROM staged
    ON CONFLICT (indicator_id, breakdown_id, period, area_id) DO UPDATE
    SET value = excluded.value, status = excluded.status, derivation = excluded.derivation,
        batch_id = excluded.batch_id
    WHERE (o.value, o.status, o.derivation) IS DISTINCT FROM (excluded.value, excluded.status, excluded.derivation)
        AND NOT {LEAVES_DERIVED.format(new="excluded")}
"""


@dataclass(frozen=True)
class Response:
    """What a provider sent, to be kept as it came."""

    content: bytes
    media_type: str


@dataclass(frozen=True)
class Taken:
    """What became of a batch. `unknown_areas` are codes that we hold no area for; their figures were left out."""

    batch: Batch
    unknown_areas: tuple[str, ...] = ()


def load_figures(
    *,
    dataset: Dataset,
    figures: Figures,
    received_at: datetime,
    published_at: datetime | None = None,
    responses: Iterable[Response] = (),
    file_name: str = "",
    person: User | None = None,
    progress: Progress = silent,
) -> Taken:
    """Store the figures of one batch. The same figures as last time change nothing, and are said to.

    A figure that differs replaces the one that stood, which is kept with both dates. A figure that the provider no
    longer gives stays. What is derived from them is made to agree, in the same transaction. Raises
    UnknownIndicatorsError and TwiceError; then nothing is stored.
    """
    content_hash = hash_of(figures)
    with transaction.atomic():
        wait_for_turn()
        batch = Batch(
            dataset=dataset,
            received_at=received_at,
            published_at=published_at,
            content_hash=content_hash,
            file_name=file_name[:200],
            person=person,
        )
        if _is_same_as_last(dataset, content_hash):
            batch.state, batch.same = BatchState.UNCHANGED, len(figures)
            batch.save()
            return Taken(batch)
        batch.state = BatchState.STORED
        batch.save()
        keep_responses(batch, responses)
        columns, unknown = resolve(dataset, figures)
        write(batch, columns, progress)
        settle(
            indicators=_numbers(columns["indicator"]),
            areas=areas_by_code(figures.areas).values(),
            cause=batch.pk,
            makes_room=bool(batch.changed) and may_make_room(columns),
        )
    return Taken(batch, unknown)


def record_failure(*, dataset: Dataset, failure: str, received_at: datetime) -> Batch:
    """Write down that figures should have come and did not, and why; those that stand are left as they are."""
    return Batch.objects.create(
        dataset=dataset, state=BatchState.FAILED, failure=failure, received_at=received_at
    )


def hash_of(figures: Figures) -> str:
    """Return a hash of what the figures say, whatever file or time they came by."""
    made = blake2b(digest_size=32)
    made.update(repr((figures.areas, [one.code for one in figures.periods], figures.marks)).encode())
    for column in (figures.area, figures.period, figures.series, figures.value, figures.status):
        made.update(np.ascontiguousarray(column).data)
    return made.hexdigest()


def write(batch: Batch, columns: dict[str, NDArray[np.generic]], progress: Progress = silent) -> None:
    """Write columns of figures in the batch's name and count what came of them.

    It must run in a transaction that holds the turn.
    """
    stage(columns, progress)
    with connection.cursor() as cursor:
        cursor.execute(_KEEP, [batch.pk])
        changed = cursor.rowcount
        cursor.execute(_WRITE, [batch.pk])
        written = cursor.rowcount
        if written > _MANY:
            cursor.execute("ANALYZE indicators_observation")
    batch.made += written - changed
    batch.changed += changed
    batch.same += len(columns["value"]) - written
    batch.save(update_fields=["made", "changed", "same"])


def _numbers(column: NDArray[np.generic]) -> list[int]:
    """Return the different numbers of a long column that has like beside like."""
    begins = np.flatnonzero(column[1:] != column[:-1]) + 1
    return sorted({int(one) for one in column[[0, *begins]]}) if len(column) else []


def _is_same_as_last(dataset: Dataset, content_hash: str) -> bool:
    taken = dataset.batches.filter(state__in=[BatchState.STORED, BatchState.UNCHANGED])
    return taken.values_list("content_hash", flat=True).first() == content_hash


def keep_responses(batch: Batch, responses: Iterable[Response]) -> None:
    for position, response in enumerate(responses):
        RawResponse.objects.create(
            batch=batch,
            position=position,
            media_type=response.media_type,
            content=compress(response.content),
        )
