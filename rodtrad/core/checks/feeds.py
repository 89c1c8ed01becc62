"""How it is told that something which the thread check reads has changed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Feed:
    """Two questions in SQL: the number of the last change about the root `near.id`, and how many changes there are.

    The first is one step in an index; the second counts for all roots in `near` together.
    """

    latest: str
    count: str


def events_of_root(table: str, *, root: str = "root_id") -> Feed:
    """Follow an event table by its index on root and number."""
    return Feed(
        f"SELECT pgh_id FROM {table} WHERE {root} = near.id ORDER BY pgh_id DESC LIMIT 1",
        f"SELECT count(*) FROM {table} WHERE {root} IN (SELECT id FROM near)",
    )


def events_of_all(table: str) -> Feed:
    """Follow an event table in which what has no root is shared by all."""
    last = "SELECT pgh_id FROM {table} WHERE root_id {whose} ORDER BY pgh_id DESC LIMIT 1"
    own, shared = (last.format(table=table, whose=whose) for whose in ("= near.id", "IS NULL"))
    return Feed(
        f"SELECT max(pgh_id) FROM (({own}) UNION ALL ({shared})) AS ours",
        f"SELECT count(*) FROM {table} WHERE root_id IS NULL OR root_id IN (SELECT id FROM near)",
    )
