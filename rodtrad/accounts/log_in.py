"""Who counts as the same person at the log-in form, and when they have guessed enough.

django-axes compares all its counts with one limit, so the limits are our own, in `Guesses`. There are four:

- From a browser where this person has not logged in before, LOGIN_ATTEMPTS for one name from one address. From the
  same address others still get in with their names, and the person from other addresses.
- From unknown browsers at one address, LOGIN_ATTEMPTS_PER_ADDRESS for all names together, so that nobody tries one
  password on many names. It is far higher, since a whole municipality may stand behind one address.
- From unknown browsers, LOGIN_ATTEMPTS_PER_NAME for one name from all addresses together, so that many machines
  cannot share the guessing of one password.
- From a browser where the person has logged in before, LOGIN_ATTEMPTS for that browser, and none of the others.

The last is what lets a name have a limit of its own. Without it anyone could keep a colleague out by guessing
wrongly in their name; with it they only keep out browsers that the colleague has never used. The browser is known
by a signed cookie that only a log-in gives, and that holds for that name only ("device cookies", OWASP). Whoever
steals it gains LOGIN_ATTEMPTS guesses.
"""

import logging
import secrets
from collections.abc import Mapping
from ipaddress import IPv6Network
from typing import Any

from axes.handlers.database import AxesDatabaseHandler
from axes.helpers import get_failure_limit
from django.conf import settings
from django.contrib.auth.backends import ModelBackend
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.core.signing import BadSignature, TimestampSigner
from django.http import HttpRequest, HttpResponse

from rodtrad.accounts.attempts import (
    UNKNOWN_BROWSER,
    count_attempts,
    counted_name,
    forget_attempts,
    note_attempt,
)
from rodtrad.core.requests import client_address

log = logging.getLogger(__name__)
KNOWN_BROWSER_COOKIE = "known_browser"
_KNOWN_FOR = 180 * 24 * 60 * 60
_OWN_NETWORK = 64  # bits of an IPv6 address that name the network; the rest its owner chooses freely


def typed_name(request: HttpRequest, credentials: Mapping[str, str] | None = None) -> str:
    """Return the e-mail address that someone tries, as it is counted."""
    return counted_name((credentials or {}).get("username") or request.POST.get("username", ""))


def counted_address(request: HttpRequest) -> str | None:
    """Return the address to count attempts by: for IPv6 the network, or a new address would give new attempts."""
    address = client_address(request)
    if address is None or ":" not in address:
        return address
    return str(IPv6Network(f"{address}/{_OWN_NETWORK}", strict=False).network_address)


def remember_browser(request: HttpRequest, response: HttpResponse, name: str) -> None:
    """Let the browser be known for this name from now on; it keeps its number when it is known already."""
    number = _known_number(request, name) or secrets.token_urlsafe(12)
    response.set_cookie(
        KNOWN_BROWSER_COOKIE,
        _signer(name).sign(number),
        max_age=_KNOWN_FOR,
        path="/konto/",
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def _known_number(request: HttpRequest, name: str) -> str:
    """Return the number of a browser where this name has logged in, else nothing."""
    try:
        return _signer(name).unsign(request.COOKIES.get(KNOWN_BROWSER_COOKIE, ""), max_age=_KNOWN_FOR)
    except BadSignature:
        return ""


def _signer(name: str) -> TimestampSigner:
    return TimestampSigner(salt=f"known browser of {counted_name(name)}")


def _way(request: HttpRequest, name: str) -> str:
    number = _known_number(request, name)
    return f"known browser {number}" if number else UNKNOWN_BROWSER


class Guesses(AxesDatabaseHandler):  # type: ignore[misc]  # axes has no types
    """Counts wrong passwords for django-axes, and keeps nothing of what else was sent."""

    def get_failures(self, request: Any, credentials: Mapping[str, str] | None = None) -> int:
        """Return the attempts that axes compares with LOGIN_ATTEMPTS; a wider limit that is reached counts as it."""
        name, address = typed_name(request, credentials), request.axes_ip_address
        way = _way(request, name)
        if way != UNKNOWN_BROWSER:
            return count_attempts(way=way, name=name)
        too_many = (
            count_attempts(way=way, address=address) >= settings.LOGIN_ATTEMPTS_PER_ADDRESS
            or count_attempts(way=way, name=name) >= settings.LOGIN_ATTEMPTS_PER_NAME
        )
        if too_many:
            return int(get_failure_limit(request, credentials))
        return count_attempts(way=way, name=name, address=address)

    def user_login_failed(
        self, sender: Any, credentials: Mapping[str, str], request: Any = None, **kwargs: Any
    ) -> None:
        """Count the attempt, unless it was stopped: trying on must not make the wait longer."""
        if not request.axes_locked_out:
            name = typed_name(request, credentials)
            note_attempt(name=name, address=request.axes_ip_address, way=_way(request, name))
            request.axes_locked_out = self.is_locked(request, credentials)
            if request.axes_locked_out:
                log.warning("log-in stopped after too many attempts")
        request.axes_credentials = credentials

    def user_logged_in(self, sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
        name = counted_name(user.get_username())
        forget_attempts(name=name, way=_way(request, name), address=request.axes_ip_address)

    def user_logged_out(self, sender: Any, request: Any, user: Any, **kwargs: Any) -> None:
        """Keep no list of who logged in and out."""


class OpenAccounts(ModelBackend):
    """Tell a closed account apart from a wrong password, so that the form can say it to who has the right one.

    The form lets no closed account in, and no session of one goes on.
    """

    def user_can_authenticate(self, user: AbstractBaseUser | AnonymousUser | None) -> bool:
        return user is not None

    def get_user(self, user_id: Any) -> Any:
        user = super().get_user(user_id)
        return user if user is not None and user.is_active else None
