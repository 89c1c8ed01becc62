from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from rodtrad.search.operations import follow_write

WRITING = frozenset({"POST", "PUT", "PATCH", "DELETE"})
#: More changes than these are left to the worker, so that nobody waits for them.
MOST_AT_ONCE = 200


class SearchIndexMiddleware:
    """After a request that wrote, write the same into the index, so that the writer finds it on the next page.

    A view's transaction has ended when it comes here.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if request.method in WRITING and response.status_code < 400:
            follow_write(most=MOST_AT_ONCE)
        return response
