"""What has been done in a root, in words."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.goals.queries.history_feed import Done, Feed
from rodtrad.organisations.models import Root
from rodtrad.website.presenters.history import moment, who_of

_PAGES = {"element": "element_history", "plan": "plan_history", "conflict": "conflict_history"}


@dataclass(frozen=True)
class Thing:
    name: str
    url: str


@dataclass(frozen=True)
class DoneLine:
    words: str
    things: Sequence[Thing]
    more: int


@dataclass(frozen=True)
class FeedView:
    when: str
    machine_when: str
    who: str
    lines: Sequence[DoneLine]


def present_feed(root: Root, feed: Feed) -> list[FeedView]:
    return [
        FeedView(
            when=moment(entry.when),
            machine_when=entry.when.isoformat(),
            who=who_of(entry.told, feed.people),
            lines=[_line(root, done) for done in entry.done.values()],
        )
        for entry in feed.entries
    ]


def _line(root: Root, done: Done) -> DoneLine:
    """Name the things; what merely follows with many of them is counted."""
    if done.kind == "fact":
        here = reverse("living_facts_history", args=[root.slug])
        facts = [Thing(str(one.name), here) for one in done.named]
        return DoneLine(_words(done), facts, done.count - len(facts))
    page = _PAGES.get(done.kind, "conflict_history" if done.kind == "step" else "element_history")
    named = done.named if done.kind in _PAGES or done.count == len(done.named) else []
    things = [
        Thing(
            str(one.name), reverse(page, args=[root.slug, one.key or one.gone]) if one.key or one.gone else ""
        )
        for one in named
    ]
    return DoneLine(_words(done), things, done.count - len(things) if things else 0)


def _words(done: Done) -> str:
    count = {"count": done.count}
    what = {
        "element": ngettext("%(count)d element", "%(count)d elementer", done.count),
        "plan": ngettext("%(count)d plan", "%(count)d planer", done.count),
        "target": ngettext("%(count)d måltall", "%(count)d måltall", done.count),
        "fact": ngettext("%(count)d setning", "%(count)d setninger", done.count),
        "conflict": ngettext("%(count)d målkonflikt", "%(count)d målkonflikter", done.count),
        "step": ngettext("%(count)d målkonflikt", "%(count)d målkonflikter", done.count),
        "link": ngettext("%(count)d element", "%(count)d elementer", done.count),
        "placement": ngettext("%(count)d element", "%(count)d elementer", done.count),
    }[done.kind]
    acts = {
        "step": {
            "insert": _("Nye steg i %s"),
            "update": _("Endret steg i %s"),
            "delete": _("Fjernet steg fra %s"),
        },
        "link": {
            "insert": _("Nye koblinger fra %s"),
            "update": _("Endret koblinger fra %s"),
            "delete": _("Fjernet koblinger fra %s"),
        },
        "placement": {
            "insert": _("Plasserte %s i plan"),
            "update": _("Flyttet %s i plan"),
            "delete": _("Tok %s ut av plan"),
        },
    }
    usual = {"insert": _("Laget %s"), "update": _("Endret %s"), "delete": _("Slettet %s")}
    return acts.get(done.kind, usual)[done.act] % (what % count)
