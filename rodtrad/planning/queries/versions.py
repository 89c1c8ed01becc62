"""Reads of the versions of a plan. Everything is shown for one viewer."""

from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, F, Func, JSONField, Q, QuerySet, Value
from django.db.models.functions import Cast, Greatest

from rodtrad.core.models import Visibility
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer
from rodtrad.planning.content import Content, read_content, within
from rodtrad.plans.models import (
    LOCKED,
    Plan,
    PlanMerge,
    PlanStatus,
    Version,
    VersionFile,
    VersionLabel,
    VersionMark,
)
from rodtrad.plans.queries import visible_plans

#: What is narrower than `most`, wherever it stands in a version's content.
_NARROWER = "$.**.visibility ? (@ > $most)"


def visible_versions(root: Root, viewer: Viewer) -> QuerySet[Version]:
    """Return the versions that the viewer may see of the root's plans, without their content, the last first."""
    return (
        Version.objects.filter(root=root)
        .annotate(effective=Greatest("visibility", "plan__visibility", "root__visibility"))
        .filter(_may_see(viewer))
        .defer("content")
        .select_related("plan", "case", "mark")
        .order_by("plan__position", "plan__title", "-number")
    )


def _may_see(viewer: Viewer) -> Q:
    if viewer.sees_all:
        return Q()
    team = Q(effective=Visibility.TEAM, plan__owner__in=viewer.team)
    return Q(effective__lte=viewer.ceiling) | team


def with_whole(rows: QuerySet[Version], plan: Plan, viewer: Viewer) -> QuerySet[Version]:
    """Annotate the plan's versions with `is_whole`: whether the viewer may see all that each says."""
    if _sees_whole(plan, viewer):
        return rows.annotate(is_whole=Value(True))
    content = Cast(Func(F("content"), Value("UTF8"), function="convert_from"), JSONField())
    most = Value({"most": viewer.ceiling}, JSONField())
    holds = Func(
        content,
        Value(_NARROWER),
        most,
        template="jsonb_path_exists(%(expressions)s)",
        output_field=BooleanField(),
    )
    return rows.annotate(is_whole=~Q(holds))


def _sees_whole(plan: Plan, viewer: Viewer) -> bool:
    return viewer.sees_all or plan.owner_id in viewer.team


def versions_of(plan: Plan, viewer: Viewer) -> list[Version]:
    """Return the plan's versions that the viewer may see, the last first."""
    return list(visible_versions(plan.root, viewer).filter(plan=plan))


def find_version(plan: Plan, viewer: Viewer, number: int) -> Version | None:
    """Return one version with its content."""
    return visible_versions(plan.root, viewer).defer(None).filter(plan=plan, number=number).first()


def files_of(version: Version) -> dict[str, VersionFile]:
    """Return the version's documents by their digest; who may see the version may fetch them."""
    rows = VersionFile.objects.filter(version=version).select_related("file").defer("file__content")
    return {one.file_id: one for one in rows}


@dataclass(frozen=True)
class Shown:
    """What a version says to somebody, and whether that is all of it."""

    content: Content
    is_whole: bool


def shown_to(version: Version, viewer: Viewer) -> Shown:
    """Return what the version says to the viewer: what is narrower than they may see is left out."""
    content = read_content(bytes(version.content))
    if _sees_whole(version.plan, viewer):
        return Shown(content, is_whole=True)
    seen = within(content, viewer.ceiling)
    return Shown(seen, is_whole=seen == content)


def in_force(root: Root, viewer: Viewer, on: date, *, whole: bool = False) -> list[Version]:
    """Return for each plan the version that was in force on the day, in the register's order; its content when `whole`.

    A plan is in force from the day its version was adopted, until it was repealed or a plan that replaces it came
    into force; one that was repealed on a day nobody knows, is in force on none. What was entered in error never was.
    """
    adopted = _adopted_by(root, viewer, on).filter(mark__isnull=True)
    unended = Q(plan__ended_on__isnull=True) & ~Q(plan__status=PlanStatus.REPEALED)
    standing = adopted.filter(unended | Q(plan__ended_on__gt=on))
    newer = _come_into_force(root, on)
    merged = PlanMerge.objects.filter(plan__in=newer.values("pk"))
    standing = standing.exclude(plan__in=newer.filter(replaces__isnull=False).values("replaces"))
    standing = standing.exclude(plan__in=merged.values("merged"))
    latest: dict[object, Version] = {}
    for version in standing.order_by("plan__position", "plan__title", "date", "number"):
        latest[version.plan_id] = version
    found = list(latest.values())
    if whole:
        held = Version.objects.in_bulk([one.pk for one in found])
        for one in found:
            one.content = held[one.pk].content
    return found


def _come_into_force(root: Root, on: date) -> QuerySet[Plan]:
    """Return the plans that had come into force by the day: adopted here, or in the case that a file says it is of."""
    said = Q(in_force_from__isnull=True, status=PlanStatus.ADOPTED, case__date__lte=on)
    return Plan.objects.filter(Q(in_force_from__lte=on, status__in=LOCKED) | said, root=root).order_by()


def _adopted_by(root: Root, viewer: Viewer, on: date) -> QuerySet[Version]:
    return visible_versions(root, viewer).filter(label=VersionLabel.ADOPTED, date__lte=on)


def in_error(root: Root, viewer: Viewer, on: date) -> list[Version]:
    """Return the adopted versions that would count on the day, but were entered in error."""
    return list(_adopted_by(root, viewer, on).filter(mark__isnull=False))


def marks_of(plan: Plan, viewer: Viewer) -> list[Version]:
    """Return the plan's versions that were entered in error, the last first."""
    return list(visible_versions(plan.root, viewer).filter(plan=plan, mark__isnull=False))


def never_frozen(root: Root, viewer: Viewer, on: date) -> list[Plan]:
    """Return the plans that the register calls adopted, on the day as far as it knows, with no adopted version."""
    kept = Version.objects.filter(label=VersionLabel.ADOPTED, mark__isnull=True).values("plan")
    begun = Q(in_force_from__isnull=True) | Q(in_force_from__lte=on)
    standing = Q(status=PlanStatus.ADOPTED) | Q(status=PlanStatus.REPEALED, ended_on__gt=on)
    return list(visible_plans(root, viewer).filter(begun, standing).exclude(pk__in=kept))


def mark_of(version: Version) -> VersionMark | None:
    """Return what says that the version was entered in error, if anything does."""
    found: VersionMark | None = getattr(version, "mark", None)
    return found
