"""How far the threads reach: from goals towards what is done."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from rodtrad.core.models import LifeCycle, Origin
from rodtrad.goals.models import Element, LevelRole, Link, LinkKind
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer
from rodtrad.plans.models import PlanStatus

#: The stages of a thread from the goal on; a role that is not here is no stage.
STAGES: tuple[frozenset[str], ...] = (
    frozenset({LevelRole.GOAL}),
    frozenset({LevelRole.THEME, LevelRole.STRATEGY, LevelRole.STRATEGY_POINT, LevelRole.FOCUS_AREA}),
    frozenset({LevelRole.MISSION, LevelRole.MEASURE}),
    frozenset({LevelRole.ASSIGNMENT}),
    frozenset({LevelRole.TASK}),
)
_STAGE = {role: stage for stage, roles in enumerate(STAGES) for role in roles}
_WAY = 1


@dataclass(frozen=True)
class StageReach:
    """How many threads come as far as a stage, and which roles the root has there."""

    roles: frozenset[str]
    reached: int


@dataclass(frozen=True)
class ThreadReach:
    """A thread is each last theme or strategy under a goal, and each goal that has none."""

    stages: tuple[StageReach, ...]
    involves_example: bool

    @property
    def total(self) -> int:
        return self.stages[0].reached if self.stages else 0

    @property
    def complete(self) -> int:
        """How many reach the last stage that the root has."""
        return self.stages[-1].reached if self.stages else 0


def thread_reach(root: Root, viewer: Viewer) -> ThreadReach:
    """Follow every thread of the root down as far as the viewer may see: two queries."""
    rows = (
        Element.objects.filter(root=root, level__role__in=_STAGE)
        .exclude(life_cycle=LifeCycle.REPEALED)
        .exclude(plan__status=PlanStatus.REPEALED)
        .visible_to(viewer)
        .values_list("id", "level__role", "origin")
    )
    roles: dict[UUID, str] = {}
    example = False
    for identity, role, origin in rows:
        roles[identity] = role
        example = example or origin == Origin.EXAMPLE
    below: dict[UUID, list[UUID]] = defaultdict(list)
    pairs = Link.objects.filter(root=root, parent_root=root, kind=LinkKind.CONTRIBUTES)
    for child, parent in pairs.values_list("child_id", "parent_id"):
        if child in roles and parent in roles:
            below[parent].append(child)
    return ThreadReach(_count(roles, below), example)


def _count(roles: Mapping[UUID, str], below: Mapping[UUID, list[UUID]]) -> tuple[StageReach, ...]:
    present = [frozenset(role for role in roles.values() if role in stage) for stage in STAGES]
    furthest = _furthest(roles, below)
    ends = [furthest[start] for start in _threads(roles, below)]
    return tuple(
        StageReach(held, sum(end >= stage for end in ends)) for stage, held in enumerate(present) if held
    )


def _threads(roles: Mapping[UUID, str], below: Mapping[UUID, list[UUID]]) -> Iterable[UUID]:
    """Yield the last theme or strategy of each thread that begins in a goal, and the goals without any."""
    under = _under_goals(roles, below)
    for identity, role in roles.items():
        stage = _STAGE[role]
        on_the_way = any(_STAGE[roles[child]] <= _WAY for child in below.get(identity, ()))
        if not on_the_way and (stage == 0 or (stage == _WAY and identity in under)):
            yield identity


def _under_goals(roles: Mapping[UUID, str], below: Mapping[UUID, list[UUID]]) -> set[UUID]:
    waiting = [identity for identity, role in roles.items() if _STAGE[role] == 0]
    found = set(waiting)
    while waiting:
        fresh = [child for child in below.get(waiting.pop(), ()) if child not in found]
        found.update(fresh)
        waiting.extend(fresh)
    return found


def _furthest(roles: Mapping[UUID, str], below: Mapping[UUID, list[UUID]]) -> dict[UUID, int]:
    """Return the furthest stage at or below each element, each looked at once, without recursion."""
    furthest: dict[UUID, int] = {}
    waiting = list(roles)
    while waiting:
        at = waiting[-1]
        missing = [child for child in below.get(at, ()) if child not in furthest]
        if at not in furthest and missing:
            waiting.extend(missing)
            continue
        waiting.pop()
        reached = [furthest[child] for child in below.get(at, ())]
        furthest.setdefault(at, max([_STAGE[roles[at]], *reached]))
    return furthest
