"""An answer made once is given again to readers who are not logged in, until something is written."""

from datetime import date
from itertools import count

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path
from django.utils import timezone
from django.views.decorators.cache import never_cache
from pytest_django import Settings

from rodtrad.core.web import kept_answers
from rodtrad.core.web.kept_answers import Kept, KeptAnswers

_made = count(1)


def page(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"{next(_made)} {request.get_full_path()} {request.LANGUAGE_CODE}")


def cookie(request: HttpRequest) -> HttpResponse:
    response = page(request)
    response.set_cookie("seen", "yes")
    return response


def gone(request: HttpRequest) -> HttpResponse:
    return HttpResponse(str(next(_made)), status=404)


urlpatterns = [
    path("page/", page),
    path("cookie/", cookie),
    path("gone/", gone),
    path("private/", never_cache(page)),
]


class Database:
    """What the database says of itself: another word after each write."""

    moment = "first"


@pytest.fixture
def database(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Database:
    # Tests run in one transaction, whose own writes do not show in the real version.
    database = Database()
    monkeypatch.setattr(kept_answers, "moment", lambda: database.moment)
    settings.ROOT_URLCONF = __name__
    settings.KEPT_ANSWERS_MB = 1
    return database


def read(client: Client, address: str = "/page/", **headers: str) -> str:
    return client.get(address, headers=headers).content.decode()


def test_the_same_answer_is_given_again(database: Database, client: Client) -> None:
    first = read(client)
    assert read(client) == first
    assert read(client, "/page/?a=1") != first


def test_a_write_makes_it_anew(database: Database, client: Client) -> None:
    first = read(client)
    database.moment = "second"
    second = read(client)
    assert second != first
    assert read(client) == second


@pytest.mark.django_db
@pytest.mark.parametrize("cookie", ["sessionid", "csrftoken", "messages"])
def test_a_reader_with_a_cookie_of_their_own_gets_their_own(
    database: Database, client: Client, cookie: str
) -> None:
    first = read(client)
    client.cookies[cookie] = "of-one-person"
    assert read(client) != first


def test_each_language_has_its_own(database: Database, client: Client) -> None:
    assert read(client).endswith("nb")
    assert read(client, **{"Accept-Language": "nn"}).endswith("nn")
    client.cookies["language"] = "en"
    assert read(client).endswith("en")


@pytest.mark.parametrize("address", ["/cookie/", "/gone/", "/private/"])
def test_what_is_not_the_same_for_all_is_not_kept(database: Database, client: Client, address: str) -> None:
    first = read(client, address)
    client.cookies.clear()
    assert read(client, address) != first


@pytest.mark.django_db  # after a write the search index follows
def test_what_is_sent_is_not_kept(database: Database, client: Client) -> None:
    first = client.post("/page/").content
    assert client.post("/page/").content != first


def test_the_headers_come_along_and_the_request_id_is_new(database: Database, client: Client) -> None:
    first, second = client.get("/page/"), client.get("/page/")
    assert first.content == second.content
    assert second["Content-Security-Policy"] == first["Content-Security-Policy"]
    assert second["Content-Language"] == "nb"
    assert second["X-Request-ID"] != first["X-Request-ID"]


def test_the_day_makes_it_anew(database: Database, client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    first = read(client)
    monkeypatch.setattr(timezone, "localdate", lambda: date(2031, 1, 1))
    assert read(client) != first


def test_a_database_that_does_not_answer_is_not_the_end(
    database: Database, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = read(client)
    monkeypatch.setattr(kept_answers, "moment", lambda: None)
    assert read(client) != first


def at(address: str) -> kept_answers.Key:
    return ("https", "x", address, "nb", True, date(2026, 1, 1))


def test_the_room_is_never_exceeded() -> None:
    answers = KeptAnswers(room=160_000)
    answers.find("one", at("/"))
    for number in range(40):
        answers.keep("one", at(f"/{number:02}/"), Kept(b"x" * 9_000, {}))
    held = [number for number in range(40) if answers.find("one", at(f"/{number:02}/"))]
    assert held == list(range(23, 40))
    answers.keep("one", at("/99/"), Kept(b"x" * 10_001, {}))
    assert answers.find("one", at("/99/")) is None, "one answer may not push out the others"


@pytest.mark.parametrize(("address", "header"), [("/?x=" + "y" * 8_000, ""), ("/?x=", "z" * 8_000)])
def test_a_long_address_and_the_headers_take_room_too(address: str, header: str) -> None:
    """Otherwise anyone could fill the memory with empty answers to addresses that they make up."""
    answers = KeptAnswers(room=160_000)
    answers.find("one", at("/"))
    for number in range(40):
        answers.keep("one", at(f"{address}{number}"), Kept(b"", {"Link": f"{header}{number}"}))
    held = [number for number in range(40) if answers.find("one", at(f"{address}{number}"))]
    assert 0 < len(held) <= 20


def test_an_answer_begun_before_a_write_is_not_kept_after_it() -> None:
    answers = KeptAnswers(room=100_000)
    key = at("/")
    answers.find("one", key)
    answers.find("two", key)
    answers.keep("one", key, Kept(b"old", {}))
    assert answers.find("two", key) is None
    answers.keep("two", key, Kept(b"new", {}))
    assert answers.find("two", key)
