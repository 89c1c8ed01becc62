"""Who comes in to a page that changes something: what they may not see is not found, else it is refused."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from rodtrad.accounts.models import User
from rodtrad.goals.errors import NotAllowedError
from rodtrad.goals.models import Element
from rodtrad.goals.permissions import Powers, powers_in
from rodtrad.goals.queries.element import find_on_root
from rodtrad.website.page import Page, root_or_404

Parameters = ParamSpec("Parameters")
Thing = TypeVar("Thing")


def person_of(page: Page) -> User:
    """Return who asks; only inside pages that nobody else comes in to."""
    user = page.request.user
    assert isinstance(user, User)
    return user


def found_element(page: Page, key: str) -> Element:
    found = find_on_root(page.own_root, page.viewer, key)
    if found is None:
        raise Http404
    return found


def writer_of(
    find: Callable[[Page, str], Thing], allowed: Callable[[Powers, Thing], bool]
) -> Callable[
    [Callable[Concatenate[Page, Thing, Powers, Parameters], HttpResponse]], Callable[..., HttpResponse]
]:
    """Wrap a view about what the address names, for those whom `allowed` lets in; `find` answers 404 to others."""

    def decorate(
        view: Callable[Concatenate[Page, Thing, Powers, Parameters], HttpResponse],
    ) -> Callable[..., HttpResponse]:
        @writers_only
        def inner(
            page: Page, /, key: str, *args: Parameters.args, **kwargs: Parameters.kwargs
        ) -> HttpResponse:
            thing = find(page, key)
            powers = admitted(page, lambda powers: allowed(powers, thing))
            if isinstance(powers, HttpResponse):
                return powers
            return view(page, thing, powers, *args, **kwargs)

        return wraps(view)(inner)

    return decorate


def element_writer(
    allowed: Callable[[Powers, Element], bool],
) -> Callable[
    [Callable[Concatenate[Page, Element, Powers, Parameters], HttpResponse]], Callable[..., HttpResponse]
]:
    return writer_of(found_element, allowed)


def those_who_may(
    allowed: Callable[[Powers], bool],
) -> Callable[[Callable[Concatenate[Page, Powers, Parameters], HttpResponse]], Callable[..., HttpResponse]]:
    """Wrap a view for those whom `allowed` lets in."""

    def decorate(
        view: Callable[Concatenate[Page, Powers, Parameters], HttpResponse],
    ) -> Callable[..., HttpResponse]:
        @writers_only
        def inner(page: Page, /, *args: Parameters.args, **kwargs: Parameters.kwargs) -> HttpResponse:
            powers = admitted(page, allowed)
            return powers if isinstance(powers, HttpResponse) else view(page, powers, *args, **kwargs)

        return wraps(view)(inner)

    return decorate


def admitted(page: Page, allowed: Callable[[Powers], bool]) -> Powers | HttpResponse:
    """Return what the person may do, or the way to log in for nobody in particular. Raises PermissionDenied."""
    if not page.request.user.is_authenticated:
        return redirect_to_login(page.request.get_full_path())
    powers = powers_in(page.request.user, page.own_root)
    if not allowed(powers):
        raise PermissionDenied
    return powers


def writers_only(
    view: Callable[Concatenate[Page, Parameters], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Wrap a view below `/{root}/` that writes: never kept, and refusals of the domain answer 403."""

    @never_cache
    @require_http_methods(["GET", "HEAD", "POST"])
    @wraps(view)
    def wrapped(
        request: HttpRequest, slug: str, *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> HttpResponse:
        try:
            return view(root_or_404(request, slug), *args, **kwargs)
        except NotAllowedError as error:
            raise PermissionDenied(str(error)) from error

    return wrapped
