"""Where one is logged in, and logging out of one or all others. Nobody lays a session for another, or leads them."""

import logging
from datetime import timedelta
from urllib.parse import urlencode

import pytest
from django.db.models import F
from django.test import Client
from django.utils import timezone

from rodtrad.accounts.models import Session
from rodtrad.accounts.tasks import forget_addresses_hourly
from tests.cast import PASSWORD, Cast
from tests.website.second_step import App

pytestmark = pytest.mark.django_db
PAGE, LOG_IN = "/konto/", "/konto/logg-inn/"
PHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1 Version/18.0 Mobile Safari/604.1"
WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/130.0 Safari/537.36 Edg/130.0"


def log_in(client: Client, *, onward: str = "", name: str = "lise") -> str:
    fields = {"username": f"{name}@example.org", "password": PASSWORD, "next": onward}
    return client.post(LOG_IN, fields).headers["Location"]


def text(client: Client) -> str:
    return " ".join(client.get(PAGE).content.decode().split())


def is_in(client: Client) -> bool:
    return client.get(PAGE).status_code == 200


@pytest.fixture
def two(cast: Cast) -> tuple[Client, Client]:
    """Lise's machine at the office, and her phone."""
    office = Client(headers={"user-agent": WINDOWS}, REMOTE_ADDR="198.51.100.7")
    phone = Client(headers={"user-agent": PHONE}, REMOTE_ADDR="203.0.113.9")
    log_in(office)
    log_in(phone)
    return office, phone


# The list


def test_lists_browsers_in_words_the_one_in_use_first(two: tuple[Client, Client]) -> None:
    office, _phone = two
    page = text(office)
    assert "<strong>Edge på Windows</strong> (denne)" in page
    assert "<strong>Safari på iPhone</strong> <p" in page
    assert "fra 203.0.113.9" in page
    assert page.index("Edge på Windows") < page.index("Safari på iPhone")


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox på Linux"),
        ("Mozilla/5.0 (Macintosh; Intel Mac OS X) Chrome/130.0 Safari/537.36", "Chrome på Mac"),
        ("Mozilla/5.0 (Linux; Android 14) Chrome/130.0 Mobile Safari/537.36", "Chrome på Android"),
        ("curl/8.0", "En ukjent nettleser"),
        ("", "En ukjent nettleser"),
        ("<script>alert(1)</script>" * 100, "En ukjent nettleser"),
    ],
)
def test_says_what_kind_of_browser(cast: Cast, agent: str, words: str) -> None:
    client = Client(headers={"user-agent": agent})
    log_in(client)
    page = text(client)
    assert f"<strong>{words}</strong>" in page
    assert "alert(1)" not in page


def test_shows_ones_own_only_and_no_keys(cast: Cast, two: tuple[Client, Client]) -> None:
    other = Client(headers={"user-agent": "Firefox Linux"})
    log_in(other, name="randi")
    page = text(two[0])
    assert "Firefox" not in page
    for session in Session.objects.all():
        assert session.session_key not in page


def test_when_it_was_used_is_kept_to_a_quarter(two: tuple[Client, Client]) -> None:
    office, _phone = two
    session = Session.objects.filter(device="Edge/Windows")
    first = session.get().seen
    office.get(PAGE)
    assert session.get().seen == first
    session.update(seen=F("seen") - timedelta(minutes=16))
    office.get(PAGE)
    assert first is not None
    assert session.get().seen >= first  # type: ignore[operator]  # it is set


def test_the_address_is_gone_after_a_day(two: tuple[Client, Client]) -> None:
    office, phone = two
    phones = Session.objects.filter(device="Safari/iPhone")
    phones.update(seen=timezone.now() - timedelta(hours=25))
    forget_addresses_hourly(timestamp=0)
    assert phones.get().address is None
    assert Session.objects.get(device="Edge/Windows").address == "198.51.100.7"
    assert "203.0.113.9" not in text(office)
    assert is_in(phone)


# Logging out


def test_logs_one_out_and_no_other(two: tuple[Client, Client]) -> None:
    office, phone = two
    number = Session.objects.get(device="Safari/iPhone").number
    response = office.post("/konto/logg-ut-en/", {"number": number}, follow=True)
    assert "Du er logget ut i den nettleseren" in response.content.decode()
    assert (is_in(office), is_in(phone)) == (True, False)


def test_logs_all_others_out(two: tuple[Client, Client]) -> None:
    office, phone = two
    log_in(other := Client(), name="randi")
    phone.post("/konto/logg-ut-andre/")
    assert (is_in(office), is_in(phone), is_in(other)) == (False, True, True)


def test_anothers_session_does_not_exist(cast: Cast, two: tuple[Client, Client]) -> None:
    office, _phone = two
    number = Session.objects.get(device="Edge/Windows").number
    assert cast.client("randi").post("/konto/logg-ut-en/", {"number": number}).status_code == 404
    assert is_in(office)


@pytest.mark.parametrize("number", ["", "tull", "00000000-0000-0000-0000-000000000000", "%00"])
def test_a_session_that_is_not_there(cast: Cast, number: str) -> None:
    assert cast.client("lise").post("/konto/logg-ut-en/", {"number": number}).status_code == 404


@pytest.mark.parametrize("address", ["/konto/logg-ut-en/", "/konto/logg-ut-andre/"])
def test_by_post_with_a_token_and_logged_in_only(cast: Cast, nobody: Client, address: str) -> None:
    assert cast.client("lise").get(address).status_code == 405
    assert nobody.post(address).status_code == 302
    forging = Client(enforce_csrf_checks=True)
    forging.force_login(cast.user("lise"))
    assert forging.post(address).status_code == 403


# Fixation


def test_logging_in_gives_the_session_a_new_key(cast: Cast, nobody: Client) -> None:
    session = nobody.session
    session["planted"] = True
    session.save()
    planted = nobody.cookies["sessionid"] = session.session_key or ""
    log_in(nobody)
    assert is_in(nobody)
    assert nobody.cookies["sessionid"].value != planted
    thief = Client()
    thief.cookies["sessionid"] = planted
    assert not is_in(thief)
    assert not Session.objects.filter(session_key=planted).exists()


def test_a_key_that_someone_made_up_is_never_used(cast: Cast, nobody: Client) -> None:
    nobody.cookies["sessionid"] = made_up = "a" * 32
    log_in(nobody)
    assert nobody.cookies["sessionid"].value != made_up
    assert not Session.objects.filter(session_key=made_up).exists()


def test_both_steps_give_a_new_key(cast: Cast, nobody: Client) -> None:
    app = App(cast.user("lise"))
    session = nobody.session
    session["planted"] = True
    session.save()
    keys = [session.session_key]
    nobody.cookies["sessionid"] = session.session_key or ""
    log_in(nobody)
    keys.append(nobody.cookies["sessionid"].value)
    assert "planted" not in nobody.session
    nobody.post("/konto/kode/", {"code": app.code()})
    keys.append(nobody.cookies["sessionid"].value)
    assert is_in(nobody)
    assert len(set(keys)) == 3
    for key in keys[:2]:
        thief = Client()
        thief.cookies["sessionid"] = key or ""
        assert not is_in(thief)


def test_logging_in_as_another_takes_nothing_along(cast: Cast, nobody: Client) -> None:
    log_in(nobody)
    session = nobody.session
    session["second_factor_secret"] = "hers"
    session.save()
    nobody.post("/konto/logg-ut/")
    log_in(nobody, name="randi")
    assert "second_factor_secret" not in nobody.session


def test_logging_out_ends_the_session_itself(cast: Cast, nobody: Client) -> None:
    log_in(nobody)
    key = nobody.cookies["sessionid"].value
    nobody.post("/konto/logg-ut/")
    nobody.cookies["sessionid"] = key
    assert not is_in(nobody)


def test_the_cookie_is_out_of_scripts_reach(cast: Cast, nobody: Client) -> None:
    log_in(nobody)
    cookie = nobody.cookies["sessionid"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


# Open redirect

ELSEWHERE = [
    "https://example.com/",
    "http://example.com",
    "//example.com",
    "///example.com",
    "////example.com",
    "/\\example.com",
    "\\\\example.com",
    "\\/example.com",
    "/\t/example.com",
    "/\n/example.com",
    "\t//example.com",
    " //example.com",
    "\x00//example.com",
    "https:example.com",
    "https:/example.com",
    "https:///example.com",
    "HTTPS://EXAMPLE.COM",
    "javascript:alert(1)",
    "JaVaScRiPt:alert(1)",
    "java\nscript:alert(1)",
    "data:text/html,<script>alert(1)</script>",
    "vbscript:x",
    "ftp://testserver/",
    "http://testserver@example.com/",
    "http://testserver:80@example.com/",
    "http://example.com#testserver",
    "http://testserver.example.com/",
    "http://example.com\\@testserver/",
    "http://[::1]/",
    "http://[::1",
    "//testserver@example.com",
    "//example.com/%2f..",
    "https://example。com/",
]


@pytest.mark.parametrize("onward", ELSEWHERE)
def test_never_goes_on_to_another_site(cast: Cast, onward: str) -> None:
    client = Client()
    assert log_in(client, onward=onward) == "/"
    fields = {"username": "lise@example.org", "password": PASSWORD}
    assert Client().post(f"{LOG_IN}?{urlencode({'next': onward})}", fields)["Location"] == "/"
    already = client.get(LOG_IN, {"next": onward})
    assert already["Location"] == "/"


@pytest.mark.parametrize("onward", ELSEWHERE)
def test_nor_after_the_second_step(cast: Cast, onward: str) -> None:
    app, client = App(cast.user("lise")), Client()
    log_in(client, onward=onward)
    assert client.post("/konto/kode/", {"code": app.code()})["Location"] == "/"


@pytest.mark.parametrize("onward", ELSEWHERE)
def test_nor_from_the_choice_of_language(cast: Cast, nobody: Client, onward: str) -> None:
    response = nobody.post("/sprak/", {"language": "nn", "next": onward}, headers={"referer": onward})
    assert response["Location"] == "/"


@pytest.mark.parametrize(
    "onward", ["/solvik/planer/", "/solvik/?q=%2F%2Fexample.com", "http://testserver/solvik/"]
)
def test_goes_on_to_an_address_here(cast: Cast, nobody: Client, onward: str) -> None:
    assert log_in(nobody, onward=onward) == onward


def test_an_unsafe_way_back_from_https_is_not_taken(cast: Cast) -> None:
    fields = {"username": "lise@example.org", "password": PASSWORD, "next": "http://testserver/solvik/"}
    assert Client().post(LOG_IN, fields, secure=True)["Location"] == "/"


def test_a_host_that_is_not_ours_is_refused(
    cast: Cast, nobody: Client, caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.CRITICAL, "django.security"):
        assert nobody.get(LOG_IN, headers={"host": "example.com"}).status_code == 400
