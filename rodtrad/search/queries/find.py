"""Ask the index. Whether a reader may see what is found is asked of the things themselves, in the same query."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import BooleanField, F, FloatField, Func, Q, QuerySet, Value

from rodtrad.core.search import Document, Kind, all_kinds
from rodtrad.organisations.permissions import NOBODY, Viewer
from rodtrad.search.models import IndexedDocument, owned_by
from rodtrad.search.queries.asked import Asked
from rodtrad.search.queries.seen import changed, identities, seen, seen_shared

#: Weights of D, C, B, A; see vectors. A part of a title's compound counts more than a whole word of the text.
_WEIGHTS = "{0.01, 0.08, 0.3, 1.0}"
_FIELDS = ("kind", "thing", "root_id", "level", "plan", "unit", "first_year", "last_year", "sort_key", "rank")
_GROUPS = ("kind", "root_id", "level", "plan", "unit", "first_year")
#: The page and the counts of all that was found, in one reading. GROUPING tells which column a row counts by.
_BOTH = """
    WITH changed AS MATERIALIZED ({changed}),
    hit AS MATERIALIZED ({hits}),
    top AS (SELECT * FROM hit ORDER BY rank DESC, kind, sort_key, thing LIMIT %s OFFSET %s)
    SELECT 0, kind, thing, root_id, NULL::uuid, NULL::uuid, NULL::uuid, NULL::int, NULL::int,
        row_number() OVER (ORDER BY rank DESC, kind, sort_key, thing)
    FROM top
    UNION ALL
    SELECT GROUPING(kind, root_id, level, plan, unit, first_year), kind, NULL, root_id, level, plan, unit,
        first_year, last_year, count(*)
    FROM hit
    GROUP BY GROUPING SETS ((), (kind), (root_id), (level), (plan), (unit), (first_year, last_year))
    ORDER BY 1, 10
"""
_ALL = 2 ** len(_GROUPS) - 1
_BIT = {name: _ALL - 2 ** (len(_GROUPS) - 1 - place) for place, name in enumerate(_GROUPS)}


#: The kind of a thing, its root (None for what all share), and what stands for it in the index.
Place = tuple[str, UUID | None, UUID]


@dataclass(frozen=True)
class Chosen:
    """What the reader has chosen among what is found; empty means everything."""

    kind: str = ""
    levels: tuple[UUID, ...] | None = None
    plan: UUID | None = None
    unit: UUID | None = None
    year: int | None = None

    @property
    def condition(self) -> Q:
        condition = Q()
        if self.levels is not None:
            condition &= Q(level__in=self.levels)
        if self.plan:
            condition &= Q(plan=self.plan)
        if self.unit:
            condition &= Q(unit=self.unit)
        if self.year:
            condition &= Q(first_year__lte=self.year) | Q(first_year=None, last_year__isnull=False)
            condition &= Q(last_year__gte=self.year) | Q(last_year=None, first_year__isnull=False)
        return condition


@dataclass(frozen=True)
class Hit:
    """One thing that was found, as it is now."""

    kind: Kind
    document: Document


@dataclass
class Facets:
    """How many of what was found there are of each, with what is chosen taken into account."""

    kinds: dict[str, int] = field(default_factory=dict)
    roots: dict[UUID, int] = field(default_factory=dict)
    #: Of what all roots share, and which counts in each.
    shared: int = 0
    levels: dict[UUID, int] = field(default_factory=dict)
    plans: dict[UUID, int] = field(default_factory=dict)
    units: dict[UUID, int] = field(default_factory=dict)
    periods: dict[tuple[int | None, int | None], int] = field(default_factory=dict)


@dataclass(frozen=True)
class Found:
    """One page of what was found; `asked` says what was looked for in the end.

    `is_unfinished` tells that nothing held the last word, and that it was taken for the beginning of one.
    """

    asked: Asked
    hits: list[Hit] = field(default_factory=list)
    count: int = 0
    facets: Facets = field(default_factory=Facets)
    is_unfinished: bool = False


def find(
    *, asked: Asked, viewers: Mapping[UUID, Viewer], chosen: Chosen, start: int = 0, size: int = 20
) -> Found:
    """Return what is found in these roots, each seen as its viewer may see it, best first.

    When nothing holds the words as they stand, the last is taken for the beginning of one.
    """
    if asked.is_empty or not viewers:
        return Found(asked)
    found = _find(asked, viewers, chosen, start, size)
    ending = None if found.count else asked.unfinished()
    if ending is None or (chosen != Chosen() and _find(asked, viewers, Chosen(), 0, 1).count):
        return found
    begun = _find(ending, viewers, chosen, start, size)
    return replace(begun, is_unfinished=True) if begun.count else found


def _find(asked: Asked, viewers: Mapping[UUID, Viewer], chosen: Chosen, start: int, size: int) -> Found:
    rows = list(_rows(asked, viewers, chosen, start, size))
    if not rows:
        return Found(asked)
    facets, count = Facets(), 0
    top: list[Place] = []
    by_column: dict[int, Any] = {
        _BIT["kind"]: (facets.kinds, 1),
        _BIT["root_id"]: (facets.roots, 3),
        _BIT["level"]: (facets.levels, 4),
        _BIT["plan"]: (facets.plans, 5),
        _BIT["unit"]: (facets.units, 6),
    }
    for row in rows:
        if row[0] == 0:
            top.append((row[1], row[3], row[2]))
        elif row[0] == _ALL:
            count = row[9]
        elif row[0] == _BIT["first_year"]:
            facets.periods[row[7], row[8]] = row[9]
        else:
            counts, column = by_column[row[0]]
            if row[column] is not None:
                counts[row[column]] = row[9]
            elif row[0] == _BIT["root_id"]:
                facets.shared = row[9]
    return Found(asked, _read(top, viewers), count, facets)


def _rows(
    asked: Asked, viewers: Mapping[UUID, Viewer], chosen: Chosen, start: int, size: int
) -> Iterator[tuple[Any, ...]]:
    kinds = [kind for kind in all_kinds() if chosen.kind in ("", kind.name)]
    own = [
        _matching(asked, kind, chosen).filter(seen(kind, viewer, roots), root_id__in=roots)
        for kind in kinds
        for viewer, roots in _by_viewer(viewers).items()
    ]
    shared = [
        _matching(asked, kind, chosen).filter(seen_shared(kind), owned_by(None))
        for kind in kinds
        if kind.has_shared
    ]
    branches = [rows.values_list(*_FIELDS).query.sql_with_params() for rows in (*own, *shared)]
    if not branches:
        return
    hits = " UNION ALL ".join(f"({sql})" for sql, _values in branches)
    later, roots = changed(viewers.keys())
    values = [*roots, *(value for _sql, own in branches for value in own)]
    with connection.cursor() as cursor:
        cursor.execute(_BOTH.format(changed=later, hits=hits), [*values, size, start])
        yield from cursor.fetchall()


def _matching(asked: Asked, kind: Kind, chosen: Chosen) -> QuerySet[IndexedDocument]:
    """Select what holds the words of a kind; who may see it is for the things themselves to say, as they are now."""
    matches: Any = Func(
        F("vector"), Value(asked.condition), template="(%(expressions)s::tsquery)", arg_joiner=" @@ ",
        output_field=BooleanField(),
    )  # fmt: skip
    rank = Func(
        Value(_WEIGHTS), F("vector"), Value(asked.weighing),
        template="ts_rank(%(expressions)s::tsquery)", output_field=FloatField(),
    )  # fmt: skip
    rows = IndexedDocument.objects.filter(matches, chosen.condition, kind=kind.name)
    return rows.annotate(rank=rank).order_by()


def _by_viewer(viewers: Mapping[UUID, Viewer]) -> dict[Viewer, list[UUID]]:
    """Put the roots together that are seen alike: few people have roles in more than one."""
    groups: dict[Viewer, list[UUID]] = defaultdict(list)
    for root_id, viewer in viewers.items():
        groups[viewer].append(root_id)
    return groups


def _read(top: list[Place], viewers: Mapping[UUID, Viewer]) -> list[Hit]:
    """Read the things as they are now, in the order in which they were found."""
    wanted: dict[tuple[str, Viewer], list[UUID]] = defaultdict(list)
    for kind_name, root_id, thing in top:
        wanted[kind_name, viewers[root_id] if root_id else NOBODY].append(thing)
    kinds = {kind.name: kind for kind in all_kinds()}
    hits = {
        (kind_name, document.id): Hit(kinds[kind_name], document)
        for (kind_name, viewer), things in wanted.items()
        for document in _documents(kinds[kind_name], viewer, things)
    }
    return [hits[name, thing] for name, _root, thing in top if (name, thing) in hits]


def _documents(kind: Kind, viewer: Viewer, things: list[UUID]) -> Iterator[Document]:
    return kind.documents(kind.visible_to(viewer).filter(pk__in=identities(kind, things)))
