"""One turns the e-mails about plans off and on again on one's own page."""

import pytest
from django.conf import LazySettings
from django.test import Client

from tests.cast import Cast

pytestmark = pytest.mark.django_db
PAGE, CHOICE = "/konto/", "/konto/varsler/"


def test_they_are_on_until_one_turns_them_off_and_can_be_turned_on_again(cast: Cast) -> None:
    client = cast.client("lise")
    assert (
        'name="wants" value="1" aria-describedby="letters-about" checked' in client.get(PAGE).content.decode()
    )
    answer = client.post(CHOICE, {}, follow=True)
    assert "Du får ikke lenger e-post om planer." in answer.content.decode()
    assert 'aria-describedby="letters-about">' in answer.content.decode()
    assert not cast.user("lise").wants_letters
    assert cast.user("randi").wants_letters, "each chooses for themselves"
    client.post(CHOICE, {"wants": "1"})
    assert cast.user("lise").wants_letters


@pytest.mark.parametrize("said", ["", "ja", "0", "1\x00", "2"])
def test_only_a_tick_is_a_yes(cast: Cast, said: str) -> None:
    assert cast.client("lise").post(CHOICE, {"wants": said}).status_code == 302
    assert not cast.user("lise").wants_letters


def test_nothing_is_changed_by_looking_or_by_who_is_not_logged_in(cast: Cast, nobody: Client) -> None:
    looked = cast.client("lise").get(CHOICE)
    assert (looked.status_code, looked["Location"]) == (302, f"{PAGE}#varsler"), "as after a reload"
    answer = nobody.post(CHOICE, {})
    assert (answer.status_code, answer["Location"].partition("?")[0]) == (302, "/konto/logg-inn/")
    assert cast.user("lise").wants_letters


@pytest.mark.parametrize(("host", "is_told"), [("", True), ("mail.example.org", False)])
def test_it_is_told_when_no_mail_is_set_up(
    cast: Cast, settings: LazySettings, host: str, is_told: bool
) -> None:
    settings.EMAIL_HOST = host
    assert ("E-post er ikke satt opp" in cast.client("lise").get(PAGE).content.decode()) is is_told
