"""What a rule module is made of: a rule with its function, groups of roles, and how a finding is written."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _

from rodtrad.core.checks import Finding, Message, Place, Related, Rule, SubjectKind
from rodtrad.core.checks.rules import Text
from rodtrad.core.models import Origin, Visibility
from rodtrad.goals.models import LevelRole
from rodtrad.goals.snapshot import OPEN, ElementRecord, End, PlanRecord, Snapshot

_ALL_OPEN = {OPEN}
_EXAMPLE: str = Origin.EXAMPLE.value
NO_GATES: frozenset[frozenset[UUID]] = frozenset()
NO_VALUES: Mapping[str, object] = {}
Find = Callable[[Snapshot, date], Iterator[Finding]]

#: What a goal answers.
CHALLENGES: frozenset[str] = frozenset({LevelRole.CHALLENGE, LevelRole.NEED})
GOALS: frozenset[str] = frozenset({LevelRole.GOAL})
STRATEGIES: frozenset[str] = frozenset({LevelRole.STRATEGY, LevelRole.STRATEGY_POINT})
#: What someone does.
DEEDS: frozenset[str] = frozenset(
    {LevelRole.MISSION, LevelRole.MEASURE, LevelRole.ASSIGNMENT, LevelRole.TASK}
)
#: What carries a goal out; themes and sub-goals only say what it is about. These have progress.
CARRIERS = STRATEGIES | DEEDS


@dataclass(frozen=True, slots=True)
class Check:
    """A rule and the function that finds where it is not kept."""

    rule: Rule
    find: Find


def finding(
    rule: Rule,
    element: ElementRecord,
    text: Text,
    *others: ElementRecord,
    plans: Iterable[PlanRecord] = (),
    values: Mapping[str, object] = NO_VALUES,
) -> Finding:
    """Write a finding about an element; the others and the plans are ends that the message names."""
    ends = {element.end, *(other.end for other in others), *(plan_end(plan) for plan in plans)}
    is_open = ends == _ALL_OPEN
    return Finding(
        rule=rule.id,
        kind=SubjectKind.ELEMENT,
        key=element.key,
        title=element.title,
        message=Message(text, values),
        organisation=element.responsible.id if element.responsible else None,
        organisation_name=element.responsible.name if element.responsible else "",
        place=Place(
            element.plan.key, element.plan.title, element.number, element.source, element.source_place
        ),
        related=tuple(Related(SubjectKind.ELEMENT, other.key, other.title) for other in others),
        visibility=0 if is_open else max(end.visibility for end in ends),
        team_organisations=NO_GATES if is_open else gates(ends),
        involves_example=any(end.origin == _EXAMPLE for end in (element, *others)),
    )


def gates(ends: Iterable[End]) -> frozenset[frozenset[UUID]]:
    """Return, for each end that only a team sees, the organisations that open it."""
    return frozenset(end.openers for end in ends if end.visibility == Visibility.TEAM)


def plan_end(plan: PlanRecord, root_visibility: int = Visibility.PUBLIC) -> End:
    openers = frozenset({plan.owner.id}) if plan.owner else frozenset()
    return End(max(plan.visibility, root_visibility), openers)


def as_open(element: ElementRecord, others: Iterable[ElementRecord]) -> list[ElementRecord]:
    """Return those of the others that whoever sees the element sees too; all of them when there are none.

    A finding is shown to those who see all its ends, so one hidden child among five must not hide it.
    """
    others = list(others)
    own = element.end
    return [other for other in others if other.end.visibility == 0 or other.end == own] or others


@dataclass(frozen=True, slots=True)
class _Names:
    """Titles in the quotation marks of the reader's language, and how many more there are."""

    titles: tuple[str, ...]
    limit: int

    def __str__(self) -> str:
        shown = ", ".join(_("«%(title)s»") % {"title": title} for title in self.titles[: self.limit])
        more = len(self.titles) - self.limit
        return f"{shown} (+ {more})" if more > 0 else shown


def names(elements: Iterable[ElementRecord], limit: int = 3) -> object:
    """Return the titles, to be written out in a message when it is read."""
    return _Names(tuple(element.title for element in elements), limit)


def is_example(origin: str) -> bool:
    return origin == Origin.EXAMPLE
