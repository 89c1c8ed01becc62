"""Reckons indicators from others, for each breakdown, period and area that all their parts tell of.

Where a part has no figure there is none either, and the status says why: hidden before missing, so that nothing hidden
can be reckoned back. A figure carries the batch of its newest part: it is as new as that.
"""

from collections.abc import Collection, Iterable, Sequence

from rodtrad.indicators.columns import ObservationStatus
from rodtrad.indicators.models import Derivation, Indicator
from rodtrad.indicators.operations import derived
from rodtrad.indicators.operations.descents import MERGED, prepare_descents
from rodtrad.indicators.operations.follow import follow
from rodtrad.indicators.queries.formulas import Reckoning, reckoning_of, resting_on

#: Beyond these the arithmetic itself would fail; no figure of anything is so large or so small.
_LARGEST, _SMALLEST = "1e100", "1e-100"
#: Why there is none, the reason that goes before the others first.
_WHY_NONE = (
    ObservationStatus.CONFIDENTIAL,
    ObservationStatus.MISSING,
    ObservationStatus.NOT_YET,
    ObservationStatus.NOT_POSSIBLE,
)


def reckon(
    *, told: Collection[int], cause: int | None, only_new: bool = False, older: Collection[int] = ()
) -> derived.Stored:
    """Reckon these indicators and what rests on them anew.

    `cause` is the batch that brought new figures. With `only_new`, only what has a part from it: every part that has
    changed carries it, but for parts of `older`, and the others stand as they are. It must run in a transaction that
    holds the turn of loads.
    """
    stored = derived.Stored(0, frozenset(older))
    for indicator in resting_on(told):
        reckoning = reckoning_of(indicator)
        # Where it is told of itself, what is published may have made room for what is reckoned.
        is_whole = not only_new or indicator.pk in told or _has_part(reckoning, stored.older)
        reckoned = _put(indicator, reckoning, cause=cause, is_whole=is_whole)
        if reckoned.replaced:
            # A dot that was carried over is replaced where it was published: it makes room under the code of today.
            reckoned += follow(indicators=[indicator.pk], cause=cause)
            reckoned += _put(indicator, reckoning, cause=cause, is_whole=True)
        stored += reckoned
    return stored


def _put(
    indicator: Indicator, reckoning: Reckoning | None, *, cause: int | None, is_whole: bool
) -> derived.Stored:
    derived.start()
    if reckoning is not None:
        derived.fill(*_statement(reckoning, None if is_whole else cause))
    return derived.put(
        indicators=[indicator.pk], derivations=[Derivation.RECKONED], cause=cause, is_whole=is_whole
    )


def _has_part(reckoning: Reckoning | None, older: Collection[int]) -> bool:
    return reckoning is not None and any(part in older for part in reckoning.parts)


def forget_reckoned(*, indicators: Collection[int]) -> derived.Stored:
    """Take away what was reckoned of indicators that have no formula any more."""
    derived.start()
    return derived.put(indicators=indicators, derivations=[Derivation.RECKONED], cause=None, is_whole=True)


def _statement(reckoning: Reckoning, batch: int | None) -> tuple[str, Sequence[float]]:
    """Return the query that reckons one indicator, and its factors; with a batch, only of what rests on it."""
    if reckoning.only_merged:
        prepare_descents()
    names = [f"p{place}" for place in range(len(reckoning.parts))]
    joins = "".join(
        f" JOIN indicators_observation {name} ON {name}.indicator_id = {int(part)} AND "
        f"({name}.breakdown_id, {name}.period, {name}.area_id) = (p0.breakdown_id, p0.period, p0.area_id)"
        for name, part in zip(names[1:], reckoning.parts[1:], strict=True)
    )
    query = f"""
        SELECT {int(reckoning.indicator)}, breakdown_id, period, area_id,
            CASE WHEN status <= {ObservationStatus.PROVISIONAL.value} THEN value END,
            status, {Derivation.RECKONED.value}, batch_id
        FROM (
            SELECT breakdown_id, period, area_id, batch_id, value, {_settled(reckoning)} AS status
            FROM (
                SELECT p0.breakdown_id, p0.period, p0.area_id, GREATEST({_each(names, "batch_id")}) AS batch_id,
                    {_value(reckoning, names)} AS value, {_status(names)} AS status
                FROM indicators_observation p0{joins}
                WHERE p0.indicator_id = {int(reckoning.parts[0])} {_narrowed(reckoning, names, batch)}
            ) AS put_together
        ) AS reckoned
    """
    return query, reckoning.factors


def _narrowed(reckoning: Reckoning, names: Iterable[str], batch: int | None) -> str:
    merged = f"AND {MERGED.format(cell='p0')}" if reckoning.only_merged else ""
    return merged if batch is None else f"{merged} AND {int(batch)} IN ({_each(names, 'batch_id')})"


def _each(names: Iterable[str], column: str) -> str:
    return ", ".join(f"{name}.{column}" for name in names)


def _value(reckoning: Reckoning, names: Sequence[str]) -> str:
    """Return what is reckoned, NULL where it cannot be; the factors are given in the order of the parts."""
    in_bounds = " AND ".join(f"abs({name}.value) <= {_LARGEST}" for name in names)
    terms = [f"CASE WHEN abs({one}.value) < {_SMALLEST} THEN 0 ELSE {one}.value * %s END" for one in names]
    if reckoning.is_ratio:
        return f"CASE WHEN {in_bounds} THEN ({terms[0]}) / NULLIF({terms[1]}, 0) END"
    sign = " - " if reckoning.is_difference else " + "
    return f"CASE WHEN {in_bounds} THEN {sign.join(f'({term})' for term in terms)} END"


def _status(names: Iterable[str]) -> str:
    """Return why there is no figure by the parts, or whether it is provisional."""
    statuses = _each(names, "status")
    reasons = " ".join(f"WHEN {one.value} IN ({statuses}) THEN {one.value}" for one in _WHY_NONE)
    return f"CASE {reasons} ELSE GREATEST({statuses}) END"


def _settled(reckoning: Reckoning) -> str:
    """Return the status once the figure is known: a division by zero, or a count that is small by its own threshold."""
    threshold = int(reckoning.hidden_below)
    return f"""CASE
        WHEN status > {ObservationStatus.PROVISIONAL.value} THEN status
        WHEN value IS NULL THEN {ObservationStatus.NOT_POSSIBLE.value}
        WHEN value > 0 AND value < {threshold} THEN {ObservationStatus.CONFIDENTIAL.value}
        ELSE status END"""
