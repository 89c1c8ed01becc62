"""What stands around one element, in SQL of our own: Django took longer to put the query together than to ask it."""

from typing import Any, TypedDict, cast

from django.db import connection

from rodtrad.goals.models import Element
from rodtrad.goals.queries.thread import VISIBLE, visibility_values
from rodtrad.organisations.permissions import Viewer

#: Corrections to a text are for all; those to links and places name other elements, which not all may see.
READ_BY_ALL = ("title", "description")


class Around(TypedDict):
    """Lists of mappings: units that contribute, places, SDG goals and targets, what it replaces and is replaced by
    (as far as the viewer may see), and corrections."""

    units: list[dict[str, str]]
    places: list[dict[str, str]]
    goals: list[dict[str, Any]]
    targets: list[dict[str, Any]]
    before: list[dict[str, str]]
    after: list[dict[str, str]]
    changes: list[dict[str, Any]]


_KIN = f"""
    SELECT element.key, element.title, root.slug, plan.title AS plan
    FROM goals_element AS element
    JOIN plans_plan AS plan ON plan.id = element.plan_id
    JOIN organisations_root AS root ON root.id = element.root_id
    WHERE {VISIBLE} AND element."""
#: One select for each of Around's lists, in its order.
_LISTS = (
    """
    SELECT unit.name FROM goals_element_contributing AS joined
    JOIN organisations_organisation AS unit ON unit.id = joined.organisation_id
    WHERE joined.element_id = %(element)s ORDER BY unit.position, unit.name""",
    """
    SELECT area.code, area.name FROM goals_element_areas AS joined
    JOIN geography_area AS area ON area.id = joined.area_id
    WHERE joined.element_id = %(element)s ORDER BY area.sort_key""",
    """
    SELECT goal.number AS code, goal.name_nb AS nb, goal.name_nn AS nn, goal.name_en AS en
    FROM goals_element_sdg_goals AS joined JOIN sdg_sdggoal AS goal ON goal.number = joined.sdggoal_id
    WHERE joined.element_id = %(element)s ORDER BY goal.number""",
    """
    SELECT target.code, target.name_nb AS nb, target.name_nn AS nn, target.name_en AS en
    FROM goals_element_sdg_targets AS joined JOIN sdg_sdgtarget AS target ON target.code = joined.sdgtarget_id
    WHERE joined.element_id = %(element)s ORDER BY target.position""",
    f"{_KIN}id = %(predecessor)s",
    f"{_KIN}predecessor_id = %(element)s ORDER BY element.sort_key",
    """
    SELECT field, before, after, reason, made_at FROM goals_correction
    WHERE element_id = %(element)s AND field = ANY (%(read_by_all)s) ORDER BY made_at DESC""",
)
# Only our own constants are put into the text; values go as parameters.
_AROUND = "SELECT " + ", ".join(
    f"(SELECT coalesce(json_agg(one), '[]') FROM ({select}) AS one)" for select in _LISTS
)


def around(element: Element, viewer: Viewer) -> Around:
    values = {
        **visibility_values(element, viewer),
        "element": element.id,
        "predecessor": element.predecessor_id,
        "read_by_all": list(READ_BY_ALL),
    }
    with connection.cursor() as cursor:
        cursor.execute(_AROUND, values)
        (row,) = cursor.fetchall()
    return cast(Around, dict(zip(Around.__annotations__, row, strict=True)))
