"""What someone who edits reads: what they may do here, and what two people have made of the same field."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from rodtrad.core.models import Visibility
from rodtrad.core.text import shorten
from rodtrad.geography.models import Area
from rodtrad.goals.errors import FieldConflict
from rodtrad.goals.models import Element, Judgement, Progress
from rodtrad.goals.permissions import (
    Powers,
    is_locked,
    may_correct,
    may_write_element,
    may_write_plan,
    open_fields,
)
from rodtrad.goals.queries.editing import Linked
from rodtrad.organisations.models import Organisation, Root
from rodtrad.plans.models import Plan
from rodtrad.website.presenters.element_words import code_of, element_url
from rodtrad.website.presenters.wording import day, label_of, years


@dataclass(frozen=True)
class Action:
    """Something that the person may do here."""

    label: str
    url: str


def may_edit(powers: Powers, element: Element) -> bool:
    return bool(open_fields(powers, element))


def may_move(powers: Powers, plan: Plan) -> bool:
    return may_write_plan(powers, plan) or (is_locked(plan) and may_correct(powers, plan))


def may_link(powers: Powers, element: Element) -> bool:
    return may_write_element(powers, element) or (
        is_locked(element.plan) and may_correct(powers, element.plan)
    )


def may_rework(powers: Powers, element: Element) -> bool:
    """Tell whether the person may divide, merge and delete the element: a draft of a plan that they write."""
    return may_write_plan(powers, element.plan) and not is_locked(element.plan)


def writes_somewhere(powers: Powers) -> bool:
    return bool(powers.held.get("write_drafts"))


def actions_on(powers: Powers, element: Element) -> list[Action]:
    """Return what the person may do with the element, the most usual first."""
    if not powers.may_write_something:
        return []
    writes, reworks = writes_somewhere(powers), may_rework(powers, element)
    offered = [
        (may_edit(powers, element), _("Rediger"), "edit_element"),
        (may_link(powers, element), _("Koble"), "link_element"),
        (writes or may_move(powers, element.plan), _("Flytt"), "move_element"),
        (writes, _("Videreføre"), "carry_element"),
        (writes and is_locked(element.plan), _("Omskriv til neste plan"), "succeed_element"),
        (reworks, _("Del i flere"), "split_element"),
        (reworks, _("Slå sammen"), "merge_element"),
        (writes, _("Ta ut av planen"), "take_out_element"),
    ]
    where = [element.root.slug, element.key]
    return [Action(label, reverse(name, args=where)) for allowed, label, name in offered if allowed]


@dataclass(frozen=True)
class Disagreement:
    """A field that two people changed, as the page shows it."""

    field: str
    label: str
    started: str
    now: str
    who: str
    when: str


def disagreements(
    conflicts: Sequence[FieldConflict],
    names: Mapping[str, str],
    units: Sequence[tuple[Organisation, int]],
    areas: Sequence[Area] = (),
) -> list[Disagreement]:
    by_key = {unit.key: unit.name for unit, _depth in units} | {area.code: area.name for area in areas}
    return [
        Disagreement(
            field=one.field,
            label=names[one.field],
            started=shown_value(one.field, one.started, by_key),
            now=shown_value(one.field, one.now, by_key),
            who=one.who or _("noen andre"),
            when=moment(one.when),
        )
        for one in conflicts
    ]


def moment(when: datetime | None) -> str:
    """Write a moment as a clock on the wall here shows it."""
    return date_format(timezone.localtime(when), "j. F Y H.i") if when else ""


def shown_value(field: str, value: Any, named: Mapping[str, str]) -> str:
    """Write a field's plain value as people read it; nothing is a dash."""
    if field in ("responsible", "contributing", "areas"):
        keys = [value] if isinstance(value, str) else value
        text = ", ".join(named.get(key, key) for key in keys if key)
    elif field in ("starts", "ends"):
        text = day(datetime.fromisoformat(value).date()) if value else ""
    elif field == "progress":
        text = label_of(Progress(value))
    elif field == "judgement":
        text = label_of(Judgement(value)) if value else ""
    elif field == "visibility":
        text = str(capfirst(Visibility(value).label))
    elif isinstance(value, bool):
        text = _("Ja") if value else _("Nei")
    else:
        text = ", ".join(value) if isinstance(value, list) else str(value)
    return text or "–"


@dataclass(frozen=True)
class Ending:
    """One end of a link on the page where links are made."""

    key: str
    root: str
    over: str
    title: str
    url: str
    kind: str = ""
    reason: str = ""
    origin: str = ""


@dataclass(frozen=True)
class Going:
    """A draft that is merged into another: what it says and holds that the person must take along, or lose."""

    key: str
    title: str
    url: str
    about: str


def goes_away(element: Element) -> Going:
    period = years(
        element.starts.year if element.starts else None, element.ends.year if element.ends else None
    )
    about = [element.responsible.name if element.responsible else "", period]
    return Going(
        element.key,
        element.title,
        element_url(element.root.slug, element.key),
        " · ".join(part for part in about if part),
    )


def endings(linked: Sequence[Linked]) -> list[Ending]:
    return [
        Ending(
            **_ends(one.element),
            kind=str(capfirst(one.link.get_kind_display())),
            reason=one.link.reason,
            origin=one.link.origin if one.link.origin in ("reading", "example") else "",
        )
        for one in linked
    ]


def found_endings(elements: Sequence[Element]) -> list[Ending]:
    return [Ending(**_ends(one), origin=one.origin) for one in elements]


def _ends(element: Element) -> dict[str, str]:
    number = str(getattr(element, "number", "") or "")
    plan = f" · {element.plan.title}" if "plan" in element._state.fields_cache else ""
    return {
        "key": element.key,
        "root": element.root.slug,
        "over": (code_of(element.level, number) or str(capfirst(element.level.one))) + plan,
        "title": element.title,
        "url": element_url(element.root.slug, element.key),
    }


def crumbs_to(element: Element, last: str) -> list[tuple[str | None, str]]:
    return [(element_url(element.root.slug, element.key), shorten(element.title, 50)), (None, last)]


def plan_address(root: Root, plan: Plan) -> str:
    return reverse("plan", args=[root.slug, plan.key])
