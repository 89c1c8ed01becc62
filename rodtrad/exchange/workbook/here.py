"""What stands in the root now, by the names that people write in a sheet."""

from collections import Counter
from dataclasses import dataclass, field
from uuid import UUID

from rodtrad.accounts.models import User
from rodtrad.core.models import Visibility
from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.dump_root import RootKeys
from rodtrad.exchange.plan_file.dump_thread import Thread
from rodtrad.exchange.plan_file.outside import Outside, look_outside
from rodtrad.exchange.plan_file.problems import suggestion
from rodtrad.exchange.workbook.columns import Column, layout, plain
from rodtrad.goals.models import (
    Element,
    FormerKey,
    Level,
    LevelRule,
    LinkKind,
    Placement,
    PlanFramework,
    RuleKind,
)
from rodtrad.goals.permissions import powers_in
from rodtrad.organisations.models import Organisation, Root, Source
from rodtrad.organisations.permissions import EVERYTHING, Viewer
from rodtrad.plans.models import Plan
from rodtrad.plans.permissions import may_see_plan

#: A cell is told of so many names; it has little room.
MOST_NAMED = 8


@dataclass
class Names:
    """Things with a key and a name: written by name where only one has it, read by either."""

    by_key: dict[str, str]
    by_name: dict[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        times = Counter(plain(name) for name in self.by_key.values())
        for key, name in self.by_key.items():
            if times[plain(name)] == 1 and (plain(name) == key or plain(name) not in self.by_key):
                self.by_name[plain(name)] = key

    def key(self, given: str) -> str | None:
        return given if given in self.by_key else self.by_name.get(plain(given))

    def suggestion(self, given: str) -> str:
        """Return a remedy: the nearest name or key, or all of them when they are few; empty when neither helps."""
        return suggestion(given, [*self.by_key.values(), *self.by_key], 2 * MOST_NAMED)

    def shown(self, key: str) -> str:
        name = self.by_key.get(key, key)
        return " ".join(name.split()) if self.by_name.get(plain(name)) == key and ";" not in name else key


@dataclass
class Standing:
    """An element as it stands: its entry with the links, the plan it comes from, and what it stands under there."""

    entry: e.ElementEntry
    plan: str
    parent: str
    position: int


class Here:
    """Reads the root once: for a sheet of any size the same number of queries."""

    def __init__(self, root: Root, *, viewer: Viewer = EVERYTHING, person: User | None = None) -> None:
        self.root, self.viewer = root, viewer
        #: What the person may do; None for a command, which may do all.
        self.powers = powers_in(person, root) if person else None
        self.plans = {plan.key: plan for plan in Plan.objects.filter(root=root)}
        self.plan_keys = {plan.id: key for key, plan in self.plans.items()}
        self.seen_plans = {key for key, plan in self.plans.items() if may_see_plan(viewer, plan, root)}
        self.framework_of = dict(
            PlanFramework.objects.filter(root=root).values_list("plan__key", "framework__key")
        )
        rows = Level.objects.filter(root=root).select_related("framework")
        self.levels = list(rows.order_by("framework__position", "framework__key", "position"))
        self.columns: list[Column] = layout(self.levels)
        self.organisations = Names(dict(Organisation.objects.filter(root=root).values_list("key", "name")))
        self.sources = Names(dict(Source.objects.filter(root=root).values_list("key", "title")))
        self.plan_names = Names({key: self.plans[key].title for key in self.seen_plans})
        self.rules = set(LevelRule.objects.filter(root=root).values_list("child_id", "parent_id", "kind"))
        self.outside: Outside = look_outside(root.slug)
        self.thread = Thread(root, RootKeys.of(root))
        self._read_thread()

    def _read_thread(self) -> None:
        self.elements = {row.key: row for row in self.thread.elements.values()}
        visible = Element.objects.filter(root=self.root).visible_to(self.viewer)
        self.seen = set(visible.values_list("key", flat=True))
        self.former = set(FormerKey.objects.filter(root=self.root).values_list("key", flat=True))
        self.places: dict[tuple[UUID, UUID], Placement] = {
            (place.plan_id, place.element_id): place
            for places in self.thread.placements.values()
            for place in places
        }
        self.place_by_id = {place.id: place for place in self.places.values()}
        self.last: Counter[UUID] = Counter()
        for place in self.places.values():
            self.last[place.plan_id] = max(self.last[place.plan_id], place.position)

    def level(self, framework: str, column: str) -> Level | None:
        """Return the framework's level that a column's heading names; the first of several."""
        named = [level for level in self.levels if level.framework.key == framework]
        return next((level for level in named if plain(level.one_nb) == column), None)

    def level_of(self, key: str) -> UUID | None:
        """Return the level of an element at home or, as root/key, in a region."""
        if "/" in key:
            found = self.outside.elements.get(key)
            return found.level_id if found else None
        element = self.elements.get(key)
        return element.level_id if element else None

    def allows(self, child: UUID, parent: UUID | None, kind: RuleKind | LinkKind) -> bool:
        return (child, parent, kind.value) in self.rules

    def standing(self, element: Element) -> Standing:
        """Return the element as it stands, for comparing and for building on."""
        place = self.places.get((element.plan_id, element.id))
        entry = self.thread.entry(element, place.number if place else "", "")
        above = self.place_by_id.get(place.parent_id) if place and place.parent_id else None
        over = self.thread.elements[above.element_id] if above else None
        self.thread.add_links(entry, element, over)
        return Standing(
            entry, self.plan_keys[element.plan_id], over.key if over else "", place.position if place else 0
        )

    def sees(self, key: str) -> bool:
        """Tell whether an element may be named to the person; a region's are open when the region is."""
        return key in self.seen or ("/" in key and key in self.open_outside)

    @property
    def open_outside(self) -> set[str]:
        if not hasattr(self, "_open_outside"):
            rows = Element.objects.filter(root__kind="region").exclude(root=self.root)
            public = rows.visible_to(EVERYTHING if self.viewer.sees_all else Viewer())
            pairs = public.values_list("root__slug", "key")
            self._open_outside = {f"{slug}/{key}" for slug, key in pairs}
        return self._open_outside

    def plan_entry(self, key: str) -> e.PlanEntry:
        """Return as much of a plan as placing an element in it takes."""
        plan = self.plans[key]
        return e.PlanEntry(
            key=key,
            type=plan.type,
            title=plan.title,
            status=plan.status,
            framework=self.framework_of.get(key, ""),
        )


#: A new element is not open before someone who may publish says so.
NEW_VISIBILITY = Visibility.INTERNAL.name.lower()
