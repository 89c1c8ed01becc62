"""Links: those that elements name, and those that follow from what stands under what."""

from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.outside import Outside
from rodtrad.exchange.plan_file.problems import Problems
from rodtrad.exchange.plan_file.resolve_levels import Levels
from rodtrad.exchange.plan_file.resolved import Linked, Placed, Resolved
from rodtrad.goals.models import RuleKind
from rodtrad.organisations.models import RootKind


def follow_links(found: Resolved, levels: Levels, outside: Outside, problems: Problems) -> None:
    """Fill `links`; note those that lead nowhere or that no rule allows."""
    follower = _Follower(found, levels, outside, problems)
    for placed in found.elements.values():
        for entry in placed.entry.addresses:
            follower.named(placed, RuleKind.ADDRESSES, entry)
        for entry in placed.entry.contributes_to:
            follower.named(placed, RuleKind.CONTRIBUTES, entry)
    for placed in found.placed:
        follower.nested(placed)
    found.links = list(follower.links.values())


@dataclass
class _Follower:
    found: Resolved
    levels: Levels
    outside: Outside
    problems: Problems
    links: dict[tuple[str, str], Linked] = field(default_factory=dict)

    def named(self, placed: Placed, kind: RuleKind, entry: e.LinkEntry) -> None:
        """Take a link that the element names itself."""
        spot = entry.spot_of("to")
        if (placed.key, entry.to) in self.links:
            message = _("Koblingen til «%s» står to ganger.") % entry.to
            self.problems.add(spot, placed.place, message, _("Ta bort den ene."))
        self.links[(placed.key, entry.to)] = Linked(placed.key, entry.to, kind, entry)
        across = "/" in entry.to
        level_of = self.outside.level_of if across else self.found.levels
        parent = level_of.get(entry.to)
        if parent is None:
            message = _("Elementet «%s» finnes ikke.") % entry.to
            self.problems.unknown(spot, placed.place, message, entry.to, level_of)
            return
        if across:
            self.check_membership(placed, entry)
        self.check_rule(placed, kind, entry, parent)

    def check_rule(self, placed: Placed, kind: RuleKind, entry: e.LinkEntry, parent: str) -> None:
        child = self.found.levels[placed.key]
        if not child or not parent or not self.levels.lacks(child, parent, kind):
            return
        names = {"child": self.levels.short(child), "parent": self.levels.short(parent)}
        self.problems.add(
            entry.spot_of("to"),
            placed.place,
            _("Ingen regel i målstrukturen lar «%(child)s» peke på «%(parent)s» med «%(field)s».")
            % {**names, "field": "addresses" if kind == RuleKind.ADDRESSES else "contributes_to"},
            _("Legg til {child: %(child)s, parent: %(parent)s, kind: %(kind)s} under «rules».")
            % {**names, "kind": kind.value},
        )

    def check_membership(self, placed: Placed, entry: e.LinkEntry) -> None:
        root = self.found.file.root
        region = entry.to.split("/")[0]
        members = self.outside.members.get(region, set())
        if root.slug in members or (
            root.kind == RootKind.MUNICIPALITY and root.area and root.area in members
        ):
            return
        self.problems.add(
            entry.spot_of("to"),
            placed.place,
            _("«%(root)s» står ikke som medlem av «%(region)s».") % {"root": root.slug, "region": region},
            _(
                "Les inn regionens fil med medlemmet først, oppgi «area» under «root», "
                "eller ta bort koblingen."
            ),
        )

    def nested(self, placed: Placed) -> None:
        """Take the link that follows from standing under something, when a rule says that it contributes."""
        own, ends = placed.entry, (placed.key, placed.parent)
        if not placed.parent or own.carry or own.no_link or ends in self.links:
            return
        levels = (self.found.levels.get(placed.key, ""), self.found.levels.get(placed.parent, ""))
        if RuleKind.CONTRIBUTES not in self.found.rules.get(levels, ()):
            return
        entry = own.link or e.LinkEntry(spot=own.spot, origin=own.origin, source=own.source, place=own.place)
        self.links[ends] = Linked(placed.key, placed.parent, RuleKind.CONTRIBUTES, entry)
