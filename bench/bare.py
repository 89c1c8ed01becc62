"""The same SQL without us: run as it is, its rows looked at and thrown away."""

import re
from collections.abc import Callable

from django.db import connection
from django.test.utils import CaptureQueriesContext

from bench.alone import Figures, Work

_CURSOR = re.compile(r"^DECLARE .*? CURSOR (WITH HOLD )?FOR ", re.DOTALL)


def selects(ours: Callable[[], object]) -> list[str]:
    """Return what `ours` asks of the database; a cursor's question is taken out of it."""
    with CaptureQueriesContext(connection) as captured:
        ours()
    asked = (_CURSOR.sub("", query["sql"]).strip() for query in captured.captured_queries)
    return [query for query in asked if query.upper().startswith(("SELECT", "WITH", "SET TRANSACTION"))]


def read(queries: list[str]) -> Work:
    """Prepare to run the queries as they are."""

    def work() -> Figures:
        rows = 0
        with connection.cursor() as cursor:
            for query in queries:
                cursor.execute(query)
                rows += sum(1 for result in cursor.results() if result.description for _row in result)
        return {"rows": rows}

    return work
