"""What an import changed, put back from the audit trail: what was changed and deleted as before, what was made gone."""

from collections.abc import Collection, Iterable, Mapping
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import CASCADE, SET_NULL

from rodtrad.exchange.copying import among, copy_rows
from rodtrad.exchange.workbook.progress import BackProgress, BackStage
from rodtrad.exchange.workbook.trail import Table
from rodtrad.goals.models import Element

_ROWS_AT_A_TIME = 500


def restore(events: Mapping[Table, list[Any]], elements: Collection[UUID], *, progress: BackProgress) -> None:
    """Put these elements back as they stood before the events, with their places, links and relations."""
    done, every = 0, sum(map(len, events.values()))
    for table, found in reversed(list(events.items())):
        progress(BackStage.RESTORED, done, every)
        done += len(found)
        own = [event for event in found if getattr(event, table.owner) in elements]
        if table.is_pairs:
            _restore_pairs(table, own)
        else:
            _restore_rows(table, own)


def before_import(table: Table, events: Iterable[Any]) -> dict[UUID, Any]:
    """Return each row's last event before these."""
    own = list(events)
    if not own:
        return {}
    earlier = table.events.objects.filter(
        pgh_obj_id__in=among({event.pgh_obj_id for event in own}), pgh_id__lt=own[0].pgh_id
    )
    latest = earlier.order_by("pgh_obj_id", "-pgh_id").distinct("pgh_obj_id")
    return {event.pgh_obj_id: event for event in latest}


def _restore_rows(table: Table, events: list[Any]) -> None:
    names = [column.attname for column in table.model._meta.concrete_fields]
    made = {event.pgh_obj_id for event in events if event.pgh_label == "insert"}
    deleted = [event for event in events if event.pgh_label == "delete"]
    before = before_import(table, [event for event in events if event.pgh_label == "update"])
    changed = []
    for row in table.model.objects.filter(id__in=among(before.keys() - made)):
        for name in names:
            setattr(row, name, getattr(before[row.id], name))
        changed.append(row)
    fields = [column.name for column in table.model._meta.concrete_fields if not column.primary_key]
    table.model.objects.bulk_update(changed, fields, batch_size=_ROWS_AT_A_TIME)
    _delete(table.model, made)  # last: what was moved under something new stands elsewhere again
    copy_rows(
        table.model, [table.model(**{name: getattr(event, name) for name in names}) for event in deleted]
    )


def _delete(model: Any, ids: Collection[UUID]) -> None:
    """Delete the rows in one statement each for them and what goes with them.

    Django's own delete sends a hundred at a time, and each statement has triggers to run. What may not go with them
    is not asked about here: such elements are not taken back, and the database would refuse.
    """
    if model is Element:
        for relation in Element._meta.related_objects:
            rows = relation.related_model._base_manager.filter(
                **{f"{relation.field.attname}__in": among(ids)}
            )
            if relation.on_delete is CASCADE:
                rows._raw_delete(connection.alias)
            elif relation.on_delete is SET_NULL:
                rows.update(**{relation.field.attname: None})
    model.objects.filter(id__in=among(ids))._raw_delete(connection.alias)


def _restore_pairs(table: Table, events: list[Any]) -> None:
    other = next(
        column.attname
        for column in table.model._meta.concrete_fields
        if column.attname not in ("id", "element_id")
    )
    added = [event.id for event in events if event.pgh_label == "insert"]
    table.model.objects.filter(id__in=among(added, "bigint"))._raw_delete(connection.alias)
    gone = [event for event in events if event.pgh_label == "delete"]
    copy_rows(
        table.model,
        [table.model(**{"element_id": event.element_id, other: getattr(event, other)}) for event in gone],
    )
