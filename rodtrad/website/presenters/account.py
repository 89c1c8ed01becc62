"""What a person may do, and where, in words."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from itertools import groupby
from uuid import UUID

from django.utils import formats, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from rodtrad.accounts.devices import device_words
from rodtrad.accounts.models import Session
from rodtrad.organisations.models import ApiToken, Role, RoleKind, Root, Scope
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
    gives_roles: bool


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
        gives_roles="give_roles" in held,
    )


@dataclass(frozen=True)
class Browser:
    """A browser that the person is logged in with."""

    number: UUID
    device: str
    seen: datetime | None
    address: str
    is_this: bool


def present_browsers(sessions: Iterable[Session], this: str | None) -> list[Browser]:
    """Say what the browsers are, the one in use first."""
    browsers = [
        Browser(
            number=session.number,
            device=device_words(session.device),
            seen=session.seen,
            address=session.address or "",
            is_this=session.session_key == this,
        )
        for session in sessions
    ]
    return sorted(browsers, key=lambda browser: not browser.is_this)


@dataclass(frozen=True)
class HeldToken:
    """A personal token, in words."""

    number: UUID
    name: str
    scopes: list[str]
    where: str
    standing: str
    used: str
    opens: bool


def present_tokens(tokens: Iterable[ApiToken]) -> list[HeldToken]:
    return [_token(token) for token in tokens]


def _token(token: ApiToken) -> HeldToken:
    ended = token.revoked is not None or token.expires <= timezone.localdate()
    day = formats.date_format(token.expires, "j. F Y")
    if token.revoked is not None:
        standing = gettext("Trukket tilbake.")
    elif ended:
        standing = gettext("Åpner ingenting siden %s.") % day
    else:
        standing = gettext("Åpner ingenting fra og med %s.") % day
    used = formats.date_format(token.last_used, "j. F Y") if token.last_used else ""
    return HeldToken(
        number=token.id,
        name=token.name,
        scopes=[str(Scope(scope).label) for scope in token.scopes],
        where=token.root.name if token.root else gettext("Alle steder der du har en rolle"),
        standing=standing,
        used=gettext("Sist brukt %s.") % used if used else gettext("Ikke brukt ennå."),
        opens=not ended,
    )
