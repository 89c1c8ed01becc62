"""Who comes in to a page that writes in a case, and what a write about cases is answered with."""

from collections.abc import Callable, Mapping
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.http import Http404, HttpResponse

from rodtrad.cases.errors import CasesError
from rodtrad.cases.models import Case
from rodtrad.cases.queries.cases import find_case
from rodtrad.organisations.permissions import Powers
from rodtrad.website.forms.cases.values import ValuesForm
from rodtrad.website.page import Page
from rodtrad.website.views.editing.guard import writer_of

Parameters = ParamSpec("Parameters")
Made = TypeVar("Made")


def found_case(page: Page, key: str) -> Case:
    found = find_case(page.own_root, page.viewer, key)
    if found is None:
        raise Http404
    return found


def case_writer(
    allowed: Callable[[Powers, Case], bool],
) -> Callable[
    [Callable[Concatenate[Page, Case, Powers, Parameters], HttpResponse]], Callable[..., HttpResponse]
]:
    return writer_of(found_case, allowed)


def stored(
    form: ValuesForm,
    write: Callable[[dict[str, Any]], Made],
    now: Callable[[], Mapping[str, Any]] = dict,
) -> Made | None:
    """Do the write with what the form holds; None when it was refused, and the form says why.

    `now` reads the values as they stand, when somebody else has changed them.
    """
    if not form.is_valid():
        return None
    try:
        return write(form.cleaned_data)
    except CasesError as refusal:
        form.refuse_case(refusal, now())
        return None
