from collections.abc import Callable
from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from rodtrad.accounts.operations import note_browser
from rodtrad.accounts.sessions import SessionStore
from rodtrad.core.requests import client_address

#: How exactly it is kept when a browser was last used; each note is a row written, and drops the kept answers.
_EXACTNESS = timedelta(minutes=15)


class BrowsersMiddleware:
    """Note which browsers a person is logged in with, for their own list."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        session = request.session
        assert isinstance(session, SessionStore)
        if response.status_code >= 500 or not request.user.is_authenticated or session.session_key is None:
            return response
        if session.seen is None or timezone.now() - session.seen > _EXACTNESS:
            agent = request.headers.get("User-Agent", "")
            note_browser(key=session.session_key, user_agent=agent, address=client_address(request))
        return response
