"""Elements and goal conflicts as they are searched for."""

from collections.abc import Collection, Iterator, Mapping
from types import MappingProxyType
from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Greatest
from django.urls import reverse

from rodtrad.core.models import Visibility
from rodtrad.core.search import Document, key_codes
from rodtrad.goals.models import Conflict, ConflictStep, Element, Level, Placement
from rodtrad.organisations.permissions import Viewer
from rodtrad.plans.models import Plan


class Elements:
    name = "element"
    has_shared = False
    feeds: Mapping[str, str] = MappingProxyType(
        {"goals_elementevent": "id", "goals_placementevent": "element_id"}
    )

    def rows(self) -> QuerySet[Element]:
        return Element.objects.all()

    def visible_to(self, viewer: Viewer) -> QuerySet[Element]:
        return Element.objects.visible_to(viewer)

    def seen_as_indexed(self, viewer: Viewer) -> Q | None:
        """Say what `goals.models.elements.seen_by` says; plans are asked as they are now."""
        if viewer.sees_all:
            return Q()
        plans = Plan.objects.annotate(effective=Greatest("visibility", "root__visibility")).order_by()
        seen = Q(
            visibility__lte=viewer.ceiling, plan__in=plans.filter(effective__lte=viewer.ceiling).values("pk")
        )
        if not viewer.team:
            return seen
        narrow = plans.filter(effective=Visibility.TEAM).values("pk")
        owned = plans.filter(owner__in=viewer.team).values("pk")
        wide = plans.filter(visibility__lt=Visibility.TEAM).values("pk")
        is_team = Q(visibility=Visibility.TEAM) | Q(plan__in=narrow)
        return seen | is_team & (Q(plan__in=owned) | Q(unit__in=viewer.team, plan__in=wide))

    def documents(self, rows: QuerySet[Element]) -> Iterator[Document]:
        at_home = Placement.objects.filter(element=OuterRef("pk"), plan=OuterRef("plan")).order_by()
        fields = rows.order_by().values_list(
            "id", "root_id", "key", "title", "description", "handling", "keywords",
            Subquery(at_home.values("number")[:1]), "level__one_nb", "level__one_nn", "level_id", "plan_id",
            "responsible_id", "starts__year", "ends__year", "origin", "visibility",
        )  # fmt: skip
        for (
            identity,
            root,
            key,
            title,
            description,
            handling,
            keywords,
            number,
            one_nb,
            one_nn,
            *rest,
        ) in fields:
            text = "\n".join(part for part in (description, handling) if part)
            named = {f"{one} {number}" for one in (one_nb, one_nn)} if number else ()
            codes = key_codes(key, number or "", *sorted(named))
            yield Document(identity, root, key, title, text, tuple(keywords), codes, *rest)

    def address(self, slug: str, key: str) -> str:
        return reverse("element", args=[slug, key])


class Conflicts:
    name = "conflict"
    has_shared = False
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

    def seen_as_indexed(self, _viewer: Viewer) -> Q | None:
        return None  # it hangs on other things: the elements that it names

    def documents(self, rows: QuerySet[Conflict]) -> Iterator[Document]:
        for conflict in rows.order_by().prefetch_related("steps"):
            told = [conflict.description, *(step.text for step in conflict.steps.all())]
            yield Document(
                conflict.id,
                conflict.root_id,
                conflict.key,
                conflict.title,
                " · ".join(part for part in told if part),
                codes=key_codes(conflict.key),
                unit=conflict.owner_id,
                origin=conflict.origin,
            )

    def address(self, slug: str, key: str) -> str:
        return reverse("conflict", args=[slug, key])


ELEMENTS, CONFLICTS = Elements(), Conflicts()


def levels_by_id(ids: Collection[UUID]) -> dict[UUID, Level]:
    return Level.objects.in_bulk(ids)
