"""The sustainable development goals as a root sees them: which targets matter, why, and what serves them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import ngettext

from rodtrad.goals.models import Element
from rodtrad.organisations.models import Root
from rodtrad.sdg.models import LocalTarget, SdgGoal
from rodtrad.website.presenters.element_words import element_url, sdg_name
from rodtrad.website.presenters.wording import common_origin, own_origin

MOST_SERVING = 6
#: A narrow screen folds a list of at least so many.
TUCK_FROM = 3


@dataclass(frozen=True)
class Serving:
    title: str
    url: str
    level: str
    origin: str


@dataclass(frozen=True)
class Tuck:
    """What a list of contributions says of itself where a narrow screen folds it."""

    label: str
    titles: str


@dataclass(frozen=True)
class TargetRow:
    code: str
    anchor: str
    name: str
    why: str
    origin: str
    source: str
    serving: tuple[Serving, ...]
    more: tuple[Serving, ...]
    serving_origin: str
    tuck: Tuck | None


@dataclass(frozen=True)
class GoalRow:
    number: int
    name: str
    targets: tuple[TargetRow, ...]
    whole: tuple[Serving, ...]


def sdg_rows(
    root: Root,
    goals: Sequence[SdgGoal],
    local: Iterable[LocalTarget],
    by_target: Mapping[str, Sequence[Element]],
    by_goal: Mapping[int, Sequence[Element]],
    choice_origin: str,
) -> list[GoalRow]:
    """Return the 17 goals with the root's own targets; no row repeats `choice_origin`."""
    rows: dict[int, list[TargetRow]] = {}
    for one in local:
        row = _target(root, one, by_target.get(one.target_id, ()), choice_origin)
        rows.setdefault(one.target.goal_id, []).append(row)
    return [
        GoalRow(
            goal.number,
            sdg_name(goal),
            tuple(rows.get(goal.number, ())),
            tuple(_serving(root, element, "") for element in by_goal.get(goal.number, ())),
        )
        for goal in goals
    ]


def _target(root: Root, local: LocalTarget, elements: Sequence[Element], choice_origin: str) -> TargetRow:
    common = common_origin(element.origin for element in elements)
    served = tuple(_serving(root, element, common) for element in elements)
    cut = MOST_SERVING if len(served) > MOST_SERVING + 2 else len(served)
    return TargetRow(
        code=local.target_id,
        anchor="mal-" + local.target_id.replace(".", "-"),
        name=sdg_name(local.target),
        why=local.why,
        origin=own_origin(local.origin, choice_origin),
        source=" · ".join(part for part in (local.source.title if local.source else "", local.place) if part),
        serving=served[:cut],
        more=served[cut:],
        serving_origin=common,
        tuck=_tuck(served) if len(served) >= TUCK_FROM else None,
    )


def _tuck(served: Sequence[Serving]) -> Tuck:
    label = ngettext("%(count)d bidrar", "%(count)d bidrar", len(served)) % {"count": len(served)}
    return Tuck(label, ", ".join(one.title for one in served))


def _serving(root: Root, element: Element, common: str) -> Serving:
    origin = own_origin(element.origin, common)
    return Serving(element.title, element_url(root.slug, element.key), element.level.one, origin)
