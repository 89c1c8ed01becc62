"""Building blocks for migrations that hold what Django's models cannot say."""

from collections.abc import Sequence
from pathlib import Path

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import AddConstraint, AddField, AddIndex, CreateModel, RunSQL
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState


class Together(Operation):
    """Several operations as one: what Django knows of the models is made once for all of them, not once for each.

    Every model of ours hangs on the root, so each field, constraint or trigger by itself would make all models anew.
    A table comes with all its fields, constraints and indexes. There is no way back, a backup is the way back.
    """

    reduces_to_sql = True
    reversible = False
    atomic = True

    def __init__(self, operations: Sequence[Operation]) -> None:
        self.operations = operations

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        state.clear_delayed_apps_cache()
        state.__dict__.pop("apps", None)  # it is made again when somebody asks
        for operation in self.operations:
            operation.state_forwards(app_label, state)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        made = {one.name.lower() for one in self.operations if isinstance(one, CreateModel)}
        for operation in self.operations:
            if _adds_to(operation) not in made:
                operation.database_forwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        return "; ".join(operation.describe() for operation in self.operations)


def _adds_to(operation: Operation) -> str:
    """Return the model that a field, constraint or index is added to; empty for other operations."""
    if isinstance(operation, AddField | AddConstraint | AddIndex):
        return str(operation.model_name).lower()
    return ""


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


def no_circle(table: str, column: str) -> str:
    """Return SQL that refuses a row which, followed along the column, comes back to itself.

    The lock on the root holds off a second transaction that would close the circle from the other side.
    """
    name = f"{table.split('_', 1)[1]}_{column.removesuffix('_id')}_no_circle"
    triggers = "\n".join(
        f"CREATE TRIGGER {name}_{event.lower()} AFTER {event} ON {table} REFERENCING NEW TABLE AS changed "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {name}();"
        for event in ("INSERT", "UPDATE")
    )
    return _NO_CIRCLE.format(name=name, table=table, column=column) + triggers


_NO_CIRCLE = """
CREATE FUNCTION {name}() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    found_id uuid;
BEGIN
    IF current_setting('transaction_isolation') <> 'read committed' THEN
        RAISE EXCEPTION '{table} {column} is written under READ COMMITTED only'
            USING ERRCODE = 'check_violation', CONSTRAINT = '{name}', TABLE = '{table}';
    END IF;
    PERFORM pg_advisory_xact_lock(hashtextextended('rodtrad {name} ' || root_id::text, 0))
        FROM (SELECT DISTINCT root_id FROM changed WHERE {column} IS NOT NULL ORDER BY root_id) AS roots;
    WITH RECURSIVE up (start, id) AS (
        SELECT id, {column} FROM changed WHERE {column} IS NOT NULL
        UNION
        SELECT up.start, above.{column} FROM up JOIN {table} AS above ON above.id = up.id
            WHERE above.{column} IS NOT NULL
    )
    SELECT start INTO found_id FROM up WHERE up.id = up.start LIMIT 1;
    IF found_id IS NOT NULL THEN
        RAISE EXCEPTION '{table} {column} goes in a circle at %', found_id
            USING ERRCODE = 'check_violation', CONSTRAINT = '{name}', TABLE = '{table}',
                  DETAIL = found_id::text;
    END IF;
    RETURN NULL;
END $$;
"""


def pair_events(table: str, events: str, owner: str, other: str) -> str:
    """Return SQL that keeps an event for each change of a many-to-many table; `core.history.track_pairs` reads them.

    `owner` is the model whose root the event tells, `other` the model at the other end, both as in column names.
    When the owner's row went first, its own last event knows the root.
    """
    app = table.split("_", 1)[0]
    triggers = "\n".join(
        f"CREATE TRIGGER {events}_{event.lower()} AFTER {event} ON {table} REFERENCING {rows} TABLE AS changed "
        f"FOR EACH STATEMENT EXECUTE FUNCTION {events}();"
        for event, rows in (("INSERT", "NEW"), ("UPDATE", "NEW"), ("DELETE", "OLD"))
    )
    names = {"events": events, "owner": owner, "other": other, "owners": f"{app}_{owner}"}
    return _PAIR_EVENTS.format(**names) + triggers


_PAIR_EVENTS = """
CREATE FUNCTION {events}() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    INSERT INTO {events} (pgh_created_at, pgh_label, pgh_context_id, id, {owner}_id, {other}_id, root_id)
        SELECT now(), lower(TG_OP), (SELECT _pgh_attach_context()), changed.id, changed.{owner}_id, changed.{other}_id,
            coalesce(owner.root_id, (
                SELECT root_id FROM {owners}event WHERE pgh_obj_id = changed.{owner}_id ORDER BY pgh_id DESC LIMIT 1))
        FROM changed LEFT JOIN {owners} AS owner ON owner.id = changed.{owner}_id;
    RETURN NULL;
END $$;
"""
