"""Find one element by what stands in an address, and the names that a thread's nodes refer to."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import F

from rodtrad.core.text import is_key
from rodtrad.goals.models import Element, Level
from rodtrad.goals.queries.names import with_names
from rodtrad.goals.queries.overview import Filters, matching_elements
from rodtrad.goals.queries.thread import Thread
from rodtrad.organisations.models import Organisation, Root
from rodtrad.organisations.permissions import Person, Viewer
from rodtrad.organisations.queries import find_root
from rodtrad.plans.models import Plan
from rodtrad.plans.queries import visible_plans


def find_element(identity: str, person: Person) -> tuple[Element, Viewer]:
    """Return the element, with its number in its own plan and its names, and what the person may see in its root.

    `identity` is its UUID, or the root's slug and the element's key with a colon between. Raise
    Element.DoesNotExist or Root.DoesNotExist when there is none that the person may see.
    """
    slug, key = _slug_and_key(identity)
    root, viewer = find_root(slug, person)
    found = with_names(matching_elements(root, viewer, Filters()).order_by()).get(key=key)
    found.root = root
    return found, viewer


def _slug_and_key(identity: str) -> tuple[str, str]:
    slug, colon, key = identity.partition(":")
    if colon:
        if not (is_key(slug) and is_key(key)):
            raise Element.DoesNotExist
        return slug, key
    try:
        row = Element.objects.values_list("root__slug", "key").get(id=UUID(identity))
    except ValueError:
        raise Element.DoesNotExist from None
    return row


@dataclass(frozen=True)
class Standing:
    """A plan in which an element stands, and its number there."""

    plan: Plan
    number: str
    is_carried_over: bool


def where_it_stands(element: Element, root: Root, viewer: Viewer) -> list[Standing]:
    """Return the plans in which the element stands, of those that the viewer may see; its own first."""
    plans = visible_plans(root, viewer).filter(placements__element=element)
    rows = plans.annotate(number_there=F("placements__number")).order_by("position", "title")
    found = [Standing(plan, plan.number_there, plan.id != element.plan_id) for plan in rows]
    return sorted(found, key=lambda standing: standing.is_carried_over)


@dataclass(frozen=True)
class ThreadNames:
    """What the ids on a thread stand for."""

    roots: dict[UUID, Root]
    levels: dict[UUID, Level]
    organisations: dict[UUID, Organisation]


def names_on(thread: Thread) -> ThreadNames:
    """Read what a thread's nodes refer to, in three queries."""
    nodes = thread.nodes.values()
    return ThreadNames(
        roots=Root.objects.in_bulk({node.root_id for node in nodes}),
        levels=Level.objects.in_bulk({node.level_id for node in nodes}),
        organisations=Organisation.objects.in_bulk(
            {node.responsible_id for node in nodes if node.responsible_id}
        ),
    )
