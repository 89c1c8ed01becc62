"""Everything about one element that its own page shows beside the thread."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from rodtrad.core.text import is_key
from rodtrad.geography.models import Area
from rodtrad.goals.models import Correction, Element, Level
from rodtrad.goals.queries.overview import Filters, matching_elements
from rodtrad.goals.queries.thread import Thread
from rodtrad.organisations.models import Organisation, Root
from rodtrad.organisations.permissions import Viewer
from rodtrad.sdg.models import SdgGoal, SdgTarget

#: Corrections to a text are for all; those to links and places name other elements, which not all may see.
READ_BY_ALL = ("title", "description")


def find_on_root(root: Root, viewer: Viewer, key: str) -> Element | None:
    """Return the element with all that stands around it, in one query; None when the viewer may not see it.

    Beside its number it has `units` (contributing), `places`, `goals` and `targets` (SDG), `before` and
    `after` (what it replaces and is replaced by, as far as the viewer may see), and `changes` (corrections),
    each a list of mappings.
    """
    if not is_key(key):
        return None
    others = Element.objects.visible_to(viewer)
    named = JSONObject(key="key", title="title", slug="root__slug", plan="plan__title")
    here = OuterRef("pk")
    return (
        matching_elements(root, viewer, Filters())
        .select_related("root", "level", "plan", "responsible", "source")
        .annotate(
            units=ArraySubquery(
                Organisation.objects.filter(contributions=here).values(row=JSONObject(name="name"))
            ),
            places=ArraySubquery(_areas_of(here)),
            goals=ArraySubquery(SdgGoal.objects.filter(elements=here).values(row=_names("number"))),
            targets=ArraySubquery(SdgTarget.objects.filter(elements=here).values(row=_names("code"))),
            before=ArraySubquery(others.filter(successors=here).values(row=named)),
            after=ArraySubquery(others.filter(predecessor=here).values(row=named)),
            changes=ArraySubquery(
                Correction.objects.filter(element=here, field__in=READ_BY_ALL).values(
                    row=JSONObject(
                        field="field", before="before", after="after", reason="reason", made_at="made_at"
                    )
                )
            ),
        )
        .filter(key=key)
        .first()
    )


def _areas_of(element: OuterRef) -> "QuerySet[Area, Any]":
    through = Element.areas.through.objects.filter(element_id=element).values("area_id")
    return Area.objects.filter(pk__in=through).values(row=JSONObject(code="code", name="name"))


def _names(code: str) -> JSONObject:
    return JSONObject(code=code, nb="name_nb", nn="name_nn", en="name_en")


@dataclass(frozen=True)
class Near:
    """What stands right over and right under an element in the plan it comes from."""

    over: list[Element]
    under: list[Element]


def near_in_plan(element: Element, viewer: Viewer) -> Near:
    """Return the neighbours that the viewer may see, in one query."""
    over = Q(placements__children__element=element, placements__children__plan=element.plan_id)
    under = Q(placements__parent__element=element, placements__parent__plan=element.plan_id)
    rows = (
        Element.objects.visible_to(viewer)
        .filter(over | under, placements__plan=element.plan_id)
        .select_related("level")
        .annotate(above=F("placements__parent__element"), place_in_plan=F("placements__position"))
        .order_by("place_in_plan")
        .distinct()
    )
    found = list(dict.fromkeys(rows))
    beneath = [row for row in found if row.above == element.id]  # type: ignore[attr-defined]  # annotated above
    return Near([row for row in found if row not in beneath], beneath)


def levels_of(thread: Thread) -> dict[UUID, Level]:
    """Return the levels on the thread, each with its root: a region's elements are the region's to name."""
    ids = {node.level_id for node in thread.nodes.values()}
    return Level.objects.select_related("root").in_bulk(ids)
