"""Links between elements, made and taken away by programs."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from rodtrad.core.models import Origin
from rodtrad.goals.api.elements import element_or_404
from rodtrad.goals.api.routing import router
from rodtrad.goals.api.schemas import ThreadLink
from rodtrad.goals.api.writing import answer_on_element
from rodtrad.goals.api.writing_schemas import NewLink
from rodtrad.goals.errors import FieldErrors
from rodtrad.goals.models import Element, LinkKind
from rodtrad.goals.operations import link_elements, unlink_elements
from rodtrad.organisations.api_writing import Headers, HowCorrected, Token, Written
from rodtrad.organisations.models import Scope
from rodtrad.organisations.permissions import Viewer

WRITES = Token(Scope.WRITE_LINKS)


@router.post(
    "/elements/{id}/links",
    response={201: ThreadLink},
    auth=WRITES,
    tags=["links"],
    summary="Link an element to another",
)
def make_link(
    request: HttpRequest, id: str, body: NewLink, how: HowCorrected, headers: Headers
) -> HttpResponse:
    """Let the element contribute to, or address, another."""

    def write(child: Element, _viewer: Viewer) -> Written:
        link = link_elements(
            actor=request.user,
            child=child,
            parent=_parent_named(request, body.parent),
            kind=body.kind.value if body.kind else "",
            reason=body.reason,
            origin=body.origin.as_origin,
            correction=how.correction,
        )
        told = ThreadLink(
            child=link.child_id,
            parent=link.parent_id,
            kind=LinkKind(link.kind),
            origin=Origin(link.origin),
            reason=link.reason,
        )
        return Written(201, told)

    return answer_on_element(request, id, write, how, headers)


@router.delete(
    "/elements/{id}/links/{parent}",
    response={204: None},
    auth=WRITES,
    tags=["links"],
    summary="Take away a link",
)
def remove_link(
    request: HttpRequest, id: str, parent: str, how: HowCorrected, headers: Headers
) -> HttpResponse:
    """Let the element no longer contribute to, or address, the other."""
    above, _theirs = element_or_404(request, parent)

    def write(child: Element, _viewer: Viewer) -> Written:
        unlink_elements(actor=request.user, child=child, parent=above, correction=how.correction)
        return Written(204)

    return answer_on_element(request, id, write, how, headers)


def _parent_named(request: HttpRequest, identity: str) -> Element:
    try:
        return element_or_404(request, identity)[0]
    except Http404:
        raise FieldErrors({"parent": _("Elementet finnes ikke.")}) from None
