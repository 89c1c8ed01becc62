"""What counts as the same person at the log-in form."""

from collections.abc import Mapping

from django.http import HttpRequest


def typed_name(request: HttpRequest, credentials: Mapping[str, str] | None = None) -> str:
    """Return the e-mail address that someone tries, in one form: letter case must not give new attempts."""
    given = (credentials or {}).get("username") or request.POST.get("username", "")
    return given.strip().casefold()
