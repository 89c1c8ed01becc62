"""Who comes in to a page that writes about cases, and what a write is answered with."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, ParamSpec, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpResponse

from rodtrad.cases.errors import CasesError
from rodtrad.cases.models import Case
from rodtrad.cases.queries.cases import find_case
from rodtrad.organisations.permissions import Powers, powers_in
from rodtrad.website.forms.cases.values import BadVersionError, ValuesForm, unpack
from rodtrad.website.page import Page
from rodtrad.website.views.editing.guard import writers_only

Parameters = ParamSpec("Parameters")
Made = TypeVar("Made")


def those_who_may(
    allowed: Callable[[Powers], bool],
) -> Callable[[Callable[Concatenate[Page, Powers, Parameters], HttpResponse]], Callable[..., HttpResponse]]:
    """Wrap a view for those whom `allowed` lets in; nobody in particular is sent to log in."""

    def decorate(
        view: Callable[Concatenate[Page, Powers, Parameters], HttpResponse],
    ) -> Callable[..., HttpResponse]:
        @writers_only
        def inner(page: Page, /, *args: Parameters.args, **kwargs: Parameters.kwargs) -> HttpResponse:
            if not page.request.user.is_authenticated:
                return redirect_to_login(page.request.get_full_path())
            powers = powers_in(page.request.user, page.own_root)
            if not allowed(powers):
                raise PermissionDenied
            return view(page, powers, *args, **kwargs)

        return wraps(view)(inner)

    return decorate


def case_writer(
    allowed: Callable[[Powers, Case], bool],
) -> Callable[
    [Callable[Concatenate[Page, Powers, Case, Parameters], HttpResponse]], Callable[..., HttpResponse]
]:
    """Wrap a view about one case: what may not be seen is not found, and who may not write is refused."""

    def decorate(
        view: Callable[Concatenate[Page, Powers, Case, Parameters], HttpResponse],
    ) -> Callable[..., HttpResponse]:
        @writers_only
        def inner(
            page: Page, /, key: str, *args: Parameters.args, **kwargs: Parameters.kwargs
        ) -> HttpResponse:
            case = found_case(page, key)
            if not page.request.user.is_authenticated:
                return redirect_to_login(page.request.get_full_path())
            powers = powers_in(page.request.user, page.own_root)
            if not allowed(powers, case):
                raise PermissionDenied
            return view(page, powers, case, *args, **kwargs)

        return wraps(view)(inner)

    return decorate


def found_case(page: Page, key: str) -> Case:
    found = find_case(page.own_root, page.viewer, key)
    if found is None:
        raise Http404
    return found


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


def begun_with(page: Page, identity: object) -> dict[str, Any]:
    """Return what stood when the form was made, from its signed version."""
    try:
        return unpack(page.request.POST.get("versjon", ""), identity)
    except BadVersionError as error:
        raise BadRequest from error
