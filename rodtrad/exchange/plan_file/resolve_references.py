"""Plain references: to organisations, sources, cases, plans, elements, areas and SDG targets."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import chain

from django.utils.translation import gettext as _

from rodtrad.core.checks import all_rules
from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.outside import Outside
from rodtrad.exchange.plan_file.problems import Problems
from rodtrad.exchange.plan_file.resolve_cases import check_cases
from rodtrad.exchange.plan_file.resolve_keys import Known
from rodtrad.exchange.plan_file.resolve_processes import check_processes
from rodtrad.exchange.plan_file.resolve_strategy import check_strategies
from rodtrad.exchange.plan_file.resolved import Resolved, all_organisations
from rodtrad.organisations.models import RootKind


def check_references(found: Resolved, known: Known, outside: Outside, problems: Problems) -> None:
    """Note every reference that leads nowhere."""
    checker = _Checker(found, known, outside, problems)
    checker.root_and_organisations()
    check_cases(found.file, checker.refer, problems)
    check_processes(found.file, checker.refer, problems)
    check_strategies(found.file, checker.refer, checker.element, outside, problems)
    checker.plans()
    checker.elements()
    checker.conflicts()
    checker.judgements()
    checker.sources()


@dataclass
class _Checker:
    found: Resolved
    known: Known
    outside: Outside
    problems: Problems

    def refer(self, entry: e.Entry, place: str, field: str, name: str, value: str) -> None:
        """Note the value of the field when the list `name` does not hold it."""
        if value and value not in self.known[name]:
            message = _("«%(value)s» finnes ikke under «%(name)s».") % {"value": value, "name": name}
            self.problems.unknown(entry.spot_of(field), place, message, value, self.known[name])

    def element(self, entry: e.Entry, place: str, field: str, key: str) -> None:
        if key and key not in self.found.elements:
            message = _("Elementet «%s» finnes ikke i fila.") % key
            self.problems.unknown(entry.spot_of(field), place, message, key, self.found.elements)

    def area(self, entry: e.Entry, place: str, field: str, code: str) -> None:
        if not code or code in self.outside.areas:
            return
        message = _("Områdekoden «%s» er ukjent.") % code
        if f"0{code}" in self.outside.areas:
            self.problems.add(
                entry.spot_of(field), place, message, _('Mente du "0%s", med null foran?') % code
            )
        else:
            remedy = _("Bruk kommunenummeret, fylkesnummeret eller bydelens kode, slik det er i dag.")
            self.problems.add(entry.spot_of(field), place, message, remedy)

    def sdg(self, entry: e.Entry, place: str, field: str, code: str) -> None:
        targets = sorted(known for known in self.outside.targets if known.split(".")[0] == code.split(".")[0])
        if targets:
            remedy = _("Mål %(goal)s har delmålene %(targets)s.") % {
                "goal": code.split(".")[0],
                "targets": ", ".join(targets),
            }
        else:
            remedy = _('Skriv målet som "13" eller delmålet som "13.2".')
        message = _("«%s» er ikke et av FNs bærekraftsmål eller delmål.") % code
        if field == "target":
            message = _("«%s» er ikke et av delmålene under FNs bærekraftsmål.") % code
        self.problems.add(entry.spot_of(field), place, message, remedy)

    def root_and_organisations(self) -> None:
        file = self.found.file
        self.area(file.root, "root", "area", file.root.area)
        for organisation in all_organisations(file.organisations):
            place = f"organisations › {organisation.key}"
            self.refer(organisation, place, "successor", "organisations", organisation.successor)
            self.area(organisation, place, "area", organisation.area)
        for member in file.members:
            self.area(member, f"members › {member.name}", "area", member.area)
        if file.members and file.root.kind != RootKind.REGION:
            self.problems.add(
                file.members[0].spot,
                "members",
                _("Bare en region har medlemmer."),
                _("Ta bort «members», eller skriv «kind: region» under «root»."),
            )

    def plans(self) -> None:
        for plan in self.found.file.plans:
            place = f"plans › {plan.key}"
            self.refer(plan, place, "owner", "organisations", plan.owner)
            self.refer(plan, place, "parent", "plans", plan.parent)
            self.refer(plan, place, "replaces", "plans", plan.replaces)
            self.refer(plan, place, "own_type", "plan_types", plan.own_type)
            for merged in plan.merges:
                self.refer(plan, place, "merges", "plans", merged)
            self.refer(plan, place, "case", "cases", plan.case)

    def elements(self) -> None:
        codes = self.outside.goals | self.outside.targets
        for placed in self.found.elements.values():
            entry, place = placed.entry, placed.place
            self.refer(entry, place, "responsible", "organisations", entry.responsible)
            self.element(entry, place, "predecessor", entry.predecessor)
            for key in entry.contributing:
                self.refer(entry, place, "contributing", "organisations", key)
            for code in entry.areas:
                self.area(entry, place, "areas", code)
            for code in entry.sdg:
                if code not in codes:
                    self.sdg(entry, place, "sdg", code)

    def conflicts(self) -> None:
        for conflict in self.found.file.conflicts:
            place = f"conflicts › {conflict.key}"
            self.refer(conflict, place, "owner", "organisations", conflict.owner)
            self.refer(conflict, place, "case", "cases", conflict.case)
            for step in conflict.steps:
                self.element(step, place, "element", step.element)

    def judgements(self) -> None:
        file = self.found.file
        subjects = list(chain(self.found.elements, self.known["plans"], self.known["conflicts"]))
        measured = self.outside.indicators.keys() | self.outside.datasets
        known = frozenset(subjects) | self.outside.targets | measured
        rules = [rule.id for rule in all_rules()]
        for target in file.sdg_targets:
            if target.target not in self.outside.targets:
                self.sdg(target, f"sdg_targets › {target.target}", "target", target.target)
        for one in file.recurring:
            self.refer(one, f"recurring › {one.key}", "owner", "organisations", one.owner)
        for exception in file.exceptions:
            place = f"exceptions › {exception.subject}"
            self.refer(exception, place, "owner", "organisations", exception.owner)
            if exception.rule not in rules:
                message = _("Trådsjekken har ingen regel «%s».") % exception.rule
                self.problems.unknown(exception.spot_of("rule"), place, message, exception.rule, rules)
            if exception.subject not in known:
                message = (
                    _("«%s» er ikke et element, en plan, en konflikt eller et delmål.") % exception.subject
                )
                spot = exception.spot_of("subject")
                self.problems.unknown(spot, place, message, exception.subject, subjects)

    def sources(self) -> None:
        for place, entry in self.all_sourced():
            self.refer(entry, place, "source", "sources", entry.source)

    def all_sourced(self) -> Iterator[tuple[str, e.SourcedEntry]]:
        file = self.found.file
        lists: dict[str, Iterable[e.SourcedEntry]] = {
            "organisations": all_organisations(file.organisations),
            "members": file.members,
            "bodies": file.bodies,
            "meetings": chain.from_iterable(body.meetings for body in file.bodies),
            "cases": file.cases,
            "treatments": chain.from_iterable(case.treatments for case in file.cases),
            "instructions": chain.from_iterable(case.instructions for case in file.cases),
            "plans": file.plans,
            "conflicts": file.conflicts,
            "sdg_targets": file.sdg_targets,
            "recurring": file.recurring,
        }
        for name, entries in lists.items():
            for entry in entries:
                called = (
                    getattr(entry, "key", "") or getattr(entry, "name", "") or getattr(entry, "target", "")
                )
                yield f"{name} › {called}", entry
        for placed in self.found.elements.values():
            own = placed.entry
            link = [own.link] if own.link else []
            for sourced in (own, *own.addresses, *own.contributes_to, *link, *own.targets):
                yield placed.place, sourced
