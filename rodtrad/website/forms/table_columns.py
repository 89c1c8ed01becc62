"""The first step of mapping a table: what each column is, and what the table has no column for."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from django.http import QueryDict
from django.utils.translation import gettext as _

from rodtrad.core.periods import Frequency, PeriodError, parse_period
from rodtrad.core.sheets.cells import Sheet
from rodtrad.core.text import visible
from rodtrad.geography.models import AreaKind
from rodtrad.indicators.models import Dataset
from rodtrad.indicators.operations.own_tables import LONGEST_TITLE, AboutTable
from rodtrad.indicators.sources.table.headings import folded
from rodtrad.indicators.sources.table.mapping import Layout, TableMapping
from rodtrad.indicators.sources.table.suggest import Column, ColumnRole, Suggestion

#: Words of a column that names indicators; more of them is another kind of column.
MOST_WORDS = 60
_LONGEST_HEADING = 200
_MARKS = ("", ",", ".")
KINDS = (AreaKind.DISTRICT, AreaKind.MUNICIPALITY, AreaKind.COUNTY)


@dataclass(frozen=True)
class ColumnChoice:
    """What a person says of a table: right, or with what is wrong by field."""

    about: AboutTable
    mapping: TableMapping
    roles: Mapping[int, str]
    is_wide: bool
    errors: Mapping[str, str] = field(default_factory=dict)


def suggested(dataset: Dataset, found: Suggestion) -> ColumnChoice:
    """Return what the page first shows: what was told before, as far as the columns are there, else the suggestion."""
    about = AboutTable(dataset.title, dataset.publisher, found.frequency.value, dataset.due_month)
    told = TableMapping.from_json(dataset.query)
    if not told.indicators:
        mapping = TableMapping(area_kind=found.area_kind)
        return ColumnChoice(about, mapping, {one.number: one.role for one in found.columns}, found.is_wide)
    roles = {one.number: _told_role(one, told) for one in found.columns}
    return ColumnChoice(replace(about, frequency=dataset.frequency), told, roles, told.layout is Layout.WIDE)


def _told_role(column: Column, told: TableMapping) -> ColumnRole:
    named = {
        ColumnRole.PLACE: [told.area],
        ColumnRole.PERIOD: [told.period],
        ColumnRole.SERIES: [told.series],
        ColumnRole.BREAKDOWN: list(told.breakdowns),
        ColumnRole.VALUE: list(told.values),
    }
    for role, names in named.items():
        if folded(column.heading) in {folded(name) for name in names if name}:
            return role
    return ColumnRole.OUT


def read_columns(posted: QueryDict, found: Suggestion, own_area: str) -> ColumnChoice:
    """Return what the form says; `own_area` is meant where the table has no column of places."""
    errors: dict[str, str] = {}
    about = _about(posted, errors)
    is_wide = found.is_wide and posted.get("perioder") == "ja"
    roles = {one.number: _role(posted, one) for one in found.columns}
    chosen = {
        role: [one.heading for one in found.columns if roles[one.number] == role] for role in ColumnRole
    }
    _check_once(chosen, errors)
    _check_values(chosen, errors, is_wide=is_wide)
    mapping = TableMapping(
        layout=Layout.WIDE if is_wide else Layout.LONG,
        sheet=found.sheet.name,
        area=next(iter(chosen[ColumnRole.PLACE]), ""),
        area_code="" if chosen[ColumnRole.PLACE] else own_area,
        area_kind=_one_of(posted.get("omradetype", ""), [one.value for one in KINDS], found.area_kind),
        period=next(iter(chosen[ColumnRole.PERIOD]), ""),
        period_text=_period_text(posted, about, chosen, errors, is_wide=is_wide),
        values={"": ""} if is_wide else dict.fromkeys(chosen[ColumnRole.VALUE], ""),
        series=next(iter(chosen[ColumnRole.SERIES]), ""),
        series_words=_words_of(found, chosen, errors),
        breakdowns=tuple(chosen[ColumnRole.BREAKDOWN]),
        left_out=tuple(
            one.heading
            for one in found.columns
            if not one.period and can_be_chosen(one) and roles[one.number] == ColumnRole.OUT
        ),
        decimal_mark=_one_of(posted.get("desimaltegn", ""), _MARKS, ""),
    )
    if not mapping.area and not mapping.area_code:
        errors["omrade"] = _("Velg kolonnen som sier hvilket sted tallene gjelder.")
    return ColumnChoice(about, mapping, roles, is_wide, errors)


def _about(posted: QueryDict, errors: dict[str, str]) -> AboutTable:
    title = " ".join(visible(posted.get("tittel", "")).split())
    if not title or len(title) > LONGEST_TITLE:
        errors["tittel"] = _("Skriv hva tabellen heter, med høyst 300 tegn.")
    frequencies = [one.value for one in Frequency]
    month = posted.get("forfall", "")
    return AboutTable(
        title=title,
        publisher=" ".join(visible(posted.get("utgiver", "")).split())[:200],
        frequency=_one_of(posted.get("frekvens", ""), frequencies, Frequency.YEAR.value),
        due_month=int(month) if month in {str(one) for one in range(1, 13)} else None,
    )


def _one_of(given: str, known: "list[str] | tuple[str, ...]", otherwise: str) -> str:
    return given if given in known else otherwise


def _role(posted: QueryDict, column: Column) -> ColumnRole:
    """Return what a column is said to be. One that cannot be told from another is left out, and one with no choice."""
    if column.period or not can_be_chosen(column):
        return ColumnRole.OUT
    given = posted.get(f"rolle-{column.number}", "")
    return ColumnRole(given) if given in list(ColumnRole) else ColumnRole.OUT


def can_be_chosen(column: Column) -> bool:
    return not column.is_again and len(column.heading) <= _LONGEST_HEADING


def _check_once(chosen: Mapping[ColumnRole, list[str]], errors: dict[str, str]) -> None:
    for role in (ColumnRole.PLACE, ColumnRole.PERIOD, ColumnRole.SERIES):
        if len(chosen[role]) > 1:
            named = ", ".join(f"«{heading}»" for heading in chosen[role])
            errors["kolonner"] = _("%s er valgt som det samme. Velg én av dem, og utelat resten.") % named


def _check_values(chosen: Mapping[ColumnRole, list[str]], errors: dict[str, str], *, is_wide: bool) -> None:
    values, series = chosen[ColumnRole.VALUE], chosen[ColumnRole.SERIES]
    if is_wide and values:
        errors["kolonner"] = (
            _("Når hver periode har sin kolonne, kan ikke andre kolonner ha tall. Utelat «%s».") % values[0]
        )
    elif not is_wide and not values:
        errors["kolonner"] = _("Velg minst én kolonne med tall.")
    elif series and len(values) > 1:
        errors["kolonner"] = _(
            "Når en kolonne sier hvilken indikator raden gjelder, kan bare én kolonne ha tall."
        )


def _period_text(
    posted: QueryDict,
    about: AboutTable,
    chosen: Mapping[ColumnRole, list[str]],
    errors: dict[str, str],
    *,
    is_wide: bool,
) -> str:
    if is_wide or chosen[ColumnRole.PERIOD]:
        return ""
    text = posted.get("periode", "").strip()
    try:
        period = parse_period(text, Frequency(about.frequency))
    except PeriodError:
        errors["periode"] = _("Skriv hvilken periode tallene gjelder, som 2026, 2026K1 eller 2026M03.")
    else:
        if period.frequency != about.frequency:
            errors["periode"] = _(
                "«%(text)s» er en annen slags periode enn den som er valgt (%(wanted)s)."
            ) % {
                "text": text,
                "wanted": Frequency(about.frequency).label,
            }
    return text[:20]


def _words_of(
    found: Suggestion, chosen: Mapping[ColumnRole, list[str]], errors: dict[str, str]
) -> dict[str, str]:
    if len(chosen[ColumnRole.SERIES]) != 1:
        return {}
    [heading] = chosen[ColumnRole.SERIES]
    number = next(one.number for one in found.columns if one.heading == heading)
    words = words_in(found.sheet, found.heading_row, number)
    if not 1 <= len(words) <= MOST_WORDS:
        errors["kolonner"] = _(
            "«%(heading)s» har %(count)d ulike ord; grensen er %(most)d. Er det indikatorer?"
        ) % {
            "heading": heading,
            "count": len(words),
            "most": MOST_WORDS,
        }
    return dict.fromkeys(words[:MOST_WORDS], "")


def words_in(sheet: Sheet, heading_row: int, column: int) -> list[str]:
    """Return the different words of a column, as they were first written."""
    found: dict[str, str] = {}
    for row in sheet.rows:
        if row.number > heading_row and (text := row.texts.get(column)):
            found.setdefault(folded(text), text[:_LONGEST_HEADING])
    return list(found.values())
