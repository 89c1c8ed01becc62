"""Conflicts between goals. One shows only to those who may see it and every element that it names."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import Exists, OuterRef, Q
from django.db.models.functions import Greatest

from rodtrad.cases.models import Case
from rodtrad.cases.permissions import seen_case
from rodtrad.core.models import Visibility
from rodtrad.core.text import is_key
from rodtrad.goals.models import Conflict, ConflictStep, Element
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Person, Viewer
from rodtrad.organisations.queries import find_root


@dataclass(frozen=True)
class ConflictChain:
    """A conflict with its steps; `case` is the one that decided it, when the viewer may see it."""

    conflict: Conflict
    steps: list[ConflictStep]
    case: Case | None = None


def find_conflict(identity: str, person: Person) -> ConflictChain:
    """Return the conflict by its id, or by its root's slug and its key with a colon between.

    Raise Conflict.DoesNotExist or Root.DoesNotExist when there is none that the person may see.
    """
    slug, colon, key = identity.partition(":")
    if not colon:
        try:
            slug, key = Conflict.objects.values_list("root__slug", "key").get(id=UUID(identity))
        except ValueError:
            raise Conflict.DoesNotExist from None
    elif not (is_key(slug) and is_key(key)):
        raise Conflict.DoesNotExist
    root, viewer = find_root(slug, person)
    found = visible_conflicts(root, viewer, key)
    if not found:
        raise Conflict.DoesNotExist
    found[0].conflict.root = root
    return found[0]


#: What is told of a conflict besides itself.
_TOLD = ("owner", "case", "source")


def visible_conflicts(
    root: Root, viewer: Viewer, key: str = "", element: Element | None = None
) -> list[ConflictChain]:
    """Return the root's conflicts and their steps, by key or element when given.

    Two queries; for an element one.
    """
    rows = Conflict.objects.filter(root=root)
    rows = rows.annotate(effective=Greatest("visibility", "root__visibility"))
    if not viewer.sees_all:
        rows = rows.filter(
            Q(effective__lte=viewer.ceiling) | Q(effective=Visibility.TEAM, owner__in=viewer.team)
        )
    if key:
        rows = rows.filter(key=key)
    if element:
        rows = rows.filter(id__in=element.conflict_steps.values("conflict"))
    steps: dict[Conflict, list[ConflictStep]] = {}
    if element is None:  # of an element, each conflict has a step
        steps = {conflict: [] for conflict in rows.select_related(*_TOLD)}
    hidden: set[Conflict] = set()
    seen = Element.objects.filter(id=OuterRef("element")).visible_to(viewer)
    chains = ConflictStep.objects.filter(conflict__in=rows.values("pk")).select_related(
        "element__level", *(f"conflict__{name}" for name in _TOLD)
    )
    for step in chains.annotate(is_seen=Q(element=None) | Exists(seen)).order_by(
        "conflict__title", "conflict", "position"
    ):
        steps.setdefault(step.conflict, []).append(step)
        if not vars(step)["is_seen"]:
            hidden.add(step.conflict)
    return [
        ConflictChain(conflict, told, seen_case(viewer, conflict.case, root))
        for conflict, told in steps.items()
        if conflict not in hidden
    ]
