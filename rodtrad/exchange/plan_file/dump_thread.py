"""Elements where they stand in plans, with their links, as entries."""

from collections import defaultdict
from typing import Any
from uuid import UUID

from rodtrad.core.models import LifeCycle
from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.dump_root import RootKeys, visibility
from rodtrad.exchange.plan_file.dump_targets import indicator_targets
from rodtrad.exchange.plan_file.load_thread import LIFE_CYCLE_OF
from rodtrad.goals.models import Element, Level, LevelRule, Link, Placement, RuleKind
from rodtrad.organisations.models import Root
from rodtrad.plans.models import Plan, PlanStatus


class Thread:
    """Reads the root's elements, placements and links once."""

    def __init__(self, root: Root, keys: RootKeys) -> None:
        self.root = root
        self.keys = keys
        self.levels = dict(Level.objects.filter(root=root).values_list("id", "key"))
        rules = LevelRule.objects.filter(root=root, kind=RuleKind.CONTRIBUTES)
        self.contributing_levels = set(rules.values_list("child_id", "parent_id"))
        self.elements = {row.id: row for row in Element.objects.filter(root=root)}
        self.contributing = self.related("contributing", "organisation__key")
        self.areas = self.related("areas", "area__code")
        self.sdg_goals = self.related("sdg_goals", "sdggoal_id")
        self.sdg_targets = self.related("sdg_targets", "sdgtarget__position", "sdgtarget_id")
        self.targets = indicator_targets(root, keys)
        self.placements: dict[tuple[UUID, UUID | None], list[Placement]] = defaultdict(list)
        for placement in Placement.objects.filter(root=root).order_by("position", "id"):
            self.placements[(placement.plan_id, placement.parent_id)].append(placement)
        self.outside = {
            identity: f"{slug}/{key}"
            for identity, slug, key in Link.objects.filter(root=root)
            .exclude(parent_root=root)
            .values_list("parent_id", "parent__root__slug", "parent__key")
        }
        self.links: dict[UUID, list[Link]] = defaultdict(list)
        for link in sorted(Link.objects.filter(root=root), key=self.link_to):
            self.links[link.child_id].append(link)

    def related(self, name: str, *fields: str) -> dict[UUID, list[tuple[Any, ...]]]:
        """Return, by element, what stands in the relation, sorted by the fields."""
        through = getattr(Element, name).through
        found: dict[UUID, list[tuple[Any, ...]]] = defaultdict(list)
        pairs = through.objects.filter(element__root=self.root).order_by(*fields)
        for element, *values in pairs.values_list("element_id", *fields):
            found[element].append(tuple(values))
        return found

    def link_to(self, link: Link) -> str:
        """Return what the file calls the other end: a key, or root/key in another root."""
        if link.parent_root_id == self.root.id:
            return self.elements[link.parent_id].key
        return self.outside[link.parent_id]

    def elements_of(self, plan: Plan) -> list[e.ElementEntry]:
        """Return the plan's elements, each with those that stand under it."""
        usual = LIFE_CYCLE_OF.get(PlanStatus(plan.status), LifeCycle.DRAFT)
        return [self.placed(row, None, usual) for row in self.placements[(plan.id, None)]]

    def placed(self, row: Placement, above: Element | None, usual: str) -> e.ElementEntry:
        element = self.elements[row.element_id]
        if element.plan_id != row.plan_id:
            entry = e.ElementEntry(carry=element.key, number=row.number)
        else:
            entry = self.entry(element, row.number, usual)
            self.add_links(entry, element, above)
        below = self.placements[(row.plan_id, row.id)]
        entry.elements = [self.placed(under, element, usual) for under in below]
        return entry

    def entry(self, row: Element, number: str, usual: str) -> e.ElementEntry:
        goals = [str(number) for (number,) in self.sdg_goals[row.id]]
        targets = [code for _position, code in self.sdg_targets[row.id]]
        predecessor = self.elements[row.predecessor_id].key if row.predecessor_id else ""
        return e.ElementEntry(
            key=row.key,
            level=self.levels[row.level_id],
            number=number,
            title=row.title,
            description=row.description,
            responsible=self.keys.organisations[row.responsible_id],
            contributing=[key for (key,) in self.contributing[row.id]],
            starts=row.starts,
            ends=row.ends,
            life_cycle="" if row.life_cycle == usual else row.life_cycle,
            progress=row.progress,
            judgement=row.judgement,
            visibility=visibility(row),
            predecessor=predecessor,
            areas=[code for (code,) in self.areas[row.id]],
            sdg=[*goals, *targets],
            handling=row.handling,
            binding=row.binding,
            keywords=list(row.keywords),
            targets=list(self.targets.get(row.id, ())),
            **self.keys.sourced(row),
        )

    def add_links(self, entry: e.ElementEntry, row: Element, above: Element | None) -> None:
        """Fill the links as the file says them; the one to what the element stands under as `link`."""
        nested = False
        for link in self.links[row.id]:
            found = self.link(link)
            if link.kind == RuleKind.ADDRESSES:
                entry.addresses.append(found)
            elif above is None or link.parent_id != above.id:
                entry.contributes_to.append(found)
            else:
                nested = True
                implied = e.LinkEntry(origin=entry.origin, source=entry.source, place=entry.place)
                found.to = ""
                entry.link = None if found == implied else found
        would_be = above is not None and (row.level_id, above.level_id) in self.contributing_levels
        entry.no_link = would_be and not nested

    def link(self, link: Link) -> e.LinkEntry:
        return e.LinkEntry(to=self.link_to(link), reason=link.reason, **self.keys.sourced(link))
