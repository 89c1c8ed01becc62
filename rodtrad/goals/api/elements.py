from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from ninja import Query

from rodtrad.core.models import Visibility
from rodtrad.core.web.paging import Page, PageQuery, cut
from rodtrad.goals.api.routing import router
from rodtrad.goals.api.schemas import ElementInFull, ElementItem, ElementQuery, Period, PlanPlace, Sdg
from rodtrad.goals.api.versions import version_header
from rodtrad.goals.models import Element
from rodtrad.goals.queries.lookup import Standing, find_element, where_it_stands
from rodtrad.goals.queries.names import names_of, with_names
from rodtrad.goals.queries.overview import matching_elements
from rodtrad.organisations.api import (
    NamedArea,
    NamedOrganisation,
    SourceDocument,
    page_address,
    root_or_404,
)
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer
from rodtrad.plans.api import NamedPlan, named_plan


@router.get(
    "/organisations/{slug:slug}/elements",
    response=Page[ElementItem],
    tags=["elements"],
    summary="Elements of an organisation",
)
def elements(
    request: HttpRequest, slug: str, query: Query[ElementQuery], paging: Query[PageQuery]
) -> Page[ElementItem]:
    """List the elements that you may see and the filters let through, in the order of levels and plans."""
    root, viewer = root_or_404(request, slug)
    rows = with_names(matching_elements(root, viewer, query.as_filters()))
    return cut(rows, paging, lambda element: ElementItem(**_fields(request, element, root, viewer)))


@router.get("/elements/{id}", response=ElementInFull, tags=["elements"], summary="One element")
def element(request: HttpRequest, response: HttpResponse, id: str) -> ElementInFull:
    """Tell all about one element. `id` is its id, or the organisation's slug and its key: `oslo:mal-2`."""
    found, viewer = element_or_404(request, id)
    for name, value in version_header(found).items():
        response[name] = value
    return element_in_full(request, found, viewer)


def element_in_full(request: HttpRequest, found: Element, viewer: Viewer) -> ElementInFull:
    root = found.root
    return ElementInFull(
        **_fields(request, found, root, viewer),
        description=found.description,
        keywords=found.keywords,
        contributing=[NamedOrganisation(key=unit.key, name=unit.name) for unit in found.contributing.all()],
        handling=found.handling,
        binding=found.binding,
        placements=[_place(standing) for standing in where_it_stands(found, root, viewer)],
    )


def element_or_404(request: HttpRequest, identity: str) -> tuple[Element, Viewer]:
    """Return the element and what the reader may see; an element they may not see does not exist for them."""
    try:
        return find_element(identity, request.user)
    except (Element.DoesNotExist, Root.DoesNotExist):
        raise Http404 from None


def _place(standing: Standing) -> PlanPlace:
    plan = NamedPlan(key=standing.plan.key, title=standing.plan.title)
    return PlanPlace(plan=plan, number=standing.number, carried_over=standing.is_carried_over)


def _fields(request: HttpRequest, element: Element, root: Root, viewer: Viewer) -> dict[str, Any]:
    """Return what a list and the element's own address have in common."""
    effective = max(element.visibility, element.plan.visibility, root.visibility)
    names = names_of(element)
    unit, document = names["unit"], names["document"]
    return {
        "id": element.id,
        "key": element.key,
        "organisation": root.slug,
        "level": element.level.key,
        "level_name": element.level.one,
        "role": element.level.role,
        "origin": element.origin,
        "title": element.title,
        "number": getattr(element, "number", ""),
        "plan": named_plan(element.plan, root, viewer),
        "life_cycle": element.life_cycle,
        "progress": element.progress,
        "judgement": element.judgement or None,
        "visibility": Visibility(effective).name.lower(),
        "responsible": NamedOrganisation(**unit) if unit else None,
        "period": Period(starts=element.starts, ends=element.ends),
        "sdg": Sdg(goals=names["goal_numbers"], targets=names["target_codes"]),
        "areas": [NamedArea(**area) for area in names["named_areas"]],
        "source": SourceDocument(**document) if document else None,
        "place": element.place,
        "url": page_address(request, "element", root.slug, element.key),
    }
