"""Elements and goal conflicts as they are searched for."""

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.db.models.functions import Greatest
from django.urls import reverse

from rodtrad.core.models import Visibility
from rodtrad.core.search import Document
from rodtrad.goals.models import Conflict, ConflictStep, Element, Level
from rodtrad.organisations.permissions import Viewer


class Elements:
    name = "element"
    feeds: Mapping[str, str] = MappingProxyType({"goals_elementevent": "id"})

    def rows(self) -> QuerySet[Element]:
        return Element.objects.all()

    def visible_to(self, viewer: Viewer) -> QuerySet[Element]:
        return Element.objects.visible_to(viewer)

    def documents(self, rows: QuerySet[Element]) -> Iterator[Document]:
        fields = rows.order_by().values_list(
            "id", "root_id", "key", "title", "description", "handling", "keywords",
            "level_id", "plan_id", "responsible_id", "starts__year", "ends__year", "origin",
        )  # fmt: skip
        for identity, root, key, title, description, handling, keywords, *rest in fields:
            text = "\n".join(part for part in (description, handling) if part)
            yield Document(identity, root, key, title, text, tuple(keywords), *rest)

    def address(self, slug: str, key: str) -> str:
        return reverse("element", args=[slug, key])


class Conflicts:
    name = "conflict"
    feeds: Mapping[str, str] = MappingProxyType(
        {"goals_conflictevent": "id", "goals_conflictstepevent": "conflict_id"}
    )

    def rows(self) -> QuerySet[Conflict]:
        return Conflict.objects.all()

    def visible_to(self, viewer: Viewer) -> QuerySet[Conflict]:
        """Return those within the viewer's reach whose every named element is too."""
        seen = Element.objects.filter(id=OuterRef("element")).visible_to(viewer)
        hiding = ConflictStep.objects.filter(conflict=OuterRef("pk"), element__isnull=False).filter(
            ~Exists(seen)
        )
        rows = Conflict.objects.annotate(effective=Greatest("visibility", "root__visibility"))
        if not viewer.sees_all:
            team = Q(effective=Visibility.TEAM, owner__in=viewer.team)
            rows = rows.filter(Q(effective__lte=viewer.ceiling) | team)
        return rows.filter(~Exists(hiding))

    def documents(self, rows: QuerySet[Conflict]) -> Iterator[Document]:
        for conflict in rows.order_by().prefetch_related("steps"):
            told = [conflict.description, *(step.text for step in conflict.steps.all())]
            yield Document(
                conflict.id,
                conflict.root_id,
                conflict.key,
                conflict.title,
                " · ".join(part for part in told if part),
                unit=conflict.owner_id,
                origin=conflict.origin,
            )

    def address(self, slug: str, key: str) -> str:
        return reverse("conflict", args=[slug, key])


ELEMENTS, CONFLICTS = Elements(), Conflicts()


def levels_by_id(ids: Collection[UUID]) -> dict[UUID, Level]:
    return Level.objects.in_bulk(ids)
