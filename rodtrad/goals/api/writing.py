"""What every write on an element has in common: the element, and an answer that is kept."""

from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse

from rodtrad.goals.api.elements import element_or_404
from rodtrad.goals.models import Element
from rodtrad.organisations.api_writing import (
    WriteHeaders,
    WriteQuery,
    Written,
    answer_write,
    answered_before,
)
from rodtrad.organisations.permissions import Viewer

Write = Callable[[Element, Viewer], Written]


def answer_on_element(
    request: HttpRequest, id: str, write: Write, how: WriteQuery, headers: WriteHeaders
) -> HttpResponse:
    """Do the write on the element, once for each Idempotency-Key. What the person may not see answers 404."""
    try:
        element, viewer = element_or_404(request, id)
    except Http404:
        again = answered_before(request, key=headers.idempotency_key)
        if again is None:
            raise
        return again
    return answer_write(
        request,
        element.root,
        lambda: write(element, viewer),
        key=headers.idempotency_key,
        dry_run=how.dry_run,
    )
