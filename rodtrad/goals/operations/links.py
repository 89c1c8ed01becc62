"""How a link is made and moved, inside a write that has asked for permission already."""

from uuid import UUID

from django.db.models import Q
from django.utils.translation import gettext as _

from rodtrad.core.models import Origin
from rodtrad.goals.errors import FieldErrors
from rodtrad.goals.models import Element, LevelRule, Link, LinkKind, RuleKind


def kinds_between(child: Element, parent: Element) -> list[str]:
    """Return how the rules let the one be linked to the other; contributing first."""
    rules = LevelRule.objects.filter(child=child.level_id, parent=parent.level_id)
    found = set(rules.exclude(kind=RuleKind.UNDER).values_list("kind", flat=True))
    return [kind for kind in (LinkKind.CONTRIBUTES.value, LinkKind.ADDRESSES.value) if kind in found]


def make_link(
    child: Element, parent: Element, *, kind: str = "", reason: str = "", origin: Origin = Origin.OWN
) -> Link:
    """Make a link; without a kind, the first that the rules allow. Raises FieldErrors when they allow none."""
    kinds = kinds_between(child, parent)
    if not kinds or (kind and kind not in kinds):
        raise FieldErrors({"parent": _("Ingen regel i målstrukturen lar %(child)s kobles slik til %(parent)s.")
                           % {"child": child.level.one, "parent": parent.level.one}})  # fmt: skip
    return Link.objects.create(
        root_id=child.root_id,
        child=child,
        parent=parent,
        kind=kind or kinds[0],
        reason=reason,
        origin=origin,
        parent_root_id=parent.root_id,
        child_level_id=child.level_id,
        parent_level_id=parent.level_id,
    )


def link_by_place(child: Element, above: Element) -> Link | None:
    """Make the link that follows from standing under something, when the framework says that it contributes."""
    if LinkKind.CONTRIBUTES not in kinds_between(child, above):
        return None
    if Link.objects.filter(child=child, parent=above).exists():
        return None
    return make_link(child, above, kind=LinkKind.CONTRIBUTES)


def copy_links_up(source: Element, target: Element) -> None:
    """Let the target contribute to and address the same. A quote is a source's: the new link is our own."""
    for row in Link.objects.filter(child=source).select_related("parent__level"):
        make_link(target, row.parent, kind=row.kind, reason=row.reason, origin=copied_origin(row))


def copied_origin(link: Link) -> Origin:
    return Origin.READING if link.origin == Origin.READING else Origin.OWN


def follow_links_down(source: Element, target: Element, *, plan_id: UUID) -> None:
    """Let what comes from the plan and contributes to the source contribute to the target.

    What follows something itself does so instead; the rest does so too, and the adopted thread stays whole.
    """
    rows = Link.objects.filter(parent=source, child__plan=plan_id).exclude(child=target)
    for row in rows.select_related("child__level"):
        if Link.objects.filter(child=row.child_id, parent=target).exists():
            continue
        if row.child.predecessor_id:
            Link.objects.filter(pk=row.pk).update(parent=target)
        else:
            make_link(row.child, target, kind=row.kind, reason=row.reason, origin=copied_origin(row))


def move_links(source: Element, target: Element) -> None:
    """Move all of an element's links to another at the same level; what would be double or to itself goes."""
    for row in Link.objects.filter(Q(child=source) | Q(parent=source)):
        child = target.pk if row.child_id == source.pk else row.child_id
        parent = target.pk if row.parent_id == source.pk else row.parent_id
        if child == parent or Link.objects.filter(child=child, parent=parent).exists():
            row.delete()
        else:
            Link.objects.filter(pk=row.pk).update(child=child, parent=parent)
