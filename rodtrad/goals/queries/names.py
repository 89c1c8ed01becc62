"""The names of what elements refer to, for lists outside the pages.

They are looked up for each row. Joined, PostgreSQL took ten times as long to plan the list as to read it.
"""

from typing import Any, TypedDict, cast

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, Subquery
from django.db.models.functions import JSONObject

from rodtrad.geography.models import Area
from rodtrad.goals.models import Element
from rodtrad.goals.models.elements import ElementQuerySet
from rodtrad.organisations.models import Organisation, Source


class Names(TypedDict):
    """What an element of `with_names` has beside its own columns."""

    unit: dict[str, str] | None
    document: dict[str, Any] | None
    named_areas: list[dict[str, str]]
    goal_numbers: list[int]
    target_codes: list[str]


def with_names(rows: ElementQuerySet) -> ElementQuerySet:
    """Read level and plan along with the elements, and `Names`."""
    here = OuterRef("pk")
    unit = Organisation.objects.filter(pk=OuterRef("responsible_id"))
    document = Source.objects.filter(pk=OuterRef("source_id"))
    goals = Element.sdg_goals.through.objects.filter(element=here).order_by("sdggoal_id")
    targets = Element.sdg_targets.through.objects.filter(element=here).order_by("sdgtarget__position")
    named = JSONObject(key="key", title="title", publisher="publisher", year="year", address="address")
    return (
        rows.select_related(None)
        .select_related("level", "plan")
        .annotate(
            unit=Subquery(unit.values(row=JSONObject(key="key", name="name"))),
            document=Subquery(document.values(row=named)),
            named_areas=areas_of(here),
            goal_numbers=ArraySubquery(goals.values("sdggoal_id")),
            target_codes=ArraySubquery(targets.values("sdgtarget_id")),
        )
    )


def areas_of(element: OuterRef) -> ArraySubquery:
    through = Element.areas.through.objects.filter(element_id=element).values("area_id")
    return ArraySubquery(Area.objects.filter(pk__in=through).values(row=JSONObject(code="code", name="name")))


def names_of(element: Element) -> Names:
    """Return what `with_names` found for the element."""
    return cast(Names, {name: vars(element)[name] for name in Names.__annotations__})
