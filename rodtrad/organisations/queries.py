"""Reads of roots. A root that the reader may not see does not exist for them."""

from collections import defaultdict
from collections.abc import Collection
from uuid import UUID

from django.db.models import F, Q, QuerySet

from rodtrad.accounts.models import User
from rodtrad.core.models import Visibility
from rodtrad.organisations.models import Organisation, Role, RoleKind, Root, RootKind
from rodtrad.organisations.permissions import NOBODY, Person, Viewer, below, viewer_for


def visible_roots(user: Person) -> QuerySet[Root]:
    """Return the roots that the person may see: public ones, and internal ones where they hold a role."""
    seen = Q(visibility=Visibility.PUBLIC)
    if isinstance(user, User) and user.is_active:
        held = Role.objects.filter(user=user).values("root_id")
        seen |= Q(visibility=Visibility.INTERNAL, id__in=held)
    return Root.objects.filter(seen).select_related("area")


def find_root(slug: str, user: Person) -> tuple[Root, Viewer]:
    """Return the root and what the person may see in it. Raise Root.DoesNotExist when that is nothing."""
    root = Root.objects.select_related("area").get(slug=slug)
    viewer = viewer_for(user, root)
    if root.visibility > viewer.ceiling and not viewer.sees_all:
        raise Root.DoesNotExist
    return root, viewer


def organisation_keys(root: Root) -> dict[UUID, str]:
    """Return the keys of the root's organisations by id."""
    return dict(Organisation.objects.filter(root=root).values_list("id", "key"))


def viewers_for(user: Person, roots: Collection[UUID]) -> dict[UUID, Viewer]:
    """Return what the person may see in each of several roots: two queries, however many roots."""
    if not isinstance(user, User) or not user.is_active:
        return dict.fromkeys(roots, NOBODY)
    held: dict[UUID, list[tuple[str, UUID]]] = defaultdict(list)
    for root_id, kind, organisation in Role.objects.filter(user=user, root_id__in=roots).values_list(
        "root_id", "kind", "organisation_id"
    ):
        held[root_id].append((kind, organisation))
    units: dict[UUID, list[tuple[UUID, UUID | None]]] = defaultdict(list)
    if held:
        tree = Organisation.objects.filter(root_id__in=held).values_list("root_id", "id", "parent_id")
        for root_id, identity, parent in tree:
            units[root_id].append((identity, parent))
    viewers = dict.fromkeys(roots, NOBODY)
    for root_id, roles in held.items():
        tops = {organisation for kind, organisation in roles if kind != RoleKind.READER}
        viewers[root_id] = Viewer(ceiling=Visibility.INTERNAL, team=below(units[root_id], tops))
    return viewers


def visible_members(region: Root, user: Person) -> frozenset[UUID]:
    """Return the region's members that are roots here and that the person may see."""
    if region.kind != RootKind.REGION:
        return frozenset()
    members = visible_roots(user).filter(memberships__root=region)
    return frozenset(members.values_list("id", flat=True))


def roles_of(user: User) -> list[Role]:
    """Return the roles that the person holds, by root and then down its list of units."""
    roles = Role.objects.filter(user=user).select_related("root", "organisation__parent")
    return list(
        roles.order_by(
            "root__name",
            F("organisation__parent_id").asc(nulls_first=True),
            "organisation__position",
            "organisation__name",
            "kind",
        )
    )
