"""Logging in and out."""

from collections.abc import Iterator

import pytest
from axes.utils import reset
from django.conf import LazySettings
from django.test import Client

from tests.cast import PASSWORD, Cast

pytestmark = pytest.mark.django_db
LOG_IN = "/konto/logg-inn/"


def log_in(
    client: Client, *, email: str = "lise@example.org", password: str = PASSWORD, onward: str = ""
) -> object:
    return client.post(LOG_IN, {"username": email, "password": password, "next": onward})


def test_logs_in_by_email_whatever_the_case_and_goes_on(cast: Cast, nobody: Client) -> None:
    response = log_in(nobody, email="Lise@Example.org", onward="/solvik/planer/")
    assert (response.status_code, response["Location"]) == (302, "/solvik/planer/")  # type: ignore[attr-defined,index]
    page = nobody.get("/solvik/planer/").content.decode()
    assert "Lise Leser" in page
    assert "Logg ut" in page


@pytest.mark.parametrize("onward", ["https://example.com/", "//example.com", "javascript:alert(1)"])
def test_never_goes_on_to_another_site(cast: Cast, nobody: Client, onward: str) -> None:
    assert log_in(nobody, onward=onward)["Location"] == "/"  # type: ignore[index]


@pytest.mark.parametrize(
    ("email", "password"), [("lise@example.org", "feil"), ("ingen@example.org", PASSWORD)]
)
def test_says_the_same_whichever_is_wrong(cast: Cast, nobody: Client, email: str, password: str) -> None:
    page = log_in(nobody, email=email, password=password).content.decode()  # type: ignore[attr-defined]
    assert "E-postadressen eller passordet er feil" in page
    assert 'aria-invalid="true"' in page


def test_a_closed_account_stays_out(cast: Cast, nobody: Client) -> None:
    user = cast.user("lise")
    user.is_active = False
    user.save()
    assert log_in(nobody).status_code == 200  # type: ignore[attr-defined]


def test_logs_out_by_post_only(cast: Cast) -> None:
    client = cast.client("lise")
    assert client.get("/konto/logg-ut/").status_code == 405
    assert client.post("/konto/logg-ut/")["Location"] == "/"
    assert "Logg ut" not in client.get("/").content.decode()


def test_a_forged_form_is_refused_in_words(cast: Cast) -> None:
    client = Client(enforce_csrf_checks=True)
    response = client.post(LOG_IN, {"username": "lise@example.org", "password": PASSWORD})
    assert response.status_code == 403
    assert "Du har ikke tilgang hit" in response.content.decode()


@pytest.fixture
def guarded(settings: LazySettings) -> Iterator[None]:
    settings.AXES_ENABLED = True
    settings.AXES_FAILURE_LIMIT = 3
    yield
    reset()


def test_stops_who_guesses_passwords(cast: Cast, nobody: Client, guarded: None) -> None:
    for _attempt in range(3):
        response = log_in(nobody, password="gjett")
    assert response.status_code == 429  # type: ignore[attr-defined]
    assert "For mange forsøk" in response.content.decode()  # type: ignore[attr-defined]
    assert log_in(nobody).status_code == 429  # type: ignore[attr-defined]
