"""What stands in a root but not in its plan file: counted, and deleted when asked for."""

from typing import Any

from django.db import connection

from rodtrad.exchange.plan_file.load import Loader
from rodtrad.goals.models import Conflict, Element, Link, Placement
from rodtrad.organisations.models import CheckException, Root
from rodtrad.plans.models import Plan


def prune_root(loader: Loader, root: Root, *, delete: bool) -> None:
    """Count the rows that the file does not hold; delete them, links first, when `delete` is true."""
    resolved = loader.resolved
    placed = {(loader.plans[p.plan.key].id, loader.elements[p.key].id) for p in resolved.placed}
    parents = {key: row.id for key, row in loader.elements.items()}
    parents |= {key: row.id for key, row in loader.outside.elements.items()}
    linked = {(parents[link.child], parents[link.parent]) for link in resolved.links}
    excepted = {(x.rule, x.subject) for x in resolved.file.exceptions}
    if delete:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT set_config('rodtrad.correction', "
                "coalesce(nullif(current_setting('rodtrad.correction', true), ''), 'prune'), true)"
            )
    _spare(loader, Link, root, lambda row: (row.child_id, row.parent_id) in linked, delete)
    _spare(loader, Conflict, root, lambda row: row.key in loader.conflicts, delete)
    _spare(loader, CheckException, root, lambda row: (row.rule, row.subject) in excepted, delete)
    spare = Placement.objects.filter(root=root).select_related("element")
    carried = [row for row in spare if (row.plan_id, row.element_id) not in placed]
    _remove(loader, Placement, carried, delete)
    _spare(loader, Element, root, lambda row: row.key in loader.elements, delete)
    _spare(loader, Plan, root, lambda row: row.key in loader.plans, delete)


def _spare(loader: Loader, model: Any, root: Root, keep: Any, delete: bool) -> None:
    _remove(loader, model, [row for row in model.objects.filter(root=root) if not keep(row)], delete)


def _remove(loader: Loader, model: Any, rows: list[Any], delete: bool) -> None:
    if not rows:
        return
    (loader.tally.deleted if delete else loader.tally.left)[str(model._meta.label)] += len(rows)
    if delete:
        model.objects.filter(id__in=[row.id for row in rows]).delete()
