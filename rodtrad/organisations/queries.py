"""Reads of roots. A root that the reader may not see does not exist for them."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta
from uuid import UUID

from django.conf import settings
from django.core.signing import BadSignature, Signer
from django.db.models import Exists, F, Model, OuterRef, Q, QuerySet
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.accounts.queries import has_second_factor
from rodtrad.core.models import Visibility
from rodtrad.core.text import free_key, key_from
from rodtrad.geography.models import Area
from rodtrad.organisations.models import (
    ApiToken,
    Invitation,
    Organisation,
    RegionMember,
    Role,
    RoleKind,
    Root,
    RootKind,
)
from rodtrad.organisations.permissions import NOBODY, Person, Viewer, below, reading_roles, viewer_for

INVITATION_SALT = "rodtrad.organisations.invitation"


def visible_roots(user: Person) -> QuerySet[Root]:
    """Return the roots that the person may see: public ones, and internal ones where they hold a role."""
    seen = Q(visibility=Visibility.PUBLIC)
    if isinstance(user, User) and user.is_active:
        held = reading_roles(user).values("root_id")
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


def units_below(unit: Organisation) -> frozenset[UUID]:
    """Return a unit and everything below it: one query."""
    tree = Organisation.objects.filter(root=unit.root_id).values_list("id", "parent_id")
    return below(tree, {unit.pk})


def viewers_for(user: Person, roots: Collection[UUID]) -> dict[UUID, Viewer]:
    """Return what the person may see in each of several roots: two queries, however many roots."""
    if not isinstance(user, User) or not user.is_active:
        return dict.fromkeys(roots, NOBODY)
    held: dict[UUID, list[tuple[str, UUID]]] = defaultdict(list)
    for root_id, kind, organisation in (
        reading_roles(user).filter(root_id__in=roots).values_list("root_id", "kind", "organisation_id")
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


def members_of(region: Root, user: Person) -> tuple[list[RegionMember], frozenset[UUID]]:
    """Return the region's members, and those of them that are roots here and that the person may see: one query."""
    if region.kind != RootKind.REGION:
        return [], frozenset()
    seen = Exists(visible_roots(user).filter(id=OuterRef("member")))
    rows = list(region.regionmembers.select_related("member").annotate(is_seen=seen))
    return list(rows), frozenset(row.member_id for row in rows if row.member_id and row.is_seen)


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


def every_root_id() -> list[UUID]:
    """Return all roots, for jobs that act for the installation itself."""
    return list(Root.objects.order_by("slug").values_list("id", flat=True))


def roles_at(units: Collection[UUID]) -> list[Role]:
    """Return who has what at the units now, by person."""
    roles = Role.objects.filter(organisation_id__in=units).select_related("user", "organisation")
    return list(
        roles.order_by("user__name", "user_id", "organisation__position", "organisation__name", "kind")
    )


def holders_at(root_id: UUID, units: Collection[UUID | None], kinds: Collection[str]) -> set[UUID]:
    """Return who has such a role at one of the units or above it; None stands for the whole root. Two queries."""
    parents = dict(Organisation.objects.filter(root_id=root_id).values_list("id", "parent_id"))
    top = next((identity for identity, parent in parents.items() if parent is None), None)
    places: set[UUID] = set()
    for unit in units:
        place = unit or top
        while place is not None and place not in places:
            places.add(place)
            place = parents.get(place)
    roles = Role.objects.filter(root_id=root_id, organisation_id__in=places, kind__in=kinds)
    return set(roles.values_list("user_id", flat=True))


def ended_roles_at(units: Collection[UUID], *, at_most: int) -> list[Role]:
    """Return the roles that ended last, the latest first."""
    ended = Role.ever.filter(organisation_id__in=units, ends__lte=timezone.localdate())
    return list(ended.select_related("user", "organisation").order_by("-ends", "user__name")[:at_most])


def role_at(units: Collection[UUID], *, number: UUID) -> Role | None:
    """Return one role that is held now at the units."""
    roles = Role.objects.filter(organisation_id__in=units, id=number)
    return roles.select_related("user", "organisation", "root").first()


def invitations_at(units: Collection[UUID]) -> list[Invitation]:
    """Return the invitations that wait for an answer, or ran out without one in the last month."""
    lately = timezone.now() - timedelta(days=30)
    waiting = Invitation.objects.filter(
        organisation_id__in=units, accepted__isnull=True, revoked__isnull=True, expires__gt=lately
    )
    return list(waiting.select_related("organisation", "invited_by"))


def invitation_at(units: Collection[UUID], *, number: UUID) -> Invitation | None:
    found = Invitation.objects.filter(organisation_id__in=units, id=number)
    return found.select_related("organisation").first()


def invitation_of_code(code: str) -> Invitation | None:
    """Return the invitation that a mailed link is about, while it can be accepted."""
    try:
        number = UUID(Signer(salt=INVITATION_SALT).unsign(code))
    except (BadSignature, ValueError):
        return None
    found = Invitation.objects.filter(
        id=number, accepted__isnull=True, revoked__isnull=True, expires__gt=timezone.now()
    )
    return found.select_related("root", "organisation", "invited_by").first()


def code_of_invitation(invitation: Invitation) -> str:
    return Signer(salt=INVITATION_SALT).sign(str(invitation.id))


def units_of(root: Root, units: Collection[UUID]) -> list[Organisation]:
    """Return the root's organisations among these, the top first."""
    found = Organisation.objects.filter(root=root, id__in=units)
    return list(found.order_by(F("parent_id").asc(nulls_first=True), "position", "name"))


def units_in(root: Root) -> QuerySet[Organisation]:
    """Return every organisation of the root, the top first; whoever may see the root may see them."""
    rows = Organisation.objects.filter(root=root).select_related("parent", "area", "successor", "source")
    return rows.order_by(F("parent_id").asc(nulls_first=True), "position", "name", "id")


def needs_second_factor(user: User) -> bool:
    """Tell whether the installation demands a second factor of this person."""
    return bool(settings.MFA_ROLES) and Role.objects.filter(user=user, kind__in=settings.MFA_ROLES).exists()


def lacks_second_factor(user: User) -> bool:
    """Tell whether the person gets nowhere before they have set one up."""
    return needs_second_factor(user) and not has_second_factor(user)


def tokens_of(user: User) -> list[ApiToken]:
    """Return the person's tokens: those that open something first, then those that have ended."""
    ended = Q(revoked__isnull=False) | Q(expires__lte=timezone.localdate())
    return list(
        ApiToken.objects.filter(user=user)
        .select_related("root")
        .annotate(ended=ended)
        .order_by("ended", "-made", "name")
    )


def holds_tokens(user: User) -> bool:
    """Tell whether a token of the person's opens something."""
    held = ApiToken.objects.filter(user=user, revoked__isnull=True, expires__gt=timezone.localdate())
    return held.exists()


def roots_of(user: User) -> QuerySet[Root]:
    """Return the roots where the person has a role."""
    return Root.objects.filter(id__in=Role.objects.filter(user=user).values("root_id"))


def open_regions_of(area: Area, today: date) -> dict[Root, list[Area]]:
    """Return the public regions that an area is in, each with all its members' areas."""
    held = RegionMember.objects.filter(
        Q(valid_from__isnull=True) | Q(valid_from__lte=today),
        Q(valid_to__isnull=True) | Q(valid_to__gte=today),
        area__isnull=False,
        root__visibility=Visibility.PUBLIC,
    )
    mine = held.filter(area=area).values("root")
    found: dict[Root, list[Area]] = {}
    for member in (
        held.filter(root__in=mine).select_related("root", "area").order_by("root", "area__sort_key")
    ):
        if member.area is not None:
            found.setdefault(member.root, []).append(member.area)
    return found


def member_areas(region: Root, today: date) -> list[Area]:
    """Return the areas of a region's members, by name."""
    rows = Area.objects.filter(
        Q(regionmember__valid_from__isnull=True) | Q(regionmember__valid_from__lte=today),
        Q(regionmember__valid_to__isnull=True) | Q(regionmember__valid_to__gte=today),
        regionmember__root=region,
    )
    return list(rows.distinct().order_by("sort_key"))


def new_key(model: type[Model], root: Root, *, name: str, stem: str, reserved: Collection[str] = ()) -> str:
    """Return a key made from the name that no row of the root has; without a letter in the name, from the stem.

    `reserved` are words in addresses, which no row may have. The caller sees to it that writers wait for one another.
    """
    start = key_from(name) or stem
    rows = model._default_manager.filter(root=root, key__startswith=start).values_list("key", flat=True)
    return free_key(start, {*rows, *reserved})
