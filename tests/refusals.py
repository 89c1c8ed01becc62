"""What the database must refuse: each constraint has an attempt to break it, and none is forgotten."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction
from psycopg import Error

#: Named by PostgreSQL or Django, or made only so that another table can refer to the pair.
_NOT_OURS = re.compile(
    r"_pkey$|_check$|_uniq$|_fk_|_id_root$|_id_with_root$|_id_level$|_id_plan$|_id_framework$|_pair$"
)
_NAMES = """
    SELECT con.conname FROM pg_constraint AS con JOIN pg_class AS tab ON tab.oid = con.conrelid
    WHERE tab.relname LIKE %(tables)s AND tab.relname NOT LIKE '%%event'
        AND (con.contype IN ('c', 'u') OR con.contype = 'f' AND array_length(con.conkey, 1) > 1)
    UNION
    SELECT found.relname FROM pg_index AS i
        JOIN pg_class AS found ON found.oid = i.indexrelid JOIN pg_class AS tab ON tab.oid = i.indrelid
    WHERE tab.relname LIKE %(tables)s AND tab.relname NOT LIKE '%%event' AND i.indisunique
        AND (i.indpred IS NOT NULL OR i.indexprs IS NOT NULL)
"""

Attempt = Callable[[Any], object]


def refused_constraint(error: BaseException) -> str | None:
    """Return the name of the constraint that the database gave as its reason."""
    cause = error.__cause__
    return cause.diag.constraint_name if isinstance(cause, Error) else None


@contextmanager
def refused(constraint: str) -> Iterator[None]:
    """Expect the database to refuse what is done inside, by this constraint; deferred ones count too."""
    with pytest.raises(IntegrityError) as caught, transaction.atomic():  # noqa: PT012  # the caller's statements
        yield
        connection.check_constraints()
    assert refused_constraint(caught.value) == constraint


class Attempts:
    """The attempts to break a room's constraints, by the constraint's name."""

    def __init__(self) -> None:
        self.by_name: dict[str, list[Attempt]] = {}

    def __call__(self, constraint: str) -> Callable[[Attempt], Attempt]:
        def keep(attempt: Attempt) -> Attempt:
            self.by_name.setdefault(constraint, []).append(attempt)
            return attempt

        return keep

    def cases(self) -> list[Any]:
        """Return the attempts as parameters of a test: constraint, attempt."""
        return [
            pytest.param(name, attempt, id=f"{name}-{attempt.__name__}")
            for name, attempts in self.by_name.items()
            for attempt in attempts
        ]


def constraints_of(room: str) -> set[str]:
    """Return the names of the constraints that we gave the room's tables."""
    with connection.cursor() as cursor:
        cursor.execute(_NAMES, {"tables": f"{room}\\_%"})
        return {
            name for (name,) in cursor.fetchall() if not _NOT_OURS.search(name) and not name.endswith("_key")
        }
