"""Who has which roles, by person."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import groupby
from uuid import UUID

from django.utils.translation import gettext as _

from rodtrad.accounts.models import User
from rodtrad.core.mentions import Mentions
from rodtrad.organisations.models import Organisation, Role, RoleKind


@dataclass(frozen=True)
class PersonsRole:
    """One role: its words, and the last day that it counts."""

    number: UUID
    words: str
    since: date
    last_day: date | None


@dataclass(frozen=True)
class PersonWithRoles:
    person: User
    roles: list[PersonsRole] = field(default_factory=list)


def role_words(kind: str, place: Organisation) -> str:
    """Say a role with its place: redaktør i Skolekontoret."""
    return _("%(kind)s i %(place)s") % {"kind": RoleKind(kind).label, "place": place.name}


def present_people(roles: Iterable[Role]) -> list[PersonWithRoles]:
    """Gather the roles by person; they come in that order."""
    return [
        PersonWithRoles(held[0].user, [_present(role) for role in held])
        for _person, found in groupby(roles, key=lambda role: role.user_id)
        if (held := list(found))
    ]


def people_in(roles: Iterable[Role]) -> list[User]:
    """Return the persons once each, in the order they come."""
    return list({role.user_id: role.user for role in roles}.values())


def mentions_words(found: Mentions) -> str:
    """Say where a leaver's name still stands in what people have written themselves."""
    text = _(
        "Navnet står fortsatt i tekst som folk har skrevet (gjelder nå: %(now)d, kommentarer og begrunnelser: "
        "%(remarks)d, historikk: %(trail)d). Søk det opp og rett det som gjelder nå. "
        "Kommentarer og historikk endres ikke."
    )
    return text % {"now": found.now, "remarks": found.remarks, "trail": found.trail}


def _present(role: Role) -> PersonsRole:
    return PersonsRole(
        number=role.id,
        words=role_words(role.kind, role.organisation),
        since=role.since,
        last_day=role.ends - timedelta(days=1) if role.ends else None,
    )
