"""What somebody wrote when their log-in had ended is back when they are in again, for them alone, and sent by them."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.conf import LazySettings
from django.test import Client
from django.utils import timezone
from lxml import html

from rodtrad.accounts.models import Session
from rodtrad.goals.models import Comment, Conflict
from rodtrad.organisations.models import Role
from rodtrad.website import unsent
from tests.cast import PASSWORD, Cast
from tests.security.walk import written_tables
from tests.website.provider import OLD_WORDS, Provider, running_provider
from tests.website.second_step import App
from tests.website.test_edit_element import now, opened
from tests.website.writing import (
    CONFLICT,
    EDIT,
    HIDDEN,
    LOG_IN,
    PAGE,
    REVIEW,
    TEXT,
    end,
    forms,
    log_in,
    read,
    send_again,
)

pytestmark = [pytest.mark.django_db, OLD_WORDS]


# It is back


def test_is_back_after_log_in_and_stored_when_it_is_sent_again(
    randi: Client, written: dict[str, Any]
) -> None:
    assert "Logg inn, så får du tilbake teksten du skrev." in read(randi, LOG_IN)
    assert log_in(randi) == PAGE
    page = read(randi)
    assert "Dette skrev du da økten tok slutt" in page
    assert "Et avsnitt jeg brukte en time på." in page
    assert "med &lt;b&gt;tegn&lt;/b&gt; &amp; «sitat»" in page
    assert now().description == ""
    answer = send_again(randi)
    assert (answer.status_code, answer["Location"]) == (302, "/solvik/element/leksehjelp/")
    assert now().description == TEXT.replace("\r\n", "\n")
    assert forms(read(randi)) == []
    assert "ikke er sendt" not in read(randi, "/solvik/")


def test_the_form_can_be_opened_with_the_text_to_write_on(randi: Client, written: dict[str, Any]) -> None:
    log_in(randi)
    page = send_again(randi, forhandsvis="1").content.decode()
    [box] = [one for one in html.fromstring(page).iter("textarea") if one.get("name") == "description"]
    assert "Et avsnitt jeg brukte en time på." in box.text_content()
    assert "ikke er sendt" not in page
    assert now().description == ""
    assert forms(read(randi)) == [], "it stands in the form now"


def test_every_field_is_sent_again_as_it_was(randi: Client, cast: Cast) -> None:
    [version] = re.findall(r'name="versjon" value="([^"]+)"', read(randi, CONFLICT))
    fields = {
        "title": "Skole mot vei",
        "handling": "open",
        "visibility": "0",
        "versjon": version,
        "steg": ["Først", "", "Så", "Til sist"],
        "element": ["gode-skoler", "", "", "trygge-veier"],
        "fortegn": ["+", "", "", "-"],
        "gjor": "lagre",
    }
    end()
    randi.post(CONFLICT, fields)
    log_in(randi)
    assert "Til sist" in read(randi)
    assert send_again(randi).status_code == 302
    steps = Conflict.objects.get(root=cast.solvik, key="skole-mot-vei").steps.order_by("position")
    assert [step.text for step in steps] == ["Først", "Så", "Til sist"]


def test_is_back_after_the_second_factor_however_long_the_phone_is_gone(
    randi: Client, cast: Cast, written: dict[str, Any]
) -> None:
    app = App(cast.user("randi"))
    key = randi.session.session_key
    assert log_in(randi) == "/konto/kode/"
    assert randi.session.session_key != key
    waits = Session.objects.get(session_key=randi.session.session_key)
    assert waits.expire_date > timezone.now() + timedelta(hours=20)
    assert "Et avsnitt" not in read(randi, "/konto/kode/")
    assert randi.get(PAGE).status_code == 302, "not before the code"
    assert randi.post("/konto/kode/", {"code": app.code()})["Location"] == PAGE
    assert "Et avsnitt jeg brukte en time på." in read(randi)


@pytest.fixture
def provider(settings: LazySettings) -> Iterator[Provider]:
    with running_provider() as running:
        settings.OIDC_ISSUER = running.issuer
        settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = running.register(
            "http://testserver/konto/oidc/retur/"
        )
        running.knows("randi-1", email="randi@example.org", email_verified=True, name="Randi Redaktør")
        yield running


def test_is_back_after_log_in_elsewhere(randi: Client, written: dict[str, Any], provider: Provider) -> None:
    out = randi.get("/konto/oidc/", {"next": EDIT})
    back = provider.log_in(out["Location"], "randi-1").removeprefix("http://testserver")
    assert randi.get(back)["Location"] == PAGE
    assert "Et avsnitt jeg brukte en time på." in read(randi)


@pytest.mark.parametrize("way", ["password", "closed tab", "everywhere", "ran out"])
def test_however_the_session_ended(way: str, randi: Client, cast: Cast) -> None:
    fields, user = {**opened(randi, EDIT), "description": TEXT}, cast.user("randi")
    if way == "password":
        user.set_password(PASSWORD)
        user.save()
    elif way == "closed tab":
        del randi.cookies["sessionid"]
    elif way == "everywhere":
        log_in(other := Client())
        other.post("/konto/logg-ut-overalt/")
    else:
        Session.objects.filter(user=user).update(expire_date=timezone.now() - timedelta(minutes=1))
    randi.post(EDIT, fields)
    assert log_in(randi) == PAGE
    assert "Et avsnitt jeg brukte en time på." in read(randi)


def test_what_was_written_about_something_hidden_is_back_too(randi: Client) -> None:
    """Nobody sees the element, so without an account its address does not exist."""
    end()
    assert randi.get(HIDDEN).status_code == 404
    assert randi.post(HIDDEN, {"gjor": "kommenter", "kommentar": TEXT})["Location"].startswith(LOG_IN)
    log_in(randi)
    assert send_again(randi).status_code == 302
    assert Comment.objects.filter(text__startswith="Et avsnitt", element__key="stengt-skole").count() == 1


def test_the_answer_is_the_same_whether_the_thing_exists(randi: Client) -> None:
    end()
    for key in ("stengt-skole", "finnes-ikke", "leksehjelp"):
        address = f"/solvik/element/{key}/gjennomgang/"
        answer = randi.post(address, {"gjor": "kommenter", "kommentar": f"Om {key}"})
        assert (answer.status_code, answer["Location"]) == (302, f"{LOG_IN}?next={address}")


def test_several_tabs(randi: Client, written: dict[str, Any]) -> None:
    randi.post(REVIEW, {"gjor": "kommenter", "kommentar": "I en annen fane"})
    randi.post(EDIT, written)  # once more, with the browser's back
    log_in(randi)
    [(first, _fields), (second, fields)] = forms(read(randi))
    assert (first, second) == (EDIT, REVIEW)
    randi.post(second, fields)
    assert Comment.objects.filter(text="I en annen fane").count() == 1
    assert [address for address, _fields in forms(read(randi))] == [EDIT]
    page = read(randi, "/solvik/")
    assert "Du har skrevet noe som ikke er sendt." in page
    assert f'href="{PAGE}"' in page


def test_the_session_ends_again_before_it_is_sent(randi: Client, written: dict[str, Any]) -> None:
    log_in(randi)
    [(address, fields)] = forms(read(randi))
    end()
    assert randi.post(address, fields)["Location"].startswith(LOG_IN)
    assert log_in(randi) == PAGE
    assert send_again(randi).status_code == 302


# What guards a write guards it now too


def test_what_another_changed_meanwhile_is_shown_first(
    randi: Client, cast: Cast, written: dict[str, Any]
) -> None:
    anne = cast.client("geir")
    Role.objects.filter(user=cast.user("geir")).update(kind="editor")
    assert anne.post(EDIT, {**opened(anne, EDIT), "description": "Det en annen skrev."}).status_code == 302
    log_in(randi)
    answer = send_again(randi)
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Det en annen skrev." in page
    assert "Et avsnitt jeg brukte en time på." in page
    assert now().description == "Det en annen skrev."


def test_a_role_that_is_gone_refuses_and_the_text_stays(
    randi: Client, cast: Cast, written: dict[str, Any]
) -> None:
    Role.objects.filter(user=cast.user("randi")).delete()
    log_in(randi)
    assert send_again(randi).status_code == 403
    assert now().description == ""
    assert "Et avsnitt jeg brukte en time på." in read(randi), "refused is not sent"


def test_what_is_hidden_now_does_not_exist(randi: Client, cast: Cast) -> None:
    end()
    randi.post(HIDDEN, {"gjor": "kommenter", "kommentar": TEXT})
    Role.objects.filter(user=cast.user("randi")).delete()
    log_in(randi)
    assert send_again(randi).status_code == 404
    assert "stenge en skole" not in read(randi)


def test_nothing_is_written_by_logging_in_or_looking(randi: Client, written: dict[str, Any]) -> None:
    with written_tables() as tables:
        log_in(randi)
        read(randi)
    assert not {name for name in tables if name.startswith("goals_")}


# For that person alone, in that browser, for a day


def test_another_person_in_the_same_browser_does_not_see_it(randi: Client, written: dict[str, Any]) -> None:
    assert log_in(randi, "geir") == "/"
    page = read(randi)
    assert "Et avsnitt" not in page
    assert "Her lå det tekst som en annen bruker ikke fikk sendt." in page
    assert unsent.UNSENT_KEY not in randi.session
    randi.post("/konto/logg-ut/")
    log_in(randi)
    assert forms(read(randi)) == []


def test_another_browser_does_not_see_it(written: dict[str, Any]) -> None:
    assert log_in(other := Client()) == "/"
    assert forms(read(other)) == []


def test_the_log_in_gives_the_session_a_new_key(randi: Client, written: dict[str, Any]) -> None:
    before = randi.session.session_key or ""
    (planted := Client()).cookies["sessionid"] = before
    assert "Et avsnitt" not in planted.get(PAGE, follow=True).content.decode()
    log_in(randi)
    assert randi.session.session_key != before
    assert not Session.objects.filter(session_key=before).exists()
    assert planted.get(PAGE).status_code == 302


def test_is_gone_after_a_day(randi: Client, written: dict[str, Any], monkeypatch: pytest.MonkeyPatch) -> None:
    [row] = Session.objects.filter(user=None)
    assert timedelta(hours=23) < row.expire_date - timezone.now() <= timedelta(hours=24)
    log_in(randi)
    monkeypatch.setattr(unsent, "KEPT_SECONDS", -1)
    assert "ikke er sendt" not in read(randi, "/solvik/")
    monkeypatch.undo()
    assert forms(read(randi)) == []


def test_is_gone_at_log_out(randi: Client, written: dict[str, Any]) -> None:
    log_in(randi)
    randi.post("/konto/logg-ut/")
    assert log_in(randi) == "/"
    assert forms(read(randi)) == []


def test_thrown_away(randi: Client, written: dict[str, Any]) -> None:
    log_in(randi)
    [mark] = forms(read(randi))[0][1]["usendt"]
    assert randi.get(f"{PAGE}?forkast={mark}").status_code == 200, "by POST only"
    assert randi.post(PAGE, {"forkast": "tull"})["Location"] == PAGE
    assert len(forms(read(randi))) == 1
    answer = randi.post(PAGE, {"forkast": mark}, follow=True)
    assert answer.redirect_chain == [(EDIT, 302)]
    assert "Teksten er forkastet." in answer.content.decode()
    assert forms(read(randi)) == []


def test_the_page_takes_an_account_and_is_kept_by_no_cache(nobody: Client, randi: Client) -> None:
    for answer in (nobody.get(PAGE), nobody.post(PAGE, {"forkast": "x"})):
        assert answer["Location"] == f"{LOG_IN}?next={PAGE}"
    answer = randi.get(PAGE)
    assert "Ingenting venter på å bli sendt" in answer.content.decode()
    assert {"no-store", "private"} <= set(answer["Cache-Control"].split(", "))


# What is not kept
