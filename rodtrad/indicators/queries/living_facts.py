"""Living facts with the figures that stand in them now."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.db.models import Q

from rodtrad.indicators.living_facts import PLACE_NAME, Slot, parse_sentence
from rodtrad.indicators.models import Batch, Indicator, LivingFact
from rodtrad.indicators.queries.age import next_due
from rodtrad.indicators.queries.catalogue import Line, Shown, batches_of, latest, lines_in, visible_in_roots
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer


@dataclass(frozen=True)
class Figured:
    """The latest figure of an indicator in a fact, and where it came from."""

    indicator: Indicator
    shown: Shown
    batch: Batch
    #: When the next figure was due, where that day has passed.
    late_since: date | None


@dataclass(frozen=True)
class ToldFact:
    """A fact that can be told: each indicator it names has a figure for the root's area, by key."""

    root: Root
    fact: LivingFact
    figures: Mapping[str, Figured]


@dataclass(frozen=True)
class Facts:
    """A root's facts: those that can be told, and those that wait for a figure, with the indicators they lack."""

    told: Sequence[ToldFact]
    waiting: Sequence[tuple[LivingFact, Sequence[Indicator]]]


@dataclass(frozen=True)
class _Read:
    """What is read for all roots at once."""

    rows: Sequence[tuple[LivingFact, set[str]]]
    #: By root, or None for the common set, and key.
    indicators: Mapping[tuple[UUID | None, str], Indicator]
    lines: Mapping[tuple[int, UUID], Line]
    batches: Mapping[int, Batch]
    today: date


def facts_of(roots: Iterable[Root], viewers: Mapping[UUID, Viewer], today: date) -> dict[UUID, Facts]:
    """Return the facts that each viewer may see of each root: the common ones and the root's own.

    A fact that names an indicator which the viewer may not see is not there. Four queries, however many roots.
    """
    wanted = [root for root in roots if root.area_id is not None]
    rows = [
        (row, keys_of(row)) for row in LivingFact.objects.filter(Q(root__isnull=True) | Q(root__in=wanted))
    ]
    keys = set[str]().union(*(named for _row, named in rows))
    visible = visible_in_roots({root.pk: viewers[root.pk] for root in wanted}).filter(key__in=keys)
    indicators = {(one.root_id, one.key): one for one in visible}
    pairs = {
        (one.pk, root.area_id)
        for root in wanted
        for (owner, _key), one in indicators.items()
        if root.area_id and owner in (None, root.pk)
    }
    lines = lines_in(pairs)
    read = _Read(rows, indicators, lines, batches_of(lines.values()), today)
    return {root.pk: _facts(root, read) for root in wanted}


def _facts(root: Root, read: _Read) -> Facts:
    told, waiting = [], []
    for row, named in read.rows:
        found = [
            read.indicators.get((root.pk, key)) or read.indicators.get((None, key)) for key in sorted(named)
        ]
        indicators = [one for one in found if one is not None]
        if row.root_id not in (None, root.pk) or len(indicators) < len(found):
            continue
        figures = {one.key: figured for one in indicators if (figured := _figured(root, one, read))}
        if len(figures) == len(indicators):
            told.append(ToldFact(root, row, figures))
        else:
            waiting.append((row, [one for one in indicators if one.key not in figures]))
    return Facts(told, waiting)


def _figured(root: Root, indicator: Indicator, read: _Read) -> Figured | None:
    shown = latest(read.lines[indicator.pk, root.area_id]) if root.area_id else None
    if shown is None:
        return None
    due = next_due(indicator.dataset, shown.period) if indicator.dataset else None
    return Figured(indicator, shown, read.batches[shown.batch], due if due and due < read.today else None)


def keys_of(row: LivingFact) -> set[str]:
    """Return the keys of the indicators that a fact names, in any language."""
    texts = filter(None, (row.text, row.text_nn, row.text_en))
    pieces = [piece for text in texts for piece in parse_sentence(text)]
    return {one.key for one in pieces if isinstance(one, Slot) and one.key != PLACE_NAME}
