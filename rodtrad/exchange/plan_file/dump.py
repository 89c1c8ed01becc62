"""Writes a root as a plan file that reads back to the same: content, links, placements, conflicts, exceptions."""

import datetime
from collections import defaultdict
from typing import Any
from uuid import UUID

import yaml

from rodtrad.cases.models import Case
from rodtrad.core.models import LifeCycle, Visibility
from rodtrad.exchange.plan_file.entries import FORMAT
from rodtrad.exchange.plan_file.load_thread import LIFE_CYCLE_OF
from rodtrad.goals.models import Conflict, Element, Framework, Level, LevelRule, Link, Placement, RuleKind
from rodtrad.organisations.models import (
    CheckException,
    Organisation,
    OrganisationKind,
    RegionMember,
    Root,
    Source,
)
from rodtrad.plans.models import Plan, PlanStatus
from rodtrad.sdg.models import LocalTarget

Fields = dict[str, Any]


class _Dumper(yaml.SafeDumper):
    """Short keys on one line each, text quoted when it could be read as something else."""


_Dumper.add_representer(
    datetime.date, lambda dumper, day: dumper.represent_scalar("tag:yaml.org,2002:timestamp", str(day))
)


def dump_root(root: Root) -> str:
    """Return the whole root as plan file text."""
    content = _Dump(root).fields()
    return str(yaml.dump(content, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=110))


def _compact(fields: Fields) -> Fields:
    """Leave out what is empty: it reads back as empty."""
    return {name: value for name, value in fields.items() if value not in (None, "", [], {})}


def _visibility(row: Any) -> str:
    name = Visibility(row.visibility).name.lower()
    return "" if name == "public" else name


class _Dump:
    def __init__(self, root: Root) -> None:
        self.root = root
        self.sources = {row.id: row for row in Source.objects.filter(root=root)}
        self.organisations = {
            row.id: row for row in Organisation.objects.filter(root=root).select_related("area")
        }
        self.cases = {row.id: row for row in Case.objects.filter(root=root)}
        self.plans = {row.id: row for row in Plan.objects.filter(root=root)}
        self.frameworks = {row.id: row for row in Framework.objects.filter(root=root)}
        self.levels = {row.id: row for row in Level.objects.filter(root=root).order_by("position")}
        self.rules = list(
            LevelRule.objects.filter(root=root).select_related(
                "child__framework", "parent__framework", "parent__root"
            )
        )
        self.read_elements()

    def read_elements(self) -> None:
        rows = Element.objects.filter(root=self.root).prefetch_related(
            "contributing", "areas", "sdg_goals", "sdg_targets"
        )
        self.elements = {row.id: row for row in rows}
        self.placements: dict[tuple[UUID, UUID | None], list[Placement]] = defaultdict(list)
        self.at_home: dict[UUID, Placement] = {}
        for placement in (
            Placement.objects.filter(root=self.root).order_by("position").select_related("parent")
        ):
            self.placements[(placement.plan_id, placement.parent_id)].append(placement)
            if self.elements[placement.element_id].plan_id == placement.plan_id:
                self.at_home[placement.element_id] = placement
        self.links: dict[UUID, list[Link]] = defaultdict(list)
        for link in (
            Link.objects.filter(root=self.root).select_related("parent__root").order_by("parent__sort_key")
        ):
            self.links[link.child_id].append(link)

    def fields(self) -> Fields:
        return _compact(
            {
                "format": FORMAT,
                "root": self.root_fields(),
                "sources": [self.source(row) for row in self.sources.values()],
                "organisations": self.units(self.top().id),
                "members": [
                    self.member(row)
                    for row in RegionMember.objects.filter(root=self.root).select_related("area", "member")
                ],
                "cases": [self.case(row) for row in self.cases.values()],
                "frameworks": [self.framework(row) for row in self.frameworks.values()],
                "plans": [self.plan(row) for row in self.plans.values()],
                "conflicts": [
                    self.conflict(row)
                    for row in Conflict.objects.filter(root=self.root).prefetch_related("steps")
                ],
                "sdg_targets": [
                    _compact({"target": row.target_id, "why": row.why, **self.sourced(row)})
                    for row in LocalTarget.objects.filter(root=self.root)
                ],
                "exceptions": [self.exception(row) for row in CheckException.objects.filter(root=self.root)],
            }
        )

    def sourced(self, row: Any) -> Fields:
        source = self.sources[row.source_id].key if row.source_id else ""
        return {"origin": row.origin, "source": source, "place": row.place}

    def root_fields(self) -> Fields:
        root = self.root
        return _compact(
            {
                "slug": root.slug,
                "name": root.name,
                "short_name": root.short_name,
                "kind": root.kind,
                "governance": root.governance,
                "language": root.language,
                "area": root.area.code if root.area else "",
                "organisation_number": root.organisation_number,
                "theme_colour": root.theme_colour,
                "visibility": _visibility(root),
            }
        )

    def source(self, row: Source) -> Fields:
        return _compact(
            {
                "key": row.key,
                "title": row.title,
                "publisher": row.publisher,
                "year": row.year,
                "address": row.address,
            }
        )

    # -- organisations and cases

    def top(self) -> Organisation:
        return next(row for row in self.organisations.values() if row.kind == OrganisationKind.ROOT)

    def organisation_key(self, identity: UUID | None) -> str:
        return self.organisations[identity].key if identity else ""

    def units(self, parent: UUID) -> list[Fields]:
        return [self.unit(row) for row in self.organisations.values() if row.parent_id == parent]

    def unit(self, row: Organisation) -> Fields:
        return _compact(
            {
                "key": row.key,
                "name": row.name,
                "kind": row.kind,
                "organisation_number": row.organisation_number,
                "area": row.area.code if row.area else "",
                "valid_from": row.valid_from,
                "valid_to": row.valid_to,
                "successor": self.organisation_key(row.successor_id),
                **self.sourced(row),
                "units": self.units(row.id),
            }
        )

    def member(self, row: RegionMember) -> Fields:
        return _compact(
            {
                "name": row.name,
                "area": row.area.code if row.area else "",
                "root": row.member.slug if row.member else "",
                "valid_from": row.valid_from,
                "valid_to": row.valid_to,
                **self.sourced(row),
            }
        )

    def case(self, row: Case) -> Fields:
        return _compact(
            {
                "key": row.key,
                "number": row.number,
                "title": row.title,
                "body": row.body,
                "date": row.date,
                "decision": row.decision,
                **self.sourced(row),
            }
        )

    # -- frameworks

    def framework(self, row: Framework) -> Fields:
        return _compact(
            {
                "key": row.key,
                "name": row.name,
                "asks_for_sdg": row.asks_for_sdg or None,
                "levels": [
                    self.level(level) for level in self.levels.values() if level.framework_id == row.id
                ],
                "rules": [
                    self.rule(rule)
                    for rule in self.rules
                    if rule.child.framework_id == row.id and self.says(rule)
                ],
            }
        )

    def says(self, rule: LevelRule) -> bool:
        """Tell whether the rule must be written: `under` follows from `contributes` between the same levels."""
        return rule.kind != RuleKind.UNDER or not any(
            other.kind == RuleKind.CONTRIBUTES
            and (other.child_id, other.parent_id) == (rule.child_id, rule.parent_id)
            and other.parent.root_id == self.root.id
            for other in self.rules
        )

    def level(self, row: Level) -> Fields:
        names = {
            language: {"one": getattr(row, f"one_{language}"), "many": getattr(row, f"many_{language}")}
            for language in ("nb", "nn", "en")
        }
        return {
            "key": row.key,
            "role": row.role,
            "names": names,
            "title_style": row.title_style,
            "cross_cutting": row.cross_cutting,
            "optional": row.optional,
            "in_source": row.in_source,
        }

    def rule(self, row: LevelRule) -> Fields:
        parent = f"{row.parent.framework.key}/{row.parent.key}"
        if row.parent.root_id != self.root.id:
            parent = f"{row.parent.root.slug}/{parent}"
        return _compact(
            {
                "child": row.child.key,
                "parent": parent,
                "kind": row.kind,
                "normal": None if row.normal else False,
            }
        )

    # -- plans and elements

    def plan(self, row: Plan) -> Fields:
        framework = next(
            (e.framework_id for e in self.elements.values() if e.plan_id == row.id),
            None,
        ) or getattr(getattr(row, "plan_framework", None), "framework_id", None)
        return _compact(
            {
                "key": row.key,
                "type": row.type,
                "title": row.title,
                "description": row.description,
                "status": row.status,
                "period": _compact({"from": row.from_year, "to": row.to_year}),
                "horizon_years": row.horizon_years,
                "treatment": row.treatment,
                "question": row.question,
                "owner": self.organisation_key(row.owner_id),
                "framework": self.frameworks[framework].key if framework else "",
                "parent": self.plans[row.parent_id].key if row.parent_id else "",
                "replaces": self.plans[row.replaces_id].key if row.replaces_id else "",
                "case": self.cases[row.case_id].key if row.case_id else "",
                "hearing": _compact(
                    {"from": row.hearing_from, "to": row.hearing_to, "submissions": row.hearing_submissions}
                ),
                "visibility": _visibility(row),
                **self.sourced(row),
                "elements": self.placed(row.id, None),
            }
        )

    def placed(self, plan: UUID, parent: UUID | None) -> list[Fields]:
        return [self.placement(row) for row in self.placements[(plan, parent)]]

    def placement(self, row: Placement) -> Fields:
        below = {"elements": self.placed(row.plan_id, row.id)}
        element = self.elements[row.element_id]
        if element.plan_id != row.plan_id:
            return _compact({"carry": element.key, "number": row.number, **below})
        return _compact({**self.element(element, row), **below})

    def element(self, row: Element, placement: Placement) -> Fields:
        plan = self.plans[row.plan_id]
        usual = LIFE_CYCLE_OF.get(PlanStatus(plan.status), LifeCycle.DRAFT)
        period = _compact({"from": row.starts, "to": row.ends})
        sdg = [
            *(str(goal.number) for goal in row.sdg_goals.all()),
            *(target.code for target in row.sdg_targets.all()),
        ]
        return {
            "key": row.key,
            "level": self.levels[row.level_id].key,
            "number": placement.number,
            "title": row.title,
            "description": row.description,
            "responsible": self.organisation_key(row.responsible_id),
            "contributing": sorted(unit.key for unit in row.contributing.all()),
            "period": period,
            "life_cycle": "" if row.life_cycle == usual else row.life_cycle,
            "progress": "" if row.progress == "not_started" else row.progress,
            "judgement": row.judgement,
            "visibility": _visibility(row),
            "predecessor": self.elements[row.predecessor_id].key if row.predecessor_id else "",
            "areas": sorted(area.code for area in row.areas.all()),
            "sdg": sdg,
            "handling": row.handling,
            "binding": row.binding or None,
            "keywords": row.keywords,
            **self.sourced(row),
            **self.element_links(row, placement),
        }

    def element_links(self, row: Element, placement: Placement) -> Fields:
        """Return the links as the file says them; the one to what the element stands under as `link`."""
        above = placement.parent.element_id if placement.parent else None
        found: Fields = {"addresses": [], "contributes_to": []}
        nested = next(
            (k for k in self.links[row.id] if k.parent_id == above and k.kind == RuleKind.CONTRIBUTES), None
        )
        for link in self.links[row.id]:
            if link is not nested:
                name = "addresses" if link.kind == RuleKind.ADDRESSES else "contributes_to"
                found[name].append(_compact({"to": self.link_to(link), **self.link(link)}))
        if nested is not None:
            same = (nested.origin, nested.source_id, nested.place, nested.reason) == (
                row.origin,
                row.source_id,
                row.place,
                "",
            )
            found["link"] = None if same else _compact(self.link(nested))
        elif above is not None and self.would_link(row.level_id, self.elements[above].level_id):
            found["link"] = False
        return found

    def would_link(self, child: UUID, parent: UUID) -> bool:
        return any(
            rule.kind == RuleKind.CONTRIBUTES and (rule.child_id, rule.parent_id) == (child, parent)
            for rule in self.rules
        )

    def link_to(self, link: Link) -> str:
        return (
            link.parent.key
            if link.parent_root_id == self.root.id
            else f"{link.parent.root.slug}/{link.parent.key}"
        )

    def link(self, link: Link) -> Fields:
        return {**self.sourced(link), "reason": link.reason}

    # -- conflicts and exceptions

    def conflict(self, row: Conflict) -> Fields:
        steps = [
            _compact(
                {
                    "text": step.text,
                    "element": self.elements[step.element_id].key if step.element_id else "",
                    "sign": step.sign,
                }
            )
            for step in row.steps.all()
        ]
        return _compact(
            {
                "key": row.key,
                "title": row.title,
                "description": row.description,
                "handling": row.handling,
                "owner": self.organisation_key(row.owner_id),
                "case": self.cases[row.case_id].key if row.case_id else "",
                "visibility": _visibility(row),
                **self.sourced(row),
                "steps": steps,
            }
        )

    def exception(self, row: CheckException) -> Fields:
        return {
            "rule": row.rule,
            "subject": row.subject,
            "reason": row.reason,
            "owner": self.organisation_key(row.owner_id),
            "until": row.until,
        }
