"""Who may do what. Roles are held at an organisation and count downwards inside one root."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.contrib.auth.models import AnonymousUser

from rodtrad.accounts.models import User
from rodtrad.core.models import Visibility
from rodtrad.organisations.models import Organisation, Role, RoleKind, Root

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


def viewer_for(user: Person, root: Root) -> Viewer:
    """Return what the person may see in the root. Any role there opens what is internal."""
    if not isinstance(user, User) or not user.is_active:
        return NOBODY
    roles = list(Role.objects.filter(user=user, root=root).values_list("kind", "organisation_id"))
    if not roles:
        return NOBODY
    tops = {organisation for kind, organisation in roles if kind != RoleKind.READER}
    return Viewer(ceiling=Visibility.INTERNAL, team=_below(root.id, tops) if tops else frozenset())


def may(user: Person, ability: str, organisation: Organisation) -> bool:
    """Tell whether the person has the ability at the organisation, by a role there or above it."""
    if not isinstance(user, User) or not user.is_active:
        return False
    kinds = [kind for kind, abilities in ABILITIES.items() if ability in abilities]
    tops = set(
        Role.objects.filter(user=user, root_id=organisation.root_id, kind__in=kinds).values_list(
            "organisation_id", flat=True
        )
    )
    return bool(tops) and organisation.id in _below(organisation.root_id, tops)
