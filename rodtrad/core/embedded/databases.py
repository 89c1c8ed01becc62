"""Databases inside a server."""

from __future__ import annotations

from collections.abc import Mapping

import psycopg
from psycopg import sql


def connect(parameters: Mapping[str, str]) -> psycopg.Connection[tuple[object, ...]]:
    """Open a connection where each statement is its own transaction."""
    return psycopg.connect("", autocommit=True, **dict(parameters))  # type: ignore[arg-type]  # typed per keyword


def ensure_database(parameters: Mapping[str, str], name: str) -> bool:
    """Make a database unless it exists; returns whether it was made. Two at once is no error."""
    with connect(parameters) as connection:
        if connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            return False
        try:
            connection.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(name)))
        except (psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
            return False
    return True


def database_names(parameters: Mapping[str, str]) -> list[str]:
    """Return the databases that hold someone's data."""
    with connect(parameters) as connection:
        rows = connection.execute("SELECT datname FROM pg_database WHERE NOT datistemplate ORDER BY datname")
        return [str(row[0]) for row in rows]


def row_counts(parameters: Mapping[str, str]) -> dict[str, int]:
    """Return the exact number of rows of every table in a database."""
    with connect(parameters) as connection:
        tables = connection.execute(
            "SELECT n.nspname, c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace "
            "WHERE c.relkind = 'r' AND n.nspname !~ '^pg_' AND n.nspname <> 'information_schema'"
        ).fetchall()
        counts = {}
        for schema, table in tables:
            query = sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(str(schema), str(table)))
            row = connection.execute(query).fetchone()
            assert row is not None
            counts[f"{schema}.{table}"] = int(str(row[0]))
        return counts
