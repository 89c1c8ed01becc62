"""Error pages stand in the design, without the database, in the reader's language."""

import pytest
from django.core.exceptions import RequestDataTooBig, SuspiciousOperation
from django.http import HttpResponse
from django.test import Client, RequestFactory

from rodtrad.website.views import errors, unsent

WORDS = {
    400: "Vi forsto ikke forespørselen",
    403: "Du har ikke tilgang hit",
    404: "Vi finner ikke siden",
    409: "Noen andre var før deg",
    413: "Filen er for stor",
    429: "For mange forsøk",
    500: "Noe gikk galt hos oss",
    503: "Vi er straks tilbake",
}
REQUEST = RequestFactory().get("/")
ANSWERS: dict[int, HttpResponse] = {}


def answer(status: int) -> HttpResponse:
    made = {
        400: lambda: errors.bad_request(REQUEST, SuspiciousOperation()),
        403: lambda: unsent.csrf_failure(REQUEST),
        404: lambda: errors.not_found(REQUEST, Exception()),
        409: lambda: errors.changed_meanwhile(REQUEST),
        413: lambda: errors.bad_request(REQUEST, RequestDataTooBig()),
        429: lambda: errors.too_many_attempts(REQUEST),
        500: lambda: errors.server_error(REQUEST),
        503: lambda: errors.unavailable(REQUEST),
    }
    return made[status]()


@pytest.mark.parametrize("status", WORDS)
def test_each_has_its_page(status: int) -> None:
    response = answer(status)
    page = response.content.decode()
    assert response.status_code == status
    assert f"<h1>{WORDS[status]}</h1>" in page
    assert "Traceback" not in page


@pytest.mark.django_db
def test_an_address_that_does_not_exist(nobody: Client) -> None:
    response = nobody.get("/finnes/ikke/her/")
    assert response.status_code == 404
    assert response["X-Request-ID"] in response.content.decode()


def test_too_much_data_is_told_as_too_large(settings: object) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10  # type: ignore[attr-defined]
    response = Client().post("/konto/logg-inn/", {"username": "x" * 100})
    assert response.status_code == 413


def test_a_fault_of_ours_shows_no_stack_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*args: object, **kwargs: object) -> None:
        raise RuntimeError("hemmelig")

    monkeypatch.setattr("rodtrad.website.views.texts.present_glossary", fail)
    client = Client(raise_request_exception=False)
    response = client.get("/ordliste/")
    assert response.status_code == 500
    assert "hemmelig" not in response.content.decode()


@pytest.mark.django_db
def test_the_language_follows_the_request() -> None:
    client = Client()
    client.cookies["language"] = "en"
    page = client.get("/finnes/ikke/her/").content.decode()
    assert '<html lang="en"' in page
