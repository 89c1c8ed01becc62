"""As much of a root as someone may see, with the entries of a plan file: what hidden things leave behind is taken out.

What is kept is a whole plan file: every reference in it leads somewhere in it.
"""

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from django.contrib.auth.models import AnonymousUser

from rodtrad.cases.queries.cases import visible_cases
from rodtrad.core.collecting import collector_paused
from rodtrad.core.moments import one_moment
from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.dump import entries_of
from rodtrad.exchange.plan_file.entries_strategy import ViewEntry
from rodtrad.exchange.plan_file.resolved import all_organisations
from rodtrad.exchange.plan_file.write import as_fields
from rodtrad.goals.models import Element
from rodtrad.goals.queries.conflicts import visible_conflicts
from rodtrad.indicators.queries.catalogue import visible_indicators
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer
from rodtrad.organisations.queries import visible_roots
from rodtrad.planning.models import ViewOf
from rodtrad.planning.queries.wheel import recurring_in
from rodtrad.plans.queries import visible_plans
from rodtrad.targets.queries import targets_of


def as_json(root: Root, viewer: Viewer) -> bytes:
    """Return everything that the viewer may see as JSON. It is YAML too: a plan file."""
    fields = as_fields(visible_entries(root, viewer))
    return json.dumps(fields, ensure_ascii=False, indent=1, default=str).encode()


def visible_entries(root: Root, viewer: Viewer) -> e.PlanFile:
    """Return the root's entries without what the viewer may not see."""
    with collector_paused(), one_moment():
        file = entries_of(root)
        return file if viewer.sees_all else _Sieve.of(root, viewer, file).sift(file)


@dataclass
class _Sieve:
    seen: set[str]
    plans: set[str]
    conflicts: set[str]
    roots: set[str]
    outside: set[str]
    #: Elements whose home is in a plan that is kept.
    at_home: set[str]
    indicators: set[str]
    cases: set[str]
    open_indicators: set[str]
    recurring: set[str]

    @classmethod
    def of(cls, root: Root, viewer: Viewer, file: e.PlanFile) -> "_Sieve":
        seen = set(Element.objects.filter(root=root).visible_to(viewer).values_list("key", flat=True))
        plans = {plan.key for plan in visible_plans(root, viewer)}
        regions = Element.objects.filter(root__kind="region").exclude(root=root).visible_to(Viewer())
        home = {
            entry.key
            for plan in file.plans
            if plan.key in plans
            for entry in _all(plan.elements)
            if entry.key in seen
        }
        return cls(
            seen,
            plans,
            {chain.conflict.key for chain in visible_conflicts(root, viewer)},
            set(visible_roots(AnonymousUser()).values_list("slug", flat=True)),
            {f"{slug}/{key}" for slug, key in regions.values_list("root__slug", "key")},
            home,
            set(targets_of(root, viewer).values_list("indicator__key", flat=True)),
            set(visible_cases(root, viewer).values_list("key", flat=True)),
            set(visible_indicators(root, viewer).values_list("key", flat=True)),
            {one.key for one in recurring_in(root, viewer, left_out=True)},
        )

    def sift(self, file: e.PlanFile) -> e.PlanFile:
        plans = [self.plan(plan) for plan in file.plans if plan.key in self.plans]
        conflicts = [
            replace(one, case=one.case if one.case in self.cases else "")
            for one in file.conflicts
            if one.key in self.conflicts and self.names_seen(one)
        ]
        used = {plan.framework for plan in plans}
        frameworks = [self.framework(one, used) for one in file.frameworks if one.key in used]
        subjects = {*self.at_home, *self.plans, *(one.key for one in conflicts)}
        subjects |= {target.target for target in file.sdg_targets}
        found = replace(
            file,
            members=[replace(one, root=one.root if one.root in self.roots else "") for one in file.members],
            cases=[self.case(case) for case in file.cases if case.key in self.cases],
            frameworks=frameworks,
            plans=plans,
            conflicts=conflicts,
            exceptions=[one for one in file.exceptions if one.subject in subjects],
            recurring=[one for one in file.recurring if one.key in self.recurring],
        )
        named = {entry.source for entry in _sourced(found)}
        found.sources = [source for source in file.sources if source.key in named]
        return found

    def case(self, case: e.CaseEntry) -> e.CaseEntry:
        told = [one for one in case.instructions if not one.closed_by or one.closed_by in self.cases]
        return replace(case, instructions=told)

    def plan(self, plan: e.PlanEntry) -> e.PlanEntry:
        return replace(
            plan,
            case=plan.case if plan.case in self.cases else "",
            parent=plan.parent if plan.parent in self.plans else "",
            replaces=plan.replaces if plan.replaces in self.plans else "",
            merges=[one for one in plan.merges if one in self.plans],
            strategy=self.strategy(plan.strategy) if plan.strategy else None,
            process=self.process(plan.process) if plan.process else None,
            elements=list(self.elements(plan.elements, lifted=False)),
        )

    def process(self, told: e.ProcessEntry) -> e.ProcessEntry:
        return replace(told, case=told.case if told.case in self.cases else "")

    def strategy(self, told: e.StrategyEntry) -> e.StrategyEntry:
        """Return it without items of hidden plans; what a trend shows in is left out where it is hidden."""
        return replace(
            told,
            follows=told.follows if told.follows in self.plans else "",
            items=[one for one in told.items if not one.plan or one.plan in self.plans],
            trends=[
                replace(
                    one,
                    element=one.element if one.element in self.at_home else "",
                    indicator=one.indicator if one.indicator in self.open_indicators else "",
                )
                for one in told.trends
            ],
            guidelines=[one for one in told.guidelines if one.element in self.at_home],
            views=[_view(one, number) for number, one in enumerate(told.views, start=1)],
        )

    def elements(self, entries: Iterable[e.ElementEntry], *, lifted: bool) -> Iterator[e.ElementEntry]:
        """Yield what may be seen; what stands under something hidden stands under what that stood under."""
        for entry in entries:
            if (entry.carry or entry.key) not in self.at_home:
                yield from self.elements(entry.elements, lifted=True)
                continue
            below = list(self.elements(entry.elements, lifted=False))
            if entry.carry:
                yield replace(entry, elements=below)
                continue
            yield replace(
                entry,
                predecessor=entry.predecessor if entry.predecessor in self.at_home else "",
                addresses=self.links(entry.addresses),
                contributes_to=self.links(entry.contributes_to),
                link=None if lifted else entry.link,
                no_link=True if lifted else entry.no_link,
                targets=[one for one in entry.targets if one.indicator in self.indicators],
                elements=below,
            )

    def links(self, links: list[e.LinkEntry]) -> list[e.LinkEntry]:
        return [link for link in links if link.to in self.at_home or link.to in self.outside]

    def names_seen(self, conflict: e.ConflictEntry) -> bool:
        return all(not step.element or step.element in self.at_home for step in conflict.steps)

    def framework(self, framework: e.FrameworkEntry, used: set[str]) -> e.FrameworkEntry:
        return replace(
            framework, rules=[rule for rule in framework.rules if self.leads_somewhere(rule, used)]
        )

    def leads_somewhere(self, rule: e.RuleEntry, used: set[str]) -> bool:
        """Tell whether the rule's parent is in the file, or in a root that everyone sees."""
        first, *rest = rule.parent.split("/")
        return not rest or first in (used if len(rest) == 1 else self.roots)


def _view(told: ViewEntry, number: int) -> ViewEntry:
    """Return the view without the name of a private person."""
    is_person = told.kind == ViewOf.PERSON
    return replace(told, sender=f"{ViewOf.PERSON.label} {number}") if is_person else told


def _all(entries: Iterable[e.ElementEntry]) -> Iterator[e.ElementEntry]:
    for entry in entries:
        yield entry
        yield from _all(entry.elements)


def _sourced(file: e.PlanFile) -> Iterator[e.SourcedEntry]:
    yield from all_organisations(file.organisations)
    for entries in (file.members, file.bodies, file.cases, file.plans, file.conflicts, file.sdg_targets):
        yield from entries
    yield from file.recurring
    for body in file.bodies:
        yield from body.meetings
    for case in file.cases:
        yield from case.treatments
        yield from case.instructions
    for plan in file.plans:
        if plan.process:
            yield plan.process
        for entry in _all(plan.elements):
            yield entry
            yield from entry.addresses
            yield from entry.contributes_to
            yield from entry.targets
            if entry.link:
                yield entry.link
