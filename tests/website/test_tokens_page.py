"""Min side: personal tokens. It works, the wrong person, bad input."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from rodtrad.organisations.models import ApiToken
from tests.api.writing import Program, secret_of
from tests.cast import PASSWORD, Cast

pytestmark = pytest.mark.django_db
PAGE = "/konto/tilgangsnokler/"
REVOKE = f"{PAGE}trekk/"
CHOSEN = {"name": "Nattlig uttrekk", "scopes": ["read-internal"], "days": "90", "old_password": PASSWORD}


def test_make_one_see_its_secret_once_and_revoke_it(cast: Cast) -> None:
    randi = cast.client("randi")
    answer = randi.post(PAGE, CHOSEN)
    assert answer.status_code == 200
    assert "no-store" in answer["Cache-Control"]
    [secret] = set(re.findall(r"rodtrad_[\w-]{43}", answer.content.decode()))
    assert Program(secret).get("/elements/solvik:stengt-skole").status_code == 200
    page = randi.get(PAGE).content.decode()
    assert "Nattlig uttrekk" in page
    assert secret not in page
    assert "Ikke brukt ennå" not in page
    token = ApiToken.objects.get()
    assert token.expires == timezone.localdate() + timedelta(days=90)
    assert randi.post(REVOKE, {"number": str(token.id)}).status_code == 302
    assert Program(secret).get("/elements/solvik:stengt-skole").status_code == 401
    assert "Trukket tilbake." in randi.get(PAGE).content.decode()


def test_one_for_one_place(cast: Cast) -> None:
    cast.client("randi").post(PAGE, {**CHOSEN, "root": "solvik"})
    assert ApiToken.objects.get().root == cast.solvik


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"name": ""}, "Skriv hva nøkkelen skal brukes til."),
        ({"scopes": []}, "Velg minst én ting."),
        ({"scopes": ["alt"]}, "alt"),
        ({"days": "9999"}, "9999"),
        ({"root": "utvik"}, "Velg et sted i listen."),
        ({"old_password": ""}, "Skriv passordet du har nå."),
        ({"old_password": "feil"}, "Passordet er feil."),
        ({"name": "x" * 101}, "100"),
    ],
)
def test_what_cannot_be_made_is_told(cast: Cast, wrong: dict[str, Any], told: str) -> None:
    answer = cast.client("randi").post(PAGE, {**CHOSEN, **wrong})
    assert answer.status_code == 422
    assert told in answer.content.decode()
    assert not ApiToken.objects.exists()


def test_a_place_where_one_has_no_role_cannot_be_chosen(cast: Cast) -> None:
    answer = cast.client("ulla").post(PAGE, {**CHOSEN, "root": "solvik"})
    assert answer.status_code == 422


def test_anothers_cannot_be_seen_or_revoked(cast: Cast) -> None:
    secret_of(cast.user("randi"))
    geir = cast.client("geir")
    assert "Nattlig jobb" not in geir.get(PAGE).content.decode()
    assert geir.post(REVOKE, {"number": str(ApiToken.objects.get().id)}).status_code == 404
    assert geir.post(REVOKE, {"number": "tull"}).status_code == 404
    assert ApiToken.objects.get().revoked is None


def test_nobody_is_asked_to_log_in(nobody: Client) -> None:
    for answer in (nobody.get(PAGE), nobody.post(PAGE, CHOSEN), nobody.post(REVOKE, {"number": "x"})):
        assert answer.status_code == 302
        assert answer["Location"].startswith("/konto/logg-inn/")


def test_who_must_set_up_a_second_factor_does_that_first(cast: Cast) -> None:
    anne = cast.client("anne")
    session = anne.session
    session["set_up_first"] = True
    session.save()
    assert anne.post(PAGE, CHOSEN)["Location"] == "/konto/totrinn/"
    assert not ApiToken.objects.exists()


def test_a_name_with_markup_is_only_a_name(cast: Cast) -> None:
    answer = cast.client("randi").post(PAGE, {**CHOSEN, "name": "<script>alert(1)</script>"})
    assert "<script>alert(1)" not in answer.content.decode()
