"""Read the elements of a region or a member that links from or to this root end in."""

from collections.abc import Iterable

from rodtrad.goals.models import Element, Level
from rodtrad.goals.snapshot.records import ElementRecord, LevelRecord, PlanRecord, Trilingual
from rodtrad.plans.models import Plan


def read_foreign(ids: Iterable[str]) -> dict[str, ElementRecord]:
    """Return them by id, with just enough of their plan and level to judge a link by."""
    found = {}
    for row in Element.objects.filter(id__in=list(ids)).select_related("plan", "level__framework", "root"):
        effective = max(row.visibility, row.plan.visibility, row.root.visibility)
        found[str(row.id)] = ElementRecord(
            str(row.id), row.key, row.title, _level(row.level), _plan(row.plan), None, row.starts, row.ends,
            row.life_cycle, row.progress, row.visibility, effective, row.origin, "", "", None,
            bool(row.handling), row.binding, foreign=True,
        )  # fmt: skip
    return found


def _level(level: Level) -> LevelRecord:
    return LevelRecord(
        str(level.id), str(level.framework_id), level.key, level.role,
        Trilingual(level.one_nb, level.one_nn, level.one_en),
        Trilingual(level.many_nb, level.many_nn, level.many_en),
        level.title_style, level.optional, level.in_source, level.position, level.framework.asks_for_sdg,
        str(level.root_id),
    )  # fmt: skip


def _plan(plan: Plan) -> PlanRecord:
    return PlanRecord(
        str(plan.id), plan.key, plan.type, plan.title, plan.status, plan.from_year, plan.to_year, None, None,
        None, plan.visibility, plan.origin, "", plan.place, plan.position,
    )  # fmt: skip
