from datetime import datetime
from enum import StrEnum
from typing import Annotated, Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from ninja import Query, Schema
from pydantic import AfterValidator, BaseModel, Field
from pydantic_core import PydanticCustomError

from rodtrad.core.periods import Period, PeriodError, parse_period
from rodtrad.core.text import KEY_PATTERN
from rodtrad.core.web.paging import Page, PageQuery, cut
from rodtrad.core.web.problems import Fault, as_problem
from rodtrad.indicators.api.routing import router
from rodtrad.indicators.columns import ObservationStatus
from rodtrad.indicators.jsonstat.as_csv import as_csv
from rodtrad.indicators.jsonstat.write import as_json_stat
from rodtrad.indicators.models import Derivation, Indicator, Observation
from rodtrad.indicators.queries.choosing import indicators_by_key
from rodtrad.indicators.queries.observations import (
    MOST_CELLS,
    Names,
    Selection,
    TooManyCellsError,
    cube_of_selection,
    names_of,
)
from rodtrad.organisations.api import NamedArea, root_or_404

JSON_STAT, CSV = "application/vnd.json-stat+json", "text/csv"
_AREA = r"^([0-9]{1,10}[a-z]?|[A-Z][A-Z0-9-]{1,18})$"
#: A period, or nothing; which of those that look so are periods is told by `parse_period`.
_PERIOD = r"^$|^[0-9]{4}([KHTM/-][0-9]{1,4})?$"


class ObservationForm(StrEnum):
    JSON = "json"
    JSON_STAT = "json-stat"
    CSV = "csv"


def _as_period(text: str) -> str:
    if text:
        try:
            parse_period(text)
        except PeriodError as error:
            raise PydanticCustomError("period", "not a period") from error
    return text


PeriodText = Annotated[str, AfterValidator(_as_period)]


class ObservationQuery(Schema):
    """Which figures are asked for, and in which form."""

    indicator: list[Annotated[str, Field(pattern=KEY_PATTERN)]] = Field(
        min_length=1, max_length=20, description="Key of an indicator. Repeat it for several."
    )
    area: list[Annotated[str, Field(pattern=_AREA)]] = Field(
        [], max_length=400, description="Code of a municipality, county, district … Repeat it; none is all."
    )
    first: PeriodText = Field(
        "", alias="from", pattern=_PERIOD, description="Only periods that begin in this one or later: 2015."
    )
    last: PeriodText = Field(
        "",
        alias="to",
        pattern=_PERIOD,
        description="Only periods that begin before the end of this one: 2024.",
    )
    breakdown: str = Field(
        "",
        max_length=300,
        pattern=r"^[^\x00-\x08\x0b\x0c\x0e-\x1f]*$",
        description="Key of a breakdown; empty is the total, `all` is everything.",
    )
    format: ObservationForm | None = Field(
        None, description="The form of the answer, in place of what Accept says: json, json-stat or csv."
    )


class NamedBreakdown(BaseModel):
    key: str
    label: str


class ObservationItem(BaseModel):
    """One figure, as it stands."""

    indicator: str = Field(description="Key.")
    area: NamedArea
    period: str = Field(description="2024, 2024H1, 2024T1, 2024K1, 2024M03, 2023/24 or 2013-2016.")
    breakdown: NamedBreakdown | None = Field(description="Null for the total.")
    value: float | None
    status: str = Field(
        description="figure, provisional, missing, not_possible, confidential or not_yet: why there is none."
    )
    derivation: str = Field(
        description="published, followed (under today's code), summed (from merged areas) or reckoned here."
    )
    published: datetime | None = Field(description="When its publisher gave it out, where that is told.")
    fetched: datetime


#: What the framework does not say of itself: the other two forms.
_FORMS = {
    JSON_STAT: {"schema": {"type": "object"}},
    CSV: {"schema": {"type": "string"}},
}


@router.get(
    "/organisations/{slug:slug}/observations",
    response=Page[ObservationItem],
    tags=["observations"],
    summary="Figures",
    openapi_extra={"responses": {200: {"content": _FORMS}}},
)
def observations(
    request: HttpRequest,
    response: HttpResponse,
    slug: str,
    query: Query[ObservationQuery],
    paging: Query[PageQuery],
) -> Any:
    """List figures of indicators that you may see. JSON comes in pages; JSON-stat 2 and CSV as one whole table."""
    root, viewer = root_or_404(request, slug)
    found = indicators_by_key(root, viewer, query.indicator)
    if len(found) < len(set(query.indicator)):
        raise Http404
    selection = Selection(
        indicators=list(found.values()),
        areas=query.area,
        first=_period(query.first),
        last=_period(query.last),
        breakdown=query.breakdown,
    )
    form = query.format or form_asked_for(request.headers.get("Accept", ""))
    answer = _page(selection, paging) if form is ObservationForm.JSON else _whole(request, selection, form)
    if query.format is None:
        patch_vary_headers(answer if isinstance(answer, HttpResponse) else response, ["Accept"])
    return answer


def form_asked_for(accept: str) -> ObservationForm:
    """Return the form that Accept names first; JSON for whoever takes anything."""
    for named in accept.lower().split(","):
        kind = named.split(";")[0].strip()
        if kind in ("application/json", "*/*", "application/*"):
            return ObservationForm.JSON
        if kind == JSON_STAT:
            return ObservationForm.JSON_STAT
        if kind == CSV:
            return ObservationForm.CSV
    return ObservationForm.JSON


def _period(text: str) -> Period | None:
    return parse_period(text) if text else None


def _whole(request: HttpRequest, selection: Selection, form: ObservationForm) -> HttpResponse:
    try:
        cube = cube_of_selection(selection)
    except TooManyCellsError as error:
        told = _(
            "Utvalget gir %(count)d tall, tomme plasser medregnet, og én tabell kan ha %(most)d. Be om færre områder, "
            "perioder eller fordelinger, eller hent det som JSON, side for side."
        ) % {"count": error.count, "most": MOST_CELLS}
        faults = [Fault(parameter="format", detail=told)]
        return as_problem(request, HttpResponse(status=422), faults, detail=told)
    if form is ObservationForm.JSON_STAT:
        return HttpResponse(as_json_stat(cube), content_type=JSON_STAT)
    return HttpResponse("".join(as_csv(cube)), content_type=f"{CSV}; charset=utf-8")


def _page(selection: Selection, paging: PageQuery) -> Page[ObservationItem]:
    page = cut(selection.rows, paging, lambda one: one)
    names = names_of(page.items)
    by_number = {one.pk: one for one in selection.indicators}
    items = [_item(one, by_number[one.indicator_id], names) for one in page.items]
    return Page(items=items, count=page.count, page=page.page, page_size=page.page_size)


def _item(row: Observation, indicator: Indicator, names: Names) -> ObservationItem:
    area, batch = names.areas[row.area_id], names.batches[row.batch_id]
    breakdown = names.breakdowns[row.breakdown_id]
    return ObservationItem(
        indicator=indicator.key,
        area=NamedArea(code=area.code, name=area.name),
        period=str(Period.from_code(row.period)),
        breakdown=NamedBreakdown(key=breakdown.key, label=breakdown.label) if breakdown.key else None,
        value=row.value,
        status=ObservationStatus(row.status).name.lower(),
        derivation=Derivation(row.derivation).name.lower(),
        published=batch.published_at,
        fetched=batch.received_at,
    )
