"""Reads of the versions of a plan. Everything is shown for one viewer."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet
from django.db.models.functions import Greatest

from rodtrad.core.models import Visibility
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer
from rodtrad.planning.content import Content, read_content, within
from rodtrad.plans.models import Plan, Version, VersionLabel


def visible_versions(root: Root, viewer: Viewer) -> QuerySet[Version]:
    """Return the versions that the viewer may see of the root's plans, without their content, the last first."""
    return (
        Version.objects.filter(root=root)
        .annotate(effective=Greatest("visibility", "plan__visibility", "root__visibility"))
        .filter(_may_see(viewer))
        .defer("content")
        .select_related("plan", "case")
        .order_by("plan__position", "plan__title", "-number")
    )


def _may_see(viewer: Viewer) -> Q:
    if viewer.sees_all:
        return Q()
    team = Q(effective=Visibility.TEAM, plan__owner__in=viewer.team)
    return Q(effective__lte=viewer.ceiling) | team


def versions_of(plan: Plan, viewer: Viewer) -> list[Version]:
    """Return the plan's versions that the viewer may see, the last first."""
    return list(visible_versions(plan.root, viewer).filter(plan=plan))


def find_version(plan: Plan, viewer: Viewer, number: int) -> Version | None:
    """Return one version with its content."""
    return visible_versions(plan.root, viewer).defer(None).filter(plan=plan, number=number).first()


@dataclass(frozen=True)
class Shown:
    """What a version says to somebody, and whether that is all of it."""

    content: Content
    is_whole: bool


def shown_to(version: Version, viewer: Viewer) -> Shown:
    """Return what the version says to the viewer: what is narrower than they may see is left out."""
    content = read_content(bytes(version.content))
    if viewer.sees_all or version.plan.owner_id in viewer.team:
        return Shown(content, is_whole=True)
    seen = within(content, viewer.ceiling)
    return Shown(seen, is_whole=seen == content)


def in_force(root: Root, viewer: Viewer, on: date, *, whole: bool = False) -> list[Version]:
    """Return for each plan the version that was in force on the day, in the register's order; its content when `whole`.

    A plan is in force from the day its version was adopted, until it was repealed or a plan that replaces it came
    into force.
    """
    adopted = visible_versions(root, viewer).filter(label=VersionLabel.ADOPTED, date__lte=on)
    standing = adopted.filter(Q(plan__ended_on__isnull=True) | Q(plan__ended_on__gt=on))
    latest: dict[object, Version] = {}
    for version in standing.order_by("plan__position", "plan__title", "date", "number"):
        latest[version.plan_id] = version
    found = list(latest.values())
    if whole:
        held = Version.objects.in_bulk([one.pk for one in found])
        for one in found:
            one.content = held[one.pk].content
    return found
