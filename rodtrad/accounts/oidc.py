"""Log-in with OpenID Connect, authorization code flow: our half of the conversation with the provider.

State ties the answer to the browser that asked, nonce ties the ID token to the question, and PKCE ties the code to
the one who asked for it. The token's signature, issuer, audience and time are always checked, also when it comes
straight from the provider.
"""

import base64
import secrets
from dataclasses import dataclass
from hashlib import sha256
from typing import Any
from urllib.parse import urlencode

import jwt
import requests
from django.conf import settings

from rodtrad.accounts.errors import ProviderError

_SECONDS = 10
#: What a provider may sign with; never a key that we share, and never nothing.
_ALGORITHMS = ["RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256", "ES384", "ES512", "EdDSA"]
_CLOCKS_APART = 60
_LONGEST_SUBJECT = 255  # OpenID Connect Core § 2
_WELL_KNOWN = "/.well-known/openid-configuration"


@dataclass(frozen=True)
class Question:
    """What must be remembered in the browser until the provider's answer comes."""

    state: str
    nonce: str
    verifier: str


def new_question() -> Question:
    return Question(secrets.token_urlsafe(24), secrets.token_urlsafe(24), secrets.token_urlsafe(48))


def provider_address(question: Question, *, return_to: str) -> str:
    """Return where to send the browser. Raises ProviderError when the provider does not answer."""
    challenge = base64.urlsafe_b64encode(sha256(question.verifier.encode()).digest()).rstrip(b"=")
    told = {
        "response_type": "code",
        "client_id": settings.OIDC_CLIENT_ID,
        "redirect_uri": return_to,
        "scope": "openid email profile",
        "state": question.state,
        "nonce": question.nonce,
        "code_challenge": challenge.decode("ascii"),
        "code_challenge_method": "S256",
    }
    address = _address(_provider(), "authorization_endpoint")
    return f"{address}{'&' if '?' in address else '?'}{urlencode(told)}"


def claims_of_code(code: str, question: Question, *, return_to: str) -> dict[str, Any]:
    """Exchange the code for what the provider vouches for. Raises ProviderError when anything about it is wrong."""
    provider = _provider()
    tokens = _exchange(provider, code, question, return_to)
    claims = _read_token(provider, _text(tokens, "id_token"))
    if not secrets.compare_digest(str(claims.get("nonce", "")).encode(), question.nonce.encode()):
        raise ProviderError("the token answers another question")
    if "email" not in claims and provider.get("userinfo_endpoint"):
        bearer = {"Authorization": f"Bearer {_text(tokens, 'access_token')}"}
        more = _ask("GET", _address(provider, "userinfo_endpoint"), headers=bearer)
        if more.get("sub") != claims["sub"]:
            raise ProviderError("the user information is about someone else")
        claims = {**more, **claims}
    return claims


def _provider() -> dict[str, Any]:
    provider = _ask("GET", settings.OIDC_ISSUER + _WELL_KNOWN)
    if _text(provider, "issuer").rstrip("/") != settings.OIDC_ISSUER:
        raise ProviderError("the provider calls itself something else than OIDC_ISSUER")
    return provider


def _exchange(provider: dict[str, Any], code: str, question: Question, return_to: str) -> dict[str, Any]:
    told = {
        "grant_type": "authorization_code",
        "code": code,
        "redirect_uri": return_to,
        "code_verifier": question.verifier,
    }
    # Basic is what a provider takes when it does not say (OpenID Connect Discovery § 3).
    methods = provider.get("token_endpoint_auth_methods_supported", ["client_secret_basic"])
    auth = None
    if "client_secret_post" in methods:
        told |= {"client_id": settings.OIDC_CLIENT_ID, "client_secret": settings.OIDC_CLIENT_SECRET}
    else:
        auth = (settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET)
    return _ask("POST", _address(provider, "token_endpoint"), data=told, auth=auth)


def _read_token(provider: dict[str, Any], token: str) -> dict[str, Any]:
    # Asked for anew each time: a key that the provider has withdrawn opens nothing, and a new one does at once.
    keys = _ask("GET", _address(provider, "jwks_uri"))
    try:
        header = jwt.get_unverified_header(token)
        known = jwt.PyJWKSet.from_dict(keys).keys
        key = next((key for key in known if "kid" not in header or key.key_id == header["kid"]), None)
        if key is None:
            raise ProviderError("the token is signed with a key that the provider does not show")
        claims: dict[str, Any] = jwt.decode(
            token,
            key,
            algorithms=_ALGORITHMS,
            audience=settings.OIDC_CLIENT_ID,
            issuer=_text(provider, "issuer"),
            leeway=_CLOCKS_APART,
            options={"require": ["exp", "iat", "sub", "aud", "iss"]},
        )
    except jwt.PyJWTError as error:
        raise ProviderError(f"the token is not right: {type(error).__name__}") from None
    audience = claims["aud"]
    if isinstance(audience, list) and len(audience) > 1 and claims.get("azp") != settings.OIDC_CLIENT_ID:
        raise ProviderError("the token is for another system too")
    if not 0 < len(claims["sub"]) <= _LONGEST_SUBJECT:
        raise ProviderError("the token has no usable sub")
    return claims


def _ask(method: str, address: str, **told: Any) -> dict[str, Any]:
    try:
        answer = requests.request(method, address, timeout=_SECONDS, allow_redirects=False, **told)
        found = answer.json() if answer.status_code == requests.codes.ok else None
    except (requests.RequestException, ValueError) as error:
        raise ProviderError(type(error).__name__) from None
    if not isinstance(found, dict):
        raise ProviderError(f"the provider answers {answer.status_code}")
    return found


def _address(answer: dict[str, Any], name: str) -> str:
    """Return an address that the provider tells: none without https when its own has that."""
    address = _text(answer, name)
    if settings.OIDC_ISSUER.startswith("https://") and not address.startswith("https://"):
        raise ProviderError(f"{name} is not https")
    return address


def _text(answer: dict[str, Any], name: str) -> str:
    value = answer.get(name)
    if not isinstance(value, str) or not value:
        raise ProviderError(f"the provider leaves out {name}")
    return value
