"""The form in which a table of PxWebApi is ordered: which values, and which series become which indicators."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from rodtrad.indicators.columns import Mark
from rodtrad.indicators.sources.errors import QueryError, Where
from rodtrad.indicators.sources.order import Order
from rodtrad.indicators.sources.ssb.query import Query, Selection, Wish

#: The variable that is areas, where the form does not say: in ordinary tables, and in KOSTRA's.
REGIONS = ("Region", "KOKkommuneregion0000", "KOKfylkesregion0000", "KOKbydelsregion0000")
_TABLE = re.compile(r"[A-Za-z0-9_-]{1,60}")


@dataclass(frozen=True)
class Series:
    """Which cells are figures of an indicator: those with these codes. `where` pairs variables with codes."""

    mark: Mark
    where: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Form:
    """An order, read. Figures without a region variable are for `area`."""

    query: Query
    series: tuple[Series, ...]
    region: str
    area: str


def read_form(order: Order, *, service: str) -> Form:
    """Read an order. Raises QueryError that says what is wrong with it.

    `values` pairs variables with a value, a list of them, or `{codelist | labelled, values}`. `series` lists
    `{indicator, where, breakdown}`. A variable that only series name need not stand among the values.
    """
    problem = _Problem(order.table, service)
    if not _TABLE.fullmatch(order.table):
        raise problem.said(_("nummeret på en tabell, som 07459"))
    given = order.query.get("values")
    wishes = {
        variable: _wish(variable, told, problem)
        for variable, told in problem.pairs(given if given is not None else {}, "values").items()
    }
    series = tuple(_series(each, problem) for each in problem.rows(order.query.get("series"), "series"))
    wishes |= _named_by_series(series, {variable.casefold() for variable in wishes})
    region = problem.text(
        order.query.get("region", next((name for name in REGIONS if name in wishes), "")), "region"
    )
    area = problem.text(order.query.get("area", ""), "area")
    if bool(region) == bool(area):
        raise problem.said(
            _("enten «region», variabelen med områder, eller «area», området alle tallene gjelder")
        )
    return Form(Query(order.table, tuple(wishes.values())), series, region, area)


def check_series(form: Form, selection: Selection, *, time: str, service: str) -> None:
    """Refuse series that no figure can come to, or more than one for an area and a period. Raises QueryError."""
    problem = _Problem(form.query.table, service)
    selected = {each.variable.casefold(): each for each in selection.selected}
    for each in form.series:
        where = {name.casefold(): (name, code) for name, code in each.where}
        for name, code in where.values():
            codes = selected[name.casefold()].codes
            if code.casefold() not in {known.casefold() for known in codes}:
                text = _(
                    "at «%(indicator)s» bruker en verdi av «%(variable)s» som er valgt; «%(value)s» er ikke det"
                )
                told = {"indicator": each.mark.indicator, "variable": name, "value": code}
                raise problem.said(text % told, name, code)
        for name, chosen in selected.items():
            open_ended = name in where or name == form.region.casefold() or name == time.casefold()
            if not open_ended and len(chosen.codes) > 1:
                text = _(
                    "at «%(indicator)s» sier hvilken verdi av «%(variable)s» den gjelder; %(count)d er valgt"
                )
                about = {
                    "indicator": each.mark.indicator,
                    "variable": chosen.variable,
                    "count": len(chosen.codes),
                }
                raise problem.said(text % about, chosen.variable)


def _named_by_series(series: tuple[Series, ...], known: set[str]) -> dict[str, Wish]:
    codes: dict[str, dict[str, None]] = {}
    for each in series:
        for variable, code in each.where:
            if variable.casefold() not in known:
                codes.setdefault(variable, {})[code] = None
    return {variable: Wish(variable, tuple(found)) for variable, found in codes.items()}


@dataclass(frozen=True)
class _Problem:
    """Says what is wrong with a form, and where."""

    table: str
    service: str

    def said(self, wanted: str, variable: str = "", value: str = "") -> QueryError:
        text = _(
            "%(service)s, tabell %(table)s: bestillingen mangler noe. Vi venter %(wanted)s. Rett bestillingen."
        )
        told = {"service": self.service, "table": self.table, "wanted": wanted}
        where = Where(service=self.service, table=self.table, variable=variable, value=value)
        return QueryError(text % told, where=where)

    def text(self, told: object, name: str) -> str:
        if not isinstance(told, str):
            raise self.said(_("en tekst i «%s»; sett tall i anførselstegn") % name)
        return told

    def pairs(self, told: object, name: str) -> dict[str, object]:
        if not isinstance(told, Mapping) or not all(isinstance(key, str) for key in told):
            raise self.said(_("navn og verdier i «%s»") % name)
        return dict(told)

    def rows(self, told: object, name: str) -> list[object]:
        if not isinstance(told, list) or not told:
            raise self.said(_("en liste i «%s»") % name)
        return told


def _wish(variable: str, told: object, problem: _Problem) -> Wish:
    if isinstance(told, str):
        return Wish(variable, (told,))
    if isinstance(told, list):
        return Wish(variable, tuple(problem.text(value, variable) for value in told))
    pairs = problem.pairs(told, variable)
    values = pairs.pop("values", ["*"])
    codelist = problem.text(pairs.pop("codelist", ""), "codelist")
    labelled = problem.text(pairs.pop("labelled", ""), "labelled")
    if pairs:
        raise problem.said(_("bare codelist, labelled og values i «%s»") % variable, variable)
    texts = tuple(problem.text(value, variable) for value in problem.rows(values, variable))
    return Wish(variable, texts, codelist, labelled)


def _series(told: object, problem: _Problem) -> Series:
    pairs = problem.pairs(told, "series")
    indicator = problem.text(pairs.get("indicator"), "indicator")
    breakdown = problem.pairs(pairs.get("breakdown", {}), "breakdown")
    where = problem.pairs(pairs.get("where", {}), "where")
    parts = tuple(sorted((name, problem.text(value, name)) for name, value in breakdown.items()))
    return Series(
        Mark(indicator, parts), tuple((name, problem.text(code, name)) for name, code in where.items())
    )
