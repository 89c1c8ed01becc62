"""Living facts with the figures that stand in them now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import F, Q

from rodtrad.indicators.living_facts import Slot, parse_sentence, slots_in
from rodtrad.geography.models import Area
from rodtrad.indicators.models import Batch, Indicator, LivingFact
from rodtrad.indicators.queries.age import next_due
from rodtrad.indicators.queries.catalogue import Line, Shown, latest, lines_in, visible_in_roots
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer


@dataclass(frozen=True)
class Figured:
    """The figure of an indicator in a fact, and where it came from."""

    indicator: Indicator
    shown: Shown
    batch: Batch
    #: When the next figure was due, where that day has passed.
    late_since: date | None


@dataclass(frozen=True)
class ToldFact:
    """A fact that can be told: each place in it has a figure, by the place for the figure itself."""

    root: Root
    fact: LivingFact
    figures: Mapping[Slot, Figured]


@dataclass(frozen=True)
class Facts:
    """A root's facts: those that can be told, and those that wait for a figure, with the indicators they lack."""

    told: Sequence[ToldFact]
    waiting: Sequence[tuple[LivingFact, Sequence[Indicator]]]


@dataclass(frozen=True)
class _Read:
    """What is read for all roots at once."""

    rows: Sequence[tuple[LivingFact, Sequence[Slot]]]
    #: By root, or None for the common set, and key.
    indicators: Mapping[tuple[UUID | None, str], Indicator]
    #: The areas that facts name, by code.
    areas: Mapping[str, UUID]
    lines: Mapping[tuple[int, UUID], Line]
    batches: Mapping[int, Batch]
    today: date


def facts_of(roots: Iterable[Root], viewers: Mapping[UUID, Viewer], today: date) -> dict[UUID, Facts]:
    """Return the facts that each viewer may see of each root: the root's own, then the common ones.

    A fact that names an indicator which the viewer may not see is not there. Five queries at the most, however many
    roots.
    """
    wanted = [root for root in roots if root.area_id is not None]
    stored = LivingFact.objects.filter(Q(root__isnull=True) | Q(root__in=wanted))
    rows = stored.order_by(F("root").asc(nulls_last=True), "position", "key")
    return _told(wanted, viewers, list(rows), today)


def fact_as_told(*, fact: LivingFact, root: Root, viewer: Viewer, today: date) -> Facts:
    """Return how one fact, stored or not, would stand in the root; nothing where the viewer may not see it all."""
    return _told([root], {root.pk: viewer}, [fact], today)[root.pk]


def _told(
    roots: Sequence[Root], viewers: Mapping[UUID, Viewer], facts: Iterable[LivingFact], today: date
) -> dict[UUID, Facts]:
    rows = [(row, slots_of(row)) for row in facts]
    slots = set[Slot]().union(*(named for _row, named in rows))
    visible = visible_in_roots({root.pk: viewers[root.pk] for root in roots})
    indicators = {(one.root_id, one.key): one for one in visible.filter(key__in={one.key for one in slots})}
    areas = areas_by_code(slots)
    places = {(slot.key, areas.get(slot.area)) for slot in slots}
    pairs = {
        (one.pk, area or root.area_id)
        for root in roots
        for (owner, key), one in indicators.items()
        for named, area in places
        if named == key and root.area_id and owner in (None, root.pk)
    }
    lines = lines_in({(number, area) for number, area in pairs if area})
    used = {
        shown.batch for line in lines.values() for slot in slots if (shown := _shown(slot, line)) is not None
    }
    batches = Batch.objects.select_related("dataset").in_bulk(used)
    read = _Read(rows, indicators, areas, lines, batches, today)
    return {root.pk: _facts(root, read) for root in roots}


def areas_by_code(slots: Iterable[Slot]) -> dict[str, UUID]:
    """Return the areas in force that places name: one query, none where no place names any."""
    codes = {one.area for one in slots if one.area}
    if not codes:
        return {}
    return dict(Area.objects.filter(code__in=codes, valid_to=None).values_list("code", "pk"))


def _facts(root: Root, read: _Read) -> Facts:
    told, waiting = [], []
    for row, slots in read.rows:
        named = {
            one.key: read.indicators.get((root.pk, one.key)) or read.indicators.get((None, one.key))
            for one in slots
        }
        indicators = {key: one for key, one in named.items() if one is not None}
        if row.root_id not in (None, root.pk) or len(indicators) < len(named):
            continue
        figures = {
            slot: figured for slot in slots if (figured := _figured(root, indicators[slot.key], slot, read))
        }
        if len(figures) == len(slots):
            told.append(ToldFact(root, row, figures))
        else:
            lacking = {one.key for one in slots if one not in figures}
            waiting.append((row, [one for key, one in indicators.items() if key in lacking]))
    return Facts(told, waiting)


def _shown(slot: Slot, line: Line) -> Shown | None:
    """Return the latest figure that a place is for."""
    return latest([one for one in line if slot.is_for(one.period)])


def _figured(root: Root, indicator: Indicator, slot: Slot, read: _Read) -> Figured | None:
    area = read.areas.get(slot.area) if slot.area else root.area_id
    shown = _shown(slot, read.lines[indicator.pk, area]) if area else None
    if shown is None:
        return None
    due = next_due(indicator.dataset, shown.period) if indicator.dataset and not slot.period else None
    return Figured(indicator, shown, read.batches[shown.batch], due if due and due < read.today else None)


def slots_of(row: LivingFact) -> list[Slot]:
    """Return the places for figures that a fact has, in any language, once each, however the figures are said."""
    texts = filter(None, (row.text, row.text_nn, row.text_en))
    return list(dict.fromkeys(slot.figure for text in texts for slot in slots_in(parse_sentence(text))))
