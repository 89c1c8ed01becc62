"""Makes what is derived from figures agree with those that are published."""

from collections.abc import Collection, Iterable
from uuid import UUID

from django.db import connection, transaction

from rodtrad.indicators.models import Indicator, Observation
from rodtrad.indicators.operations.derived import Stored
from rodtrad.indicators.operations.descents import forget_descents, former_areas
from rodtrad.indicators.operations.follow import follow
from rodtrad.indicators.operations.reckon import forget_reckoned, reckon
from rodtrad.indicators.queries.formulas import resting_on

#: Loads come one at a time: a figure reckoned from two tables must see both.
_LOCK = 7_240_401


def wait_for_turn() -> None:
    """Hold the turn to write figures until the transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])


def settle(*, indicators: Collection[int], areas: Iterable[UUID], cause: int, makes_room: bool) -> int:
    """Follow and reckon after a batch has brought figures of these indicators in these areas.

    Only what is told of former municipalities has to be followed, and what had to give way for a figure under the code
    of today that is published no more: with `makes_room` there may be such. It must run in a transaction that holds
    the turn.
    """
    followed = Stored()
    if makes_room or not former_areas().isdisjoint(areas):
        followed = follow(indicators=indicators, cause=cause, only_new=True)
    reckoned = reckon(told=indicators, cause=cause, only_new=True, older=followed.older)
    return followed.changed + reckoned.changed


def settle_defined(*, indicators: Collection[int]) -> int:
    """Follow and reckon anew what is defined otherwise, and what rests on it; return how many figures changed.

    It must run in the transaction that defines, which waits here until no figures are being loaded.
    """
    if not indicators:
        return 0
    wait_for_turn()
    if not Observation.objects.exists():
        return 0
    forgotten = forget_reckoned(indicators=set(indicators) - {one.pk for one in resting_on(indicators)})
    followed = follow(indicators=indicators, cause=None)
    return (forgotten + followed + reckon(told=indicators, cause=None)).changed


@transaction.atomic
def settle_all(*, cause: int | None = None) -> int:
    """Follow and reckon everything anew, as after areas have changed; return how many figures changed."""
    wait_for_turn()
    if not Observation.objects.exists():
        return 0
    forget_descents()
    everything = list(Indicator.objects.values_list("pk", flat=True))
    followed = follow(indicators=everything, cause=cause)
    return (followed + reckon(told=everything, cause=cause)).changed
