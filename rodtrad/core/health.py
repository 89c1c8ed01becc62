"""Two questions from whoever watches the installation: is the process up, and can it do its work."""

import logging

from django.db import DatabaseError, connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from rodtrad.core.readiness import pending_migrations

_log = logging.getLogger(__name__)
#: Migrations do not go backwards while a process lives, so once complete they are not counted again.
_complete: set[str] = set()


@never_cache
@require_safe
def healthz(_request: HttpRequest) -> HttpResponse:
    """Say that the process answers; touches no database."""
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def readyz(_request: HttpRequest) -> HttpResponse:
    """Say whether the database answers and has the tables of this version; 503 with the reason when not."""
    reason = _why_not_ready()
    if reason:
        return JsonResponse({"status": "unavailable", "reason": reason}, status=503)
    return JsonResponse({"status": "ok"})


def _why_not_ready() -> str | None:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        alias = connection.alias
        if alias not in _complete:
            if pending_migrations():
                return "migrations"
            _complete.add(alias)
    except DatabaseError as error:
        _log.warning("readyz: the database does not answer (%s)", type(error).__name__)
        return "database"
    return None
