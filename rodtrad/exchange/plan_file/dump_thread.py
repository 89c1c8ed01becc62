"""Elements where they stand in plans, with their links, as entries."""

from collections import defaultdict
from uuid import UUID

from rodtrad.core.models import LifeCycle
from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.dump_root import RootKeys, visibility
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
        rows = Element.objects.filter(root=root).prefetch_related(
            "contributing", "areas", "sdg_goals", "sdg_targets"
        )
        self.elements = {row.id: row for row in rows}
        self.placements: dict[tuple[UUID, UUID | None], list[Placement]] = defaultdict(list)
        for placement in Placement.objects.filter(root=root).order_by("position", "id"):
            self.placements[(placement.plan_id, placement.parent_id)].append(placement)
        self.links: dict[UUID, list[Link]] = defaultdict(list)
        links = Link.objects.filter(root=root).select_related("parent", "parent__root")
        for link in links.order_by("parent__sort_key", "parent__key"):
            self.links[link.child_id].append(link)

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
        goals = [str(goal.number) for goal in row.sdg_goals.all()]
        targets = [target.code for target in row.sdg_targets.all()]
        predecessor = self.elements[row.predecessor_id].key if row.predecessor_id else ""
        return e.ElementEntry(
            key=row.key,
            level=self.levels[row.level_id],
            number=number,
            title=row.title,
            description=row.description,
            responsible=self.keys.organisations[row.responsible_id],
            contributing=sorted(unit.key for unit in row.contributing.all()),
            starts=row.starts,
            ends=row.ends,
            life_cycle="" if row.life_cycle == usual else row.life_cycle,
            progress=row.progress,
            judgement=row.judgement,
            visibility=visibility(row),
            predecessor=predecessor,
            areas=sorted(area.code for area in row.areas.all()),
            sdg=[*goals, *targets],
            handling=row.handling,
            binding=row.binding,
            keywords=list(row.keywords),
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
        across = link.parent_root_id != self.root.id
        to = f"{link.parent.root.slug}/{link.parent.key}" if across else link.parent.key
        return e.LinkEntry(to=to, reason=link.reason, **self.keys.sourced(link))
