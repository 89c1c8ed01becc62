"""Puts many new rows in at once, and asks about many."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import AutoField, Field, JSONField, Model
from django.db.models.expressions import RawSQL
from psycopg import sql
from psycopg.types.json import Jsonb


def copy_rows(model: type[Model], rows: Sequence[Model]) -> None:
    """Insert the rows with COPY: one statement, so triggers that look at a statement's rows look once.

    The row's own values are sent as they are: for types that psycopg knows. Keys that the database gives out
    are left to it and not read back.
    """
    if not rows:
        return
    fields = [field for field in model._meta.concrete_fields if not isinstance(field, AutoField)]
    statement = sql.SQL("COPY {} ({}) FROM STDIN").format(
        sql.Identifier(model._meta.db_table),
        sql.Composed([sql.Identifier(str(field.column)) for field in fields]).join(", "),
    )
    with connection.wrap_database_errors, connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in rows:
            copy.write_row(_values(row, fields))
    for row in rows:
        row._state.adding, row._state.db = False, connection.alias


def _values(row: Model, fields: Sequence["Field[Any, Any]"]) -> list[object]:
    values = [field.pre_save(row, add=True) for field in fields]
    # A list would otherwise go as an array, and a mapping not at all.
    return [
        Jsonb(one) if isinstance(field, JSONField) else one for one, field in zip(values, fields, strict=True)
    ]


def among(ids: Iterable[UUID | int], kind: str = "uuid") -> RawSQL:
    """Return what stands after `__in` for many ids: one array, where a placeholder for each takes seconds to write."""
    return RawSQL(f"SELECT unnest(%s::{kind}[])", [list(ids)])  # noqa: S611 - our own constant


def look_at_anew(*models: type[Model]) -> None:
    """Let the database count the tables after very much was written.

    It would itself do so within a minute, but until then plan as if they were as small as before, and a statement
    that should take a moment takes minutes.
    """
    with connection.cursor() as cursor:
        for model in models:
            cursor.execute(f"ANALYZE {connection.ops.quote_name(model._meta.db_table)}")
