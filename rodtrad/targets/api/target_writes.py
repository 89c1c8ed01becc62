"""Targets written by programs, by the same operations as the pages."""

from collections.abc import Iterator
from contextlib import contextmanager
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from rodtrad.goals.api.elements import element_or_404
from rodtrad.goals.api.versions import require_tag
from rodtrad.goals.api.writing import answer_on_element
from rodtrad.goals.errors import FieldErrors
from rodtrad.goals.models import Element
from rodtrad.goals.operations.change_element import lock_element
from rodtrad.indicators.models import Indicator
from rodtrad.indicators.queries.catalogue import find_indicator
from rodtrad.organisations.api_writing import Headers, How, Token, Written, answer_write, answered_before
from rodtrad.organisations.models import Scope
from rodtrad.organisations.permissions import Viewer
from rodtrad.targets.api.routing import router
from rodtrad.targets.api.schemas import IndicatorTarget
from rodtrad.targets.api.targets import target_item, target_or_404, version_of
from rodtrad.targets.api.writing_schemas import NewTarget, TargetChanges
from rodtrad.targets.models import Target
from rodtrad.targets.operations import change_target as changing
from rodtrad.targets.operations import create_target as creating
from rodtrad.targets.operations import delete_target as deleting
from rodtrad.targets.operations.target_writing import lock_target

WRITES = Token(Scope.WRITE_TARGETS)
#: The field that was sent, by the one that the check names.
_SENT_AS = {"baseline": "baseline_year"}


@router.post(
    "/elements/{id}/targets",
    response={201: IndicatorTarget},
    auth=WRITES,
    summary="Set a target for an element",
)
def make_target(request: HttpRequest, id: str, body: NewTarget, how: How, headers: Headers) -> HttpResponse:
    """Say what is wanted of an indicator, for an element: one for the whole organisation, and one for each unit."""

    def write(element: Element, viewer: Viewer) -> Written:
        with _named_as_sent():
            made = creating.create_target(
                actor=request.user,
                element=element,
                indicator=_indicator_named(element, viewer, body.indicator),
                values=body.as_values(),
            )
        place = f"/api/v1/elements/{element.root.slug}:{element.key}/targets/{made.pk}"
        return _written(request, 201, made, {"Location": place})

    return answer_on_element(request, id, write, how, headers)


@router.patch(
    "/elements/{id}/targets/{target}",
    response={200: IndicatorTarget},
    auth=WRITES,
    summary="Change a target",
)
def change_target(
    request: HttpRequest, id: str, target: UUID, body: TargetChanges, how: How, headers: Headers
) -> HttpResponse:
    """Change some fields of a target. `If-Match` holds the `ETag` that the change builds on."""
    element, viewer = element_or_404(request, id)
    found = target_or_404(element, viewer, target)

    def write() -> Written:
        require_tag(request, lambda: _tag_now(found))
        with _named_as_sent():
            row = changing.change_target(actor=request.user, target=found, values=body.as_values())
        return _written(request, 200, row)

    return answer_write(request, found.root, write, key=headers.idempotency_key, dry_run=how.dry_run)


@router.delete(
    "/elements/{id}/targets/{target}", response={204: None}, auth=WRITES, summary="Delete a target"
)
def delete_target(request: HttpRequest, id: str, target: UUID, how: How, headers: Headers) -> HttpResponse:
    """Delete what is wanted; the indicator, its figures and the audit trail stay."""
    try:
        element, viewer = element_or_404(request, id)
        found = target_or_404(element, viewer, target)
    except Http404:
        again = answered_before(request, key=headers.idempotency_key)
        if again is None:
            raise
        return again

    def write() -> Written:
        require_tag(request, lambda: _tag_now(found))
        deleting.delete_target(actor=request.user, target=found)
        return Written(204)

    return answer_write(request, found.root, write, key=headers.idempotency_key, dry_run=how.dry_run)


@contextmanager
def _named_as_sent() -> Iterator[None]:
    """Let a fault name the field as it was sent."""
    try:
        yield
    except FieldErrors as error:
        raise FieldErrors({_SENT_AS.get(name, name): told for name, told in error.by_field.items()}) from None


def _indicator_named(element: Element, viewer: Viewer, key: str) -> Indicator:
    found = find_indicator(element.root, viewer, key)
    if found is None:
        raise FieldErrors({"indicator": _("Indikatoren «%s» finnes ikke.") % key})
    return found


def _tag_now(target: Target) -> str:
    """Read the target as it stands; others who write it, or another of the element's, wait for the transaction."""
    lock_element(target.element)
    return version_of(lock_target(target))


def _written(
    request: HttpRequest, status: int, row: Target, headers: dict[str, str] | None = None
) -> Written:
    element, viewer = element_or_404(request, str(row.element_id))
    found = target_or_404(element, viewer, row.pk)
    version = {"ETag": f'"{version_of(found)}"'}
    return Written(status, target_item(request, found), {**version, **(headers or {})})
