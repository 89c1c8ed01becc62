"""From the database to the entries of an indicator file: a root's own indicators, or the common set."""

from collections.abc import Iterator

from rodtrad.core.models import Visibility
from rodtrad.core.periods import Period
from rodtrad.exchange.indicator_file.entries import (
    FROM_AREAS,
    DatasetEntry,
    FactEntry,
    FigureEntry,
    IndicatorEntry,
    IndicatorFile,
)
from rodtrad.indicators.columns import ObservationStatus
from rodtrad.indicators.models import Dataset, Derivation, Indicator, LivingFact, Observation, Provider
from rodtrad.indicators.operations.define_facts import FactDefinition
from rodtrad.indicators.operations.definitions import DatasetDefinition, IndicatorDefinition
from rodtrad.indicators.operations.quote import Quoted
from rodtrad.organisations.models import Root


def dump_indicators(root: Root | None) -> IndicatorFile:
    """Return the tables and indicators of the set, and the figures that documents have given."""
    rows = (
        Indicator.objects.filter(root=root)
        .select_related("numerator", "denominator", "dataset")
        .prefetch_related("terms__operand", "sdg_targets")
        .order_by("position", "key")
    )
    datasets = Dataset.objects.filter(root=root).order_by("key")
    return IndicatorFile(
        datasets=[DatasetEntry(_dataset(row)) for row in datasets],
        indicators=[IndicatorEntry(_indicator(row)) for row in rows],
        figures=[one for row in datasets if _gives_figures(row) for one in _figures(row)],
        facts=[FactEntry(_fact(row)) for row in LivingFact.objects.filter(root=root)],
    )


def _gives_figures(row: Dataset) -> bool:
    return row.provider == Provider.DOCUMENT and FROM_AREAS not in row.query


def _dataset(row: Dataset) -> DatasetDefinition:
    return DatasetDefinition(
        key=row.key,
        title=row.title,
        publisher=row.publisher,
        provider=row.provider,
        table=row.table,
        address=row.address,
        licence=row.licence,
        note=row.note,
        frequency=row.frequency,
        due_month=row.due_month,
        due_day=row.due_day,
        due_years=row.due_years,
        is_nightly=row.is_nightly or None,
        verified_on=row.verified_on,
        query=row.query,
    )


def _indicator(row: Indicator) -> IndicatorDefinition:
    return IndicatorDefinition(
        key=row.key,
        name=row.name,
        name_nn=row.name_nn,
        name_en=row.name_en,
        definition=row.definition,
        reservation=row.reservation,
        unit=row.unit,
        decimals=row.decimals,
        direction=row.direction,
        band_low=row.band_low,
        band_high=row.band_high,
        dimension=row.dimension,
        perspective=row.perspective,
        theme=row.theme,
        quantity=row.quantity,
        formula=row.formula,
        numerator=row.numerator.key if row.numerator else "",
        denominator=row.denominator.key if row.denominator else "",
        terms=tuple(term.operand.key for term in row.terms.all()),
        dataset=row.dataset.key if row.dataset else "",
        sdg_targets=tuple(target.code for target in row.sdg_targets.all()),
        hidden_below=row.hidden_below,
        visibility=Visibility(row.visibility),
        origin=row.origin,
    )


def _fact(row: LivingFact) -> FactDefinition:
    return FactDefinition(
        key=row.key, text=row.text, text_nn=row.text_nn, text_en=row.text_en, origin=row.origin
    )


def _figures(dataset: Dataset) -> Iterator[FigureEntry]:
    rows = (
        Observation.objects.filter(batch__dataset=dataset, derivation=Derivation.PUBLISHED)
        .select_related("indicator", "area", "breakdown")
        .order_by("indicator__position", "indicator__key", "area__code", "period", "breakdown__key")
    )
    for row in rows:
        figure = Quoted(
            indicator=row.indicator.key,
            area=row.area.code,
            period=Period.from_code(row.period),
            value=row.value,
            status=ObservationStatus(row.status),
            breakdown=tuple((name, category) for name, category in row.breakdown.parts),
        )
        yield FigureEntry(dataset.key, figure)
