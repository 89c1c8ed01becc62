"""What is wanted of indicators: of which, for whom, and once."""

from django.utils.translation import gettext as _

from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.outside import Outside
from rodtrad.exchange.plan_file.problems import Problems
from rodtrad.exchange.plan_file.resolve_keys import Known
from rodtrad.exchange.plan_file.resolved import Placed, Resolved


def check_targets(found: Resolved, known: Known, outside: Outside, problems: Problems) -> None:
    """Note targets of indicators or organisations that are not there, and those that stand twice."""
    for placed in found.elements.values():
        first: dict[tuple[str, str], int] = {}
        for entry in placed.entry.targets:
            _check_indicator(placed, entry, outside, problems)
            _check_organisation(placed, entry, known, problems)
            _check_once(placed, entry, first, problems)


def _place(placed: Placed, entry: e.IndicatorTargetEntry) -> str:
    return f"{placed.place} › targets › {entry.indicator}"


def _check_indicator(
    placed: Placed, entry: e.IndicatorTargetEntry, outside: Outside, problems: Problems
) -> None:
    if entry.indicator in outside.indicators:
        return
    problems.unknown(
        entry.spot_of("indicator"),
        _place(placed, entry),
        _("Indikatoren «%s» finnes ikke.") % entry.indicator,
        entry.indicator,
        outside.indicators,
        _(
            "Les inn det felles settet (rodtrad import indicators) eller deres egne indikatorer først. Er "
            "organisasjonen ny, leses fila først uten «targets»."
        ),
    )


def _check_organisation(
    placed: Placed, entry: e.IndicatorTargetEntry, known: Known, problems: Problems
) -> None:
    if entry.organisation and entry.organisation not in known["organisations"]:
        problems.unknown(
            entry.spot_of("organisation"),
            _place(placed, entry),
            _("«%(value)s» finnes ikke under «%(name)s».")
            % {"value": entry.organisation, "name": "organisations"},
            entry.organisation,
            known["organisations"],
        )


def _check_once(
    placed: Placed, entry: e.IndicatorTargetEntry, first: dict[tuple[str, str], int], problems: Problems
) -> None:
    what = (entry.indicator, entry.organisation)
    if what in first:
        problems.add(
            entry.spot_of("indicator"),
            _place(placed, entry),
            _("Elementet har alt et mål for denne indikatoren, på linje %d.") % first[what],
            _("Ta bort det ene, eller si hvilken enhet hvert av dem gjelder, med «organisation»."),
        )
    first.setdefault(what, entry.spot.line)
