"""Calendars to subscribe to: everyone's, of a kind, of a body, and one's own."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from rodtrad.cases.models import Body
from rodtrad.core.events import EventKind
from rodtrad.organisations.models import Root
from rodtrad.planning.models import CalendarLink
from rodtrad.website.presenters.wheel import kind_choices
from rodtrad.website.presenters.wording import day


@dataclass(frozen=True)
class OpenCalendar:
    """A calendar that everyone may subscribe to, as a web address and as one that calendar programs open."""

    name: str
    address: str
    open_in_program: str
    anchor: str = ""


def public_calendars(root: Root, absolute: Callable[[str], str]) -> list[OpenCalendar]:
    found = [(_("Alt"), "")] + [(name, f"?slag={value}") for value, name in kind_choices()]
    return [
        _open_calendar(name, reverse("calendar", args=[root.slug]) + query, absolute) for name, query in found
    ]


def body_calendars(root: Root, bodies: Iterable[Body], absolute: Callable[[str], str]) -> list[OpenCalendar]:
    """Return a calendar for the meetings of each body."""
    path = reverse("calendar", args=[root.slug])
    return [
        _open_calendar(one.name, f"{path}?organ={one.key}", absolute, anchor=f"organ-{one.key}")
        for one in bodies
    ]


def _open_calendar(name: str, path: str, absolute: Callable[[str], str], *, anchor: str = "") -> OpenCalendar:
    address = absolute(path)
    return OpenCalendar(name, address, "webcal:" + address.partition(":")[2], anchor)


@dataclass(frozen=True)
class LinkRow:
    number: str
    name: str
    what: str
    used: str
    is_open: bool


def link_rows(links: Iterable[CalendarLink]) -> list[LinkRow]:
    return [
        LinkRow(
            number=str(one.pk),
            name=one.name,
            what=_chosen(one),
            used=_("Trukket tilbake") if one.revoked
            else _("Sist brukt %s") % day(one.last_used) if one.last_used
            else _("Ikke brukt ennå"),
            is_open=one.revoked is None,
        )
        for one in links
    ]  # fmt: skip


def _chosen(link: CalendarLink) -> str:
    kinds = ", ".join(EventKind(one).label for one in link.kinds) or _("alle slag")
    return f"{link.unit.name}: {kinds}" if link.unit else kinds
