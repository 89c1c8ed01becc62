"""Databases that a part makes for itself from the demo's, and throws away."""

import psycopg
from django.conf import settings
from psycopg import sql

from bench.place import DEMO


def fresh_database(name: str) -> None:
    drop_database(name)
    _execute(sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(sql.Identifier(name), sql.Identifier(DEMO)))


def drop_database(name: str) -> None:
    _execute(sql.SQL("DROP DATABASE IF EXISTS {}").format(sql.Identifier(name)))


def has_database(name: str) -> bool:
    with _admin() as admin:
        found = admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
    return found is not None


def _execute(statement: sql.Composed) -> None:
    with _admin() as admin:
        admin.execute(statement)


def _admin() -> psycopg.Connection[tuple[object, ...]]:
    given = settings.DATABASES["default"]
    return psycopg.connect(
        host=given["HOST"], port=given["PORT"], user=given["USER"], dbname="postgres", autocommit=True
    )
