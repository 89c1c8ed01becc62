"""Logging in and out."""

import pytest
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


def test_a_closed_account_is_told_to_who_has_its_password_and_to_nobody_else(
    cast: Cast, nobody: Client
) -> None:
    inside = cast.client("lise")
    user = cast.user("lise")
    user.is_active = False
    user.save()
    right, wrong = log_in(nobody), log_in(nobody, password="feil")
    assert "Kontoen er stengt" in right.content.decode()  # type: ignore[attr-defined]
    assert "Kontoen er stengt" not in wrong.content.decode()  # type: ignore[attr-defined]
    assert "E-postadressen eller passordet er feil" in wrong.content.decode()  # type: ignore[attr-defined]
    assert "Logg ut" not in nobody.get("/").content.decode()
    assert "Logg ut" not in inside.get("/").content.decode()


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
