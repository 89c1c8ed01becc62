"""What is kept of what somebody sends when their log-in has ended, and what never is."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from rodtrad.accounts.models import Session
from rodtrad.organisations.models import Role
from rodtrad.website import unsent
from tests.cast import PASSWORD, Cast
from tests.security.forms import forms_for
from tests.website.provider import OLD_WORDS
from tests.website.test_edit_element import now, opened
from tests.website.writing import EDIT, HIDDEN, LOG_IN, PAGE, REVIEW, TEXT, end, forms, log_in, read

pytestmark = [pytest.mark.django_db, OLD_WORDS]


@pytest.mark.parametrize(
    ("address", "fields"),
    [
        (LOG_IN, {"username": "x@example.org", "password": "hemmelig tekst"}),
        ("/konto/bytt-passord/", {"old_password": "hemmelig", "new_password1": "title", "title": "hemmelig"}),
        ("/konto/tilgangsnokler/", {"name": "Min nøkkel", "password": "hemmelig", "title": "x"}),
        ("/konto/totrinn/", {"code": "123456", "title": "x"}),
        ("/solvik/roller/gi/", {"email": "ny@example.org", "kind": "reader", "title": "x"}),
        ("/solvik/malkonflikter/skole-mot-vei/slett/", {"versjon": "x", "title": "x"}),
        ("/solvik/historikk/oppbevaring/", {"texts": "12", "gjor": "lagre", "title": "x"}),
        ("/api/v1/organisations/solvik/elements", {"title": "x", "description": TEXT}),
        ("/finnes/ikke/", {"title": "x"}),
        (EDIT, {"title": "  ", "description": ""}),
        (REVIEW, {"gjor": "godkjenn", "sett": "x"}),
    ],
)
def test_nothing_else_is_kept(address: str, fields: dict[str, str], randi: Client) -> None:
    end()
    randi.post(address, fields)
    assert not Session.objects.exists()
    assert log_in(randi) != PAGE


def test_files_and_the_token_are_not_kept(randi: Client) -> None:
    end()
    file = SimpleUploadedFile("ark.csv", b"hemmelig innhold")
    randi.post("/solvik/ark/", {"fil": file, "celler": "tittel\nNytt", "csrfmiddlewaretoken": "tull"})
    log_in(randi)
    [(address, fields)] = forms(read(randi))
    assert address == "/solvik/ark/"
    assert set(fields) - {"csrfmiddlewaretoken"} == {"celler", "usendt"}
    assert fields["csrfmiddlewaretoken"] != ["tull"]
    assert "hemmelig" not in str(randi.session[unsent.UNSENT_KEY])


def test_too_large_is_told_and_shown_and_not_kept(randi: Client) -> None:
    end()
    long = "lang " * (unsent.LARGEST // 5) + "slutten"
    answer = randi.post(EDIT, {"title": "Kort", "description": long})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "er for stort til at vi kan ta vare på det. Ingenting er lagret." in page
    [(address, fields)] = forms(page)
    assert (address, fields["description"]) == (EDIT, [long])
    assert not Session.objects.exists()


def test_a_session_keeps_few_and_a_person_not_many_in_an_hour(
    randi: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    end()
    answers = [randi.post(REVIEW, {"gjor": "kommenter", "kommentar": f"Nummer {at}"}) for at in range(6)]
    assert [one.status_code for one in answers] == [302] * 5 + [403]
    assert "Nummer 5" in answers[5].content.decode()
    monkeypatch.setattr(unsent, "MOST_AN_HOUR", 6)
    for status in (302, 403):
        randi.cookies.pop("sessionid")
        answer = randi.post(REVIEW, {"gjor": "kommenter", "kommentar": "Ny økt"})
        assert answer.status_code == status
    assert Session.objects.count() == 2


@pytest.mark.parametrize("forged", [None, "tull", "00000000-0000-0000-0000-000000000000:1abcde:tull"])
def test_for_who_has_never_logged_in_here_nothing_is_written(forged: str | None, nobody: Client) -> None:
    if forged:
        nobody.cookies[unsent.PERSON_COOKIE] = forged
    assert nobody.post(EDIT, {"title": "Fra en fremmed"})["Location"] == f"{LOG_IN}?next={EDIT}"
    assert nobody.post(HIDDEN, {"kommentar": "Fra en fremmed"}).status_code == 404
    assert not Session.objects.exists()


def test_for_a_closed_account_nothing_is_written(randi: Client, cast: Cast) -> None:
    user = cast.user("randi")
    user.is_active = False
    user.save()
    Session.objects.all().delete()
    assert randi.post(EDIT, {"title": "Fra en som har sluttet"}).status_code == 302
    assert not Session.objects.exists()


# Forged, and old


def strict(cast: Cast) -> Client:
    """Randi's browser, where the token is asked for."""
    client = Client(enforce_csrf_checks=True)
    client.get(LOG_IN)
    fields = {"username": "randi@example.org", "password": PASSWORD}
    assert client.post(LOG_IN, {**fields, "csrfmiddlewaretoken": token(client)}).status_code == 302
    return client


def token(client: Client) -> str:
    return client.cookies["csrftoken"].value


def test_the_token_outlives_the_session(cast: Cast) -> None:
    client = strict(cast)
    sent = {"title": "Skrevet", "csrfmiddlewaretoken": token(client)}
    end()
    assert client.post(EDIT, sent)["Location"] == f"{LOG_IN}?next={EDIT}"
    assert Session.objects.filter(user=None).count() == 1


@pytest.mark.parametrize("origin", [None, "https://fremmed.example", "null"])
@pytest.mark.parametrize("wrong", ["", "tull", "x" * 64])
def test_a_forged_form_is_refused_and_not_kept(origin: str | None, wrong: str, cast: Cast) -> None:
    client = strict(cast)
    end()
    headers = {"Origin": origin} if origin else {}
    answer = client.post(EDIT, {"title": "Fra et annet sted", "csrfmiddlewaretoken": wrong}, headers=headers)
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "Du har ikke tilgang hit" in page
    assert "Fra et annet sted" not in page
    assert not Session.objects.exists()


def test_logged_in_anew_in_another_tab_before_the_old_form_is_sent(cast: Cast) -> None:
    client = strict(cast)
    old = {**opened(client, EDIT), "description": TEXT, "csrfmiddlewaretoken": token(client)}
    end()
    client.get(LOG_IN)
    log_in_again = {
        "username": "randi@example.org",
        "password": PASSWORD,
        "csrfmiddlewaretoken": token(client),
    }
    assert client.post(LOG_IN, log_in_again).status_code == 302
    origin = {"Origin": "http://testserver"}
    answer = client.post(EDIT, old, headers=origin)
    assert answer.status_code == 403
    assert "Du har logget inn på nytt siden du åpnet skjemaet." in answer.content.decode()
    assert now().description == ""
    [(address, fields)] = forms(answer.content.decode())
    assert client.post(address, fields, headers=origin).status_code == 302
    assert now().description == TEXT.replace("\r\n", "\n")


def test_an_old_form_without_a_session_is_shown_and_not_kept(cast: Cast) -> None:
    """Somebody else has logged in and out in the browser meanwhile: it is not theirs to get back."""
    client = strict(cast)
    old = {"title": "Skrevet av den første", "csrfmiddlewaretoken": token(client)}
    end()
    client.get(LOG_IN)
    other = {"username": "geir@example.org", "password": PASSWORD, "csrfmiddlewaretoken": token(client)}
    assert client.post(LOG_IN, other).status_code == 302
    assert client.post("/konto/logg-ut/", {"csrfmiddlewaretoken": token(client)}).status_code == 302
    answer = client.post(EDIT, old, headers={"Origin": "http://testserver"})
    page = answer.content.decode()
    assert answer.status_code == 403
    assert "vi kan ikke ta vare på det du skrev. Ingenting er lagret." in page
    assert "Skrevet av den første" in page
    assert not Session.objects.exists()


# Every form

#: What people choose or count, or that is no sentence: it is sent along, but is not what is lost when it is lost.
CHOSEN = {"starts", "ends", "index", "dager", "element", "under"}
#: Forms that people write something short in, and why that is not kept.
SHORT = {
    "give_role": "an address and a role",
    "history_retention": "two numbers",
    "change_many": "choices and days",
}


def test_every_form_that_one_writes_in_is_kept(cast: Cast, randi: Client) -> None:
    """A new form with a text field must be told of in unsent.TEXTS, or here with the reason."""
    top = cast.solvik.organisations.get(parent=None)
    for kind in ("approver", "administrator"):
        Role.objects.create(user=cast.user("randi"), root=cast.solvik, organisation=top, kind=kind)
    seen: dict[str, set[str]] = {}
    for form in forms_for(randi).values():
        names = {unsent.without_number(name)[0] for name in form.fields.keys() - form.choices}
        seen.setdefault(form.kind.partition(":")[0], set()).update(names - CHOSEN)
    missing = {
        kind: names - set(unsent.TEXTS.get(kind, ())) for kind, names in seen.items() if kind not in SHORT
    }
    assert {kind: names for kind, names in missing.items() if names} == {}
    assert {"edit_element", "new_element", "new_conflict", "plan_review", "exchange"} <= seen.keys()
    assert not SHORT.keys() & unsent.TEXTS.keys()


def test_no_kept_form_asks_for_something_secret() -> None:
    named = {name for names in unsent.TEXTS.values() for name in names}
    assert not [name for name in named if any(word in name for word in ("pass", "code", "secret", "kode"))]
