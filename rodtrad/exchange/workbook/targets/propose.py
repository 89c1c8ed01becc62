"""Each row of the sheet with targets beside what stands: made, changed, the same, refused."""

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from typing import Any

from django.utils.translation import gettext as _

from rodtrad.core.text import shorten
from rodtrad.exchange.workbook.targets.columns import BY_NAME, STAMP
from rodtrad.exchange.workbook.targets.rows import texts_of, values_of
from rodtrad.exchange.workbook.targets.standing import Standing, TargetKey
from rodtrad.exchange.workbook.targets.values import READERS, put_bands
from rodtrad.exchange.workbook.targets.wish import TargetWish
from rodtrad.exchange.workbook.wish import Change, Outcome
from rodtrad.goals.operations.versions import tag_of
from rodtrad.targets.models import Target
from rodtrad.targets.operations.check_target import check_target
from rodtrad.targets.permissions import may_set_targets

#: Where a fault in a field of the target is told.
_COLUMN_OF = {"baseline": "baseline_value", "bands": "wanted"}


def propose_targets(wishes: Sequence[TargetWish], standing: Standing) -> None:
    """Fill what each row would do, and why not."""
    first: dict[TargetKey, TargetWish] = {}
    for wish in wishes:
        _identify(wish, standing)
        if wish.key in first:
            message = _("Måltallet står også i rad %s.") % first[wish.key].where
            wish.refuse("indicator", message, _("Ta bort den ene raden, eller skriv hver sin enhet."))
        elif wish.key:
            first[wish.key] = wish
        if not wish.problems:
            _fill(wish)
        if not wish.problems and (wish.target is None or wish.changes):
            _refuse_without_power(wish, standing)
        wish.outcome = _outcome_of(wish)


def _outcome_of(wish: TargetWish) -> Outcome:
    if wish.problems:
        return Outcome.REFUSED
    if wish.target is None:
        return Outcome.MADE
    return Outcome.CHANGED if wish.changes else Outcome.SAME


def _identify(wish: TargetWish, standing: Standing) -> None:
    """Find the element, the indicator and the unit, and the target there is of them."""
    wish.element = standing.element(wish.texts.get("element", ""))
    if wish.element is None:
        key = wish.texts.get("element", "")
        message = (
            _("Elementet «%s» finnes ikke.") % shorten(key, 60) if key else _("Raden har ikke noe element.")
        )
        remedy = _("Skriv nøkkelen til et element som står her. Er det nytt, tas det inn først.")
        wish.refuse("element", message, remedy)
    text = wish.texts.get("indicator", "")
    wish.indicator = standing.indicators.get(standing.names.key(text) or "")
    if wish.indicator is None:
        message = (
            _("Indikatoren «%s» finnes ikke.") % shorten(text, 60)
            if text
            else _("Raden har ingen indikator.")
        )
        wish.refuse(
            "indicator", message, standing.names.suggestion(text) or _("Skriv navnet eller nøkkelen.")
        )
    unit = wish.texts.get("organisation", "")
    wish.organisation = standing.here.organisations.key(unit) or "" if unit else ""
    if unit and not wish.organisation:
        remedy = standing.here.organisations.suggestion(unit) or _("Skriv navnet eller nøkkelen.")
        wish.refuse("organisation", _("Enheten «%s» finnes ikke.") % shorten(unit, 60), remedy)
    elif wish.key:
        wish.target = standing.targets.get(wish.key)


def _fill(wish: TargetWish) -> None:
    """Put the cells into values, and tell what would be another; what does not go is noted on the row."""
    target = wish.target or Target()
    if wish.target is None:
        target.method = "linear"
    now = values_of(target)
    wish.values = _read(wish, now)
    if wish.problems:
        return
    stamp = wish.texts.get(STAMP, "")
    mine = tag_of(wish.values)
    if stamp and wish.target is None:
        message = _("Måltallet er slettet siden arket ble hentet.")
        wish.refuse(STAMP, message, _("Ta bort raden, eller tøm «Versjon» for å lage det på nytt."))
        return
    if stamp == mine:
        return  # as it was fetched: what others have made of it since stands
    told = _changes(wish.values, now if wish.target else None)
    if stamp and stamp != tag_of(now) and told:
        _refuse_conflict(wish, told)
        return
    _check(wish)
    wish.changes = told


def _read(wish: TargetWish, now: Mapping[str, Any]) -> dict[str, Any]:
    """Return what is wanted when the cells are read; a column that is not in the sheet stays as it is."""
    values = dict(now)
    for name, text in wish.texts.items():
        if name in READERS:
            _try(wish, name, values, name, partial(READERS[name], text))
    _try(wish, "wanted", values, "bands", partial(put_bands, now["bands"], wish))
    return values


def _try(
    wish: TargetWish, column: str, values: dict[str, Any], name: str, read: Callable[[], object]
) -> None:
    """Put what is read among the values; a fault is told at the column."""
    try:
        values[name] = read()
    except ValueError as error:
        wish.refuse(column, str(error), "")


def _changes(values: Mapping[str, Any], now: Mapping[str, Any] | None) -> list[Change]:
    before = texts_of(now) if now else {}
    return [
        Change(BY_NAME[name].heading, before.get(name, ""), text)
        for name, text in texts_of(values).items()
        if text != before.get(name, "")
    ]


def _refuse_conflict(wish: TargetWish, told: Sequence[Change]) -> None:
    stands = "; ".join(f"{one.heading}: {one.before.replace(chr(10), ', ') or '–'}" for one in told)
    message = _("Noen andre har endret måltallet siden arket ble hentet. Nå står det «%s».") % shorten(
        stands, 200
    )
    wish.refuse(STAMP, message, _("Hent arket på nytt, eller tøm «Versjon» i raden om din rad skal gjelde."))


def _check(wish: TargetWish) -> None:
    for fault in check_target(target=Target(**wish.values)):
        wish.refuse(_COLUMN_OF.get(fault.field, fault.field), str(fault.message), str(fault.remedy))


def _refuse_without_power(wish: TargetWish, standing: Standing) -> None:
    powers = standing.here.powers
    assert wish.element is not None
    if powers is not None and not may_set_targets(powers, wish.element):
        message = _("Du kan ikke sette måltall for «%s».") % shorten(wish.element.title, 120)
        remedy = _("Be den som er redaktør for planen eller for enheten som er ansvarlig.")
        wish.refuse("element", message, remedy)
