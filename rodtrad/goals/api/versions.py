"""The version of an element as an ETag, and what a change builds on."""

from collections.abc import Callable

from django.http import HttpRequest

from rodtrad.goals.errors import NoVersionError, OtherVersionError
from rodtrad.goals.models import Element
from rodtrad.goals.operations import tag_of, values_of
from rodtrad.goals.operations.change_element import lock_element


def version_header(element: Element) -> dict[str, str]:
    """Return the ETag of the element as it stands; on a GET the middleware adds a hash of the words to it."""
    return {"ETag": f'"{tag_of(values_of(element))}"'}


def require_version(request: HttpRequest, element: Element) -> None:
    """Raise unless If-Match names the element as it stands. Others who write it wait until the transaction ends."""
    require_tag(request, lambda: tag_of(values_of(lock_element(element))))


def require_tag(request: HttpRequest, tag_now: Callable[[], str]) -> None:
    """Raise unless If-Match names what stands. `tag_now` reads it, and keeps other writers waiting."""
    given = request.headers.get("If-Match", "").strip()
    if not given:
        raise NoVersionError
    if given == "*":
        return
    now = tag_now()
    versions = {one.strip().strip('"').partition("-")[0] for one in given.split(",")}
    if now not in versions:
        raise OtherVersionError(now)
