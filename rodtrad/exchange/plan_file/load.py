"""Stores a resolved plan file, in one transaction: all of it or nothing."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from rodtrad.cases.models import Case
from rodtrad.core.models import LifeCycle, Visibility
from rodtrad.core.text import sort_key
from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.outside import Outside
from rodtrad.exchange.plan_file.resolve import Linked, Placed, Resolved
from rodtrad.exchange.upsert import Tally, upsert
from rodtrad.goals.models import (
    Conflict,
    ConflictStep,
    Element,
    Framework,
    Level,
    LevelRule,
    Link,
    Placement,
    PlanFramework,
)
from rodtrad.organisations.models import (
    CheckException,
    Organisation,
    OrganisationKind,
    RegionMember,
    Root,
    RootKind,
    Source,
)
from rodtrad.plans.models import LOCKED, Plan, PlanStatus
from rodtrad.sdg.models import LocalTarget

LIFE_CYCLE_OF = {
    PlanStatus.ADOPTED: LifeCycle.ADOPTED,
    PlanStatus.REPEALED: LifeCycle.REPEALED,
    PlanStatus.HEARING: LifeCycle.PROPOSED,
}


def visibility_number(name: str) -> int:
    return int(Visibility[name.upper()])


class Loader:
    """Writes one root. Call `load` inside a transaction; rows are found by key and kept."""

    def __init__(self, resolved: Resolved, outside: Outside) -> None:
        self.resolved = resolved
        self.file = resolved.file
        self.outside = outside
        self.tally = Tally()

    def load(self) -> Root:
        self.root = self.load_root()
        self.load_sources()
        self.load_organisations()
        self.load_members()
        self.load_cases()
        self.load_frameworks()
        self.load_plans()
        self.load_elements()
        self.load_placements()
        self.load_links()
        self.load_relations()
        self.load_conflicts()
        self.load_judgements()
        self.set_statuses()
        return self.root

    # -- the root and its organisations

    def load_root(self) -> Root:
        entry = self.file.root
        values = {
            "slug": entry.slug,
            "name": entry.name,
            "short_name": entry.short_name,
            "kind": entry.kind,
            "governance": entry.governance,
            "language": entry.language,
            "area_id": self.area(entry.area),
            "organisation_number": entry.organisation_number,
            "theme_colour": entry.theme_colour,
            "visibility": visibility_number(entry.visibility),
        }
        existing = {root.slug: root for root in Root.objects.filter(slug=entry.slug)}
        return upsert(Root, existing, [(entry.slug, values)], self.tally)[entry.slug]

    def area(self, code: str) -> UUID | None:
        return self.outside.areas[code] if code else None

    def by_key(self, model: Any) -> dict[str, Any]:
        return {row.key: row for row in model.objects.filter(root=self.root)}

    def sourced(self, entry: e.SourcedEntry) -> dict[str, Any]:
        source = self.sources[entry.source].id if entry.source else None
        return {"origin": entry.origin, "source_id": source, "place": entry.place}

    def load_sources(self) -> None:
        wanted = [
            (
                entry.key,
                {
                    "root_id": self.root.id,
                    "key": entry.key,
                    "title": entry.title,
                    "publisher": entry.publisher,
                    "year": entry.year,
                    "address": entry.address,
                },
            )
            for entry in self.file.sources
        ]
        self.sources = upsert(Source, self.by_key(Source), wanted, self.tally)

    def load_organisations(self) -> None:
        existing = self.by_key(Organisation)
        slug = self.root.slug
        top = {
            "root_id": self.root.id,
            "key": slug,
            "kind": OrganisationKind.ROOT,
            "name": self.root.name,
            "organisation_number": self.root.organisation_number,
            "area_id": self.root.area_id,
        }
        self.organisations = upsert(Organisation, existing, [(slug, top)], self.tally)
        self.load_units(self.file.organisations, slug, existing)
        successors = {
            entry.key: {"successor_id": self.organisations[entry.successor].id if entry.successor else None}
            for entry in self.all_units(self.file.organisations)
        }
        upsert(Organisation, self.organisations, successors.items(), Tally())

    def all_units(self, entries: list[e.OrganisationEntry]) -> Iterator[e.OrganisationEntry]:
        for entry in entries:
            yield entry
            yield from self.all_units(entry.units)

    def load_units(self, entries: list[e.OrganisationEntry], parent: str, existing: dict[str, Any]) -> None:
        """Write one level at a time, so that a parent stands before its units."""
        level = [(parent, entry) for entry in entries]
        position = 0
        while level:
            wanted = []
            for above, entry in level:
                position += 1
                wanted.append((entry.key, self.unit_values(entry, above, position)))
            self.organisations |= upsert(Organisation, existing, wanted, self.tally)
            level = [(entry.key, unit) for _above, entry in level for unit in entry.units]

    def unit_values(self, entry: e.OrganisationEntry, parent: str, position: int) -> dict[str, Any]:
        return {
            "root_id": self.root.id,
            "key": entry.key,
            "parent_id": self.organisations[parent].id,
            "kind": entry.kind,
            "name": entry.name,
            "organisation_number": entry.organisation_number,
            "area_id": self.area(entry.area),
            "valid_from": entry.valid_from,
            "valid_to": entry.valid_to,
            "position": position,
            **self.sourced(entry),
        }

    def load_members(self) -> None:
        roots = {root.slug: root.id for root in Root.objects.all()}
        areas = {root.area_id: root.id for root in Root.objects.filter(area__isnull=False)}
        wanted = []
        for entry in self.file.members:
            area = self.area(entry.area)
            values = {
                "root_id": self.root.id,
                "name": entry.name,
                "area_id": area,
                "member_id": roots.get(entry.root) or areas.get(area),
                "valid_from": entry.valid_from,
                "valid_to": entry.valid_to,
                **self.sourced(entry),
            }
            wanted.append(((entry.name, entry.valid_from), values))
        existing = {(row.name, row.valid_from): row for row in RegionMember.objects.filter(root=self.root)}
        upsert(RegionMember, existing, wanted, self.tally)
        if self.root.kind == RootKind.MUNICIPALITY and self.root.area_id:
            waiting = RegionMember.objects.filter(area=self.root.area_id, member__isnull=True)
            waiting.update(member=self.root)

    def load_cases(self) -> None:
        wanted = [
            (
                entry.key,
                {
                    "root_id": self.root.id,
                    "key": entry.key,
                    "number": entry.number,
                    "title": entry.title,
                    "body": entry.body,
                    "date": entry.date,
                    "decision": entry.decision,
                    **self.sourced(entry),
                },
            )
            for entry in self.file.cases
        ]
        self.cases = upsert(Case, self.by_key(Case), wanted, self.tally)

    # -- frameworks

    def load_frameworks(self) -> None:
        wanted = [
            (
                entry.key,
                {"root_id": self.root.id, "key": entry.key, "name": entry.name, "asks_for_sdg": entry.asks_for_sdg},
            )
            for entry in self.file.frameworks
        ]
        self.frameworks = upsert(Framework, self.by_key(Framework), wanted, self.tally)
        existing = {
            f"{level.framework.key}/{level.key}": level
            for level in Level.objects.filter(root=self.root).select_related("framework")
        }
        levels = []
        for framework in self.file.frameworks:
            for position, level in enumerate(framework.levels, 1):
                levels.append((f"{framework.key}/{level.key}", self.level_values(framework, level, position)))
        self.levels = upsert(Level, existing, levels, self.tally)
        self.load_rules()

    def level_values(self, framework: e.FrameworkEntry, entry: e.LevelEntry, position: int) -> dict[str, Any]:
        spare = entry.names.get("nb") or next(iter(entry.names.values()))
        words = {}
        for language in ("nb", "nn", "en"):
            named = entry.names.get(language, spare)
            words |= {f"one_{language}": named.one, f"many_{language}": named.many}
        return {
            "root_id": self.root.id,
            "framework_id": self.frameworks[framework.key].id,
            "key": entry.key,
            "role": entry.role,
            "title_style": entry.title_style,
            "cross_cutting": entry.cross_cutting,
            "optional": entry.optional,
            "in_source": entry.in_source,
            "position": position,
            **words,
        }

    def level_id(self, name: str) -> UUID:
        return self.levels[name].id if name in self.levels else self.outside.levels[name]

    def load_rules(self) -> None:
        normal = {
            (self.full(framework, rule.child), self.full(framework, rule.parent), rule.kind): rule.normal
            for framework in self.file.frameworks
            for rule in framework.rules
        }
        wanted = []
        for (child, parent), kinds in self.resolved.rules.items():
            for kind in sorted(kinds):
                key = (self.level_id(child), self.level_id(parent), str(kind))
                values = {
                    "root_id": self.root.id,
                    "child_id": key[0],
                    "parent_id": key[1],
                    "kind": key[2],
                    "normal": normal.get((child, parent, kind), True),
                }
                wanted.append((key, values))
        existing = {(r.child_id, r.parent_id, r.kind): r for r in LevelRule.objects.filter(root=self.root)}
        upsert(LevelRule, existing, wanted, self.tally)

    def full(self, framework: e.FrameworkEntry, level: str) -> str:
        return level if "/" in level else f"{framework.key}/{level}"

    # -- plans and elements

    def load_plans(self) -> None:
        existing = self.by_key(Plan)
        wanted = []
        for position, entry in enumerate(self.file.plans, 1):
            values = self.plan_values(entry, position)
            if entry.key not in existing:
                # A new plan is filled as a draft and gets its status last: the lock holds from then on.
                values["status"] = PlanStatus.UNDER_WAY if entry.status in LOCKED else entry.status
            wanted.append((entry.key, values))
        self.plans = upsert(Plan, existing, wanted, self.tally)
        related = [
            (
                entry.key,
                {
                    "parent_id": self.plans[entry.parent].id if entry.parent else None,
                    "replaces_id": self.plans[entry.replaces].id if entry.replaces else None,
                },
            )
            for entry in self.file.plans
        ]
        upsert(Plan, self.plans, related, Tally())
        pairs = [
            (
                self.plans[entry.key].id,
                {
                    "root_id": self.root.id,
                    "plan_id": self.plans[entry.key].id,
                    "framework_id": self.frameworks[entry.framework].id,
                },
            )
            for entry in self.file.plans
            if entry.framework
        ]
        held = {pair.plan_id: pair for pair in PlanFramework.objects.filter(root=self.root)}
        upsert(PlanFramework, held, pairs, self.tally)

    def plan_values(self, entry: e.PlanEntry, position: int) -> dict[str, Any]:
        hearing = entry.hearing
        return {
            "root_id": self.root.id,
            "key": entry.key,
            "type": entry.type,
            "title": entry.title,
            "description": entry.description,
            "from_year": entry.from_year,
            "to_year": entry.to_year,
            "horizon_years": entry.horizon_years,
            "treatment": entry.treatment,
            "question": entry.question,
            "owner_id": self.organisations[entry.owner].id if entry.owner else None,
            "case_id": self.cases[entry.case].id if entry.case else None,
            "hearing_from": hearing.starts if hearing else None,
            "hearing_to": hearing.ends if hearing else None,
            "hearing_submissions": hearing.submissions if hearing else None,
            "visibility": visibility_number(entry.visibility),
            "position": position,
            **self.sourced(entry),
        }

    def set_statuses(self) -> None:
        statuses = [(entry.key, {"status": entry.status}) for entry in self.file.plans]
        upsert(Plan, self.plans, statuses, Tally())

    def load_elements(self) -> None:
        wanted = [(key, self.element_values(placed)) for key, placed in self.resolved.elements.items()]

        def finish(row: Element) -> None:
            row.sort_key = sort_key(row.title)

        self.elements = upsert(Element, self.by_key(Element), wanted, self.tally, finish=finish)
        predecessors = [
            (key, {"predecessor_id": self.elements[placed.entry.predecessor].id})
            for key, placed in self.resolved.elements.items()
            if placed.entry.predecessor
        ]
        upsert(Element, self.elements, predecessors, Tally())

    def element_values(self, placed: Placed) -> dict[str, Any]:
        entry, plan = placed.entry, placed.plan
        return {
            "root_id": self.root.id,
            "key": entry.key,
            "plan_id": self.plans[plan.key].id,
            "framework_id": self.frameworks[plan.framework].id,
            "level_id": self.levels[self.resolved.levels[entry.key]].id,
            "title": entry.title,
            "description": entry.description,
            "responsible_id": self.organisations[entry.responsible].id if entry.responsible else None,
            "starts": entry.starts,
            "ends": entry.ends,
            "life_cycle": entry.life_cycle or LIFE_CYCLE_OF.get(PlanStatus(plan.status), LifeCycle.DRAFT),
            "progress": entry.progress,
            "judgement": entry.judgement,
            "visibility": visibility_number(entry.visibility),
            "handling": entry.handling,
            "binding": entry.binding,
            "keywords": entry.keywords,
            **self.sourced(entry),
        }

    def load_placements(self) -> None:
        existing = {(row.plan_id, row.element_id): row for row in Placement.objects.filter(root=self.root)}
        rows: dict[tuple[UUID, UUID], Placement] = dict(existing)
        wanted = []
        for placed in self.resolved.placed:
            plan, element = self.plans[placed.plan.key], self.elements[placed.key]
            key = (plan.id, element.id)
            if key not in rows:
                rows[key] = Placement()
            above = rows[(plan.id, self.elements[placed.parent].id)] if placed.parent else None
            values = {
                "id": rows[key].id,
                "root_id": self.root.id,
                "plan_id": plan.id,
                "element_id": element.id,
                "level_id": element.level_id,
                "number": placed.entry.number,
                "parent_id": above.id if above else None,
                "parent_level_id": self.elements[placed.parent].level_id if placed.parent else None,
                "position": placed.position,
            }
            wanted.append((key, values))
        upsert(Placement, existing, wanted, self.tally)

    # -- links and other relations

    def load_links(self) -> None:
        existing = {(row.child_id, row.parent_id): row for row in Link.objects.filter(root=self.root)}
        wanted = [self.link_values(link) for link in self.resolved.links]
        upsert(Link, existing, wanted, self.tally)

    def link_values(self, link: Linked) -> tuple[tuple[UUID, UUID], dict[str, Any]]:
        child = self.elements[link.child]
        parent = self.elements[link.parent] if link.parent in self.elements else self.outside.elements[link.parent]
        values = {
            "root_id": self.root.id,
            "parent_root_id": parent.root_id,
            "child_id": child.id,
            "parent_id": parent.id,
            "child_level_id": child.level_id,
            "parent_level_id": parent.level_id,
            "kind": link.kind,
            "reason": link.entry.reason,
            **self.sourced(link.entry),
        }
        return (child.id, parent.id), values

    def load_relations(self) -> None:
        entries = {self.elements[key].id: placed.entry for key, placed in self.resolved.elements.items()}
        self.relate(
            Element.contributing.through,
            "organisation_id",
            {i: {self.organisations[key].id for key in entry.contributing} for i, entry in entries.items()},
        )
        self.relate(
            Element.areas.through,
            "area_id",
            {i: {self.outside.areas[code] for code in entry.areas} for i, entry in entries.items()},
        )
        self.relate(
            Element.sdg_goals.through,
            "sdggoal_id",
            {i: {int(code) for code in entry.sdg if code.isdecimal()} for i, entry in entries.items()},
        )
        self.relate(
            Element.sdg_targets.through,
            "sdgtarget_id",
            {i: {code for code in entry.sdg if not code.isdecimal()} for i, entry in entries.items()},
        )

    def relate(self, through: Any, column: str, wanted: dict[UUID, set[Any]]) -> None:
        """Make the relation hold just the wanted pairs."""
        held = {
            (element, other): identity
            for identity, element, other in through.objects.filter(element__root=self.root).values_list(
                "id", "element_id", column
            )
        }
        pairs = {(element, other) for element, others in wanted.items() for other in others}
        gone = [identity for pair, identity in held.items() if pair not in pairs and pair[0] in wanted]
        fresh = [through(**{"element_id": element, column: other}) for element, other in sorted(pairs - held.keys(), key=str)]
        through.objects.filter(id__in=gone).delete()
        through.objects.bulk_create(fresh, batch_size=2_000)
        if gone or fresh:
            self.tally.changed[str(through._meta.label)] += len(gone) + len(fresh)

    def load_conflicts(self) -> None:
        wanted = []
        for entry in self.file.conflicts:
            values = {
                "root_id": self.root.id,
                "key": entry.key,
                "title": entry.title,
                "description": entry.description,
                "handling": entry.handling,
                "owner_id": self.organisations[entry.owner].id if entry.owner else None,
                "case_id": self.cases[entry.case].id if entry.case else None,
                "visibility": visibility_number(entry.visibility),
                **self.sourced(entry),
            }
            wanted.append((entry.key, values))
        self.conflicts = upsert(Conflict, self.by_key(Conflict), wanted, self.tally)
        existing = {(s.conflict_id, s.position): s for s in ConflictStep.objects.filter(root=self.root)}
        steps = [
            ((self.conflicts[entry.key].id, position), self.step_values(entry, position, step))
            for entry in self.file.conflicts
            for position, step in enumerate(entry.steps, 1)
        ]
        upsert(ConflictStep, existing, steps, self.tally)
        kept = {key for key, _values in steps}
        spare = [s.id for key, s in existing.items() if key not in kept and key[0] in {k[0] for k in kept}]
        ConflictStep.objects.filter(id__in=spare).delete()

    def step_values(self, entry: e.ConflictEntry, position: int, step: e.StepEntry) -> dict[str, Any]:
        return {
            "root_id": self.root.id,
            "conflict_id": self.conflicts[entry.key].id,
            "position": position,
            "text": step.text,
            "element_id": self.elements[step.element].id if step.element else None,
            "sign": step.sign,
        }

    def load_judgements(self) -> None:
        targets = [
            (t.target, {"root_id": self.root.id, "target_id": t.target, "why": t.why, **self.sourced(t)})
            for t in self.file.sdg_targets
        ]
        held = {row.target_id: row for row in LocalTarget.objects.filter(root=self.root)}
        upsert(LocalTarget, held, targets, self.tally)
        exceptions = [
            (
                (x.rule, x.subject),
                {
                    "root_id": self.root.id,
                    "rule": x.rule,
                    "subject": x.subject,
                    "reason": x.reason,
                    "owner_id": self.organisations[x.owner].id,
                    "until": x.until,
                },
            )
            for x in self.file.exceptions
        ]
        excepted = {(row.rule, row.subject): row for row in CheckException.objects.filter(root=self.root)}
        upsert(CheckException, excepted, exceptions, self.tally)
