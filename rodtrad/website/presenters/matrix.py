"""The weave of challenges and goals: a knot where a goal answers a challenge."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext as _

from rodtrad.core.models import Origin
from rodtrad.core.text import shorten
from rodtrad.goals.models import Element, LinkKind
from rodtrad.goals.queries import Overview, ThreadLink
from rodtrad.website.presenters.counting import capitalised
from rodtrad.website.presenters.element_words import code_of_element, element_url
from rodtrad.website.presenters.sheets import AIMS, WHY, Sheet
from rodtrad.website.presenters.wording import common_origin

MOST_GOALS = 12
A_KNOT = "\u00a0"  # the knot is the mark itself; there is nothing to count in it


@dataclass(frozen=True)
class Matrix:
    heading: str
    corner: str
    columns: list[dict[str, object]]
    rows: list[dict[str, object]]
    origin: str
    has_readings: bool


def matrix_of(data: Overview, sheet: Sheet, slug: str, focus: str) -> Matrix | None:
    """Return the weave of the sheet's challenges and goals; None when there are none, or too many to weave.

    A challenge that only goals on another sheet answer is left out; one that no goal answers has a bare row.
    """
    why = [level for level in sheet.levels if level.role in WHY and data.by_level.get(level.id)]
    links = {(link.parent, link.child): link for link in data.links if link.kind == LinkKind.ADDRESSES}
    answering = {child for _parent, child in links}
    aims = [
        level
        for level in sheet.levels
        if level.role in AIMS and any(element.id in answering for element in data.by_level[level.id])
    ]
    goals = [element for level in aims for element in data.by_level[level.id]]
    if not why or not goals or len(goals) > MOST_GOALS:
        return None
    answered = {parent for parent, child in links if child not in {goal.id for goal in goals}}
    direct = {parent for parent, child in links if child in {goal.id for goal in goals}}
    challenges = [
        element
        for level in why
        for element in data.by_level[level.id]
        if element.id in direct or element.id not in answered
    ]
    used = [links[pair] for pair in links if pair[0] in {one.id for one in challenges}]
    return Matrix(
        heading=_("%(above)s og %(below)s")
        % {"above": capitalised(why[0].many), "below": " / ".join(level.many for level in aims)},
        corner=capitalised(why[0].one),
        columns=[_column(goal, slug, focus) for goal in goals],
        rows=[_row(challenge, goals, links, slug, focus) for challenge in challenges],
        origin=common_origin(link.origin for link in used),
        has_readings=any(link.origin == Origin.READING for link in used),
    )


def _column(goal: Element, slug: str, focus: str) -> dict[str, object]:
    code = code_of_element(goal)
    return {
        "label": code or shorten(goal.title, 60),
        "number": getattr(goal, "number", "") if code else "",
        "name": shorten(goal.title, 48) if code else "",
        "url": element_url(slug, goal.key),
        "lit": goal.key == focus,
    }


def _row(
    challenge: Element,
    goals: Sequence[Element],
    links: Mapping[tuple[UUID, UUID], ThreadLink],
    slug: str,
    focus: str,
) -> dict[str, object]:
    cells = [_cell(challenge, goal, links.get((challenge.id, goal.id)), slug, focus) for goal in goals]
    return {
        "label": challenge.title,
        "url": element_url(slug, challenge.key),
        "cells": cells,
        "total": sum("count" in cell for cell in cells),
    }


def _cell(
    challenge: Element, goal: Element, link: ThreadLink | None, slug: str, focus: str
) -> dict[str, object]:
    if link is None:
        return {"lit": goal.key == focus}
    words = _("%(goal)s svarer på %(challenge)s") % {
        "goal": code_of_element(goal) or goal.title,
        "challenge": challenge.title,
    }
    if link.origin == Origin.READING:
        words = f"{words}. {_('Tolkning')}"
    return {
        "count": A_KNOT,
        "url": f"{element_url(slug, goal.key)}#opp-{challenge.key}",
        "title": words,
        "reading": link.origin == Origin.READING,
        "lit": goal.key == focus,
    }
