"""Who is too late is told with 409, on a page and in the API, and their work is not stored."""

from collections.abc import Callable

import pytest
from django.db import OperationalError, transaction
from django.http import HttpRequest, HttpResponse
from django.test import Client, override_settings
from django.urls import path
from psycopg.errors import DeadlockDetected, SerializationFailure

from rodtrad.accounts.models import User
from rodtrad.config.urls import handler400, handler403, handler404, handler500
from rodtrad.config.urls import urlpatterns as real_urls
from rodtrad.core.web.meanwhile import ChangedMeanwhileError

__all__ = ["handler400", "handler403", "handler404", "handler500", "urlpatterns"]


def database(cause: Exception) -> OperationalError:
    error = OperationalError()
    error.__cause__ = cause
    return error


FAULTS: dict[str, Callable[[], Exception]] = {
    "told": ChangedMeanwhileError,
    "serialization": lambda: database(SerializationFailure()),
    "deadlock": lambda: database(DeadlockDetected()),
    "down": OperationalError,
}


@transaction.atomic
def write(request: HttpRequest, fault: str) -> HttpResponse:
    User.objects.create_user("halvt@example.org", "Halvt")
    raise FAULTS[fault]()


#: Addresses that only these tests have.
urlpatterns = [path("prove/<fault>/", write), path("api/prove/<fault>/", write), *real_urls]

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("with_test_addresses")]


@pytest.fixture
def with_test_addresses() -> object:
    with override_settings(ROOT_URLCONF="tests.website.test_changed_meanwhile"):
        yield


@pytest.mark.parametrize("fault", ["told", "serialization", "deadlock"])
def test_a_page_says_what_to_do_and_nothing_is_stored(nobody: Client, fault: str) -> None:
    response = nobody.post(f"/prove/{fault}/")
    assert response.status_code == 409
    assert "<h1>Noen andre var før deg</h1>" in response.content.decode()
    assert not User.objects.filter(email="halvt@example.org").exists()


def test_the_api_says_it_as_a_problem(nobody: Client) -> None:
    response = nobody.post("/api/prove/told/")
    assert (response.status_code, response["Content-Type"]) == (409, "application/problem+json")
    problem = response.json()
    assert problem["type"] == "/api/#problem-changed-meanwhile"
    assert "Noen andre har endret det samme" in problem["detail"]


def test_a_database_that_is_down_is_another_matter() -> None:
    assert Client(raise_request_exception=False).post("/prove/down/").status_code == 503
