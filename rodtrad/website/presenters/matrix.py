"""The weave of challenges and goals: a knot where a goal answers a challenge."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from string import ascii_uppercase
from uuid import UUID

from django.utils.translation import gettext as _

from rodtrad.core.models import Origin
from rodtrad.core.text import shorten
from rodtrad.goals.models import Element, Level, LinkKind
from rodtrad.goals.queries.counts import OverviewCounts
from rodtrad.goals.queries.sheet import Answer
from rodtrad.website.presenters.counting import capitalised
from rodtrad.website.presenters.element_words import code_of_element, element_url
from rodtrad.website.presenters.sheets import AIMS, WHY, Sheet
from rodtrad.website.presenters.wording import common_origin

MOST_GOALS = 12
MOST_CHALLENGES = 60
A_KNOT = "\u00a0"  # the knot is the mark itself; there is nothing to count in it


@dataclass(frozen=True)
class Matrix:
    heading: str
    corner: str
    columns: list[dict[str, object]]
    rows: list[dict[str, object]]
    origin: str
    has_readings: bool


@dataclass(frozen=True)
class WovenLevels:
    """A sheet's levels of challenges, and those of goals that something there answers."""

    why: tuple[Level, ...]
    aims: tuple[Level, ...]

    @property
    def ids(self) -> set[UUID]:
        return {level.id for level in (*self.why, *self.aims)}


@dataclass(frozen=True)
class Weave:
    """The elements at the woven levels, all that the viewer may see, and the links from challenges on."""

    levels: WovenLevels
    elements: Sequence[Element]
    links: Sequence[Answer]


def woven_levels(counts: OverviewCounts, sheet: Sheet) -> WovenLevels | None:
    """Return the levels to weave; None when there are none, or too many elements to weave."""
    found = counts.everything
    why = tuple(level for level in sheet.levels if level.role in WHY and found.elements[level.id])
    aims = tuple(
        level
        for level in sheet.levels
        if level.role in AIMS and any(found.links[one.id, level.id] for one in why)
    )
    goals = sum(found.elements[level.id] for level in aims)
    challenges = sum(found.elements[level.id] for level in why)
    if not goals or goals > MOST_GOALS or challenges > MOST_CHALLENGES:
        return None
    return WovenLevels(why, aims)


def matrix_of(weave: Weave, slug: str, focus: str) -> Matrix | None:
    """Return the weave of the sheet's challenges and goals.

    A challenge that only goals on another sheet answer is left out; one that no goal answers has a bare row.
    """
    why, aims = ([level.id for level in levels] for levels in (weave.levels.why, weave.levels.aims))
    links = {(link.challenge, link.element): link for link in weave.links if link.kind == LinkKind.ADDRESSES}
    answering = {link.level for link in links.values()}
    goals = [one for one in weave.elements if one.level_id in aims and one.level_id in answering]
    shown = {goal.id for goal in goals}
    answered = {challenge for challenge, _goal in links}
    direct = {challenge for challenge, goal in links if goal in shown}
    challenges = [
        one for one in weave.elements if one.level_id in why and (one.id in direct or one.id not in answered)
    ]
    if not goals or not challenges:
        return None
    used = [link for pair, link in links.items() if pair[0] in {one.id for one in challenges}]
    names = [level.many for level in weave.levels.aims if level.id in answering]
    return Matrix(
        heading=_("%(above)s og %(below)s")
        % {"above": capitalised(weave.levels.why[0].many), "below": " / ".join(names)},
        corner=capitalised(weave.levels.why[0].one),
        columns=[
            _column(goal, slug, focus, letter) for goal, letter in zip(goals, ascii_uppercase, strict=False)
        ],
        rows=[_row(challenge, goals, links, slug, focus) for challenge in challenges],
        origin=common_origin(link.origin for link in used),
        has_readings=any(link.origin == Origin.READING for link in used),
    )


def _column(goal: Element, slug: str, focus: str, letter: str) -> dict[str, object]:
    code = code_of_element(goal)
    return {
        "label": code or shorten(goal.title, 60),
        "number": getattr(goal, "number", "") if code else "",
        "letter": "" if code else letter,
        "whole": goal.title,
        "name": shorten(goal.title, 48) if code else "",
        "url": element_url(slug, goal.key),
        "lit": goal.key == focus,
    }


def _row(
    challenge: Element,
    goals: Sequence[Element],
    links: Mapping[tuple[UUID, UUID], Answer],
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


def _cell(challenge: Element, goal: Element, link: Answer | None, slug: str, focus: str) -> dict[str, object]:
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
