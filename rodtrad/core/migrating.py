"""Building blocks for migrations that hold what Django's models cannot say."""

from pathlib import Path

from django.db.migrations import RunSQL


def sql_file(path: Path) -> RunSQL:
    """Return an operation that runs the SQL file; it has no way back, a backup is the way back."""
    return RunSQL(path.read_text("utf-8"), reverse_sql=RunSQL.noop)


def same_root(table: str, column: str, target: str) -> str:
    """Return SQL for a foreign key that holds a reference within one root (both sides carry root_id)."""
    name = f"{table.split('_', 1)[1]}_same_root_{column.removesuffix('_id')}"
    return (
        f"ALTER TABLE {table} ADD CONSTRAINT {name} "
        f"FOREIGN KEY ({column}, root_id) REFERENCES {target} (id, root_id);"
    )


def root_pair(table: str) -> str:
    """Return SQL that lets other tables refer to a row of this table together with its root."""
    return f"ALTER TABLE {table} ADD CONSTRAINT {table.split('_', 1)[1]}_id_with_root UNIQUE (id, root_id);"
