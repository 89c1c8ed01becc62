"""What the audit trail says of elements: the event tables, and how to find an element in each."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from django.apps import apps
from django.db import connection
from django.db.models import Max

from rodtrad.goals.models import Element, Link, Placement
from rodtrad.organisations.models import Root
from rodtrad.targets.models import Target


class Table(NamedTuple):
    """A table with its events; `owner` is the column with the element that a row is about."""

    model: Any
    events: Any
    owner: str
    is_pairs: bool = False


def tables() -> Iterator[Table]:
    """Yield the tables that hold what an element is: itself, its places, links upwards, relations and targets."""
    yield Table(Element, apps.get_model("goals", "ElementEvent"), "pgh_obj_id")
    yield Table(Placement, apps.get_model("goals", "PlacementEvent"), "element_id")
    yield Table(Link, apps.get_model("goals", "LinkEvent"), "child_id")
    for name, event in (
        ("contributing", "ElementContributingEvent"),
        ("areas", "ElementAreasEvent"),
        ("sdg_goals", "ElementSdgGoalsEvent"),
        ("sdg_targets", "ElementSdgTargetsEvent"),
    ):
        through = Element._meta.get_field(name).remote_field.through  # type: ignore[union-attr]  # many to many
        yield Table(through, apps.get_model("goals", event), "element_id", is_pairs=True)
    yield Table(Target, apps.get_model("targets", "TargetEvent"), "element_id")


def marks_now(root: Root) -> dict[str, int]:
    """Return the number of each table's last event in the root."""
    return {
        str(table.events._meta.label): table.events.objects.filter(root=root).aggregate(last=Max("pgh_id"))[
            "last"
        ]
        or 0
        for table in tables()
    }


def tell_the_trail() -> None:
    """Let the database know who writes, before COPY, which alone would not tell it."""
    with connection.cursor() as cursor:
        # Any statement but a SELECT carries what the trail is told; this one locks adopted text for good measure.
        cursor.execute("SET LOCAL rodtrad.correction = ''")
