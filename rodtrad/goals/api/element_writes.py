"""Elements written by programs, by the same operations as the pages."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from rodtrad.goals.api.elements import element_in_full, element_or_404
from rodtrad.goals.api.routing import router
from rodtrad.goals.api.schemas import ElementInFull
from rodtrad.goals.api.versions import require_version, version_header
from rodtrad.goals.api.writing import answer_on_element
from rodtrad.goals.api.writing_schemas import ElementChanges, NewElement
from rodtrad.goals.errors import FieldErrors
from rodtrad.goals.models import Element, Level
from rodtrad.goals.operations import change_element, create_element, take_out
from rodtrad.goals.queries.editing import by_keys, levels_in
from rodtrad.organisations.api import root_or_404
from rodtrad.organisations.api_writing import Headers, How, HowCorrected, Token, Written, answer_write
from rodtrad.organisations.models import Root, Scope
from rodtrad.organisations.permissions import Viewer
from rodtrad.plans.models import Plan
from rodtrad.plans.queries import find_plan

WRITES = Token(Scope.WRITE_ELEMENTS)


@router.post(
    "/organisations/{slug:slug}/elements",
    response={201: ElementInFull},
    auth=WRITES,
    tags=["elements"],
    summary="Make an element",
)
def make_element(
    request: HttpRequest, slug: str, body: NewElement, how: How, headers: Headers
) -> HttpResponse:
    """Make an element in a draft plan: last under another element, or last at the top."""
    root, viewer = root_or_404(request, slug)

    def write() -> Written:
        plan = plan_named(root, viewer, body.plan)
        made = create_element(
            actor=request.user,
            plan=plan,
            level=_level_named(plan, body.level),
            changes=body.as_changes(),
            key=body.key or "",
            under=element_named(root, viewer, body.under, field="under"),
            number=body.number,
            link=body.link,
            origin=body.origin.as_origin,
        )
        place = {"Location": f"/api/v1/elements/{root.slug}:{made.key}"}
        return _written(request, 201, made, place)

    return answer_write(request, root, write, key=headers.idempotency_key, dry_run=how.dry_run)


@router.patch(
    "/elements/{id}",
    response={200: ElementInFull},
    auth=WRITES,
    tags=["elements"],
    summary="Change an element",
)
def change(
    request: HttpRequest, id: str, body: ElementChanges, how: HowCorrected, headers: Headers
) -> HttpResponse:
    """Change some fields of an element. `If-Match` holds the `ETag` that the change builds on."""

    def write(element: Element, _viewer: Viewer) -> Written:
        require_version(request, element)
        row = change_element(
            actor=request.user, element=element, changes=body.as_changes(), reason=how.correction
        )
        return _written(request, 200, row)

    return answer_on_element(request, id, write, how, headers)


@router.delete(
    "/elements/{id}", response={204: None}, auth=WRITES, tags=["elements"], summary="Take out an element"
)
def remove(request: HttpRequest, id: str, how: How, headers: Headers) -> HttpResponse:
    """Delete an element that comes from a draft plan, with its links, unless something else builds on it."""

    def write(element: Element, _viewer: Viewer) -> Written:
        require_version(request, element)
        take_out(actor=request.user, element=element, plan=element.plan)
        return Written(204)

    return answer_on_element(request, id, write, how, headers)


def _written(
    request: HttpRequest, status: int, row: Element, headers: dict[str, str] | None = None
) -> Written:
    found, viewer = element_or_404(request, str(row.pk))
    told = element_in_full(request, found, viewer)
    return Written(status, told, {**version_header(found), **(headers or {})})


def plan_named(root: Root, viewer: Viewer, key: str) -> Plan:
    found = find_plan(root, viewer, key)
    if found is None:
        raise FieldErrors({"plan": _("Planen «%s» finnes ikke.") % key})
    return found


def element_named(root: Root, viewer: Viewer, key: str | None, *, field: str) -> Element | None:
    if not key:
        return None
    found = by_keys(root, viewer, [key])
    if not found:
        raise FieldErrors({field: _("Elementet finnes ikke.")})
    return found[0]


def _level_named(plan: Plan, key: str) -> Level:
    found = next((level for level in levels_in(plan) if level.key == key), None)
    if found is None:
        raise FieldErrors(
            {"level": _("Nivået «%(level)s» er ikke i målstrukturen til «%(plan)s».")
             % {"level": key, "plan": plan.title}}
        )  # fmt: skip
    return found
