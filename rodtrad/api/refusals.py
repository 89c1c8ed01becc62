"""What the rooms refuse, as problems: the status, and the sentence that tells what to do."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.errors import HttpError, ValidationError

from rodtrad.core.web.problems import Fault, as_problem, fault_of
from rodtrad.goals.errors import FieldErrors, NotAllowedError, NoVersionError, OtherVersionError
from rodtrad.indicators.operations.runs import UnderWayError
from rodtrad.organisations.errors import MissingScopeError, OtherRequestError, RequestUnderWayError


def refuse(api: NinjaAPI) -> None:
    """Let the API tell these errors in words."""
    api.exception_handler(ValidationError)(_invalid)
    api.exception_handler(HttpError)(_unreadable)
    api.exception_handler(FieldErrors)(_faults)
    api.exception_handler(NotAllowedError)(_not_allowed)
    api.exception_handler(MissingScopeError)(_missing_scope)
    api.exception_handler(NoVersionError)(_no_version)
    api.exception_handler(OtherVersionError)(_other_version)
    api.exception_handler(RequestUnderWayError)(_under_way)
    api.exception_handler(OtherRequestError)(_other_request)
    api.exception_handler(UnderWayError)(_table_under_way)


def _invalid(request: HttpRequest, error: ValidationError) -> HttpResponse:
    """Tell what is wrong with which parameter."""
    return as_problem(request, HttpResponse(status=422), [fault_of(one) for one in error.errors])


def _unreadable(request: HttpRequest, error: HttpError) -> HttpResponse:
    """Say that what was sent is not JSON; nothing else makes the framework give up in this way."""
    told = _("Det som ble sendt, er ikke JSON. Send JSON, med Content-Type: application/json.")
    return as_problem(request, HttpResponse(status=error.status_code), detail=told)


def _faults(request: HttpRequest, error: FieldErrors) -> HttpResponse:
    faults = [Fault(parameter=field, detail=told) for field, told in error.by_field.items()]
    return as_problem(request, HttpResponse(status=422), faults, detail=str(error))


def _not_allowed(request: HttpRequest, error: NotAllowedError) -> HttpResponse:
    return as_problem(request, HttpResponse(status=403), detail=str(error))


def _missing_scope(request: HttpRequest, error: MissingScopeError) -> HttpResponse:
    told = _("Nøkkelen mangler tilgangen «%s». Lag en ny som har den, på Min side.") % error
    return as_problem(request, HttpResponse(status=403), detail=told)


def _no_version(request: HttpRequest, error: NoVersionError) -> HttpResponse:
    return as_problem(request, HttpResponse(status=428))


def _other_version(request: HttpRequest, error: OtherVersionError) -> HttpResponse:
    """Say which version stands there now, so that a program can fetch it and try again."""
    return as_problem(request, HttpResponse(status=412, headers={"ETag": f'"{error}"'}))


def _under_way(request: HttpRequest, error: RequestUnderWayError) -> HttpResponse:
    told = _("Den samme forespørselen er under arbeid. Vent litt og send den igjen.")
    return as_problem(request, HttpResponse(status=409), detail=told)


def _other_request(request: HttpRequest, error: OtherRequestError) -> HttpResponse:
    told = _("Idempotency-Key er brukt til en annen forespørsel. Gi denne en ny.")
    faults = [Fault(parameter="Idempotency-Key", detail=told)]
    return as_problem(request, HttpResponse(status=422), faults, detail=told)


def _table_under_way(request: HttpRequest, error: UnderWayError) -> HttpResponse:
    told = _("Tabellen leses eller hentes alt. Ingenting er lagret. Vent til det er ferdig, og send på nytt.")
    return as_problem(request, HttpResponse(status=409), detail=told)
