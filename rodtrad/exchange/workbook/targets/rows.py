"""A target as the texts of a row, and the mark that tells how it was when it was fetched."""

from collections.abc import Collection, Iterator, Mapping
from typing import Any
from uuid import UUID

from django.utils.translation import override

from rodtrad.core.charts.words import period_name
from rodtrad.core.models import Origin
from rodtrad.exchange.workbook.targets.columns import BANDS, FIGURES, STAMP, YEARS, words_of
from rodtrad.exchange.workbook.targets.standing import Standing
from rodtrad.goals.operations.versions import tag_of
from rodtrad.indicators.queries.catalogue import latest
from rodtrad.targets.operations.target_values import WANTED
from rodtrad.targets.presenters import band_text, figure_text, steps_text
from rodtrad.targets.queries import Judged, judged

#: A cell: a figure or a year stays one, all else is text.
Cell = str | float


def target_rows(standing: Standing, only: Collection[UUID] | None = None) -> Iterator[dict[str, Cell]]:
    """Yield a row for each target of the elements chosen, with how it stands; in bokmål."""
    for one in judged(list(standing.in_order(only))):
        with override("nb"):
            yield _row(one, standing)


def _row(one: Judged, standing: Standing) -> dict[str, Cell]:
    target, newest = one.target, latest(one.line)
    values = values_of(target)
    found: dict[str, Cell] = {
        "element": target.element.key,
        "title": target.element.title,
        "indicator": standing.names.shown(target.indicator.key),
        "organisation": standing.here.organisations.shown(target.organisation.key)
        if target.organisation
        else "",
        **texts_of(values),
        **{name: values[name] for name in (*FIGURES, *YEARS) if values[name] is not None},
        "status": one.judgement.word,
        "reason": str(one.judgement.reason),
        "origin": str(Origin(target.origin).label),
        STAMP: tag_of(values),
    }
    if newest and newest.value is not None:
        found |= {"latest": newest.value, "period": period_name(newest.period)}
    return found


def values_of(target: Any) -> dict[str, Any]:
    """Return what is wanted; the organisation is part of which target it is."""
    return {name: getattr(target, name) for name in WANTED}


def texts_of(values: Mapping[str, Any]) -> dict[str, str]:
    """Return what is wanted as it is written, in bokmål: for a row, and for telling what changes."""
    bands = values["bands"]
    several = {name: "\n".join(map(band_text, bands.get(name, ()))) for name in BANDS if name != "wanted"}
    return {
        "method": words_of("method")[values["method"]],
        **{name: figure_text(values[name]) for name in FIGURES},
        **{name: str(values[name] or "") for name in YEARS},
        "path": words_of("path")[values["path"]],
        "steps": steps_text(values["steps"]),
        "wanted": band_text(bands["wanted"]) if bands else "",
        **several,
        "settings": "\n".join(f"{name}: {_setting(value)}" for name, value in values["settings"].items()),
    }


def _setting(value: object) -> str:
    if isinstance(value, bool):
        return "ja" if value else "nei"
    return figure_text(value) if isinstance(value, int | float) else str(value)
