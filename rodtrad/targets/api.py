"""The API's targets, each with its status and the reason for it."""

from datetime import date
from math import isfinite
from typing import Any

from django.http import HttpRequest
from ninja import Query, Router, Schema
from pydantic import BaseModel, Field

from rodtrad.core.models import Origin
from rodtrad.core.text import KEY_PATTERN
from rodtrad.core.web.paging import Page, PageQuery, cut
from rodtrad.goals.api.elements import element_or_404
from rodtrad.indicators.api.catalogue import named_indicator
from rodtrad.indicators.api.schemas import NamedIndicator
from rodtrad.indicators.queries.catalogue import latest
from rodtrad.organisations.api import (
    NamedOrganisation,
    SourceDocument,
    named_organisation,
    page_address,
    root_or_404,
    source_document,
)
from rodtrad.targets.methods import IndicatorStatus, Method, PathKind, Point
from rodtrad.targets.models import Target
from rodtrad.targets.queries import Judged, judged, targets_of

router = Router(tags=["targets"])
_KEY = f"^$|{KEY_PATTERN}"


class TargetQuery(Schema):
    element: str = Field("", pattern=_KEY, description="Key of the element that it is for.")
    indicator: str = Field("", pattern=_KEY, description="Key of the indicator.")
    status: IndicatorStatus | None = Field(None, description="How it stands now.")


class YearValue(BaseModel):
    year: float = Field(description="The calendar year; 2024.5 is the middle of it.")
    value: float


class TargetElement(BaseModel):
    key: str
    title: str
    url: str = Field(description="The page for people.")


class Standing(BaseModel):
    """How it stands, found anew from the figures each time it is asked for."""

    status: IndicatorStatus
    reason: str = Field(description="Why, in the language asked for.")
    period: str | None = Field(description="The period of the newest figure.")
    latest: YearValue | None = Field(description="The newest figure, as the method sees it.")
    expected: float | None = Field(description="What the way to the target asks for by now.")
    margin: float | None = Field(
        description="How far the newest figure is past the threshold, in the indicator's unit; below zero it lags."
    )
    pace: float | None = Field(description="The change there has been as a share of the expected one.")


class IndicatorTarget(BaseModel):
    """What is wanted of an indicator, for an element."""

    element: TargetElement
    indicator: NamedIndicator
    organisation: NamedOrganisation | None = Field(
        description="The unit that it is for; null for the whole organisation."
    )
    method: Method = Field(description="How its status is found; see docs/methods.md.")
    baseline: YearValue | None
    target: YearValue | None
    path: PathKind = Field(description="The way from baseline to target.")
    steps: list[YearValue] = Field(description="The way, where it goes in steps.")
    bands: dict[str, Any] = Field(description="Wanted and accepted bands, for the band method.")
    settings: dict[str, Any] = Field(description="What differs from the method's own settings.")
    set_on: date
    standing: Standing
    origin: Origin
    source: SourceDocument | None
    place: str = Field(description="Where in the source.")


@router.get(
    "/organisations/{slug:slug}/targets", response=Page[IndicatorTarget], summary="Targets of an organisation"
)
def targets(
    request: HttpRequest, slug: str, query: Query[TargetQuery], paging: Query[PageQuery]
) -> Page[IndicatorTarget]:
    """List targets of elements and indicators that you may see, with how they stand."""
    root, viewer = root_or_404(request, slug)
    rows = targets_of(root, viewer)
    if query.element:
        rows = rows.filter(element__key=query.element)
    if query.indicator:
        rows = rows.filter(indicator__key=query.indicator)
    ordered = rows.order_by("element__key", "indicator__position", "indicator__sort_key", "pk")
    if query.status:
        standing = [one for one in judged(ordered) if one.judgement.status is query.status]
        return cut(standing, paging, lambda one: _item(request, one))
    page: Page[Target] = cut(ordered, paging, lambda one: one)
    items = [_item(request, one) for one in judged(page.items)]
    return Page(items=items, count=page.count, page=page.page, page_size=page.page_size)


@router.get("/elements/{id}/targets", response=Page[IndicatorTarget], summary="Targets of one element")
def element_targets(request: HttpRequest, id: str, paging: Query[PageQuery]) -> Page[IndicatorTarget]:
    """List what is wanted of the indicators of an element, with how it stands."""
    found, viewer = element_or_404(request, id)
    rows = judged(targets_of(found.root, viewer).filter(element=found))
    return cut(rows, paging, lambda one: _item(request, one))


def _item(request: HttpRequest, one: Judged) -> IndicatorTarget:
    target, element = one.target, one.target.element
    return IndicatorTarget(
        element=TargetElement(
            key=element.key,
            title=element.title,
            url=page_address(request, "element", target.root.slug, element.key),
        ),
        indicator=NamedIndicator(**named_indicator(target.indicator)),
        organisation=named_organisation(target.organisation),
        method=Method(target.method),
        baseline=_at(target.baseline),
        target=_at(target.wanted),
        path=PathKind(target.path),
        steps=[YearValue(year=year, value=value) for year, value in target.steps],
        bands=target.bands,
        settings=target.settings,
        set_on=target.set_on,
        standing=_standing(one),
        origin=Origin(target.origin),
        source=source_document(target),
        place=target.place,
    )


def _standing(one: Judged) -> Standing:
    judgement, newest = one.judgement, latest(one.line)
    return Standing(
        status=judgement.status,
        reason=str(judgement.reason),
        period=str(newest.period) if newest else None,
        latest=_at(judgement.latest),
        expected=_finite(judgement.expected),
        margin=_finite(judgement.margin),
        pace=_finite(judgement.pace),
    )


def _finite(value: float | None) -> float | None:
    """Return what JSON can hold; a band that is open at an end has no end to be away from."""
    return value if value is not None and isfinite(value) else None


def _at(point: Point | None) -> YearValue | None:
    return YearValue(year=point.year, value=point.value) if point else None
