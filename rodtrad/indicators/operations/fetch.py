"""Fetches a table's figures from its source; what goes wrong is written down, and the old figures stay."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from zlib import compress, decompress

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from rodtrad.core.periods import Frequency
from rodtrad.core.text import shorten
from rodtrad.indicators.errors import LongBreakdownError, TwiceError, UnknownIndicatorsError
from rodtrad.indicators.models import Batch, Dataset, KeptAnswer, Provider
from rodtrad.indicators.operations.load import Response, load_figures, record_failure
from rodtrad.indicators.operations.progress import Progress, Stage, silent
from rodtrad.indicators.operations.take_areas import take_areas
from rodtrad.indicators.sources.errors import SourceError
from rodtrad.indicators.sources.klass import fetch as klass_fetch
from rodtrad.indicators.sources.order import Order
from rodtrad.indicators.sources.providers import FIGURE_SOURCES


@dataclass(frozen=True)
class FetchReport:
    """What came of a fetch. `is_passing` tells that the same may go well later, without anyone mending anything."""

    batch: Batch
    notes: Sequence[str] = ()
    unknown_areas: Sequence[str] = ()
    is_passing: bool = False


class KeptInDatabase:
    """Holds the answers of a fetch until all of it is here, so that one that is broken off goes on where it was."""

    def __init__(self, dataset: Dataset, progress: Progress = silent) -> None:
        self.dataset, self.progress = dataset, progress
        self.expected, self.here = 0, 0

    def expect(self, parts: int) -> None:
        self.expected, self.here = parts, 0
        self.progress(Stage.ASKED, 0, parts)

    def get(self, key: str) -> bytes | None:
        held = self.dataset.kept_answers.filter(key=key).values_list("content", flat=True).first()
        if held is None:
            return None
        self._came()
        return decompress(held)

    def put(self, key: str, content: bytes) -> None:
        KeptAnswer.objects.update_or_create(
            key=key,
            defaults={"dataset": self.dataset, "content": compress(content), "kept_at": timezone.now()},
        )
        self._came()

    def forget(self) -> None:
        self.dataset.kept_answers.all().delete()

    def _came(self) -> None:
        self.here += 1
        self.progress(Stage.ASKED, self.here, self.expected)


def can_be_fetched(dataset: Dataset) -> bool:
    return dataset.provider in FIGURE_SOURCES or dataset.provider == Provider.KLASS


def is_ready(dataset: Dataset) -> bool:
    """Tell whether all that a fetch needs is here: a table of a source that is asked, and the question."""
    return can_be_fetched(dataset) and bool(dataset.table) and bool(dataset.query)


def fetch_dataset(*, dataset: Dataset, progress: Progress = silent) -> FetchReport:
    """Fetch all that a table's query asks for, and store it: all or nothing.

    A failure is stored as a batch of its own, in bokmål as everything that many read, and raises nothing.
    """
    kept = KeptInDatabase(dataset, progress)
    Dataset.objects.filter(pk=dataset.pk).update(checked_at=timezone.now())
    with override("nb"):
        try:
            take = _take_areas if dataset.provider == Provider.KLASS else _take_figures
            report = take(dataset, kept, progress)
        except SourceError as error:
            return FetchReport(_failed(dataset, str(error)), is_passing=error.passing)
        except (UnknownIndicatorsError, TwiceError, LongBreakdownError) as error:
            return FetchReport(_failed(dataset, _wrong_query(dataset, error)))
    kept.forget()
    return report


def _order(dataset: Dataset) -> Order:
    return Order(dataset.table, dataset.query, Frequency(dataset.frequency))


def _take_figures(dataset: Dataset, kept: KeptInDatabase, progress: Progress) -> FetchReport:
    source = FIGURE_SOURCES[dataset.provider]
    fetched = source.fetch(_order(dataset), kept=kept)
    progress(Stage.READ, 0, 1)
    read = source.read(fetched)
    taken = load_figures(
        dataset=dataset,
        figures=read.figures,
        received_at=fetched.fetched,
        published_at=read.published,
        responses=[Response(raw.content, raw.media_type) for raw in fetched.responses],
        progress=partial(progress, Stage.STORED),
    )
    return FetchReport(taken.batch, read.notes, taken.unknown_areas)


def _take_areas(dataset: Dataset, kept: KeptInDatabase, progress: Progress) -> FetchReport:
    fetched = klass_fetch.fetch(_order(dataset), kept=kept)
    progress(Stage.READ, 0, 1)
    taken = take_areas(dataset=dataset, fetched=fetched)
    return FetchReport(taken.batch, taken.notes)


def _failed(dataset: Dataset, failure: str) -> Batch:
    return record_failure(dataset=dataset, failure=failure, received_at=timezone.now())


def _wrong_query(dataset: Dataset, error: UnknownIndicatorsError | TwiceError | LongBreakdownError) -> str:
    if isinstance(error, LongBreakdownError):
        text = _(
            "%(table)s deler %(indicator)s inn etter noe som er for langt til å lagres: «%(breakdown)s». La spørringen "
            "ta med færre dimensjoner. Ingen tall er endret."
        )
        return text % {
            "table": dataset.table,
            "indicator": error.indicator,
            "breakdown": shorten(error.breakdown, 120),
        }
    if isinstance(error, UnknownIndicatorsError):
        text = _(
            "Spørringen til %(table)s fyller indikatorer som tabellen ikke har her: %(keys)s. Ingen tall er endret."
        )
        return text % {"table": dataset.table, "keys": ", ".join(error.keys)}
    text = _(
        "%(table)s ga to tall for %(indicator)s i %(area)s i %(period)s. Se over hvilke verdier spørringen tar med. "
        "Ingen tall er endret."
    )
    return text % {
        "table": dataset.table,
        "indicator": error.indicator,
        "area": error.area,
        "period": error.period,
    }
