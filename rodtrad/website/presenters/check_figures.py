"""The thread check's tally, drawing and choices."""

from collections.abc import Callable, Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.core.checks import Severity
from rodtrad.core.drawing.breaks import Breaks, Reach, breaks
from rodtrad.goals.models import LevelRole
from rodtrad.goals.queries.reach import ThreadReach


def tally(counts: Mapping[Severity, int], reach: ThreadReach) -> list[dict[str, object]]:
    """Count by severity, whatever is filtered, and how many threads reach the ground."""
    words: dict[Severity, Callable[[int], str]] = {
        Severity.ERROR: lambda number: ngettext("feil", "feil", number),
        Severity.WARNING: lambda number: ngettext("advarsel", "advarsler", number),
        Severity.NOTE: lambda number: ngettext("merknad", "merknader", number),
    }
    items: list[dict[str, object]] = [
        {"value": counts[severity], "label": words[severity](counts[severity])} for severity in Severity
    ]
    if reach.total:
        items.append(
            {
                "value": reach.complete,
                "of": reach.total,
                "label": _("tråder når helt fram"),
                "origin": "example" if reach.involves_example else "",
            }
        )
    return items


def draw_breaks(reach: ThreadReach) -> Breaks | None:
    """Draw where the threads end; nothing to draw with fewer than two stages."""
    if len(reach.stages) < 2 or not reach.total:
        return None
    return breaks([Reach(stage_label(stage.roles), stage.reached) for stage in reach.stages])


def stage_label(roles: Iterable[str]) -> str:
    """Name a stage by the roles that the root has there, not the finest of them."""
    order = [role for role in LevelRole if role in set(roles) and role != LevelRole.STRATEGY_POINT]
    names = [str(role.label) for role in order] or [str(LevelRole.STRATEGY_POINT.label)]
    joined = _("%(first)s eller %(last)s") % {"first": ", ".join(names[:-1]), "last": names[-1]}
    text = joined if len(names) > 1 else names[0]
    return text[:1].upper() + text[1:]


def severity_choices(chosen: str, address: Callable[[str], str]) -> list[dict[str, object]]:
    """Return the choices of severity; `address` makes the page's address for one."""
    labels = {
        "": _("Alle funn"),
        "feil": _("Bare feil"),
        "advarsel": _("Bare advarsler"),
        "merknad": _("Bare merknader"),
    }
    return [
        {"label": label, "url": address(value), "current": value == chosen} for value, label in labels.items()
    ]
