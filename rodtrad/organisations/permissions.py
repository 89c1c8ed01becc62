"""Who may do what. Roles are held at an organisation and count downwards inside one root."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from rodtrad.accounts.models import User
from rodtrad.core.models import Visibility
from rodtrad.organisations.models import Organisation, Role, RoleKind, Root, Scope

Person = User | AnonymousUser

#: What each role may do; the table of the design, tested cell by cell.
_READ = frozenset({"read_internal"})
_PROGRESS = frozenset({"update_progress"})
_WRITE = frozenset({"write_drafts"})
_APPROVE = frozenset({"publish", "adopt", "except_findings"})
_ADMINISTER = frozenset({"give_roles", "change_framework", "change_theme"})
ABILITIES: dict[str, frozenset[str]] = {
    RoleKind.READER: _READ,
    RoleKind.CONTRIBUTOR: _READ | _PROGRESS,
    RoleKind.EDITOR: _READ | _WRITE,
    RoleKind.APPROVER: _READ | _APPROVE,
    RoleKind.ADMINISTRATOR: _READ | _ADMINISTER,
}


@dataclass(frozen=True)
class Viewer:
    """What a person may see in one root: up to `ceiling` everywhere, and team matters of `team`."""

    ceiling: int = Visibility.PUBLIC
    team: frozenset[UUID] = field(default_factory=frozenset)
    sees_all: bool = False


NOBODY = Viewer()
#: For commands and jobs that act for the installation itself.
EVERYTHING = Viewer(ceiling=Visibility.TEAM, sees_all=True)


def below(tree: Iterable[tuple[UUID, UUID | None]], tops: set[UUID]) -> frozenset[UUID]:
    """Return the organisations and everything below; the tree is pairs of organisation and parent."""
    units: dict[UUID | None, list[UUID]] = defaultdict(list)
    for identity, parent in tree:
        units[parent].append(identity)
    found, waiting = set(tops), list(tops)
    while waiting:
        fresh = [unit for unit in units[waiting.pop()] if unit not in found]
        found.update(fresh)
        waiting.extend(fresh)
    return frozenset(found)


def _below(root_id: UUID, tops: set[UUID]) -> frozenset[UUID]:
    """Return the root's organisations below these, and these, from one query."""
    return below(Organisation.objects.filter(root_id=root_id).values_list("id", "parent_id"), tops)


def held_roles(person: Person) -> QuerySet[Role]:
    """Return the person's roles that count here: with a token, those in the root that it is for."""
    if not isinstance(person, User) or not person.is_active:
        return Role.objects.none()
    rows = Role.objects.filter(user=person)
    only = person.grant.root_id if person.grant else None
    return rows.filter(root_id=only) if only else rows


def reading_roles(person: Person) -> QuerySet[Role]:
    """Return the person's roles that open what is internal: none for a token without that scope."""
    grant = person.grant if isinstance(person, User) else None
    if grant and Scope.READ_INTERNAL not in grant.scopes:
        return Role.objects.none()
    return held_roles(person)


def viewer_for(user: Person, root: Root) -> Viewer:
    """Return what the person may see in the root. Any role there opens what is internal."""
    if not isinstance(user, User) or not user.is_active:
        return NOBODY
    roles = list(reading_roles(user).filter(root=root).values_list("kind", "organisation_id"))
    if not roles:
        return NOBODY
    tops = {organisation for kind, organisation in roles if kind != RoleKind.READER}
    return Viewer(ceiling=Visibility.INTERNAL, team=_below(root.id, tops) if tops else frozenset())


def viewers_in(root_id: UUID, people: Collection[UUID]) -> dict[UUID, Viewer]:
    """Return what each of these people may see in the root: two queries, however many. Who has no role is left out."""
    held: dict[UUID, set[tuple[str, UUID]]] = defaultdict(set)
    roles = Role.objects.filter(root_id=root_id, user_id__in=people, user__is_active=True)
    for person, kind, place in roles.values_list("user_id", "kind", "organisation_id"):
        held[person].add((kind, place))
    tree = list(Organisation.objects.filter(root_id=root_id).values_list("id", "parent_id"))
    teams: dict[frozenset[UUID], frozenset[UUID]] = {}
    viewers = {}
    for person, pairs in held.items():
        tops = frozenset(place for kind, place in pairs if kind != RoleKind.READER)
        if tops not in teams:
            teams[tops] = below(tree, set(tops))
        viewers[person] = Viewer(ceiling=Visibility.INTERNAL, team=teams[tops])
    return viewers


def where(user: Person, ability: str, root_id: UUID) -> frozenset[UUID]:
    """Return the organisations of the root where the person has the ability, by a role there or above."""
    if not isinstance(user, User) or not user.is_active:
        return frozenset()
    kinds = [kind for kind, abilities in ABILITIES.items() if ability in abilities]
    roles = held_roles(user).filter(root_id=root_id, kind__in=kinds)
    tops = set(roles.values_list("organisation_id", flat=True))
    return _below(root_id, tops) if tops else frozenset()


def may(user: Person, ability: str, organisation: Organisation) -> bool:
    """Tell whether the person has the ability at the organisation, by a role there or above it."""
    return organisation.id in where(user, ability, organisation.root_id)


@dataclass(frozen=True)
class Powers:
    """What one person may do in one root: for each ability the organisations where they have it."""

    person: Person
    top: UUID | None = None
    held: dict[str, frozenset[UUID]] = field(default_factory=dict)

    def has(self, ability: str, organisation: UUID | None) -> bool:
        """Tell whether the person has the ability there; what has no organisation is the whole root's."""
        return (organisation or self.top) in self.held.get(ability, ())

    @property
    def may_write_something(self) -> bool:
        return any(self.held.get(ability) for ability in ("update_progress", "write_drafts", "adopt"))


def powers_in(person: Person, root: Root) -> Powers:
    """Return what the person may do in the root: two queries, none for who is not logged in."""
    if not isinstance(person, User) or not person.is_active:
        return Powers(person)
    roles = list(held_roles(person).filter(root=root).values_list("kind", "organisation_id"))
    if not roles:
        return Powers(person)
    tree = list(Organisation.objects.filter(root=root).values_list("id", "parent_id"))
    held = {}
    for ability in frozenset().union(*ABILITIES.values()):
        tops = {place for kind, place in roles if ability in ABILITIES[kind]}
        held[ability] = below(tree, tops) if tops else frozenset()
    top = next((identity for identity, parent in tree if parent is None), None)
    return Powers(person, top, held)


def powers_of_installation(root: Root) -> Powers:
    """Return every power everywhere in the root: for commands that act for the installation itself."""
    tree = list(Organisation.objects.filter(root=root).values_list("id", "parent_id"))
    everywhere = frozenset(identity for identity, _parent in tree)
    top = next((identity for identity, parent in tree if parent is None), None)
    return Powers(AnonymousUser(), top, dict.fromkeys(frozenset().union(*ABILITIES.values()), everywhere))
