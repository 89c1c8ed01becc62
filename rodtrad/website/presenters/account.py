"""What a person may do, and where, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from rodtrad.organisations.models import Role, RoleKind, Root
from rodtrad.organisations.permissions import ABILITIES

#: In the order that they are told.
ABILITY_WORDS: Mapping[str, Promise] = {
    "read_internal": _("lese det som er internt"),
    "update_progress": _("si hvordan det går med målene og tiltakene"),
    "write_drafts": _("skrive og endre utkast"),
    "publish": _("gjøre innhold synlig for alle"),
    "adopt": _("føre inn vedtak"),
    "except_findings": _("begrunne unntak fra trådsjekken"),
    "give_roles": _("gi andre roller"),
    "change_framework": _("endre nivåene i målstrukturen"),
    "change_theme": _("velge farge for sidene"),
}


@dataclass(frozen=True)
class HeldRole:
    """One role: its name, the unit, and what it lets the person do there."""

    name: str
    unit: str
    is_top: bool
    abilities: list[Promise]


@dataclass(frozen=True)
class Place:
    """The roles held in one root."""

    root: Root
    roles: list[HeldRole] = field(default_factory=list)


def present_roles(roles: Iterable[Role]) -> list[Place]:
    """Gather the roles by root; they come in that order."""
    return [
        Place(held[0].root, [_present(role) for role in held])
        for _root, found in groupby(roles, key=lambda role: role.root_id)
        if (held := list(found))
    ]


def _present(role: Role) -> HeldRole:
    held = ABILITIES[role.kind]
    return HeldRole(
        name=str(RoleKind(role.kind).label).capitalize(),
        unit=role.organisation.name,
        is_top=role.organisation.parent_id is None,
        abilities=[words for ability, words in ABILITY_WORDS.items() if ability in held],
    )
