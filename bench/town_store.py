"""Puts a made-up municipality straight into the database, past triggers and foreign keys.

They would take most of the time. The smallest town goes in as a plan file through all of them, so what is built
here is known to be allowed.
"""

from itertools import count
from uuid import UUID

from django.db import connection, transaction

from bench.alone import Figures, Work
from bench.town import build_town
from bench.town_elements import Made, Town
from bench.town_file import plan_file
from rodtrad.core.text import sort_key
from rodtrad.exchange.copying import copy_rows
from rodtrad.exchange.operations import import_plan_file
from rodtrad.goals.models import Element, Level, Link, Placement
from rodtrad.organisations.models import Organisation, Root
from rodtrad.plans.models import Plan


def town_slug(size: int) -> str:
    return f"bygd-{size}"


def fill(size: int, links: int) -> Work:
    """Prepare to build a town of this size and store it, unless it stands there."""

    def work() -> Figures:
        if Root.objects.filter(slug=town_slug(size)).exists():
            return {"built": False}
        town = build_town(town_slug(size), size, links=links)
        if size <= 1_000:
            import_plan_file(content=plan_file(town))
        else:
            import_plan_file(content=plan_file(town, with_elements=False))
            _Store(town).all()
        with connection.cursor() as cursor:
            cursor.execute("ANALYZE")
        return {"built": True}

    return work


class _Store:
    def __init__(self, town: Town) -> None:
        self.town = town
        self.root = Root.objects.get(slug=town.slug)
        self.levels = {level.key: level for level in Level.objects.filter(root=self.root)}
        self.plans = dict(Plan.objects.filter(root=self.root).values_list("key", "id"))
        self.units = dict(Organisation.objects.filter(root=self.root).values_list("key", "id"))
        self.elements = {made.key: self.element(made) for made in town.elements.values()}

    @transaction.atomic
    def all(self) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET LOCAL session_replication_role = replica")
        copy_rows(Element, list(self.elements.values()))
        copy_rows(Placement, self.placements())
        copy_rows(Link, [self.link(child, parent) for child, parent in self.town.links()])
        tagged = Element.sdg_targets.through
        copy_rows(
            tagged,
            [
                tagged(element_id=self.elements[made.key].id, sdgtarget_id=code)
                for made in self.town.elements.values()
                for code in made.sdg
            ],
        )

    def element(self, made: Made) -> Element:
        level = self.levels[made.level]
        return Element(
            root_id=self.root.id,
            key=made.key,
            plan_id=self.plans[made.plan],
            framework_id=level.framework_id,
            level_id=level.id,
            title=made.title,
            sort_key=sort_key(made.title),
            description=made.description,
            responsible_id=self.units.get(made.responsible),
            starts=f"{made.years[0]}-01-01",
            ends=f"{made.years[1]}-12-31",
            life_cycle=made.life_cycle or ("repealed" if made.plan == "gammel-plan" else "adopted"),
            progress=made.progress,
            handling=made.handling,
        )

    def placements(self) -> list[Placement]:
        position = count(1)
        rows: dict[str, Placement] = {}
        for key, made in self.town.elements.items():
            above = self.town.parent_in_plan(made)
            under = rows[above.key] if above else None
            rows[key] = self.placement(self.plans[made.plan], key, next(position), under)
        carried = [self.placement(self.plans[plan], key, next(position)) for plan, key in self.town.carried]
        return [*rows.values(), *carried]

    def placement(self, plan: UUID, key: str, position: int, under: Placement | None = None) -> Placement:
        element = self.elements[key]
        return Placement(
            root_id=self.root.id,
            plan_id=plan,
            element_id=element.id,
            level_id=element.level_id,
            number=self.town.elements[key].number,
            parent_id=under.id if under else None,
            parent_level_id=under.level_id if under else None,
            position=position,
        )

    def link(self, child: Made, parent: Made) -> Link:
        below, above = self.elements[child.key], self.elements[parent.key]
        return Link(
            root_id=self.root.id,
            parent_root_id=self.root.id,
            child_id=below.id,
            parent_id=above.id,
            child_level_id=below.level_id,
            parent_level_id=above.level_id,
            kind=child.link_kind,
            origin=child.link_origin,
        )
