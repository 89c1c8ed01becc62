"""The API's versions: a plan as it was, and how two of them differ."""

from datetime import date as day
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Query, Schema
from pydantic import BaseModel, Field

from rodtrad.cases.permissions import seen_case
from rodtrad.core.web.paging import Page, PageQuery, cut
from rodtrad.organisations.api import page_address
from rodtrad.organisations.permissions import Viewer
from rodtrad.planning.api.plans import plan_or_404
from rodtrad.planning.api.routing import router
from rodtrad.planning.api.version_differences import (
    VersionDifference,
    VersionDocumentChange,
    VersionPartDifference,
    VersionWording,
    told_document,
    told_element,
    told_head,
    told_part,
)
from rodtrad.planning.comparing import compare
from rodtrad.planning.queries.versions import (
    find_version,
    mark_of,
    shown_to,
    versions_of,
    visible_versions,
    with_whole,
)
from rodtrad.plans.models import Plan, Version, VersionLabel


class EnteredInError(BaseModel):
    """That what stands as adopted was never adopted so."""

    since: datetime = Field(description="When that was said.")
    reason: str


class PlanVersion(BaseModel):
    """A plan as it was when it was frozen; it is never changed."""

    plan: str = Field(description="Key of the plan.")
    number: int = Field(description="1 for the plan's first version.")
    label: VersionLabel
    date: day = Field(description="First day of the hearing, or the day of the decision.")
    case: str | None = Field(description="Number of the case.")
    note: str
    frozen_at: datetime
    sha256: str | None = Field(
        description="Digest of the whole content in canonical form (RFC 8785); null when you may not see all of it."
    )
    in_error: EnteredInError | None = Field(
        description="When the adoption was entered in error: the version then never counted. Else null."
    )
    url: str = Field(description="The page for people.")


class VersionContent(BaseModel):
    version: PlanVersion
    content: dict[str, Any] = Field(
        description="Plan, levels, elements in order and targets. What you may not see is left out."
    )
    is_whole: bool = Field(description="Whether this is all that the version says.")


class CompareQuery(Schema):
    before: int | None = Field(
        None, ge=1, description="Number of the earlier version; the last but one if left out."
    )
    after: int | None = Field(None, ge=1, description="Number of the later version; the last if left out.")


class VersionComparison(BaseModel):
    before: PlanVersion
    after: PlanVersion
    head: list[VersionWording] = Field(
        description="What the plan says otherwise of itself: title, number, period …; plans that it names, by title."
    )
    documents: list[VersionDocumentChange] = Field(
        description="Documents that are new, gone, exchanged for another file, or called otherwise."
    )
    differences: list[VersionDifference] = Field(
        description="Elements, in the order of the later version, of what you may see."
    )
    parts: list[VersionPartDifference] = Field(
        description="Of a planstrategi: its introduction, plans, trends, guidelines, views, phases and capacity."
    )
    is_whole: bool = Field(
        description="Whether you see all that both versions say. When not, more may differ than what stands here."
    )


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
    marked = with_whole(rows, found, viewer)
    return cut(marked, paging, lambda one: _told(request, found, one, viewer, is_whole=vars(one)["is_whole"]))


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
    shown = shown_to(row, viewer)
    return VersionContent(
        version=_told(request, found, row, viewer, is_whole=shown.is_whole),
        content=shown.content.as_json(),
        is_whole=shown.is_whole,
    )


@router.get(
    "/organisations/{slug:slug}/plans/{slug:plan}/comparison",
    response=VersionComparison,
    tags=["versions"],
    summary="How two versions differ",
)
def version_comparison(
    request: HttpRequest, slug: str, plan: str, asked: Query[CompareQuery]
) -> VersionComparison:
    """Compare two versions of a plan: what it says of itself, its documents, elements, and parts of a planstrategi."""
    found, viewer = plan_or_404(request, slug, plan)
    last = [one.number for one in versions_of(found, viewer)[:2]]
    after = _version_or_404(found, viewer, asked.after or (last[0] if last else 0))
    before = _version_or_404(found, viewer, asked.before or last[-1])
    old, new = shown_to(before, viewer), shown_to(after, viewer)
    differ = compare(old.content, new.content)
    return VersionComparison(
        before=_told(request, found, before, viewer, is_whole=old.is_whole),
        after=_told(request, found, after, viewer, is_whole=new.is_whole),
        head=[told_head(one) for one in differ.head],
        documents=[told_document(one) for one in differ.documents],
        differences=[told_element(one) for one in differ.elements],
        parts=[told_part(one) for one in differ.parts],
        is_whole=old.is_whole and new.is_whole,
    )


def _version_or_404(plan: Plan, viewer: Viewer, number: int) -> Version:
    found = find_version(plan, viewer, number)
    if found is None:
        raise Http404
    return found


def _told(
    request: HttpRequest, plan: Plan, version: Version, viewer: Viewer, *, is_whole: bool
) -> PlanVersion:
    case, mark = seen_case(viewer, version.case, plan.root), mark_of(version)
    return PlanVersion(
        plan=plan.key,
        number=version.number,
        label=VersionLabel(version.label),
        date=version.date,
        case=case.number if case else None,
        note=version.note,
        frozen_at=version.frozen_at,
        sha256=version.sha256 if is_whole else None,
        in_error=EnteredInError(since=mark.marked_at, reason=mark.reason) if mark else None,
        url=page_address(request, "version", plan.root.slug, plan.key, str(version.number)),
    )
