"""Plans as they are searched for."""

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from uuid import UUID

from django.db.models import Q, QuerySet
from django.db.models.functions import Greatest
from django.urls import reverse

from rodtrad.core.search import Document, key_codes
from rodtrad.organisations.permissions import Viewer
from rodtrad.plans.models import Plan
from rodtrad.plans.queries import may_see


def plans_visible_to(viewer: Viewer) -> QuerySet[Plan]:
    return Plan.objects.annotate(effective=Greatest("visibility", "root__visibility")).filter(may_see(viewer))


class Plans:
    name = "plan"
    has_shared = False
    feeds: Mapping[str, str] = MappingProxyType({"plans_planevent": "id"})

    def rows(self) -> QuerySet[Plan]:
        return Plan.objects.all()

    def visible_to(self, viewer: Viewer) -> QuerySet[Plan]:
        return plans_visible_to(viewer)

    def seen_as_indexed(self, _viewer: Viewer) -> Q | None:
        return None

    def documents(self, rows: QuerySet[Plan]) -> Iterator[Document]:
        for plan in rows.order_by():
            yield Document(
                plan.id,
                plan.root_id,
                plan.key,
                plan.title,
                plan.description,
                codes=key_codes(plan.key, plan.number, plan.national_id),
                plan=plan.id,
                unit=plan.owner_id,
                first_year=plan.from_year,
                last_year=plan.to_year,
                origin=plan.origin,
            )

    def address(self, slug: str, key: str) -> str:
        return reverse("plan", args=[slug, key])


PLANS = Plans()


def plans_by_id(ids: Collection[UUID]) -> dict[UUID, Plan]:
    """Read plans that a visible thing has told of; whoever sees the thing sees its plan."""
    return Plan.objects.in_bulk(ids)
