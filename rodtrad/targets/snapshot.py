"""What the thread check's rules about targets look at: some questions to the database, then only plain objects."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.db.models import Max, OuterRef, Q, Subquery, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from rodtrad.core.checks import Reading
from rodtrad.core.models import Origin
from rodtrad.core.moments import Question, Rows
from rodtrad.core.periods import Period
from rodtrad.core.trilingual import Trilingual
from rodtrad.indicators.models import Batch, BatchState, Dataset, Indicator, Observation
from rodtrad.indicators.models.observations import TOTAL
from rodtrad.organisations.models import Organisation, Root
from rodtrad.sdg.models import SdgTarget
from rodtrad.targets.methods import Method
from rodtrad.targets.models import Target


@dataclass(frozen=True, slots=True)
class IndicatorRecord:
    id: int
    key: str
    name: Trilingual
    direction: str
    perspective: str
    visibility: int
    dataset: UUID | None
    defined_on: date | None
    codes: frozenset[str]


@dataclass(frozen=True, slots=True)
class TargetRecord:
    """A target; `area` is where its figures are for: its organisation's, else the root's."""

    element_id: str
    indicator: IndicatorRecord
    area: UUID | None
    method: Method
    baseline_value: float | None
    year: int | None
    value: float | None
    set_on: date
    is_example: bool


@dataclass(frozen=True, slots=True)
class FailureRecord:
    """That the last fetch of a table gave nothing, and why."""

    reason: str
    day: date


@dataclass(frozen=True, slots=True)
class Measuring:
    """What is measured in a root, and by which figures."""

    area: UUID | None
    #: The common set and the root's own, by number.
    indicators: Mapping[int, IndicatorRecord]
    targets: list[TargetRecord]
    #: By the element's id.
    targets_of: Mapping[str, list[TargetRecord]]
    #: The latest period with a figure, by indicator and area.
    latest: Mapping[tuple[int, UUID], Period]
    datasets: Mapping[UUID, Dataset]
    failures: Mapping[UUID, FailureRecord]
    #: Short names of the UN's targets, by code.
    sdg_names: Mapping[str, str]


def _questions(root_id: UUID) -> Iterator[Question]:
    seen = Q(root=root_id) | Q(root__isnull=True)
    yield Root.objects.filter(pk=root_id).order_by().values_list("area_id")
    yield Indicator.sdg_targets.through.objects.filter(
        Q(indicator__root=root_id) | Q(indicator__root__isnull=True)
    ).values_list("indicator_id", "sdgtarget_id")
    yield Indicator.objects.filter(seen).order_by("position", "sort_key").values_list(*_INDICATOR)
    yield (
        Target.objects.filter(root=root_id)
        .order_by("indicator__position", "indicator__sort_key", "pk")
        .annotate(element_text=Cast("element_id", TextField()))
        .values_list("element_text", "indicator_id", "organisation__area_id", *_TARGET)
    )
    yield _ask_latest(root_id)
    yield Dataset.objects.filter(seen).order_by("key").values_list(*_DATASET)
    yield _ask_failures(seen)
    yield SdgTarget.objects.order_by().values_list("code", "name_nb")


_INDICATOR = (
    "id", "key", "name", "name_nn", "name_en", "direction", "perspective", "visibility", "dataset_id", "defined_on",
)  # fmt: skip
_TARGET = ("method", "baseline_value", "year", "value", "set_on", "origin")
_DATASET = ("id", "root_id", "key", "title", "publisher", "due_month", "due_day", "due_years")


def _ask_latest(root_id: UUID) -> Question:
    own = Root.objects.filter(pk=root_id).order_by().values("area_id")
    of_units = Organisation.objects.filter(indicator_targets__root=root_id).order_by().values("area_id")
    rows = Observation.objects.filter(
        breakdown=TOTAL, value__isnull=False, area_id__in=own.union(of_units)
    ).order_by()
    return rows.values_list("indicator_id", "area_id").annotate(latest=Max("period"))


def _ask_failures(seen: Q) -> Question:
    """Ask for the tables whose last batch failed; one that waits for somebody has not come yet."""
    told = Batch.objects.filter(dataset=OuterRef("pk")).exclude(state=BatchState.WAITING).order_by("-id")
    last = Dataset.objects.filter(seen).order_by().values(last=Subquery(told.values("pk")[:1]))
    rows = Batch.objects.filter(pk__in=last, state=BatchState.FAILED).order_by()
    return rows.values_list("dataset_id", "failure", "received_at")


def _read(answers: Iterator[Rows]) -> Measuring:
    """Read the answers in the order of the questions."""
    area = next((area for (area,) in next(answers)), None)
    codes: dict[int, set[str]] = defaultdict(set)
    for number, code in next(answers):
        codes[number].add(code)
    indicators = {one.id: one for one in _read_indicators(next(answers), codes)}
    targets = list(_read_targets(next(answers), indicators, area))
    targets_of: dict[str, list[TargetRecord]] = defaultdict(list)
    for one in targets:
        targets_of[one.element_id].append(one)
    return Measuring(
        area=area,
        indicators=indicators,
        targets=targets,
        targets_of=dict(targets_of),
        latest={(number, place): Period.from_code(code) for number, place, code in next(answers)},
        datasets={
            one.pk: one for one in (Dataset(**dict(zip(_DATASET, row, strict=True))) for row in next(answers))
        },
        failures={dataset: _failure(reason, at) for dataset, reason, at in next(answers)},
        sdg_names=dict(next(answers)),
    )


def _read_indicators(rows: Rows, codes: Mapping[int, Iterable[str]]) -> Iterator[IndicatorRecord]:
    for number, key, name, name_nn, name_en, direction, perspective, visibility, dataset, defined_on in rows:
        names = Trilingual(name, name_nn or name, name_en or name)
        measured = frozenset(codes.get(number, ()))
        yield IndicatorRecord(
            number, key, names, direction, perspective, visibility, dataset, defined_on, measured
        )


def _read_targets(
    rows: Rows, indicators: Mapping[int, IndicatorRecord], area: UUID | None
) -> Iterator[TargetRecord]:
    for element, number, own_area, method, baseline, year, value, set_on, origin in rows:
        is_example, place = origin == Origin.EXAMPLE, own_area or area
        yield TargetRecord(
            element, indicators[number], place, Method(method), baseline, year, value, set_on, is_example
        )


def _failure(reason: str, at: datetime) -> FailureRecord:
    return FailureRecord(reason, timezone.localdate(at))


#: Everything that the rules about targets ask about.
MEASURING = Reading(_questions, _read)


def used_on(measuring: Measuring, elements: Mapping[str, Any]) -> Iterator[TargetRecord]:
    """Yield the targets of elements that still count."""
    for one in measuring.targets:
        element = elements.get(one.element_id)
        if element is not None and element.is_live:
            yield one
