"""What is asked of a table: some values of some variables, checked against what the table has."""

from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches

from django.utils.translation import gettext as _

from rodtrad.indicators.sources.errors import QueryError, Where, named
from rodtrad.indicators.sources.ssb.expressions import Codes
from rodtrad.indicators.sources.ssb.metadata import Codelist, TableMetadata, Variable

#: So many values are looked through for one that looks like a misspelt one.
_COMPARED = 2_000


@dataclass(frozen=True)
class Wish:
    """Some values of one variable: codes, or expressions as `*`, `03*`, `top(5)`, `range(2015,2024)`.

    A codelist is named by its id, which is the table's own and counts the case of letters, or by its label
    («Kommuner 2024-»), which is the same in all tables; then the values are those of the codelist.
    """

    variable: str
    values: tuple[str, ...] = ("*",)
    codelist: str = ""
    labelled: str = ""


@dataclass(frozen=True)
class Query:
    """What is asked of one table. Variables that are left out are summed by the service, where that makes sense."""

    table: str
    wishes: tuple[Wish, ...]


@dataclass(frozen=True)
class Selected:
    """What a wish comes to: codes in the order of the table or the codelist, none of them twice.

    `whole` tells that they are all there are.
    """

    variable: str
    codes: tuple[str, ...]
    codelist: str = ""
    whole: bool = False


@dataclass(frozen=True)
class Selection:
    """A checked query: every variable that must be there is, and every value exists."""

    table: str
    selected: tuple[Selected, ...]

    @property
    def cells(self) -> int:
        cells = 1
        for each in self.selected:
            cells *= len(each.codes)
        return cells


def codelists_of(query: Query, metadata: TableMetadata, *, service: str) -> dict[str, Codelist]:
    """Return the codelist that each variable is seen through. Raises QueryError for one that is not there."""
    chosen = {}
    for wish in query.wishes:
        if not wish.codelist and not wish.labelled:
            continue
        variable = _variable(wish, metadata, service)
        found = next(
            (
                each
                for each in variable.codelists
                if (each.ident == wish.codelist if wish.codelist else _same(each.label, wish.labelled))
            ),
            None,
        )
        if found is None:
            given = wish.codelist or wish.labelled
            labels = [each.ident if wish.codelist else each.label for each in variable.codelists]
            text = _(
                "%(service)s, tabell %(table)s: variabelen «%(variable)s» har ikke kodelista «%(given)s»."
                " Den har %(known)s. Store og små bokstaver teller. Rett spørringen."
            )
            known = named(labels) if labels else _("ingen")
            raise _error(text, metadata, service, variable=variable.code, value=given, known=known)
        chosen[variable.code] = found
    return chosen


def check(
    query: Query,
    metadata: TableMetadata,
    values: Mapping[str, Mapping[str, str]] | None = None,
    *,
    service: str,
) -> Selection:
    """Return what a query comes to.

    `values` are the codelists' values for the variables that are seen through one. Raises QueryError, which names the
    variable and the value, before anything is asked for.
    """
    chosen = codelists_of(query, metadata, service=service)
    selected: dict[str, Selected] = {}
    for wish in query.wishes:
        variable = _variable(wish, metadata, service)
        if variable.code in selected:
            text = _(
                "%(service)s, tabell %(table)s: variabelen «%(variable)s» står to ganger i spørringen. Slå dem sammen."
            )
            raise _error(text, metadata, service, variable=variable.code)
        known = (values or {}).get(variable.code) or variable.values
        codelist = chosen[variable.code].ident if variable.code in chosen else ""
        codes = Codes(known, is_time=variable.is_time)
        selected[variable.code] = _selected(wish, variable.code, codes, codelist, metadata, service)
    _refuse_left_out(selected, metadata, service)
    order = [variable.code for variable in metadata.variables]
    return Selection(
        metadata.table, tuple(sorted(selected.values(), key=lambda each: order.index(each.variable)))
    )


def _selected(
    wish: Wish, variable: str, codes: Codes, codelist: str, metadata: TableMetadata, service: str
) -> Selected:
    picked: set[str] = set()
    for value in wish.values:
        found = codes.pick(value)
        if not found:
            near = get_close_matches(value, codes.all[:_COMPARED], n=3)
            text = _("%(service)s, tabell %(table)s: variabelen «%(variable)s» har ingen verdi «%(value)s».")
            text += _(" Likner: %(near)s.") if near else ""
            text += _(" Tabellen kan være endret. Se hvilke verdier den har nå, og rett spørringen.")
            raise _error(text, metadata, service, variable=variable, value=value, near=named(near))
        picked.update(found)
    if not picked:
        text = _(
            "%(service)s, tabell %(table)s: ingen verdier er valgt for «%(variable)s». Skriv * for alle."
        )
        raise _error(text, metadata, service, variable=variable)
    kept = tuple(code for code in codes.all if code in picked)
    return Selected(variable, kept, codelist, whole=len(kept) == len(codes.all))


def _refuse_left_out(selected: Mapping[str, Selected], metadata: TableMetadata, service: str) -> None:
    left_out = [each for each in metadata.variables if each.code not in selected]
    if missing := [each.code for each in left_out if each.mandatory]:
        text = _(
            "%(service)s, tabell %(table)s: spørringen mangler %(missing)s, som ikke kan utelates. "
            "Velg verdier, eller skriv * for alle."
        )
        raise _error(text, metadata, service, variable=missing[0], missing=named(missing))
    if left_out and not metadata.may_be_summed:
        text = _(
            "%(service)s, tabell %(table)s: tallene kan ikke summeres, og da må spørringen ha med %(missing)s. "
            "Velg verdier, eller skriv * for alle."
        )
        missing = [each.code for each in left_out]
        raise _error(text, metadata, service, variable=missing[0], missing=named(missing))


def _variable(wish: Wish, metadata: TableMetadata, service: str) -> Variable:
    variable = metadata.variable(wish.variable)
    if variable is None:
        text = _(
            "%(service)s, tabell %(table)s: variabelen «%(variable)s» finnes ikke. Tabellen har nå %(known)s. "
            "Rett spørringen."
        )
        known = named([each.code for each in metadata.variables])
        raise _error(text, metadata, service, variable=wish.variable, known=known)
    return variable


def _same(label: str, other: str) -> bool:
    return label.strip().casefold() == other.strip().casefold()


def _error(
    text: str, metadata: TableMetadata, service: str, *, variable: str = "", value: str = "", **told: str
) -> QueryError:
    where = Where(service=service, table=metadata.table, variable=variable, value=value)
    known = {
        "service": service,
        "table": metadata.table,
        "variable": variable,
        "value": value,
        "given": value,
    }
    return QueryError(text % (known | told), where=where)
