"""What can be chosen when a goal conflict is written: cases, and elements for its steps."""

from rodtrad.cases.models import Case
from rodtrad.cases.queries.cases import visible_cases
from rodtrad.goals.models import Element, LevelRole
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer

#: What mostly stands against one another; anything else can be written by its key or title.
_OFFERED = (LevelRole.GOAL, LevelRole.STRATEGY, LevelRole.CHALLENGE, LevelRole.MEASURE)
MOST_OFFERED = 300


def cases_of(root: Root, viewer: Viewer, keep: Case | None = None) -> list[Case]:
    """Return the cases that the viewer may see, and the one that is chosen already."""
    seen = list(visible_cases(root, viewer))
    return seen if keep is None or keep in seen else [keep, *seen]


def elements_to_name(root: Root, viewer: Viewer) -> list[Element]:
    """Return elements to suggest for a step, goals first."""
    rows = Element.objects.filter(root=root, level__role__in=_OFFERED).visible_to(viewer)
    return list(rows.select_related("level").order_by("level__position", "sort_key")[:MOST_OFFERED])


def titles_of(root: Root, viewer: Viewer, keys: set[str]) -> dict[str, Element]:
    """Return the elements that the keys name, as far as the viewer may see."""
    rows = Element.objects.filter(root=root, key__in=keys).visible_to(viewer).select_related("level")
    return {row.key: row for row in rows}
