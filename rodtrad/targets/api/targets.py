"""The API's targets, each with its status and the reason for it."""

from math import isfinite
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query

from rodtrad.core.models import Origin
from rodtrad.core.web.paging import Page, PageQuery, cut
from rodtrad.goals.api.elements import element_or_404
from rodtrad.goals.models import Element
from rodtrad.goals.operations.versions import tag_of
from rodtrad.indicators.api.catalogue import named_indicator
from rodtrad.indicators.api.schemas import NamedIndicator
from rodtrad.indicators.queries.catalogue import latest
from rodtrad.organisations.api import named_organisation, page_address, root_or_404, source_document
from rodtrad.organisations.permissions import Viewer
from rodtrad.targets.api.routing import router
from rodtrad.targets.api.schemas import (
    IndicatorTarget,
    Standing,
    TargetBand,
    TargetBands,
    TargetElement,
    TargetQuery,
    YearValue,
)
from rodtrad.targets.methods import Band, Method, PathKind, Point
from rodtrad.targets.models import Target, bands_of
from rodtrad.targets.operations.target_values import target_values
from rodtrad.targets.queries import Judged, judged, targets_of


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


@router.get("/elements/{id}/targets/{target}", response=IndicatorTarget, summary="One target")
def target(request: HttpRequest, response: HttpResponse, id: str, target: UUID) -> IndicatorTarget:
    """Tell what is wanted of one indicator, with how it stands. Its `ETag` is what a change builds on."""
    element, viewer = element_or_404(request, id)
    found = target_or_404(element, viewer, target)
    response["ETag"] = f'"{version_of(found)}"'
    return target_item(request, found)


def target_or_404(element: Element, viewer: Viewer, identity: UUID) -> Target:
    """Return the element's target; one whose indicator the reader may not see does not exist for them."""
    found = targets_of(element.root, viewer).filter(element=element, pk=identity).first()
    if found is None:
        raise Http404
    return found


def version_of(target: Target) -> str:
    """Return a short name for just what is wanted, the same for the same."""
    return tag_of(target_values(target))


def target_item(request: HttpRequest, target: Target) -> IndicatorTarget:
    [one] = judged([target])
    return _item(request, one)


def _item(request: HttpRequest, one: Judged) -> IndicatorTarget:
    target, element = one.target, one.target.element
    return IndicatorTarget(
        id=target.pk,
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
        bands=_bands(target),
        settings=target.settings,
        set_on=target.set_on,
        standing=_standing(one),
        origin=Origin(target.origin),
        source=source_document(target),
        place=target.place,
    )


def _bands(target: Target) -> TargetBands | None:
    bands = bands_of(target.bands)
    if bands is None:
        return None
    return TargetBands(
        wanted=_band(bands.wanted),
        accepted=[_band(one) for one in bands.accepted],
        not_accepted=[_band(one) for one in bands.not_accepted],
    )


def _band(band: Band) -> TargetBand:
    return TargetBand(
        low=band.low, high=band.high, low_included=band.low_included, high_included=band.high_included
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
