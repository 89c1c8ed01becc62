"""Who a token is, what it opens, and when it opens nothing."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from rodtrad.organisations.models import ApiToken, Scope
from rodtrad.organisations.operations import make_token, revoke_token
from rodtrad.organisations.operations.tokens import digest_of
from tests.api.writing import Program, program, secret_of
from tests.cast import Cast

pytestmark = pytest.mark.django_db
ELEMENTS = "/organisations/solvik/elements"
INTERNAL = "/elements/solvik:stengt-skole"
TEAM = "/elements/solvik:ny-rektor"


def refused(response: Any) -> bool:
    assert response.status_code == 401
    assert response["Content-Type"] == "application/problem+json"
    assert response["WWW-Authenticate"] == "Bearer"
    assert response.json()["type"] == "/api/#problem-unauthorized"
    return True


def test_a_token_reads_what_its_person_reads(cast: Cast) -> None:
    randi = program(cast.user("randi"), (Scope.READ_INTERNAL,))
    assert randi.get(INTERNAL).status_code == 200
    assert randi.get(TEAM).status_code == 200
    assert program(cast.user("lise"), (Scope.READ_INTERNAL,)).get(TEAM).status_code == 404
    assert program(cast.user("ulla"), (Scope.READ_INTERNAL,)).get(INTERNAL).status_code == 404


def test_an_answer_to_a_token_is_private(cast: Cast) -> None:
    answer = program(cast.user("lise")).get(INTERNAL)
    assert answer["Cache-Control"] == "private, no-cache"
    assert "Authorization" in answer["Vary"]


def test_only_a_digest_is_kept(cast: Cast) -> None:
    secret = secret_of(cast.user("randi"))
    row = ApiToken.objects.get()
    assert secret not in str(vars(row))
    assert row.digest == digest_of(secret)


def test_a_writing_scope_reads_too(cast: Cast) -> None:
    token, _secret = make_token(
        user=cast.user("randi"),
        name="x",
        scopes=[Scope.WRITE_LINKS],
        expires=timezone.localdate() + timedelta(days=1),
    )
    assert set(token.scopes) == {"write-links", "read-internal"}


@pytest.mark.parametrize("secret", ["", "rodtrad_", "rodtrad_feil", "noe annet", "rodtrad_\udcff"])
def test_a_wrong_secret_opens_nothing_not_even_what_is_open(cast: Cast, secret: str) -> None:
    assert refused(Program(secret).get(ELEMENTS))


def test_an_expired_one_opens_nothing(cast: Cast) -> None:
    secret = secret_of(cast.user("randi"))
    assert Program(secret).get(INTERNAL).status_code == 200
    today = timezone.localdate()
    ApiToken.objects.update(made=today - timedelta(days=9), expires=today)
    assert refused(Program(secret).get(INTERNAL))


def test_a_revoked_one_opens_nothing(cast: Cast) -> None:
    secret = secret_of(cast.user("randi"))
    assert not revoke_token(user=cast.user("geir"), number=ApiToken.objects.get().id)
    assert revoke_token(user=cast.user("randi"), number=ApiToken.objects.get().id)
    assert refused(Program(secret).get(INTERNAL))


def test_one_whose_person_is_gone_opens_nothing(cast: Cast) -> None:
    secret = secret_of(cast.user("randi"))
    user = cast.user("randi")
    user.is_active = False
    user.save()
    assert refused(Program(secret).get(ELEMENTS))


def test_an_administrator_without_the_second_factor_demanded_is_refused(cast: Cast, settings: Any) -> None:
    secret = secret_of(cast.user("anne"))
    settings.MFA_ROLES = frozenset({"administrator"})
    assert refused(Program(secret).get(ELEMENTS))


def test_a_role_that_has_ended_opens_nothing_more(cast: Cast) -> None:
    randi = program(cast.user("randi"))
    cast.user("randi").roles.update(ends=timezone.localdate(), since=timezone.localdate())
    assert randi.get(INTERNAL).status_code == 404


def test_one_for_another_root_opens_only_that_root(cast: Cast) -> None:
    user = cast.user("randi")
    role = cast.user("ulla").roles.get()
    role.pk, role.user = None, user
    role._state.adding = True
    role.id = uuid4()
    role.save()
    utvik = program(user, root=role.root)
    assert utvik.get("/organisations/utvik/elements").status_code == 200
    assert utvik.get(INTERNAL).status_code == 404
    assert program(user).get(INTERNAL).status_code == 200
    body = {"plan": "handlingsdel", "level": "tiltak", "title": "Nytt"}
    assert utvik.send("POST", ELEMENTS, body).status_code in (403, 422)


@pytest.mark.parametrize(
    ("method", "path", "scope"),
    [
        ("POST", ELEMENTS, Scope.WRITE_ELEMENTS),
        ("PATCH", INTERNAL, Scope.WRITE_ELEMENTS),
        ("DELETE", INTERNAL, Scope.WRITE_ELEMENTS),
        ("POST", f"{INTERNAL}/links", Scope.WRITE_LINKS),
        ("DELETE", f"{INTERNAL}/links/solvik:gode-skoler", Scope.WRITE_LINKS),
        ("POST", f"{INTERNAL}/placements", Scope.WRITE_PLACEMENTS),
        ("PATCH", f"{INTERNAL}/placements/handlingsdel", Scope.WRITE_PLACEMENTS),
        ("DELETE", f"{INTERNAL}/placements/handlingsdel", Scope.WRITE_PLACEMENTS),
    ],
)
def test_each_write_takes_its_scope(cast: Cast, method: str, path: str, scope: Scope) -> None:
    others = tuple(one.value for one in Scope if one != scope)
    answer = program(cast.user("randi"), others).send(method, path, {})
    assert answer.status_code == 403
    assert scope.value in answer.json()["detail"]


@pytest.mark.parametrize("person", [None, "randi"])
def test_a_cookie_writes_nothing(cast: Cast, person: str | None) -> None:
    client = cast.client(person)
    body = {"plan": "handlingsdel", "level": "tiltak", "title": "Nytt"}
    assert refused(client.post(f"/api/v1{ELEMENTS}", body, content_type="application/json"))


def test_a_token_counts_for_nothing_on_the_pages(cast: Cast) -> None:
    client = Client(headers={"Authorization": f"Bearer {secret_of(cast.user('randi'))}"})
    assert client.get("/solvik/element/stengt-skole/").status_code == 404


def test_the_day_of_use_is_kept_and_no_more(cast: Cast) -> None:
    randi = program(cast.user("randi"))
    assert ApiToken.objects.get().last_used is None
    randi.get(ELEMENTS)
    assert ApiToken.objects.get().last_used == timezone.localdate()
    assert [event.pgh_label for event in ApiToken.objects.get().events.all()] == ["insert"]


def test_an_answer_kept_for_nobody_is_not_given_to_a_token(
    cast: Cast, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.KEPT_ANSWERS_MB = 1
    monkeypatch.setattr("rodtrad.core.web.kept_answers.moment", lambda: "nå")
    client, held = Client(), {"Authorization": f"Bearer {secret_of(cast.user('randi'))}"}
    path = f"/api/v1{ELEMENTS}"
    few = client.get(path).json()["count"]
    assert client.get(path, headers=held).json()["count"] > few
    assert client.get(path).json()["count"] == few
    assert client.get(path, headers={"Authorization": "Bearer tull"}).status_code == 401
