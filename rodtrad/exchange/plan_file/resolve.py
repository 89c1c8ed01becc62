"""Follows the references between a plan file's entries and checks them against the framework's rules."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from rodtrad.exchange.errors import PlanFileError
from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.fields import Problems, suggestion
from rodtrad.exchange.plan_file.outside import Outside
from rodtrad.goals.models import RuleKind


@dataclass(frozen=True, slots=True)
class Placed:
    """An element entry where it stands: in which plan, under what, and as which number in the order."""

    entry: e.ElementEntry
    plan: e.PlanEntry
    key: str
    parent: str
    position: int


@dataclass(frozen=True, slots=True)
class Linked:
    """A link from an element to a parent: a key in this root, or `root/key` in another."""

    child: str
    parent: str
    kind: str
    entry: e.LinkEntry


@dataclass
class Resolved:
    """A plan file whose references all lead somewhere."""

    file: e.PlanFile
    placed: list[Placed] = field(default_factory=list)
    elements: dict[str, Placed] = field(default_factory=dict)
    levels: dict[str, str] = field(default_factory=dict)
    links: list[Linked] = field(default_factory=list)
    rules: dict[tuple[str, str], set[str]] = field(default_factory=dict)


def all_organisations(entries: Iterable[e.OrganisationEntry]) -> Iterator[e.OrganisationEntry]:
    """Yield the organisations, parents before their units."""
    for entry in entries:
        yield entry
        yield from all_organisations(entry.units)


def resolve(file: e.PlanFile, outside: Outside) -> Resolved:
    """Return the file with its references followed. Raises PlanFileError with every fault found."""
    return _Resolver(file, outside).run()


class _Resolver:
    def __init__(self, file: e.PlanFile, outside: Outside) -> None:
        self.file = file
        self.outside = outside
        self.problems = Problems()
        self.found = Resolved(file)
        self.level_names: dict[str, e.LevelEntry] = {}

    def run(self) -> Resolved:
        self.keys_once()
        self.frameworks()
        self.places()
        self.plain_references()
        if not self.problems.found:
            self.all_links()
        if not self.problems.found:
            self.circles()
        if self.problems.found:
            raise PlanFileError(self.problems.found)
        return self.found

    # -- keys

    def keys_once(self) -> None:
        f = self.file
        lists: dict[str, Iterable[e.Entry]] = {
            "sources": f.sources,
            "organisations": all_organisations(f.organisations),
            "cases": f.cases,
            "frameworks": f.frameworks,
            "plans": f.plans,
            "conflicts": f.conflicts,
        }
        self.known = {name: self.once(name, entries) for name, entries in lists.items()}
        self.known["organisations"].add(f.root.slug)

    def once(self, name: str, entries: Iterable[e.Entry]) -> set[str]:
        seen: dict[str, int] = {}
        for entry in entries:
            key = str(getattr(entry, "key", ""))
            self.note_if_seen(name, key, entry, seen)
        return set(seen)

    def note_if_seen(self, name: str, key: str, entry: e.Entry, seen: dict[str, int]) -> None:
        if key in seen:
            self.problems.add(
                entry.spot,
                f"{name} › {key}",
                _("Nøkkelen «%(key)s» er brukt før, på linje %(line)d.") % {"key": key, "line": seen[key]},
                _("Gi den ene en annen nøkkel."),
            )
        seen.setdefault(key, entry.spot.line)

    # -- frameworks

    def frameworks(self) -> None:
        for framework in self.file.frameworks:
            seen: dict[str, int] = {}
            for level in framework.levels:
                self.note_if_seen("levels", level.key, level, seen)
                self.level_names[f"{framework.key}/{level.key}"] = level
        for framework in self.file.frameworks:
            for rule in framework.rules:
                self.rule(framework, rule)

    def rule(self, framework: e.FrameworkEntry, rule: e.RuleEntry) -> None:
        child, parent = self.level(framework.key, rule.child), self.level(framework.key, rule.parent)
        for given, level in ((rule.child, child), (rule.parent, parent)):
            if not level:
                self.unknown(
                    rule, f"rules › {rule.child}", _("Nivået «%s» finnes ikke.") % given, self.level_names
                )
        if child and parent:
            kinds = self.found.rules.setdefault((child, parent), set())
            kinds.add(rule.kind)
            if rule.kind == RuleKind.CONTRIBUTES and "/" not in _outer(parent):
                kinds.add(RuleKind.UNDER)

    def level(self, framework: str, given: str) -> str:
        """Return the level as framework/level, or root/framework/level in another root; empty when unknown."""
        if given.count("/") == 2:
            return given if given in self.outside.levels else ""
        full = given if "/" in given else f"{framework}/{given}"
        return full if full in self.level_names else ""

    def unknown(self, entry: e.Entry, place: str, message: str, known: Iterable[str]) -> None:
        self.problems.add(entry.spot, place, message, suggestion(message, ()) or _nearest(message, known))

    # -- where elements stand

    def places(self) -> None:
        for plan in self.file.plans:
            if plan.elements and plan.framework not in self.known["frameworks"]:
                self.unknown(
                    plan,
                    f"plans › {plan.key}",
                    _("Målstrukturen «%s» finnes ikke.") % plan.framework,
                    self.known["frameworks"],
                )
                continue
            position = 0
            stack = [(entry, "") for entry in reversed(plan.elements)]
            while stack:
                entry, parent = stack.pop()
                key = entry.carry or entry.key
                position += 1
                placed = Placed(entry, plan, key, parent, position)
                self.found.placed.append(placed)
                if not entry.carry:
                    self.own(placed)
                stack.extend((below, key) for below in reversed(entry.elements))
        self.carried()
        self.under()

    def own(self, placed: Placed) -> None:
        entry = placed.entry
        if entry.key in self.found.elements:
            first = self.found.elements[entry.key].entry.spot.line
            self.problems.add(
                entry.spot,
                _place(placed),
                _("Nøkkelen «%(key)s» er brukt før, på linje %(line)d.") % {"key": entry.key, "line": first},
                _("Gi den ene en annen nøkkel, eller skriv «carry: %s» om det er samme element.") % entry.key,
            )
            return
        self.found.elements[entry.key] = placed
        level = self.level(placed.plan.framework, entry.level)
        if not level or not level.startswith(placed.plan.framework + "/"):
            known = [
                name.split("/")[1]
                for name in self.level_names
                if name.startswith(placed.plan.framework + "/")
            ]
            self.problems.add(
                entry.spot,
                _place(placed),
                _("Nivået «%(level)s» finnes ikke i målstrukturen «%(framework)s».")
                % {"level": entry.level, "framework": placed.plan.framework},
                suggestion(entry.level, known),
            )
        self.found.levels[entry.key] = level

    def carried(self) -> None:
        seen: dict[tuple[str, str], int] = {}
        for placed in self.found.placed:
            if placed.key not in self.found.elements:
                self.problems.add(
                    placed.entry.spot,
                    _place(placed),
                    _("Elementet «%s» finnes ikke i fila.") % placed.key,
                    suggestion(placed.key, self.found.elements),
                )
            where = (placed.plan.key, placed.key)
            if where in seen and placed.entry.carry:
                self.problems.add(
                    placed.entry.spot,
                    _place(placed),
                    _("Elementet «%(key)s» står alt i denne planen, på linje %(line)d.")
                    % {"key": placed.key, "line": seen[where]},
                    _("La det stå ett sted; bruk «contributes_to» for å koble det til flere."),
                )
            seen.setdefault(where, placed.entry.spot.line)

    def under(self) -> None:
        for placed in self.found.placed:
            child, parent = self.found.levels.get(placed.key), self.found.levels.get(placed.parent)
            if child and parent and RuleKind.UNDER not in self.found.rules.get((child, parent), ()):
                self.problems.add(
                    placed.entry.spot,
                    _place(placed),
                    _("Nivået «%(child)s» kan ikke stå under «%(parent)s».")
                    % {"child": child, "parent": parent},
                    _("Flytt elementet, eller legg til en regel under «rules» i målstrukturen."),
                )

    # -- plain references

    def plain_references(self) -> None:
        organisations = self.known["organisations"]
        for organisation in all_organisations(self.file.organisations):
            self.refer(organisation, organisation.key, "organisations", organisation.successor)
            self.area(organisation, organisation.key, organisation.area)
        self.area(self.file.root, "root", self.file.root.area)
        for member in self.file.members:
            self.area(member, member.name, member.area)
        for plan in self.file.plans:
            for name, value in (
                ("organisations", plan.owner),
                ("plans", plan.parent),
                ("plans", plan.replaces),
                ("cases", plan.case),
                ("frameworks", plan.framework),
            ):
                self.refer(plan, plan.key, name, value)
        for placed in self.found.elements.values():
            self.element_references(placed, organisations)
        self.other_references()
        for sourced in self.all_sourced():
            self.refer(sourced, str(getattr(sourced, "key", "")), "sources", sourced.source)

    def all_sourced(self) -> Iterator[e.SourcedEntry]:
        f = self.file
        yield from all_organisations(f.organisations)
        for entries in (f.members, f.cases, f.plans, f.conflicts, f.sdg_targets):
            yield from entries  # type: ignore[misc]  # lists of different entries, all with a source
        for placed in self.found.elements.values():
            yield placed.entry
            yield from placed.entry.addresses
            yield from placed.entry.contributes_to

    def element_references(self, placed: Placed, organisations: set[str]) -> None:
        entry = placed.entry
        for key in [entry.responsible, *entry.contributing]:
            if key and key not in organisations:
                self.problems.add(
                    entry.spot,
                    _place(placed),
                    _("Enheten «%s» finnes ikke under «organisations».") % key,
                    suggestion(key, organisations),
                )
        if entry.predecessor and entry.predecessor not in self.found.elements:
            self.problems.add(
                entry.spot,
                _place(placed),
                _("Elementet «%s» finnes ikke i fila.") % entry.predecessor,
                suggestion(entry.predecessor, self.found.elements),
            )
        for code in entry.areas:
            self.area(entry, _place(placed), code)
        for code in entry.sdg:
            if code not in self.outside.targets and code not in self.outside.goals:
                self.problems.add(
                    entry.spot,
                    _place(placed),
                    _("«%s» er ikke et bærekraftsmål eller delmål.") % code,
                    _('Skriv målet som "13" eller delmålet som "13.2", i anførselstegn.'),
                )

    def other_references(self) -> None:
        for conflict in self.file.conflicts:
            self.refer(conflict, conflict.key, "organisations", conflict.owner)
            self.refer(conflict, conflict.key, "cases", conflict.case)
            for step in conflict.steps:
                self.element(step, f"conflicts › {conflict.key}", step.element)
        for target in self.file.sdg_targets:
            if target.target not in self.outside.targets:
                self.problems.add(
                    target.spot,
                    f"sdg_targets › {target.target}",
                    _("«%s» er ikke et av de 169 delmålene.") % target.target,
                )
        for exception in self.file.exceptions:
            self.refer(exception, exception.subject, "organisations", exception.owner)

    def refer(self, entry: e.Entry, place: str, name: str, value: str) -> None:
        if value and value not in self.known[name]:
            self.problems.add(
                entry.spot,
                place,
                _("«%(value)s» finnes ikke under «%(name)s».") % {"value": value, "name": name},
                suggestion(value, self.known[name]),
            )

    def area(self, entry: e.Entry, place: str, code: str) -> None:
        if code and code not in self.outside.areas:
            self.problems.add(
                entry.spot,
                place,
                _("Områdekoden «%s» er ukjent.") % code,
                _('Skriv koden i anførselstegn, så null foran blir med: "0301".'),
            )

    def element(self, entry: e.Entry, place: str, key: str) -> None:
        if key and key not in self.found.elements:
            self.problems.add(
                entry.spot,
                place,
                _("Elementet «%s» finnes ikke i fila.") % key,
                suggestion(key, self.found.elements),
            )

    # -- links

    def all_links(self) -> None:
        links: dict[tuple[str, str], Linked] = {}
        for placed in self.found.elements.values():
            for kind, entries in (
                (RuleKind.ADDRESSES, placed.entry.addresses),
                (RuleKind.CONTRIBUTES, placed.entry.contributes_to),
            ):
                for entry in entries:
                    self.explicit_link(placed, kind, entry, links)
        for placed in self.found.placed:
            self.nested_link(placed, links)
        self.found.links = list(links.values())

    def explicit_link(
        self, placed: Placed, kind: str, entry: e.LinkEntry, links: dict[tuple[str, str], Linked]
    ) -> None:
        inside = "/" not in entry.to
        parent = self.found.levels.get(entry.to) if inside else self.outside.level_of.get(entry.to)
        if not parent:
            self.problems.add(
                entry.spot,
                _place(placed),
                _("Elementet «%s» finnes ikke.") % entry.to,
                suggestion(entry.to, self.found.elements if inside else self.outside.level_of),
            )
            return
        child = self.found.levels[placed.key]
        if kind not in self.found.rules.get((child, parent), ()):
            self.problems.add(
                entry.spot,
                _place(placed),
                _("Målstrukturen har ingen regel for at «%(child)s» %(kind)s «%(parent)s».")
                % {"child": child, "kind": RuleKind(kind).label, "parent": parent},
                _("Legg til {child: %(child)s, parent: %(parent)s, kind: %(kind)s} under «rules».")
                % {"child": child.split("/")[-1], "parent": parent, "kind": kind},
            )
        if (placed.key, entry.to) in links:
            self.problems.add(
                entry.spot,
                _place(placed),
                _("Koblingen til «%s» står to ganger.") % entry.to,
                _("Ta bort den ene."),
            )
        links[(placed.key, entry.to)] = Linked(placed.key, entry.to, kind, entry)

    def nested_link(self, placed: Placed, links: dict[tuple[str, str], Linked]) -> None:
        if (
            not placed.parent
            or placed.entry.carry
            or placed.entry.no_link
            or (placed.key, placed.parent) in links
        ):
            return
        levels = (self.found.levels[placed.key], self.found.levels[placed.parent])
        if RuleKind.CONTRIBUTES not in self.found.rules.get(levels, ()):
            return
        own = placed.entry
        entry = own.link or e.LinkEntry(spot=own.spot, origin=own.origin, source=own.source, place=own.place)
        links[(placed.key, placed.parent)] = Linked(placed.key, placed.parent, RuleKind.CONTRIBUTES, entry)

    def circles(self) -> None:
        up: dict[str, list[Linked]] = {}
        for link in self.found.links:
            up.setdefault(link.child, []).append(link)
        done: set[str] = set()
        for start in up:
            self.walk(start, up, done)

    def walk(self, start: str, up: dict[str, list[Linked]], done: set[str]) -> None:
        """Depth first without recursion; a link back onto the way walked closes a circle."""
        way: dict[str, Iterator[Linked]] = {}
        here = start
        while True:
            if here not in way:
                way[here] = iter(up.get(here, ()))
            link = next(way[here], None)
            if link is None:
                done.add(here)
                way.pop(here)
                if not way:
                    return
                here = next(reversed(way))
            elif link.parent in way:
                circle = [*list(way)[list(way).index(link.parent) :], link.parent]
                self.problems.add(
                    link.entry.spot,
                    f"elements › {link.child}",
                    _("Koblingene går i ring: %s.") % " → ".join(circle),
                    _("Ta bort én av koblingene."),
                )
                return
            elif link.parent not in done:
                here = link.parent


def _outer(level: str) -> str:
    """Return the part before framework/level: empty inside the root."""
    return level.rsplit("/", 2)[0] + "/" if level.count("/") == 2 else ""


def _place(placed: Placed) -> str:
    return f"plans › {placed.plan.key} › {placed.key}"


def _nearest(message: str, known: Iterable[str]) -> str:
    given = message.split("«", 1)[-1].split("»", 1)[0]
    return suggestion(given, known)
