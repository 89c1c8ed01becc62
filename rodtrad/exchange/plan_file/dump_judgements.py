"""Conflicts, targets that matter locally, and exceptions, as entries."""

from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.dump_root import RootKeys, visibility
from rodtrad.goals.models import Conflict
from rodtrad.organisations.models import CheckException, Root
from rodtrad.sdg.models import LocalTarget


def conflicts(root: Root, keys: RootKeys) -> list[e.ConflictEntry]:
    rows = Conflict.objects.filter(root=root).prefetch_related("steps__element")
    return [
        e.ConflictEntry(
            key=row.key,
            title=row.title,
            description=row.description,
            handling=row.handling,
            owner=keys.organisations[row.owner_id],
            case=keys.cases[row.case_id],
            visibility=visibility(row),
            steps=_steps(row),
            **keys.sourced(row),
        )
        for row in rows.order_by("key")
    ]


def _steps(conflict: Conflict) -> list[e.StepEntry]:
    return [
        e.StepEntry(text=step.text, element=step.element.key if step.element else "", sign=step.sign)
        for step in conflict.steps.all()
    ]


def local_targets(root: Root, keys: RootKeys) -> list[e.TargetEntry]:
    rows = LocalTarget.objects.filter(root=root).order_by("target__position")
    return [e.TargetEntry(target=str(row.target_id), why=row.why, **keys.sourced(row)) for row in rows]


def exceptions(root: Root, keys: RootKeys) -> list[e.ExceptionEntry]:
    return [
        e.ExceptionEntry(
            rule=row.rule,
            subject=row.subject,
            reason=row.reason,
            owner=keys.organisations[row.owner_id],
            until=row.until,
        )
        for row in CheckException.objects.filter(root=root).order_by("rule", "subject")
    ]
