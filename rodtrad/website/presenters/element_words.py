"""Words and addresses of elements, the same on every page."""

from django.urls import reverse

from rodtrad.goals.models import Element, Level, LevelRole
from rodtrad.sdg.models import SdgGoal, SdgTarget
from rodtrad.website.presenters.counting import capitalised
from rodtrad.website.presenters.glossary import reader_language

PROGRESS_ROLES = frozenset(
    {LevelRole.MEASURE, LevelRole.ASSIGNMENT, LevelRole.TASK, LevelRole.STRATEGY, LevelRole.STRATEGY_POINT}
)
PROGRESS_TONES = {"not_started": "none", "under_way": "half", "done": "done", "stopped": "off"}
JUDGEMENT_TONES = {"on_track": "ok", "at_risk": "watch", "off_track": "off"}


def element_url(slug: str, key: str) -> str:
    return reverse("element", args=[slug, key])


def code_of(level: Level, number: str) -> str:
    """Write what people call a numbered element: Kommunemål 2."""
    return f"{capitalised(level.one)} {number}" if number else ""


def code_of_element(element: Element) -> str:
    return code_of(element.level, str(getattr(element, "number", "") or ""))


def tells_progress(role: str, progress: str, origin: str) -> bool:
    """Tell whether progress says something: nobody has asked about a quoted strategy "not started"."""
    return role in PROGRESS_ROLES and (progress != "not_started" or origin in ("own", "example"))


def sdg_name(record: SdgGoal | SdgTarget) -> str:
    return str(getattr(record, f"name_{reader_language()}"))
