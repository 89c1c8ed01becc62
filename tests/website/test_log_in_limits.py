"""Who guesses passwords is stopped, and nobody else is."""

import logging
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.conf import LazySettings
from django.db.models import F
from django.http import HttpResponse
from django.test import Client

from rodtrad.accounts.tasks import forget_old_attempts_hourly
from tests.cast import PASSWORD

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast", "guarded")]
OFFICE, HOME, FAR = "198.51.100.7", "203.0.113.9", "192.0.2.44"
PROXY = "10.0.0.1"


@pytest.fixture
def guarded(settings: LazySettings) -> None:
    settings.AXES_ENABLED = True
    settings.AXES_FAILURE_LIMIT = 3
    settings.LOGIN_ATTEMPTS_PER_ADDRESS = 6
    settings.LOGIN_ATTEMPTS_PER_NAME = 8
    settings.TRUSTED_PROXIES = 1


def log_in(
    name: str = "lise", *, at: str, password: str = PASSWORD, browser: Client | None = None
) -> HttpResponse:
    """Try to log in; `at` is what the proxy says of where it comes from."""
    fields = {"username": f"{name}@example.org", "password": password}
    answer: HttpResponse = (browser or Client()).post(
        "/konto/logg-inn/", fields, headers={"x-forwarded-for": at}, REMOTE_ADDR=PROXY
    )
    return answer


def guess(name: str = "lise", *, at: str, times: int = 1, browser: Client | None = None) -> int:
    """Try a wrong password; return the last answer's status."""
    return [log_in(name, at=at, password="gjett", browser=browser).status_code for _time in range(times)][-1]


def an_hour_goes() -> None:
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(hours=1, seconds=1))


def test_the_third_wrong_password_stops_the_name_at_that_address_in_a_sentence() -> None:
    assert guess(at=HOME, times=2) == 200
    response = log_in(at=HOME, password="gjett")
    assert (response.status_code, response["Retry-After"]) == (429, "3600")
    assert "Vent en time og prøv igjen" in response.content.decode()
    assert log_in(at=HOME).status_code == 429


def test_others_at_the_address_and_the_same_person_elsewhere_still_get_in() -> None:
    guess(at=HOME, times=3)
    assert log_in("randi", at=HOME).status_code == 302
    assert log_in(at=OFFICE).status_code == 302


def test_letter_case_gives_no_new_attempts() -> None:
    guess(at=HOME, times=2)
    assert guess("LISE", at=HOME) == 429


@pytest.mark.parametrize("name", ["lıse", "LIſE", " lise"])
def test_letters_that_the_database_takes_for_the_same_give_no_new_attempts(name: str) -> None:
    assert log_in(name, at=OFFICE).status_code == 302, "the database finds the account"
    guess(at=HOME, times=2)
    assert guess(name, at=HOME) == 429


def test_a_name_that_is_longer_in_small_letters_is_counted_too() -> None:
    assert guess("ß" * 230, at=HOME, times=2) == 200
    assert guess("ß" * 230, at=HOME) == 429


def test_the_wait_is_an_hour_and_trying_on_does_not_make_it_longer() -> None:
    guess(at=HOME, times=3)
    before = AccessAttempt.objects.get().attempt_time
    assert guess(at=HOME, times=2) == 429
    assert AccessAttempt.objects.get().attempt_time == before
    an_hour_goes()
    assert log_in(at=HOME).status_code == 302


def test_logging_in_begins_anew() -> None:
    guess(at=HOME, times=2)
    assert log_in(at=HOME).status_code == 302
    assert guess(at=HOME, times=2) == 200


# One address, many names


def test_one_address_cannot_try_many_names() -> None:
    for number in range(5):
        assert guess(f"gjettet{number}", at=HOME) == 200
    assert guess("gjettet5", at=HOME) == 429
    assert log_in(at=HOME).status_code == 429
    assert log_in(at=OFFICE).status_code == 302


def test_logging_in_with_ones_own_name_does_not_clear_the_guesses_at_others() -> None:
    for number in range(5):
        guess(f"gjettet{number}", at=HOME)
    assert log_in("ulla", at=HOME).status_code == 302
    assert guess("gjettet5", at=HOME) == 429


# One name, many addresses


def test_many_addresses_cannot_share_the_guessing_of_one_password() -> None:
    for number in range(7):
        assert guess(at=f"203.0.113.{number}") == 200
    assert guess(at="203.0.113.7") == 429
    assert log_in(at=FAR).status_code == 429
    assert log_in("randi", at=FAR).status_code == 302


# A browser where the person has logged in before


def test_nobody_keeps_a_colleague_out_of_their_own_browser() -> None:
    own = Client()
    assert log_in(at=OFFICE, browser=own).status_code == 302
    own.post("/konto/logg-ut/")
    guess(at=OFFICE, times=3)
    for number in range(8):
        guess(at=f"203.0.113.{number}")
        guess(f"gjettet{number}", at=OFFICE)
    assert log_in(at=OFFICE).status_code == 429
    assert log_in(at=OFFICE, browser=own).status_code == 302


def test_a_known_browser_has_its_own_few_guesses_wherever_it_is() -> None:
    own = Client()
    log_in(at=OFFICE, browser=own)
    own.post("/konto/logg-ut/")
    assert guess(at=OFFICE, times=2, browser=own) == 200
    assert guess(at=HOME, browser=own) == 429
    assert log_in(at=FAR, browser=own).status_code == 429
    assert log_in(at=FAR).status_code == 302


def test_a_browser_known_for_one_name_is_unknown_for_another() -> None:
    own = Client()
    log_in("ulla", at=HOME, browser=own)
    own.post("/konto/logg-ut/")
    guess(at=HOME, times=3)
    assert log_in(at=HOME, browser=own).status_code == 429


def test_a_made_up_cookie_knows_nobody() -> None:
    forged = Client()
    forged.cookies["known_browser"] = "noe:1abcde:noeannet"
    guess(at=HOME, times=3)
    assert log_in(at=HOME, browser=forged).status_code == 429


def test_the_cookie_is_for_the_account_pages_only_and_holds_no_name() -> None:
    own = Client()
    log_in(at=HOME, browser=own)
    cookie = own.cookies["known_browser"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/konto/", True, "Lax")
    assert "lise" not in cookie.value


# What is believed of where a request comes from


@pytest.mark.parametrize(
    "told",
    ["203.0.113.9", "203.0.113.9:51234", "1.1.1.1, 203.0.113.9", "::ffff:203.0.113.9", "tull, 203.0.113.9 "],
)
def test_only_what_the_trusted_proxy_wrote_counts(told: str) -> None:
    guess(at="8.8.8.8, " + HOME, times=3)
    assert log_in(at=told).status_code == 429


def test_a_made_up_header_gives_no_new_attempts_without_a_proxy(settings: LazySettings) -> None:
    settings.TRUSTED_PROXIES = 0
    for number in range(3):
        status = guess(at=f"203.0.113.{number}")
    assert status == 429


def test_two_proxies(settings: LazySettings) -> None:
    settings.TRUSTED_PROXIES = 2
    guess(at=f"1.1.1.1, {HOME}, 10.0.0.2", times=3)
    assert log_in(at=f"9.9.9.9, {HOME}, 10.0.0.3").status_code == 429
    assert log_in(at=f"{HOME}, {OFFICE}, 10.0.0.2").status_code == 302


@pytest.mark.parametrize("told", ["", "tull", "1.2.3", "fe80::1%eth0", "[::1", "203.0.113.9, ", "1.2.3.4:x"])
def test_what_is_no_address_counts_as_the_proxy(told: str) -> None:
    guess(at=told, times=3)
    assert AccessAttempt.objects.get().ip_address == PROXY


@pytest.mark.parametrize("told", ["2001:db8:1:2::99", "[2001:db8:1:2:3:4:5:6]", "[2001:db8:1:2::7]:443"])
def test_an_ipv6_network_is_one(told: str) -> None:
    guess(at="2001:db8:1:2::1", times=3)
    assert log_in(at=told).status_code == 429
    assert log_in(at="2001:db8:1:3::1").status_code == 302


# What is kept


def test_only_name_and_address_are_kept_and_only_for_an_hour_or_two() -> None:
    guess(at=HOME)
    kept = AccessAttempt.objects.get()
    assert (kept.username, kept.ip_address, kept.user_agent) == ("lise@example.org", HOME, "unknown browser")
    assert kept.get_data == kept.post_data == kept.http_accept == kept.path_info == ""
    forget_old_attempts_hourly(timestamp=0)
    assert AccessAttempt.objects.exists()
    an_hour_goes()
    forget_old_attempts_hourly(timestamp=0)
    assert not AccessAttempt.objects.exists()


def test_the_log_names_nobody(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        guess(at=HOME, times=3)
        log_in("randi", at=OFFICE)
    assert "log-in stopped after too many attempts" in caplog.text
    for personal in ("@example.org", HOME, OFFICE):
        assert personal not in caplog.text
