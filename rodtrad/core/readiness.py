"""Whether the database is there and has the tables that this version needs."""

from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from rodtrad.core.words import gettext as _

#: Older servers lack what constraints and plans rely on.
OLDEST_SERVER = 160000


def pending_migrations() -> list[str]:
    """Return the names of migrations that the database has not had yet."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def server_version() -> int:
    """Return the server's version as PostgreSQL counts it, e.g. 180004."""
    connection.ensure_connection()
    return int(connection.pg_version)  # type: ignore[attr-defined]  # PostgreSQL's own backend has it


def require_supported_server() -> None:
    """Refuse a server older than the oldest supported; raises `UnsupportedServerError`."""
    found = server_version()
    if found < OLDEST_SERVER:
        raise UnsupportedServerError(found // 10000)


class UnsupportedServerError(Exception):
    def __init__(self, major: int) -> None:
        self.major = major
        text = _("Databasetjeneren er PostgreSQL %(found)d, men Rødtråd trenger %(oldest)d eller nyere.")
        super().__init__(text % {"found": major, "oldest": OLDEST_SERVER // 10000})
