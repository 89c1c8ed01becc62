"""What an area is shown beside on a day: its parts, its peers, the sets it is in, and how areas have changed.

It hangs on areas and groups alone, which change when they are fetched, and is read for every page of a figure.
"""

from dataclasses import dataclass
from datetime import date

from django.db import connection

from rodtrad.geography.kept import kept
from rodtrad.geography.models import Area, AreaChange, AreaKind
from rodtrad.geography.queries import PeerSet, areas_of_kind, parts_of, peers_of, sets_with


@dataclass(frozen=True)
class Surroundings:
    """`peers` are what the area is first compared with, `sets` all that it is in, `changes` those of all areas."""

    parts: tuple[Area, ...] = ()
    peers: tuple[Area, ...] = ()
    sets: tuple[PeerSet, ...] = ()
    changes: tuple[AreaChange, ...] = ()


def surroundings_of(area: Area | None, day: date) -> Surroundings:
    """Return what an area is shown beside: one query while nothing has changed since the last time, else nine."""
    if area is None:
        return Surroundings()
    return kept(("surroundings", area.pk, day), _version(), lambda: _found(area, day))


def _found(area: Area, day: date) -> Surroundings:
    return Surroundings(
        parts=tuple(parts_of(area, day)),
        peers=tuple(peers_of(area, day)),
        sets=tuple(sets_with(area, areas_of_kind(AreaKind(area.kind), day), day)),
        changes=tuple(AreaChange.objects.all()),
    )


def _version() -> object:
    """Return what changes when an area, a group or a change of areas is stored, changed or taken away."""
    with connection.cursor() as cursor:
        cursor.execute(_VERSION)
        return cursor.fetchone()


#: A row that is changed gets another place in the table, and another transaction that wrote it.
_VERSION = "SELECT " + ", ".join(
    f"(SELECT (count(*), sum(hashtid(ctid)::bigint * (xmin::text::bigint % 1000003)))::text FROM {table})"
    for table in ("geography_area", "geography_groupmember", "geography_areachange")
)
