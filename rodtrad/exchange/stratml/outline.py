"""A root's goals, with what hangs under them folded into StratML's two levels."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from rodtrad.exchange.plan_file import entries as e
from rodtrad.goals.models import LevelRole

#: What becomes an Objective; the rest below goals becomes PerformanceIndicators.
OBJECTIVES = frozenset(
    {
        LevelRole.GOAL,
        LevelRole.GOAL_PICTURE,
        LevelRole.THEME,
        LevelRole.STRATEGY,
        LevelRole.STRATEGY_POINT,
        LevelRole.MISSION,
    }
)
DONE = frozenset({LevelRole.MEASURE, LevelRole.ASSIGNMENT, LevelRole.TASK})


@dataclass
class Node:
    """An element with what it hangs under: `level` is what people call it."""

    entry: e.ElementEntry
    role: str
    level: str
    plan: e.PlanEntry
    parent: str


@dataclass
class Objective:
    """Something below a goal. `above` is the element it hangs under when that is not the goal itself."""

    node: Node
    above: Node | None
    done: list[Node] = field(default_factory=list)


@dataclass
class Goal:
    node: Node
    objectives: list[Objective] = field(default_factory=list)


@dataclass
class Outline:
    goals: list[Goal]
    visions: list[Node]
    values: list[Node]
    nodes: dict[str, Node]


def outline_of(file: e.PlanFile) -> Outline:
    """Return the goals on top, each with everything below it in the order of the plans."""
    nodes = {node.entry.key: node for node in _nodes(file)}
    goals: dict[str, Goal] = {}
    below: dict[str, list[Node]] = defaultdict(list)
    for node in nodes.values():
        top = _top_goal(node, nodes)
        if top is node:
            goals[node.entry.key] = Goal(node)
        elif top is not None and (node.role in OBJECTIVES or node.role in DONE):
            below[top.entry.key].append(node)
    for key, found in below.items():
        _hang(goals[key], found, nodes)
    return Outline(
        list(goals.values()),
        [node for node in nodes.values() if node.role == LevelRole.VISION],
        [node for node in nodes.values() if node.role == LevelRole.VALUE],
        nodes,
    )


def _hang(goal: Goal, found: Iterable[Node], nodes: dict[str, Node]) -> None:
    objectives: dict[str, Objective] = {}
    waiting: list[tuple[Node, str]] = []
    for node in found:
        nearest = next((key for key in _way_up(node, nodes) if nodes[key].role in OBJECTIVES), "")
        if node.role in DONE and nearest and nearest != goal.node.entry.key:
            waiting.append((node, nearest))
            continue
        above = nodes.get(node.parent)
        own = above if above is not None and above is not goal.node else None
        objectives[node.entry.key] = Objective(node, own)
    for node, key in waiting:
        if key in objectives:
            objectives[key].done.append(node)
        else:
            objectives[node.entry.key] = Objective(node, nodes.get(node.parent))
    goal.objectives = list(objectives.values())


def _top_goal(node: Node, nodes: dict[str, Node]) -> Node | None:
    """Return the last goal on the way up; the node itself when it is a goal with none above."""
    way = [node, *(nodes[key] for key in _way_up(node, nodes))]
    goals = [one for one in way if one.role == LevelRole.GOAL]
    return goals[-1] if goals else None


def _way_up(node: Node, nodes: dict[str, Node]) -> Iterator[str]:
    seen = {node.entry.key}
    key = node.parent
    while key and key in nodes and key not in seen:
        yield key
        seen.add(key)
        key = nodes[key].parent


def _nodes(file: e.PlanFile) -> Iterator[Node]:
    levels = {
        (framework.key, level.key): (level.role, next(iter(level.names.values())).one)
        for framework in file.frameworks
        for level in framework.levels
    }
    for plan in file.plans:
        stack = [(entry, "") for entry in reversed(plan.elements)]
        while stack:
            entry, parent = stack.pop()
            stack.extend((below, entry.carry or entry.key) for below in reversed(entry.elements))
            if not entry.carry:
                role, level = levels[(plan.framework, entry.level)]
                linked = next((link.to for link in entry.contributes_to), "")
                yield Node(entry, role, level, plan, parent or linked)
