from collections.abc import Iterable
from typing import Any

from django.http import Http404, HttpRequest
from django.utils import timezone
from ninja import Query

from rodtrad.core.models import Origin
from rodtrad.core.web.paging import Page, PageQuery, cut
from rodtrad.indicators.api.routing import router
from rodtrad.indicators.api.schemas import (
    Age,
    FigureTable,
    IndicatorInFull,
    IndicatorItem,
    IndicatorQuery,
    LatestFigure,
    Reckoning,
)
from rodtrad.indicators.models import (
    Dataset,
    Dimension,
    Direction,
    Formula,
    Indicator,
    Perspective,
    Quantity,
    Theme,
)
from rodtrad.indicators.queries.age import age_of
from rodtrad.indicators.queries.catalogue import Line, find_indicator, latest, lines_of_area
from rodtrad.indicators.queries.choosing import Wish, chosen_indicators
from rodtrad.organisations.api import NamedArea, page_address, root_or_404
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer


@router.get(
    "/organisations/{slug:slug}/indicators",
    response=Page[IndicatorItem],
    tags=["indicators"],
    summary="Indicators of an organisation",
)
def indicators(
    request: HttpRequest, slug: str, query: Query[IndicatorQuery], paging: Query[PageQuery]
) -> Page[IndicatorItem]:
    """List the common set and the organisation's own, each with its newest figure for the organisation's area."""
    root, viewer = root_or_404(request, slug)
    rows = chosen_indicators(root, viewer, _wish(query)).prefetch_related("sdg_targets")
    page = cut(rows, paging, lambda one: one)
    lines = lines_of_area(page.items, root.area_id)
    items = [_item(request, one, root, lines.get(one.pk, [])) for one in page.items]
    return Page(items=items, count=page.count, page=page.page, page_size=page.page_size)


@router.get(
    "/organisations/{slug:slug}/indicators/{slug:key}",
    response=IndicatorInFull,
    tags=["indicators"],
    summary="One indicator",
)
def indicator(request: HttpRequest, slug: str, key: str) -> IndicatorInFull:
    """Tell all about one indicator; where the organisation has one of its own with the key, that one."""
    root, viewer = root_or_404(request, slug)
    found = indicator_or_404(root, viewer, key)
    line = lines_of_area([found], root.area_id).get(found.pk, [])
    age = age_of(found, line, timezone.localdate())
    ends = [one for one in (found.band_low, found.band_high) if one is not None]
    return IndicatorInFull(
        **_fields(request, found, root, line),
        reservation=found.reservation,
        quantity=Quantity(found.quantity),
        band=ends or None,
        reckoned=_reckoning(found),
        defined_on=found.defined_on,
        hidden_below=found.hidden_below,
        age=Age(
            published=age.published,
            fetched=age.received,
            checked=age.checked,
            next_due=age.next_due,
            late=age.is_late,
            failure=age.failure,
        ),
    )


def indicator_or_404(root: Root, viewer: Viewer, key: str) -> Indicator:
    """Return the indicator; one that the reader may not see does not exist for them."""
    found = find_indicator(root, viewer, key)
    if found is None:
        raise Http404
    return found


def _wish(query: IndicatorQuery) -> Wish:
    return Wish(
        text=query.text,
        theme=query.theme or "",
        dimension=query.dimension or "",
        perspective=query.perspective or "",
        sdg=query.sdg,
    )


def _item(request: HttpRequest, found: Indicator, root: Root, line: Line) -> IndicatorItem:
    return IndicatorItem(**_fields(request, found, root, line))


def _fields(request: HttpRequest, found: Indicator, root: Root, line: Line) -> dict[str, Any]:
    """Return what a list and the indicator's own address have in common."""
    return {
        **named_indicator(found),
        "organisation": found.root.slug if found.root else None,
        "definition": found.definition,
        "direction": Direction(found.direction),
        "theme": Theme(found.theme),
        "dimension": Dimension(found.dimension),
        "perspective": Perspective(found.perspective),
        "sdg": [one.code for one in found.sdg_targets.all()],
        "origin": Origin(found.origin),
        "source": figure_table(found.dataset),
        "latest": _latest(root, line),
        "url": page_address(request, "indicator", root.slug, found.key),
    }


def named_indicator(found: Indicator) -> dict[str, Any]:
    return {"key": found.key, "title": found.title, "unit": found.unit, "decimals": found.decimals}


def figure_table(dataset: Dataset | None) -> FigureTable | None:
    if dataset is None:
        return None
    return FigureTable(
        key=dataset.key,
        title=dataset.title,
        publisher=dataset.publisher,
        table=dataset.table,
        address=dataset.address,
        licence=dataset.licence,
    )


def _latest(root: Root, line: Line) -> LatestFigure | None:
    shown = latest(line)
    if shown is None or shown.value is None or root.area is None:
        return None
    return LatestFigure(
        area=NamedArea(code=root.area.code, name=root.area.name),
        period=str(shown.period),
        value=shown.value,
        provisional=shown.is_provisional,
    )


def _reckoning(found: Indicator) -> Reckoning | None:
    if not found.formula:
        return None
    named: Iterable[Indicator] = [one for one in (found.numerator, found.denominator) if one]
    terms = [term.operand for term in found.terms.select_related("operand")]
    return Reckoning(formula=Formula(found.formula), parts=[one.key for one in (*named, *terms)])
