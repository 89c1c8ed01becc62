"""Reads of many tables that must fit together."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from typing import Any, TypeAlias
from uuid import UUID

from django.db import connection, transaction
from django.db.models import QuerySet

Question: TypeAlias = QuerySet[Any, Any]
Rows: TypeAlias = Iterator[tuple[Any, ...]]

#: SQL for the moment of a query. Nothing at all was committed between two equal moments of one server. What this
#: transaction wrote itself does not show in a snapshot, so after its first write there is no moment.
MOMENT = (
    "CASE WHEN pg_current_xact_id_if_assigned() IS NULL"
    " THEN concat_ws(' ', current_database(), pg_postmaster_start_time(), pg_current_snapshot()) END"
)
_AT_ONE_MOMENT = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY"
#: Rows made into Python at a time.
CHUNK = 5000


@contextmanager
def one_moment() -> Iterator[None]:
    """Let every query inside see the database as it stood at the first of them.

    Inside a transaction that has begun already its isolation is what it is, and the caller's.
    """
    if connection.in_atomic_block:
        yield
        return
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(_AT_ONE_MOMENT)
        yield


@dataclass(frozen=True)
class Message:
    """Several questions in SQL, to be asked in one journey."""

    statements: tuple[str, ...]
    values: tuple[Any, ...]

    @classmethod
    def of(cls, *questions: Question) -> "Message":
        """Put together querysets of plain values (`values_list`)."""
        asked = [question.query.sql_with_params() for question in questions]
        return cls(
            tuple(sql for sql, _values in asked), tuple(chain.from_iterable(own for _sql, own in asked))
        )

    def about(self, stand_in: UUID, identity: UUID) -> "Message":
        """Ask the same about another id: putting it together anew takes longer than asking."""
        return Message(self.statements, tuple(identity if one == stand_in else one for one in self.values))

    @contextmanager
    def asked(self) -> Iterator[Iterator[Rows]]:
        """Ask, and give the rows of each question in turn, as they stood at one moment.

        PostgreSQL takes a message for one transaction, so this is `one_moment` without a journey for each query.
        Read the rows of one question before you go on to the next.
        """
        before = () if connection.in_atomic_block else (_AT_ONE_MOMENT,)
        with connection.cursor() as cursor:
            cursor.execute("; ".join([*before, *self.statements]), self.values)
            answers = range(len(before), len(before) + len(self.statements))
            yield (chain.from_iterable(_chunks(cursor, place)) for place in answers)


def _chunks(cursor: Any, place: int) -> Iterator[list[tuple[Any, ...]]]:
    cursor.set_result(place)
    while rows := cursor.fetchmany(CHUNK):
        yield rows
