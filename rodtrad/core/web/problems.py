"""Errors of the API as problem details (RFC 9457): what to do, in one sentence of the reader's language."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.encoding import escape_uri_path
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy
from pydantic import BaseModel, Field

from rodtrad.core.requests import request_id

CONTENT_TYPE = "application/problem+json"
#: Where the kinds of problems are described; the fragment is the kind.
DESCRIBED_AT = "/api/#problem-"

_QUOTED = re.compile(r"'([^']*)'")

Kind = tuple[str, Promise, Promise]
#: By status: the kind, its title, what to tell.
KINDS: dict[int, Kind] = {
    400: (
        "bad-request",
        lazy("Ugyldig forespørsel"),
        lazy("Forespørselen kan ikke leses. Se etter feil i adressen."),
    ),
    401: (
        "unauthorized",
        lazy("Nøkkelen åpner ikke"),
        lazy("Send en tilgangsnøkkel som gjelder: Authorization: Bearer … Lag en på Min side."),
    ),
    403: (
        "forbidden",
        lazy("Ikke tilgang"),
        lazy("Du har ikke tilgang til dette. Logg inn med en rolle som har det."),
    ),
    404: (
        "not-found",
        lazy("Ikke funnet"),
        lazy("Her er det ikke noe, eller du har ikke tilgang. Se etter feil i adressen."),
    ),
    405: (
        "method-not-allowed",
        lazy("Metoden brukes ikke her"),
        lazy("Denne adressen tar ikke imot metoden. Allow sier hvilke den tar imot."),
    ),
    409: (
        "changed-meanwhile",
        lazy("Endret i mellomtiden"),
        lazy("Noen andre har endret det samme. Hent det på nytt, og gjør endringen en gang til."),
    ),
    412: (
        "precondition-failed",
        lazy("Vilkåret er ikke oppfylt"),
        lazy("Innholdet er endret siden du hentet det. Hent det på nytt."),
    ),
    415: (
        "unsupported-media-type",
        lazy("Innholdet har feil form"),
        lazy("Send JSON, med Content-Type: application/json."),
    ),
    422: (
        "invalid-parameter",
        lazy("Ugyldig parameter"),
        lazy("En parameter har en verdi som ikke kan brukes."),
    ),
    428: (
        "precondition-required",
        lazy("Si hva endringen bygger på"),
        lazy("Hent elementet, og send ETag-en som If-Match. If-Match: * endrer uansett hva som står der."),
    ),
    429: (
        "too-many-requests",
        lazy("For mange forespørsler"),
        lazy("Det kom for mange forespørsler. Vent litt og prøv igjen."),
    ),
    500: (
        "internal-error",
        lazy("Feil på tjeneren"),
        lazy("Noe gikk galt hos oss. Oppgi forespørselens id når du melder fra."),
    ),
    503: (
        "unavailable",
        lazy("Ikke tilgjengelig"),
        lazy("Tjenesten er nede en kort stund. Prøv igjen om litt."),
    ),
}


class Fault(BaseModel):
    """What is wrong with one parameter."""

    parameter: str
    detail: str


class Problem(BaseModel):
    """What went wrong, as problem details (RFC 9457)."""

    type: str = Field(description="Address of the description of this kind of problem.")
    title: str
    status: int
    detail: str = Field(description="What went wrong and what to do, in the language asked for.")
    instance: str = Field(description="Path of the request.")
    request_id: str = Field(description="The same as in the header X-Request-ID and in the server's log.")
    errors: list[Fault] = Field([], description="What is wrong with which parameter.")


def kind_of(status: int) -> Kind:
    """Return the kind of problem that a status stands for; an unknown one counts as 400 or 500."""
    return KINDS.get(status) or KINDS[500 if status >= 500 else 400]


def problem_of(
    request: HttpRequest, status: int, faults: Iterable[Fault] = (), *, detail: str = ""
) -> Problem:
    """Describe the problem in the active language; `detail` is what to tell when that is known better."""
    kind, title, general = kind_of(status)
    errors = list(faults)
    told = " ".join(_("«%(parameter)s» %(detail)s.") % fault.model_dump() for fault in errors)
    return Problem(
        type=DESCRIBED_AT + kind,
        title=str(title),
        status=status,
        detail=detail or told or str(general),
        instance=escape_uri_path(request.path[:200]),
        request_id=request_id.get(),
        errors=errors,
    )


def as_problem(
    request: HttpRequest, response: HttpResponse, faults: Iterable[Fault] = (), *, detail: str = ""
) -> HttpResponse:
    """Put a problem into the answer in place of what it says; its status and headers stay."""
    response.content = problem_of(request, response.status_code, faults, detail=detail).model_dump_json()
    response["Content-Type"] = CONTENT_TYPE
    response["Content-Length"] = str(len(response.content))
    return response


def fault_of(error: Mapping[str, Any]) -> Fault:
    """Put one error of pydantic's into plain words."""
    names = [part for part in error["loc"] if isinstance(part, str)]
    limits = dict(error.get("ctx", {}))
    if "expected" in limits:
        limits["expected"] = ", ".join(_QUOTED.findall(limits["expected"]))
    return Fault(parameter=names[-1] if names else "body", detail=_words(error["type"], limits))


def _words(kind: str, limits: Mapping[str, Any]) -> str:
    words = {
        "int_parsing": _("må være et heltall"),
        "int_parsing_size": _("er et for stort tall"),
        "greater_than_equal": _("må være minst %(ge)s"),
        "less_than_equal": _("kan ikke være over %(le)s"),
        "string_too_long": _("kan ikke ha mer enn %(max_length)s tegn"),
        "too_long": _("kan ikke gis mer enn %(max_length)s ganger"),
        "string_pattern_mismatch": _("har feil form, eller tegn som ikke kan brukes"),
        "enum": _("må være en av %(expected)s"),
        "bool_parsing": _("må være true eller false"),
        "bool_type": _("må være true eller false"),
        "missing": _("mangler"),
        "period": _("må være en periode, som 2024, 2024K1, 2024M03 eller 2013-2016"),
        "extra_forbidden": _("finnes ikke her"),
        "string_type": _("må være tekst"),
        "list_type": _("må være en liste"),
        "int_type": _("må være et heltall"),
        "int_from_float": _("må være et heltall"),
        "float_type": _("må være et tall"),
        "finite_number": _("må være et vanlig tall"),
        "dict_type": _("må være et objekt, med felt og verdier"),
        "model_attributes_type": _("må være et objekt, med felt og verdier"),
        "date_from_datetime_parsing": _("må være en dato, som 2026-01-31"),
        "date_parsing": _("må være en dato, som 2026-01-31"),
        "date_type": _("må være en dato, som 2026-01-31"),
    }
    return words.get(kind, _("har en verdi som ikke kan brukes")) % limits
