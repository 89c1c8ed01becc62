"""Who comes in to a page that changes something: what they may not see is not found, else it is refused."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

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
Allowed = Callable[[Powers, Element], bool]


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


def element_writer(
    allowed: Allowed,
) -> Callable[
    [Callable[Concatenate[Page, Element, Powers, Parameters], HttpResponse]], Callable[..., HttpResponse]
]:
    """Wrap a view about one element for those whom `allowed` lets in; nobody in particular is sent to log in."""

    def decorate(
        view: Callable[Concatenate[Page, Element, Powers, Parameters], HttpResponse],
    ) -> Callable[..., HttpResponse]:
        @writers_only
        def inner(
            page: Page, /, key: str, *args: Parameters.args, **kwargs: Parameters.kwargs
        ) -> HttpResponse:
            element = found_element(page, key)
            if not page.request.user.is_authenticated:
                return redirect_to_login(page.request.get_full_path())
            powers = powers_in(page.request.user, page.own_root)
            if not allowed(powers, element):
                raise PermissionDenied
            return view(page, element, powers, *args, **kwargs)

        return wraps(view)(inner)

    return decorate


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
