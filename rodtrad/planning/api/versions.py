"""The API's versions: a plan as it was, and how two of them differ."""

from datetime import date as day
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Query, Schema
from pydantic import BaseModel, Field

from rodtrad.core.web.paging import Page, PageQuery, cut
from rodtrad.organisations.api import page_address
from rodtrad.organisations.permissions import Viewer
from rodtrad.planning.api.plans import plan_or_404
from rodtrad.planning.api.routing import router
from rodtrad.planning.comparing import Change, ElementDifference, compare
from rodtrad.planning.queries.versions import find_version, shown_to, versions_of, visible_versions
from rodtrad.plans.models import Plan, Version, VersionLabel


class PlanVersion(BaseModel):
    """A plan as it was when it was frozen; it is never changed."""

    plan: str = Field(description="Key of the plan.")
    number: int = Field(description="1 for the plan's first version.")
    label: VersionLabel
    date: day = Field(description="First day of the hearing, or the day of the decision.")
    case: str | None = Field(description="Number of the case.")
    note: str
    frozen_at: datetime
    sha256: str = Field(description="Digest of the whole content in canonical form (RFC 8785).")
    url: str = Field(description="The page for people.")


class VersionContent(BaseModel):
    version: PlanVersion
    content: dict[str, Any] = Field(
        description="Plan, levels, elements in order and targets. What you may not see is left out, and then the "
        "digest is not that of what you get."
    )


class CompareQuery(Schema):
    before: int | None = Field(
        None, ge=1, description="Number of the earlier version; the last but one if left out."
    )
    after: int | None = Field(None, ge=1, description="Number of the later version; the last if left out.")


class VersionWording(BaseModel):
    field: str = Field(description="title or description")
    before: str
    after: str


class VersionDifference(BaseModel):
    """An element that differs."""

    key: str
    title: str
    changes: list[Change]
    wording: list[VersionWording]


class VersionComparison(BaseModel):
    before: PlanVersion
    after: PlanVersion
    differences: list[VersionDifference] = Field(description="In the order of the later version.")


@router.get(
    "/organisations/{slug:slug}/plans/{slug:plan}/versions",
    response=Page[PlanVersion],
    tags=["versions"],
    summary="Versions of a plan",
)
def versions(request: HttpRequest, slug: str, plan: str, paging: Query[PageQuery]) -> Page[PlanVersion]:
    """List the versions that you may see, the last first."""
    found, viewer = plan_or_404(request, slug, plan)
    rows = visible_versions(found.root, viewer).filter(plan=found).order_by("-number")
    return cut(rows, paging, lambda one: _told(request, slug, one))


@router.get(
    "/organisations/{slug:slug}/plans/{slug:plan}/versions/{int:number}",
    response=VersionContent,
    tags=["versions"],
    summary="A version",
)
def version(request: HttpRequest, slug: str, plan: str, number: int) -> VersionContent:
    """Give a version with its content."""
    found, viewer = plan_or_404(request, slug, plan)
    row = _version_or_404(found, viewer, number)
    return VersionContent(version=_told(request, slug, row), content=shown_to(row, viewer).content.as_json())


@router.get(
    "/organisations/{slug:slug}/plans/{slug:plan}/comparison",
    response=VersionComparison,
    tags=["versions"],
    summary="How two versions differ",
)
def version_comparison(
    request: HttpRequest, slug: str, plan: str, asked: Query[CompareQuery]
) -> VersionComparison:
    """Compare two versions of a plan, element by element."""
    found, viewer = plan_or_404(request, slug, plan)
    last = [one.number for one in versions_of(found, viewer)[:2]]
    after = _version_or_404(found, viewer, asked.after or (last[0] if last else 0))
    before = _version_or_404(found, viewer, asked.before or last[-1])
    differences = compare(shown_to(before, viewer).content, shown_to(after, viewer).content)
    return VersionComparison(
        before=_told(request, slug, before),
        after=_told(request, slug, after),
        differences=[_difference(one) for one in differences.elements],
    )


def _version_or_404(plan: Plan, viewer: Viewer, number: int) -> Version:
    found = find_version(plan, viewer, number)
    if found is None:
        raise Http404
    return found


def _told(request: HttpRequest, slug: str, version: Version) -> PlanVersion:
    return PlanVersion(
        plan=version.plan.key,
        number=version.number,
        label=VersionLabel(version.label),
        date=version.date,
        case=version.case.number if version.case else None,
        note=version.note,
        frozen_at=version.frozen_at,
        sha256=version.sha256,
        url=page_address(request, "version", slug, version.plan.key, str(version.number)),
    )


def _difference(one: ElementDifference) -> VersionDifference:
    return VersionDifference(
        key=one.element.key,
        title=one.element.title,
        changes=[kind for kind in Change if kind in one.changes],
        wording=[
            VersionWording(
                field=text.field,
                before=getattr(one.before, text.field),
                after=getattr(one.after, text.field),
            )
            for text in one.texts
        ],
    )
