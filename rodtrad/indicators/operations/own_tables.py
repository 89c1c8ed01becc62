"""A root's own tables: begun with a file, told once how they are read, opened to all, thrown away."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from rodtrad.accounts.models import User
from rodtrad.core.models import Visibility
from rodtrad.core.sheets.problems import refusal
from rodtrad.core.sheets.read import read_sheets
from rodtrad.core.text import free_key, key_from, visible
from rodtrad.indicators.models import Batch, BatchState, Dataset, Indicator, Provider
from rodtrad.indicators.operations.define import define
from rodtrad.indicators.operations.definitions import IndicatorDefinition
from rodtrad.indicators.operations.runs import stand_alone
from rodtrad.indicators.operations.table import content_of, keep_table
from rodtrad.indicators.sources.table.mapping import TableMapping
from rodtrad.organisations.models import Root

LONGEST_TITLE = 300


class HasFiguresError(Exception):
    """A table whose figures are in use cannot be thrown away."""


@dataclass(frozen=True)
class AboutTable:
    """What a person tells of a table, beside how it is read."""

    title: str
    publisher: str = ""
    frequency: str = "year"
    due_month: int | None = None


@transaction.atomic
def begin_table(*, root: Root, content: bytes, file_name: str, title: str, person: User | None) -> Dataset:
    """Make a table of a file, to be told how it is read. Raises SheetError when it is no sheet with rows."""
    check_readable(content)
    title = visible(title)
    root = Root.objects.select_for_update().get(
        pk=root.pk
    )  # two who begin at once must not take the same key
    taken = set(Dataset.objects.filter(Q(root=root) | Q(root=None)).values_list("key", flat=True))
    dataset = Dataset.objects.create(
        root=root,
        key=free_key(key_from(title) or "tabell", taken),
        title=title[:LONGEST_TITLE],
        provider=Provider.TABLE,
    )
    keep_table(dataset=dataset, content=content, file_name=file_name, person=person)
    return dataset


@transaction.atomic
def send_next(*, dataset: Dataset, content: bytes, file_name: str, person: User | None) -> Batch:
    """Keep a table's next file until somebody has looked at it. Raises SheetError and UnderWayError."""
    check_readable(content)
    stand_alone(dataset=dataset)
    return keep_table(dataset=dataset, content=content, file_name=file_name, person=person)


def check_readable(content: bytes) -> None:
    """Raise SheetError unless the file is a workbook or CSV with at least a heading and a row."""
    if not any(len(sheet.rows) > 1 for sheet in read_sheets(content).sheets):
        raise refusal(
            _("Fila har ingen rader med tall."), _("Den må ha en rad med overskrifter, og rader under.")
        )


def last_file(dataset: Dataset) -> Batch | None:
    """Return the last file that the table came by: the one that waits, else the last that was taken in."""
    return dataset.batches.filter(responses__position=0).order_by("-id").first()


def last_content(dataset: Dataset) -> bytes | None:
    batch = last_file(dataset)
    return content_of(batch) if batch else None


@transaction.atomic
def map_table(
    *,
    dataset: Dataset,
    about: AboutTable,
    mapping: TableMapping,
    new: Mapping[str, IndicatorDefinition],
    visibility: Visibility,
    today: date,
) -> Dataset:
    """Store how a table is read, and make the indicators that it gives figures of.

    In the mapping `new` names stand where the keys of new indicators will. Raises DefinitionsRefusedError and
    UnderWayError.
    """
    stand_alone(dataset=dataset)
    root = Root.objects.select_for_update().get(datasets=dataset)
    keys = _keys_for(root, new)
    filled = _with_keys(mapping, keys)
    dataset.title, dataset.publisher = about.title[:LONGEST_TITLE], about.publisher[:200]
    dataset.frequency, dataset.due_month = about.frequency, about.due_month
    dataset.query = filled.as_json()
    dataset.save(update_fields=["title", "publisher", "frequency", "due_month", "query"])
    definitions = [
        replace(one, key=keys[name], dataset=dataset.key, visibility=visibility) for name, one in new.items()
    ]
    define(root=root, indicators=definitions, today=today)
    may_be_chosen(dataset).filter(key__in=filled.indicators).update(dataset=dataset)
    return dataset


def may_be_chosen(dataset: Dataset) -> QuerySet[Indicator]:
    """Return the root's own indicators that the table may give figures of: no other source does."""
    free = Q(dataset=None, formula="") | Q(dataset=dataset)
    return Indicator.objects.filter(free, root=dataset.root)


def _keys_for(root: Root, new: Mapping[str, IndicatorDefinition]) -> dict[str, str]:
    taken = set(Indicator.objects.filter(Q(root=root) | Q(root=None)).values_list("key", flat=True))
    keys: dict[str, str] = {}
    for name, one in new.items():
        keys[name] = free_key(key_from(one.name) or "indikator", taken)
        taken.add(keys[name])
    return keys


def _with_keys(mapping: TableMapping, keys: Mapping[str, str]) -> TableMapping:
    return replace(
        mapping,
        values={heading: keys.get(key, key) for heading, key in mapping.values.items()},
        series_words={word: keys.get(key, key) for word, key in mapping.series_words.items()},
    )


def open_indicators(*, dataset: Dataset) -> int:
    """Let everyone see the indicators of a table; return how many could not be seen before."""
    with transaction.atomic():
        hidden = dataset.indicators.filter(visibility__gt=Visibility.PUBLIC)
        return hidden.update(visibility=Visibility.PUBLIC)


@transaction.atomic
def throw_away_proposal(*, batch: Batch) -> None:
    """Keep a file that waits no longer; a table that never was told how it is read goes with it.

    Raises UnderWayError.
    """
    dataset = batch.dataset
    stand_alone(dataset=dataset)
    Batch.objects.filter(pk=batch.pk, state=BatchState.WAITING).delete()
    if not TableMapping.from_json(dataset.query).indicators and not dataset.batches.exists():
        dataset.delete()


@transaction.atomic
def delete_table(*, dataset: Dataset) -> None:
    """Take away a table that no figure ever came by; its indicators stay. Raises HasFiguresError and UnderWayError."""
    stand_alone(dataset=dataset)
    if dataset.batches.filter(Q(made__gt=0) | Q(changed__gt=0)).exists():
        raise HasFiguresError
    dataset.indicators.update(dataset=None)
    dataset.delete()
