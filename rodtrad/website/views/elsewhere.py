"""Logging in with OpenID Connect: out to the provider, and back."""

import logging
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.crypto import constant_time_compare
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from rodtrad.accounts.attempts import ELSEWHERE, count_attempts, note_attempt
from rodtrad.accounts.errors import ClosedAccountError, OtherIdentityError, ProviderError
from rodtrad.accounts.log_in import counted_address
from rodtrad.accounts.models import User
from rodtrad.accounts.oidc import Question, claims_of_code, new_question, provider_address
from rodtrad.accounts.operations import IdentityClaims, make_account_for, person_for
from rodtrad.organisations.errors import InvitationClosedError, NotInvitedError
from rodtrad.organisations.operations import accept_invitation
from rodtrad.organisations.queries import invitation_of_code
from rodtrad.website.page import Page
from rodtrad.website.views.errors import too_many_attempts
from rodtrad.website.views.log_in import address_here, finish_log_in

log = logging.getLogger(__name__)
_COOKIE = "log_in_elsewhere"
_SALT = "rodtrad.website.elsewhere"
_COOKIE_PATH = "/konto/oidc/"
_MINUTES = 10
_LONGEST_ADDRESS = 254


@never_cache
@require_GET
def start(request: HttpRequest) -> HttpResponse:
    """Send the browser to the provider. What must be remembered lies signed in the browser: no row is written."""
    if not settings.OIDC_ISSUER:
        raise Http404
    question = new_question()
    try:
        address = provider_address(question, return_to=_return_to(request))
    except ProviderError as error:
        return _provider_fails(request, error)
    kept = {
        **asdict(question),
        "next": address_here(request, request.GET.get("next", "")),
        "invitation": request.GET.get("kode", ""),
    }
    response = redirect(address)
    response.set_cookie(
        _COOKIE,
        signing.dumps(kept, salt=_SALT),
        max_age=_MINUTES * 60,
        path=_COOKIE_PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
    return response


@never_cache
@require_GET
def come_back(request: HttpRequest) -> HttpResponse:
    """Let in who the provider vouches for. The cookie is used up whatever happens."""
    if not settings.OIDC_ISSUER:
        raise Http404
    address = counted_address(request)
    if count_attempts(way=ELSEWHERE, address=address) >= settings.LOGIN_ATTEMPTS_PER_ADDRESS:
        return too_many_attempts(request)
    response = _answer(request)
    if response.status_code >= 400:
        note_attempt(name="", address=address, way=ELSEWHERE)
    response.delete_cookie(_COOKIE, path=_COOKIE_PATH, samesite="Lax")
    return response


def _answer(request: HttpRequest) -> HttpResponse:
    kept = _kept(request)
    if kept is None or not constant_time_compare(request.GET.get("state", ""), kept["state"]):
        text = _("Innloggingen tok for lang tid, eller ble begynt et annet sted. Begynn på nytt herfra.")
        return _refuse(request, text, status=400)
    if request.GET.get("error") == "access_denied":
        messages.info(request, _("Du avbrøt innloggingen hos %s.") % settings.OIDC_NAME)
        return redirect("log_in")
    if not request.GET.get("code"):
        return _provider_fails(request, ProviderError("the answer has no code"))
    question = Question(kept["state"], kept["nonce"], kept["verifier"])
    try:
        told = claims_of_code(request.GET["code"], question, return_to=_return_to(request))
    except ProviderError as error:
        return _provider_fails(request, error)
    return _let_in(request, _claims(told), kept)


def _kept(request: HttpRequest) -> dict[str, str] | None:
    try:
        kept: dict[str, str] = signing.loads(
            request.COOKIES.get(_COOKIE, ""), salt=_SALT, max_age=_MINUTES * 60
        )
    except signing.BadSignature:
        return None
    return kept


def _claims(told: Mapping[str, Any]) -> IdentityClaims:
    email, verified = told.get("email"), told.get("email_verified")
    is_verified = verified is True or verified == "true" or (verified is None and settings.OIDC_TRUST_EMAIL)
    is_vouched_for = is_verified and isinstance(email, str) and _is_address(email)
    methods = told.get("amr")
    return IdentityClaims(
        issuer=settings.OIDC_ISSUER,
        subject=str(told["sub"]),
        email=str(email) if is_vouched_for else "",
        name=" ".join(str(told.get("name") or "").replace("\x00", "").split())[:200],
        has_second_factor=isinstance(methods, list) and "mfa" in methods,
    )


def _is_address(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= _LONGEST_ADDRESS


def _let_in(request: HttpRequest, claims: IdentityClaims, kept: dict[str, str]) -> HttpResponse:
    try:
        user = person_for(claims=claims) or _newcomer(claims, kept["invitation"])
    except ClosedAccountError:
        text = _("Kontoen er stengt. Be den som styrer brukerne hos dere, om å åpne den.")
        return _refuse(request, text)
    except OtherIdentityError:
        return _refuse(
            request,
            _(
                "Adressen din tilhører en konto som en annen bruker. Be den som styrer brukerne hos dere, om hjelp."
            ),
        )
    if user is None:
        return _refuse(request, _unknown(claims))
    if kept["invitation"]:
        _accept(request, kept["invitation"], user)
    onward = address_here(request, kept["next"])
    return finish_log_in(
        request, user, onward, has_shown_second=claims.has_second_factor, is_from_elsewhere=True
    )


def _newcomer(claims: IdentityClaims, code: str) -> User | None:
    """Make an account for who is invited with the address, or for anyone when the installation says so."""
    invitation = invitation_of_code(code) if code else None
    is_invited = invitation is not None and invitation.email.casefold() == claims.email.casefold()
    if claims.email and (is_invited or settings.OIDC_CREATE_ACCOUNTS):
        return make_account_for(claims=claims)
    return None


def _accept(request: HttpRequest, code: str, user: User) -> None:
    invitation = invitation_of_code(code)
    try:
        if invitation is None:
            raise InvitationClosedError
        accept_invitation(invitation=invitation, user=user)
    except InvitationClosedError:
        messages.error(request, _("Invitasjonen gjelder ikke lenger. Be om en ny."))
    except NotInvitedError:
        messages.error(request, _("Invitasjonen er til en annen adresse enn din."))
    else:
        messages.success(request, _("Velkommen. Rollen er din."))


def _unknown(claims: IdentityClaims) -> str:
    facts = {"where": settings.OIDC_NAME, "email": claims.email}
    if not claims.email:
        return (
            _("%(where)s sier ikke at e-postadressen din er bekreftet, så vi vet ikke hvem du er her.")
            % facts
        )
    text = _("Du er logget inn hos %(where)s som %(email)s, men ingen konto her har den adressen.") % facts
    return f"{text} {_('Be den som styrer brukerne hos dere, om en invitasjon.')}"


def _return_to(request: HttpRequest) -> str:
    return request.build_absolute_uri(reverse("come_back"))


def _provider_fails(request: HttpRequest, error: ProviderError) -> HttpResponse:
    log.error("log-in with OpenID Connect failed: %s", error)
    text = _("%s svarer ikke som det skal akkurat nå. Prøv igjen om litt, eller logg inn med passord.")
    return _refuse(request, text % settings.OIDC_NAME, status=502)


def _refuse(request: HttpRequest, text: str, status: int = 403) -> HttpResponse:
    return Page(request).render(
        "website/log_in_refused.html", crumbs=[(None, _("Logg inn"))], status=status, text=text
    )
