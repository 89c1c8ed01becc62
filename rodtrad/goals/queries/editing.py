"""What someone who edits chooses among: plans, places, levels, things to link to."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from rodtrad.core.text import is_key
from rodtrad.goals.models import Element, Level, LevelRule, Link, LinkKind, Placement, RuleKind
from rodtrad.goals.permissions import Powers, may_write_plan
from rodtrad.goals.queries.documents import DocumentRow, plan_document
from rodtrad.organisations.models import Organisation, Root
from rodtrad.organisations.permissions import Person, Viewer, viewer_for
from rodtrad.plans.models import LOCKED, Plan
from rodtrad.plans.queries import visible_plans

MOST_FOUND = 20


def draft_plans(root: Root, viewer: Viewer, powers: Powers) -> list[Plan]:
    """Return the plans that the person may write in and that are not adopted, those with a framework."""
    plans = visible_plans(root, viewer).exclude(status__in=LOCKED).filter(plan_framework__isnull=False)
    return [plan for plan in plans if may_write_plan(powers, plan)]


def plans_holding(element: Element, root: Root, viewer: Viewer) -> list[Plan]:
    """Return the plans that the element stands in, its own first."""
    plans = list(visible_plans(root, viewer).filter(placements__element=element))
    return sorted(plans, key=lambda plan: plan.id != element.plan_id)


def levels_in(plan: Plan) -> list[Level]:
    """Return the levels of the plan's framework, from the top."""
    rows = Level.objects.filter(framework__plan_frameworks__plan=plan).order_by("position")
    return list(rows)


def places_in(plan: Plan, viewer: Viewer) -> list[DocumentRow]:
    """Return what stands in the plan, in its order; depth says how far in."""
    return list(_flat(plan_document(plan, viewer)))


def _flat(rows: Iterable[DocumentRow]) -> Iterable[DocumentRow]:
    for row in rows:
        yield row
        yield from _flat(row.below)


def levels_above(level: Level) -> set[UUID]:
    """Return the levels that may stand over this one in a plan."""
    rules = LevelRule.objects.filter(child=level, kind=RuleKind.UNDER)
    return set(rules.values_list("parent_id", flat=True))


def natural_place(element: Element, plan: Plan) -> Element | None:
    """Return what the element would stand under in another plan: what it stands under, or what follows that there."""
    own = Placement.objects.filter(plan=element.plan_id, element=element).select_related("parent").first()
    if own is None or own.parent is None:
        return None
    above = own.parent.element_id
    rows = Placement.objects.filter(plan=plan).filter(Q(element=above) | Q(element__predecessor=above))
    found = rows.select_related("element").order_by("element__predecessor", "position").first()
    return found.element if found else None


@dataclass(frozen=True)
class Linked:
    """An element at the other end of a link."""

    element: Element
    link: Link


def linked_up(element: Element, viewer: Viewer, person: Person) -> list[Linked]:
    """Return what the element contributes to and addresses, as far as the person may see."""
    links = Link.objects.filter(child=element).select_related("parent__level", "parent__root")
    return _seen(links, "parent", element, viewer, person)


def linked_down(element: Element, viewer: Viewer, person: Person) -> list[Linked]:
    """Return what of the root contributes to and addresses the element, as far as the person may see."""
    links = Link.objects.filter(parent=element, root=element.root_id).select_related(
        "child__level", "child__root"
    )
    return _seen(links, "child", element, viewer, person)


def _seen(links: Iterable[Link], end: str, element: Element, viewer: Viewer, person: Person) -> list[Linked]:
    found = [Linked(getattr(link, end), link) for link in links]
    visible: set[UUID] = set()
    for root in {one.element.root for one in found}:
        seen = viewer if root.pk == element.root_id else viewer_for(person, root)
        ids = [one.element.pk for one in found if one.element.root_id == root.pk]
        visible |= set(Element.objects.visible_to(seen).filter(pk__in=ids).values_list("pk", flat=True))
    kept = [one for one in found if one.element.pk in visible]
    return sorted(kept, key=lambda one: (one.element.level.position, one.element.sort_key))


def linkable(
    element: Element, viewer: Viewer, person: Person, text: str, *, down: bool = False
) -> list[Element]:
    """Search for elements that the rules let the element be linked to, upwards or `down`, and that are not yet."""
    end, other = ("parent", "child") if down else ("child", "parent")
    rules = LevelRule.objects.filter(**{end: element.level_id}, kind__in=LinkKind.values)
    levels = Level.objects.filter(pk__in=rules.values(f"{other}_id")).select_related("root")
    taken = Link.objects.filter(**{end: element}).values(f"{other}_id")
    by_root: dict[Root, list[Level]] = {}
    for level in levels:
        by_root.setdefault(level.root, []).append(level)
    found: list[Element] = []
    for root, ours in by_root.items():
        if root.pk != element.root_id and down:
            continue
        seen = viewer if root.pk == element.root_id else viewer_for(person, root)
        rows = Element.objects.filter(root=root, level__in=ours).visible_to(seen)
        rows = rows.filter(
            Q(title__icontains=text) | Q(key=text.casefold()) | Q(keywords__contains=[text.casefold()])
        )
        rows = rows.exclude(pk__in=taken).exclude(pk=element.pk).select_related("level", "plan", "root")
        found += list(rows.order_by("level__position", "sort_key")[: MOST_FOUND + 1])
    return found[: MOST_FOUND + 1]


def alike_in_plan(element: Element, viewer: Viewer) -> list[Element]:
    """Return the other elements of the same level that come from the same plan."""
    rows = Element.objects.filter(plan=element.plan_id, level=element.level_id).visible_to(viewer)
    return list(rows.exclude(pk=element.pk).order_by("sort_key"))


def by_keys(root: Root, viewer: Viewer, keys: Collection[str]) -> list[Element]:
    """Return the elements with these keys that the viewer may see, in the order of the keys."""
    rows = Element.objects.filter(root=root, key__in=filter(is_key, keys)).visible_to(viewer)
    found = {row.key: row for row in rows.select_related("level", "plan", "responsible", "root")}
    return [found[key] for key in dict.fromkeys(keys) if key in found]


def leads_to(root: Root, viewer: Viewer, key: str) -> str | None:
    """Return the key of the element that now has what once had this key, if the viewer may see it."""
    rows = Element.objects.filter(root=root, former_keys__key=key, former_keys__root=root).visible_to(viewer)
    return rows.values_list("key", flat=True).first()


def units_of(root: Root) -> list[tuple[Organisation, int]]:
    """Return the root's organisations as they stand under one another, with how far in."""
    under: dict[UUID | None, list[Organisation]] = {}
    for unit in Organisation.objects.filter(root=root).order_by("position", "name"):
        under.setdefault(unit.parent_id, []).append(unit)

    def walk(parent: UUID | None, depth: int) -> Iterable[tuple[Organisation, int]]:
        for unit in under.get(parent, []):
            yield unit, depth
            yield from walk(unit.pk, depth + 1)

    return list(walk(None, 0))
