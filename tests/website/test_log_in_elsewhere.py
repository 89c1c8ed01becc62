"""Log-in with OpenID Connect, end to end against a provider on loopback."""

import base64
import json
import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
import requests
from cryptography.hazmat.primitives.asymmetric import rsa
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client

from rodtrad.accounts import oidc
from rodtrad.accounts.models import Identity, User
from rodtrad.website.views import elsewhere
from tests.cast import PASSWORD, Cast
from tests.website.provider import OLD_WORDS, Provider, running_provider
from tests.website.second_step import App

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast"), OLD_WORDS]
START, RETURN, LOG_IN = "/konto/oidc/", "/konto/oidc/retur/", "/konto/logg-inn/"


@pytest.fixture(scope="module")
def running() -> Iterator[Provider]:
    with running_provider() as provider:
        yield provider


@pytest.fixture
def provider(running: Provider, settings: LazySettings) -> Provider:
    running.asked.clear()
    settings.OIDC_ISSUER = running.issuer
    settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = running.register("http://testserver" + RETURN)
    settings.OIDC_NAME = "Solvik-ID"
    running.knows("lise-123", email="Lise@example.org", email_verified=True, name="Lise Leser")
    return running


def there(client: Client, provider: Provider, who: str, **asked: str) -> str:
    """Go to the provider, log in there, and return where it sends the browser."""
    out = client.get(START, asked)
    assert out.status_code == 302, out.content.decode()
    return provider.log_in(out["Location"], who)


def come_back(client: Client, address: str) -> HttpResponse:
    parts = urlsplit(address)
    assert parts.netloc == "testserver"
    answer: HttpResponse = client.get(f"{parts.path}?{parts.query}")
    return answer


def log_in(client: Client, provider: Provider, who: str = "lise-123", **asked: str) -> HttpResponse:
    return come_back(client, there(client, provider, who, **asked))


def is_in(client: Client) -> bool:
    return client.get("/konto/").status_code == 200


# It works


def test_the_log_in_page_has_the_button_and_none_without_the_setting(
    provider: Provider, nobody: Client, settings: LazySettings
) -> None:
    assert "Logg inn med Solvik-ID" in nobody.get(LOG_IN).content.decode()
    settings.OIDC_ISSUER = ""
    assert "Solvik-ID" not in nobody.get(LOG_IN).content.decode()
    assert nobody.get(START).status_code == nobody.get(RETURN).status_code == 404


def test_lets_in_whose_verified_address_has_an_account_and_goes_on(
    provider: Provider, nobody: Client
) -> None:
    assert log_in(nobody, provider, next="/solvik/planer/")["Location"] == "/solvik/planer/"
    assert "Lise Leser" in nobody.get("/konto/").content.decode()
    assert User.objects.filter(email__iexact="lise@example.org").count() == 1


def test_next_time_the_person_is_known_by_number_whatever_the_address_is(
    provider: Provider, nobody: Client
) -> None:
    log_in(Client(), provider)
    provider.knows("lise-123", email="gift@example.org", email_verified=True)
    log_in(nobody, provider)
    assert "lise@example.org" in nobody.get("/konto/").content.decode()


def test_asks_with_state_nonce_and_pkce_and_proves_them(provider: Provider, nobody: Client) -> None:
    out = nobody.get(START)["Location"]
    asked = {name: values[0] for name, values in parse_qs(urlsplit(out).query).items()}
    assert asked["response_type"] == "code"
    assert asked["code_challenge_method"] == "S256"
    assert set(asked["scope"].split()) == {"openid", "email", "profile"}
    assert len(asked["state"]) >= 32 <= len(asked["nonce"])
    come_back(nobody, provider.log_in(out, "lise-123"))
    (sent,) = provider.asked_for("/oauth2/token")
    digest = sha256(sent["code_verifier"].encode()).digest()
    assert base64.urlsafe_b64encode(digest).rstrip(b"=").decode() == asked["code_challenge"]
    again = parse_qs(urlsplit(nobody.get(START)["Location"]).query)
    for name in ("state", "nonce", "code_challenge"):
        assert again[name][0] != asked[name]


def test_the_cookie_is_for_these_pages_only_and_is_gone_afterwards(
    provider: Provider, nobody: Client
) -> None:
    address = there(nobody, provider, "lise-123")
    cookie = nobody.cookies["log_in_elsewhere"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == (START, True, "Lax")
    come_back(nobody, address)
    assert nobody.cookies["log_in_elsewhere"].value == ""


def test_the_session_gets_a_new_key(provider: Provider, nobody: Client) -> None:
    session = nobody.session
    session["planted"] = True
    session.save()
    nobody.cookies["sessionid"] = planted = session.session_key or ""
    log_in(nobody, provider)
    assert is_in(nobody)
    assert nobody.cookies["sessionid"].value != planted
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert not is_in(thief)


# Who does not get in


def test_an_unknown_person_reads_whom_to_ask_and_gets_no_account(provider: Provider, nobody: Client) -> None:
    provider.knows("ny", email="ny@example.org", email_verified=True)
    before = User.objects.count()
    response = log_in(nobody, provider, "ny")
    assert response.status_code == 403
    page = response.content.decode()
    assert "Du er logget inn hos Solvik-ID som ny@example.org, men ingen konto her har den adressen" in page
    assert "om en invitasjon" in page
    assert (User.objects.count(), is_in(nobody)) == (before, False)


def test_an_unknown_person_gets_an_account_without_a_role_when_the_installation_says_so(
    provider: Provider, nobody: Client, settings: LazySettings
) -> None:
    settings.OIDC_CREATE_ACCOUNTS = True
    provider.knows("ny", email="ny@example.org", email_verified=True, name="Ny Person")
    log_in(nobody, provider, "ny")
    page = nobody.get("/konto/").content.decode()
    assert "Ny Person" in page
    assert "Du har ingen rolle ennå" in page
    assert not User.objects.get(email="ny@example.org").has_usable_password()


@pytest.mark.parametrize("verified", [False, None, "false", "yes", 1])
def test_an_address_that_the_provider_does_not_vouch_for_opens_nothing(
    provider: Provider, nobody: Client, settings: LazySettings, verified: object
) -> None:
    settings.OIDC_CREATE_ACCOUNTS = True
    provider.knows("falsk", email="anne@example.org", email_verified=verified)
    before = User.objects.count()
    response = log_in(nobody, provider, "falsk")
    assert response.status_code == 403
    assert "sier ikke at e-postadressen din er bekreftet" in response.content.decode()
    assert (User.objects.count(), is_in(nobody)) == (before, False)


def test_unless_the_installation_trusts_it(
    provider: Provider, nobody: Client, settings: LazySettings
) -> None:
    settings.OIDC_TRUST_EMAIL = True
    provider.knows("uten", email="lise@example.org")
    log_in(nobody, provider, "uten")
    assert is_in(nobody)


def test_what_the_provider_says_is_unverified_is_never_trusted(
    provider: Provider, nobody: Client, settings: LazySettings
) -> None:
    settings.OIDC_TRUST_EMAIL = True
    provider.knows("falsk", email="lise@example.org", email_verified=False)
    assert log_in(nobody, provider, "falsk").status_code == 403
    assert not is_in(nobody)


@pytest.mark.parametrize(
    "email", ["x" * 300 + "@example.org", "ikke en adresse", "a\x00b@example.org", ["a"]]
)
def test_what_is_no_address_opens_nothing(
    forger: "Forger", nobody: Client, settings: LazySettings, email: object
) -> None:
    settings.OIDC_CREATE_ACCOUNTS = True
    before = User.objects.count()
    forger.answer(lambda question: forger.sign(question, email=email))
    assert answered(nobody).status_code == 403
    assert User.objects.count() == before


def test_a_key_that_is_changed_at_the_provider_is_followed_at_once(forger: "Forger", nobody: Client) -> None:
    forger.answer(forger.sign)
    assert answered(Client()).status_code == 302
    old, forger.key = forger.key, rsa.generate_private_key(public_exponent=65537, key_size=2048)
    forger.kid = "next"
    forger.answer(lambda question: forger.sign(question, old))
    assert answered(Client()).status_code == 502, "signed with the key that is withdrawn"
    forger.answer(forger.sign)
    assert answered(nobody).status_code == 302


def test_a_provider_with_https_is_never_asked_without(
    forger: "Forger", nobody: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    forger.answer(forger.sign)
    ask = requests.request

    def weaker(method: str, address: str, **told: object) -> requests.Response:
        answer: requests.Response = ask(method, address, **told)  # type: ignore[arg-type]  # the forger's
        answer._content = (answer._content or b"").replace(
            b"https://id.example/keys", b"http://id.example/keys"
        )
        return answer

    monkeypatch.setattr(requests, "request", weaker)
    assert answered(nobody).status_code == 502
    assert not is_in(nobody)


def test_logging_out_says_that_one_may_still_be_logged_in_there(provider: Provider, nobody: Client) -> None:
    log_in(nobody, provider)
    page = nobody.post("/konto/logg-ut/", follow=True).content.decode()
    assert "Deler du maskinen med andre, logg også ut hos Solvik-ID." in page
    fields = {"username": "lise@example.org", "password": PASSWORD}
    nobody.post(LOG_IN, fields)
    assert "logg også ut" not in nobody.post("/konto/logg-ut/", follow=True).content.decode()


def test_who_inherits_an_address_does_not_inherit_the_account(provider: Provider, nobody: Client) -> None:
    log_in(Client(), provider)
    provider.knows("en-annen", email="lise@example.org", email_verified=True)
    response = log_in(nobody, provider, "en-annen")
    assert response.status_code == 403
    assert "tilhører en konto som en annen bruker" in response.content.decode()
    assert not is_in(nobody)
    assert Identity.objects.count() == 1


def test_a_closed_account_stays_closed(cast: Cast, provider: Provider, nobody: Client) -> None:
    log_in(Client(), provider)
    user = cast.user("lise")
    user.is_active = False
    user.save()
    assert "Kontoen er stengt" in log_in(nobody, provider).content.decode()
    assert not is_in(nobody)


def test_who_changes_their_mind_is_back_at_the_log_in_page(provider: Provider, nobody: Client) -> None:
    out = nobody.get(START)["Location"]
    state = parse_qs(urlsplit(out).query)["state"][0]
    address = f"{provider.refuse(out)}&state={state}"  # this provider leaves out what RFC 6749 demands
    response = nobody.get(address.removeprefix("http://testserver"), follow=True)
    assert "Du avbrøt innloggingen hos Solvik-ID" in response.content.decode()


# Answers that are not to this question


def test_an_answer_in_another_browser_opens_nothing(provider: Provider, nobody: Client) -> None:
    """Else someone could log a colleague in as themselves, and read what she writes."""
    address = there(Client(), provider, "lise-123")
    assert come_back(nobody, address).status_code == 400
    nobody.get(START)
    response = come_back(nobody, address)
    assert response.status_code == 400
    assert "Begynn på nytt herfra" in response.content.decode()
    assert not is_in(nobody)


def test_an_answer_works_once(provider: Provider, nobody: Client) -> None:
    address = there(nobody, provider, "lise-123")
    cookie = nobody.cookies["log_in_elsewhere"].value
    come_back(nobody, address)
    nobody.post("/konto/logg-ut/")
    assert come_back(nobody, address).status_code == 400
    nobody.cookies["log_in_elsewhere"] = cookie
    assert come_back(nobody, address).status_code == 502, "the provider takes a code once"
    assert not is_in(nobody)


def test_a_cookie_of_ones_own_making_counts_for_nothing(provider: Provider, nobody: Client) -> None:
    address = there(nobody, provider, "lise-123")
    nobody.cookies["log_in_elsewhere"] = nobody.cookies["log_in_elsewhere"].value[:-3] + "abc"
    assert come_back(nobody, address).status_code == 400


@pytest.mark.parametrize(
    "query", ["", "?state=", "?code=x&state=y", "?error=access_denied", "?state=%00&code=1"]
)
def test_an_answer_to_nothing(provider: Provider, nobody: Client, query: str) -> None:
    assert nobody.get(RETURN + query).status_code == 400


def test_the_way_on_is_always_here(provider: Provider, nobody: Client) -> None:
    assert log_in(nobody, provider, next="https://example.com/")["Location"] == "/"


# Tokens that are not right


@dataclass
class Forger:
    """A provider in place of ours: the same conversation, with any token."""

    monkeypatch: pytest.MonkeyPatch
    key: Any = field(default_factory=lambda: rsa.generate_private_key(public_exponent=65537, key_size=2048))
    kid: str = "k"

    def answer(self, token: Callable[[oidc.Question], str], **userinfo: object) -> None:
        public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
        told: dict[str, Any] = {
            "/.well-known/openid-configuration": {
                "issuer": "https://id.example",
                "authorization_endpoint": "https://id.example/authorize",
                "token_endpoint": "https://id.example/token",
                "jwks_uri": "https://id.example/keys",
                "userinfo_endpoint": "https://id.example/me",
            },
            "/keys": {"keys": [{**public, "kid": self.kid, "alg": "RS256", "use": "sig"}]},
            "/me": userinfo,
        }
        question = oidc.new_question()
        self.monkeypatch.setattr(elsewhere, "new_question", lambda: question)

        def ask(method: str, address: str, **_told: object) -> requests.Response:
            path = urlsplit(address).path
            body = {"id_token": token(question), "access_token": "x"} if path == "/token" else told[path]
            response = requests.Response()
            response.status_code, response._content = 200, json.dumps(body).encode()
            return response

        self.monkeypatch.setattr(requests, "request", ask)

    def sign(
        self, question: oidc.Question, key: Any = None, algorithm: str = "RS256", **claims: object
    ) -> str:
        right = {
            "iss": "https://id.example",
            "aud": "rodtrad",
            "sub": "1",
            "iat": 1_000_000_000,
            "exp": 4_000_000_000,
            "nonce": question.nonce,
            "email": "lise@example.org",
            "email_verified": True,
        }
        told = {name: value for name, value in (right | claims).items() if value is not None}
        signing = None if algorithm == "none" else key or self.key
        return jwt.encode(told, signing, algorithm=algorithm, headers={"kid": self.kid})


@pytest.fixture
def forger(monkeypatch: pytest.MonkeyPatch, settings: LazySettings) -> Forger:
    settings.OIDC_ISSUER = "https://id.example"
    settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = "rodtrad", "hemmelig" * 8
    return Forger(monkeypatch)


def answered(client: Client) -> HttpResponse:
    state = parse_qs(urlsplit(client.get(START)["Location"]).query)["state"][0]
    answer: HttpResponse = client.get(RETURN, {"code": "x", "state": state})
    return answer


def test_a_right_token_from_there_lets_in(forger: Forger, nobody: Client) -> None:
    forger.answer(forger.sign)
    assert answered(nobody).status_code == 302
    assert is_in(nobody)


@pytest.mark.parametrize(
    "claims",
    [
        {"nonce": "another"},
        {"nonce": None},
        {"iss": "https://other.example"},
        {"aud": "another"},
        {"aud": ["rodtrad", "another"]},
        {"aud": None},
        {"exp": 1_000_000_000},
        {"exp": None},
        {"iat": 4_000_000_000},
        {"sub": None},
    ],
    ids=str,
)
def test_a_token_for_something_else_opens_nothing(
    forger: Forger, nobody: Client, caplog: pytest.LogCaptureFixture, claims: dict[str, object]
) -> None:
    forger.answer(lambda question: forger.sign(question, **claims))
    with caplog.at_level(logging.ERROR):
        response = answered(nobody)
    assert response.status_code == 502
    assert not is_in(nobody)
    assert "lise@" not in caplog.text


def test_a_token_signed_by_another_opens_nothing(forger: Forger, nobody: Client) -> None:
    other = rsa.generate_private_key(public_exponent=65537, key_size=2048)
    forger.answer(lambda question: forger.sign(question, other))
    assert answered(nobody).status_code == 502


def test_a_token_signed_with_the_shared_secret_or_nothing_opens_nothing(
    forger: Forger, nobody: Client, settings: LazySettings
) -> None:
    forger.answer(lambda question: forger.sign(question, settings.OIDC_CLIENT_SECRET, "HS256"))
    assert answered(nobody).status_code == 502
    forger.answer(lambda question: forger.sign(question, algorithm="none"))
    assert answered(nobody).status_code == 502
    assert not is_in(nobody)


def test_the_address_may_come_from_the_user_information_of_the_same_person(
    forger: Forger, nobody: Client
) -> None:
    bare = {"email": None, "email_verified": None}
    forger.answer(
        lambda question: forger.sign(question, **bare), sub="2", email="lise@example.org", email_verified=True
    )
    assert answered(nobody).status_code == 502
    forger.answer(
        lambda question: forger.sign(question, **bare), sub="1", email="lise@example.org", email_verified=True
    )
    answered(nobody)
    assert is_in(nobody)


# Second factor


def test_the_code_is_asked_for_also_then(cast: Cast, provider: Provider, nobody: Client) -> None:
    app = App(cast.user("lise"))
    assert log_in(nobody, provider)["Location"] == "/konto/kode/"
    assert not is_in(nobody)
    nobody.post("/konto/kode/", {"code": app.code()})
    assert is_in(nobody)


def test_unless_the_provider_has_asked(cast: Cast, forger: Forger, nobody: Client) -> None:
    App(cast.user("lise"))
    forger.answer(lambda question: forger.sign(question, amr=["pwd", "mfa"]))
    answered(nobody)
    assert is_in(nobody)


# A provider that does not answer


def test_a_provider_that_is_away_is_told_in_a_sentence(nobody: Client, settings: LazySettings) -> None:
    settings.OIDC_ISSUER = "http://127.0.0.1:1"
    response = nobody.get(START)
    assert response.status_code == 502
    assert "svarer ikke som det skal" in response.content.decode()
    fields = {"username": "lise@example.org", "password": PASSWORD}
    assert nobody.post(LOG_IN, fields).status_code == 302


def test_a_provider_that_calls_itself_something_else(
    provider: Provider, nobody: Client, settings: LazySettings
) -> None:
    settings.OIDC_ISSUER = provider.issuer.replace("localhost", "127.0.0.1")
    provider.calls_itself = provider.issuer
    try:
        assert nobody.get(START).status_code == 502
    finally:
        provider.calls_itself = ""


def test_coming_back_wrongly_again_and_again_is_stopped(
    provider: Provider, nobody: Client, settings: LazySettings
) -> None:
    settings.LOGIN_ATTEMPTS_PER_ADDRESS = 3
    for _time in range(3):
        assert nobody.get(RETURN).status_code == 400
    assert nobody.get(RETURN).status_code == 429
    assert Client(REMOTE_ADDR="203.0.113.9").get(RETURN).status_code == 400
