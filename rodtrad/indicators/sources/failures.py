"""What went wrong with a call, in words."""

import orjson
import requests
from django.utils.translation import gettext as _

from rodtrad.indicators.sources.calls import Call, Service
from rodtrad.indicators.sources.errors import BusyError, RefusedError, SourceError, UnreachableError, Where

_TOO_MANY = 429
_PASSING = {408, 500, 502, 503, 504}
#: A refusal is read so far.
_SAID = 1 << 16


def failure_of(response: requests.Response, call: Call, service: Service) -> SourceError:
    """Return what an answer that is not 200 means."""
    status, title = response.status_code, _title(response)
    where = Where(service=service.name, table=call.table, status=status, title=title)
    told = told_of(call, service, answer=f"HTTP {status}" + (f": {title}" if title else ""))
    if status == _TOO_MANY:
        text = _(
            "%(service)s tar ikke imot flere spørringer nå, sist om %(about)s (%(answer)s). "
            "Ingen tall er endret, og det hentes igjen senere."
        )
        return BusyError(text % told, where=where)
    if status in _PASSING:
        text = _(
            "%(service)s svarte med feil på %(about)s, gang på gang (%(answer)s). "
            "Ingen tall er endret, og det hentes igjen senere."
        )
        return UnreachableError(text % told, where=where)
    text = _("%(service)s avviste %(about)s (%(answer)s). Ingen tall er endret. Rett spørringen.")
    return RefusedError(text % told, where=where)


def broken(error: requests.RequestException, call: Call, service: Service) -> SourceError:
    """Return what it means that no whole answer came."""
    text = _(
        "%(service)s kunne ikke nås om %(about)s, gang på gang: %(reason)s. "
        "Ingen tall er endret, og det hentes igjen senere."
    )
    where = Where(service=service.name, table=call.table)
    return UnreachableError(text % told_of(call, service, reason=_reason(error)), where=where)


def told_of(call: Call, service: Service, **more: object) -> dict[str, object]:
    return {"service": service.name, "about": call.about or call.path, **more}


def _title(response: requests.Response) -> str:
    """Return what the service says is wrong: `title` of a problem document, if there is one."""
    if 300 <= response.status_code < 400:
        return response.headers.get("Location", "")[:200]
    content = b""
    for chunk in response.iter_content(_SAID):
        content += chunk
        if len(content) > _SAID:
            return ""
    try:
        told = orjson.loads(content)
    except orjson.JSONDecodeError:
        return ""
    title = told.get("title") if isinstance(told, dict) else None
    return title[:200] if isinstance(title, str) else ""


def _reason(error: requests.RequestException) -> str:
    match error:
        case requests.exceptions.SSLError():
            return _("sertifikatet ble ikke godtatt")
        case requests.Timeout():
            return _("svaret kom ikke i tide")
        case requests.exceptions.ChunkedEncodingError() | requests.exceptions.ContentDecodingError():
            return _("svaret ble brutt av")
        case requests.exceptions.ProxyError():
            return _("mellomtjeneren (proxy) slapp ikke spørringen gjennom")
        case _:
            return _("forbindelsen ble brutt eller kom ikke i stand")
