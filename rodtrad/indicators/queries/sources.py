"""Where figures come from: the common set's tables and a root's own, and what is kept of each time they came."""

from collections.abc import Sequence
from dataclasses import dataclass
from zlib import decompress

from django.db.models import Q
from django.db.models.functions import Length

from rodtrad.core.models import Visibility
from rodtrad.indicators.models import Batch, Dataset, RawResponse
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer

#: Times that a table came which its page tells of.
MOST_BATCHES = 40


@dataclass(frozen=True)
class Kept:
    """An answer as it came: where in the order, of what kind, and how many bytes it takes compressed."""

    position: int
    media_type: str
    size: int


@dataclass(frozen=True)
class Answer:
    """An answer, as it came."""

    media_type: str
    content: bytes


def visible_sources(root: Root, viewer: Viewer) -> list[Dataset]:
    """Return the tables that the viewer may know of, the root's own first. Whoever has no role sees none."""
    if viewer.ceiling < Visibility.INTERNAL:
        return []
    rows = Dataset.objects.filter(Q(root=None) | Q(root=root)).order_by("title", "key")
    return sorted(rows, key=lambda one: one.root_id is None)


def find_source(root: Root, viewer: Viewer, key: str) -> Dataset | None:
    """Return the table with the key; the root's own before the common one."""
    return next((one for one in visible_sources(root, viewer) if one.key == key), None)


def batches_of(dataset: Dataset) -> list[Batch]:
    return list(dataset.batches.select_related("person")[:MOST_BATCHES])


def kept_of(batches: Sequence[Batch]) -> dict[int, list[Kept]]:
    """Return what is kept of each, by the batch's number, without reading it."""
    rows = RawResponse.objects.filter(batch__in=[one.pk for one in batches]).annotate(size=Length("content"))
    found: dict[int, list[Kept]] = {}
    for batch, position, kind, size in rows.values_list("batch", "position", "media_type", "size"):
        found.setdefault(batch, []).append(Kept(position, kind, size))
    return found


def answer_of(dataset: Dataset, number: int, position: int) -> Answer | None:
    """Return one answer of the batch with the number, if the table came by that."""
    rows = RawResponse.objects.filter(batch__dataset=dataset, batch=number, position=position)
    row = rows.values_list("media_type", "content").first()
    return Answer(row[0], decompress(row[1])) if row else None
