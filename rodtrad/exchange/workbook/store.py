"""What was proposed, stored by the plan file's own loader: the rows that differ, and nothing else."""

from uuid import UUID

from rodtrad.core.text import sort_key
from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.load_thread import ThreadLoader
from rodtrad.exchange.plan_file.resolved import Linked, Placed, Resolved
from rodtrad.exchange.upsert import Tally, upsert
from rodtrad.exchange.workbook.hang import LINKS
from rodtrad.exchange.workbook.here import Here
from rodtrad.exchange.workbook.progress import Progress, Stage, silent
from rodtrad.exchange.workbook.wish import Wish
from rodtrad.goals.models import Element, Framework, Link, LinkKind
from rodtrad.organisations.models import Organisation, Source
from rodtrad.plans.models import Plan


def store(here: Here, wishes: list[Wish], *, progress: Progress = silent) -> Tally:
    """Write the rows. Call it inside a transaction, with what `here` read still true."""
    resolved = _resolved(here, wishes)
    loader = _SheetLoader(here, resolved)
    loader.load_rows({wish.key for wish in wishes}, progress)
    return loader.tally


class _SheetLoader(ThreadLoader):
    """Loads some elements of a root where the rest stands already."""

    def __init__(self, here: Here, resolved: Resolved) -> None:
        super().__init__(resolved, here.outside)
        self.root = here.root
        self.sources = self.by_key(Source)
        self.organisations = self.by_key(Organisation)
        self.plans = self.by_key(Plan)
        self.frameworks = self.by_key(Framework)
        self.levels = {f"{level.framework.key}/{level.key}": level for level in here.levels}

    def load_rows(self, touched: set[str], progress: Progress) -> None:
        steps = (
            self.load_elements,
            self.load_placements,
            lambda: self._delete_links(touched),
            self.load_links,
            self.load_relations,
        )
        for number, step in enumerate(steps):
            progress(Stage.STORED, number, len(steps))
            step()

    def load_elements(self) -> None:
        """Write the elements; the others are known by key. What succeeds what is not in a sheet."""

        def finish(row: Element) -> None:
            row.sort_key = sort_key(row.title)

        existing = self.by_key(Element)
        wanted = [(key, self.element_values(placed)) for key, placed in self.resolved.elements.items()]
        self.elements = existing | upsert(Element, existing, wanted, self.tally, finish=finish)

    def _delete_links(self, touched: set[str]) -> None:
        wanted = {(link.child, link.parent) for link in self.resolved.links}
        rows = Link.objects.filter(root=self.root).values_list(
            "id", "child__key", "parent__key", "parent_root_id", "parent__root__slug"
        )
        gone: list[UUID] = []
        for identity, child, parent, parent_root, slug in rows:
            name = parent if parent_root == self.root.id else f"{slug}/{parent}"
            if child in touched and (child, name) not in wanted:
                gone.append(identity)
        Link.objects.filter(id__in=gone).delete()
        self.tally.deleted[str(Link._meta.label)] += len(gone)


def _resolved(here: Here, wishes: list[Wish]) -> Resolved:
    file = e.PlanFile(
        root=e.RootEntry(slug=here.root.slug, name=here.root.name, short_name="", kind="", governance="")
    )
    found = Resolved(file)
    levels = {wish.key: wish.level.id for wish in wishes if wish.level}
    plans = {wish.plan: here.plan_entry(wish.plan) for wish in wishes}
    next_place = dict(here.last)
    for wish in _parents_first(wishes):
        assert wish.after is not None
        assert wish.level is not None
        plan_id = here.plans[wish.plan].id
        if wish.element is None:
            next_place[plan_id] = next_place.get(plan_id, 0) + 1
        position = wish.after.position if wish.element else next_place[plan_id]
        placed = Placed(wish.after.entry, plans[wish.plan], wish.key, wish.after.parent, position)
        found.placed.append(placed)
        found.elements[wish.key] = placed
        found.levels[wish.key] = f"{wish.level.framework.key}/{wish.level.key}"
        found.links += _links(here, wish, levels)
    return found


def _parents_first(wishes: list[Wish]) -> list[Wish]:
    """Return the rows in their order, but none before the row it stands under."""
    by_key = {wish.key: wish for wish in wishes}
    done: dict[str, Wish] = {}
    for wish in wishes:
        way: list[Wish] = []
        here: Wish | None = wish
        while here is not None and here.key not in done and here not in way:
            way.append(here)
            here = by_key.get(here.after.parent) if here.after else None
        done.update((one.key, one) for one in reversed(way))
    return list(done.values())


def _links(here: Here, wish: Wish, levels: dict[str, UUID]) -> list[Linked]:
    """Return every link upwards that the element is to have, with the one that follows from its place."""
    assert wish.after is not None
    assert wish.level is not None
    entry, parent = wish.after.entry, wish.after.parent
    found = [Linked(wish.key, link.to, kind, link) for name, kind in LINKS for link in getattr(entry, name)]
    follows = parent and not entry.no_link and all(link.parent != parent for link in found)
    above = levels.get(parent) or here.level_of(parent)
    if follows and here.allows(wish.level.id, above, LinkKind.CONTRIBUTES):
        own = entry.link or e.LinkEntry(origin=entry.origin, source=entry.source, place=entry.place)
        found.append(Linked(wish.key, parent, LinkKind.CONTRIBUTES, own))
    return found
