"""A forgotten password, and a new one."""

import logging
import re
import unicodedata
from datetime import timedelta
from smtplib import SMTPRecipientsRefused

import pytest
from axes.models import AccessAttempt
from django.conf import LazySettings
from django.core import mail
from django.core.mail.backends.locmem import EmailBackend
from django.db.models import F
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from rodtrad.accounts.errors import MailNotSentError
from tests.cast import PASSWORD, Cast

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("cast")]
FORGOTTEN, NEW, CHANGE = "/konto/glemt-passord/", "/konto/nytt-passord/", "/konto/bytt-passord/"
CHOSEN = "noe helt nytt og langt"


@pytest.fixture(autouse=True)
def mail_is_set_up(settings: LazySettings) -> None:
    settings.EMAIL_HOST = "smtp.example.org"
    settings.SITE_ADDRESS = "https://plan.example.org"


def ask(email: str = "lise@example.org", *, at: str = "203.0.113.9", language: str = "nb") -> HttpResponse:
    client = Client()
    client.cookies["language"] = language
    answer: HttpResponse = client.post(FORGOTTEN, {"email": email}, REMOTE_ADDR=at)
    return answer


def work() -> None:
    """Do the jobs that wait, as the worker does."""
    for job in ProcrastinateJob.objects.filter(status="todo", task_name="accounts.mail_new_password"):
        app.tasks[job.task_name](**job.args)


def link() -> str:
    """Return the address in the only mail, as the site here knows it."""
    work()
    (letter,) = mail.outbox
    (address,) = re.findall(r"https://plan\.example\.org(/\S+)", str(letter.body))
    return str(address)


def choose(client: Client, address: str, password: str = CHOSEN, again: str = CHOSEN) -> HttpResponse:
    answer: HttpResponse = client.post(address, {"new_password1": password, "new_password2": again})
    return answer


def log_in(client: Client, password: str) -> bool:
    fields = {"username": "lise@example.org", "password": password}
    return client.post("/konto/logg-inn/", fields).status_code == 302


# Asking


def test_the_log_in_page_leads_there(nobody: Client) -> None:
    assert f'href="{FORGOTTEN}"' in nobody.get("/konto/logg-inn/").content.decode()


def test_from_forgotten_to_a_new_password(nobody: Client) -> None:
    assert ask("Lise@Example.org")["Location"] == "/konto/glemt-passord/sendt/"
    address = link()
    assert mail.outbox[0].to == ["lise@example.org"]
    assert "lise@example.org" in nobody.get(address).content.decode()
    response = nobody.post(address, {"new_password1": CHOSEN, "new_password2": CHOSEN}, follow=True)
    assert "Passordet er byttet. Logg inn med det nye." in response.content.decode()
    assert not log_in(nobody, PASSWORD)
    assert log_in(nobody, CHOSEN)


def test_the_mail_is_plain_text_in_the_readers_language() -> None:
    ask()
    link()
    letter = mail.outbox[0]
    assert letter.subject == "Nytt passord i Rødtråd"
    assert letter.content_subtype == "plain"
    for words in ("Hei, Lise Leser.", "Lenken virker i én time", "Var det ikke du som ba om det"):
        assert words in letter.body


@pytest.mark.parametrize("email", ["ingen@example.org", "lise@example.org", "geir@example.org"])
def test_the_answer_is_the_same_whoever_it_is(cast: Cast, nobody: Client, email: str) -> None:
    closed = cast.user("geir")
    closed.is_active = False
    closed.save()
    response = ask(email)
    assert (response.status_code, response["Location"]) == (302, "/konto/glemt-passord/sendt/")
    assert ProcrastinateJob.objects.filter(task_name="accounts.mail_new_password").count() == 1
    work()
    assert len(mail.outbox) == (email == "lise@example.org")
    assert "Hvis adressen har en konto her" in nobody.get(response["Location"]).content.decode()


@pytest.mark.parametrize("email", ["", "lise", "lise@", "x" * 300 + "@example.org"])
def test_what_is_no_address_is_told(nobody: Client, email: str) -> None:
    page = ask(email).content.decode()
    assert "Vi kan ikke sende e-posten ennå" in page
    assert 'aria-invalid="true"' in page


def test_an_address_that_is_longer_in_small_letters_is_answered_like_any_other() -> None:
    domain = ".".join(["ß" * 60] * 4)
    assert ask(f"noen@{domain}.no").status_code == 302


def test_without_mail_the_page_says_whom_to_ask(settings: LazySettings, nobody: Client) -> None:
    settings.EMAIL_HOST = ""
    for response in (nobody.get(FORGOTTEN), ask()):
        page = response.content.decode()
        assert "Be den som styrer brukerne hos dere, om et nytt passord" in page
        assert "<form" not in page.split("<main")[1].split("</main>")[0]
    assert not ProcrastinateJob.objects.filter(task_name="accounts.mail_new_password").exists()


def test_nobody_is_sent_more_than_three_mails_an_hour_and_the_answer_does_not_tell() -> None:
    for number in range(5):
        response = ask(at=f"203.0.113.{number}")
        assert response["Location"] == "/konto/glemt-passord/sendt/"
    work()
    assert len(mail.outbox) == 3
    AccessAttempt.objects.update(attempt_time=F("attempt_time") - timedelta(hours=1, seconds=1))
    ask()
    assert ProcrastinateJob.objects.filter(task_name="accounts.mail_new_password").count() == 4


def test_one_address_cannot_ask_for_everyone() -> None:
    for number in range(20):
        assert ask(f"noen{number}@example.org").status_code == 302
    response = ask("noen20@example.org")
    assert (response.status_code, response["Retry-After"]) == (429, "3600")
    assert ask("noen20@example.org", at="198.51.100.7").status_code == 302


def test_asking_takes_no_one_s_attempts_to_log_in(settings: LazySettings, nobody: Client) -> None:
    settings.AXES_ENABLED = True
    settings.AXES_FAILURE_LIMIT = settings.LOGIN_ATTEMPTS_PER_ADDRESS = settings.LOGIN_ATTEMPTS_PER_NAME = 2
    for _time in range(3):
        ask(at="127.0.0.1")
    assert log_in(nobody, PASSWORD)


class Refusing(EmailBackend):
    def send_messages(self, messages: object) -> int:
        raise SMTPRecipientsRefused({"lise@example.org": (550, b"no such user lise@example.org")})


def test_a_mail_server_that_refuses_is_tried_again_and_names_nobody(
    settings: LazySettings, caplog: pytest.LogCaptureFixture
) -> None:
    settings.EMAIL_BACKEND = "tests.website.test_password_pages.Refusing"
    ask()
    with caplog.at_level(logging.DEBUG), pytest.raises(MailNotSentError) as caught:
        work()
    assert "lise" not in str(caught.value)
    assert caught.value.__suppress_context__
    assert "lise@" not in caplog.text
    job = ProcrastinateJob.objects.get(task_name="accounts.mail_new_password")
    assert "lise" not in str(job.args)
    task = app.tasks["accounts.mail_new_password"]
    assert task.retry_strategy is not None


# The link


def test_looking_at_the_link_uses_nothing_up_and_choosing_does(nobody: Client) -> None:
    ask()
    address = link()
    for _time in range(2):
        assert nobody.get(address).status_code == 200
    choose(nobody, address)
    assert nobody.get(address).status_code == 410
    assert choose(nobody, address, "enda et annet passord", "enda et annet passord").status_code == 410
    assert log_in(nobody, CHOSEN)


def test_the_link_lasts_an_hour(nobody: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    ask()
    address = link()
    clock = "django.contrib.auth.tokens.PasswordResetTokenGenerator._now"
    now = timezone.localtime().replace(tzinfo=None)
    monkeypatch.setattr(clock, lambda self: now + timedelta(minutes=59))
    assert nobody.get(address).status_code == 200
    monkeypatch.setattr(clock, lambda self: now + timedelta(minutes=61))
    response = nobody.get(address)
    assert response.status_code == 410
    assert "Lenken virker ikke lenger" in response.content.decode()


@pytest.mark.parametrize("code", ["", "tull", "tull.tull", "00000000-0000-0000-0000-000000000000.c-0"])
def test_a_made_up_link_opens_nothing(nobody: Client, code: str) -> None:
    assert nobody.get(NEW, {"kode": code}).status_code == 410


def test_a_link_is_for_one_person_only(cast: Cast, nobody: Client) -> None:
    ask()
    code = link().partition("kode=")[2]
    other = code.replace(str(cast.user("lise").pk), str(cast.user("anne").pk))
    assert other != code
    assert nobody.get(NEW, {"kode": other}).status_code == 410


def test_an_account_that_is_closed_after_the_mail_stays_closed(cast: Cast, nobody: Client) -> None:
    ask()
    address = link()
    user = cast.user("lise")
    user.is_active = False
    user.save()
    assert choose(nobody, address).status_code == 410


def test_the_secret_stands_where_logs_do_not_keep_it() -> None:
    ask()
    address = link()
    assert address.startswith(NEW + "?kode=")


@pytest.mark.parametrize(
    ("password", "again", "words"),
    [
        ("kort", "kort", "Det må ha minst 12 tegn"),
        ("lise@example.org", "lise@example.org", "for lik"),
        ("lise liker å lese", "lise liker å lese", "Passordet har navnet eller e-postadressen din i seg"),
        ("Ti LESERE i et tog", "Ti LESERE i et tog", "Passordet har navnet eller e-postadressen din i seg"),
        ("password1234", "password1234", "for vanlig"),
        ("passord123456", "passord12345", "De to passordene er ikke like"),
        ("", "", "Passordet er ikke byttet ennå"),
    ],
)
def test_a_poor_password_is_told_and_the_old_one_stays(
    nobody: Client, password: str, again: str, words: str
) -> None:
    ask()
    response = choose(nobody, link(), password, again)
    assert response.status_code == 200
    assert words in response.content.decode()
    assert log_in(nobody, PASSWORD)


@pytest.mark.parametrize(
    "password",
    [
        "fire vanlige ord på rad",
        "bare små bokstaver her",
        "  mellomrom foran og bak  ",
        "ÆØÅ 鍵 🔑 og litt til",
        "en setning som aldri tar slutt " * 20,
    ],
)
def test_a_long_password_of_any_signs_is_good(nobody: Client, password: str) -> None:
    ask()
    assert choose(nobody, link(), password, password).status_code == 302
    assert log_in(Client(), password)
    assert not log_in(Client(), password + "x")


def test_a_password_is_the_same_however_the_keyboard_writes_its_signs(nobody: Client) -> None:
    ask()
    whole, parts = "blåbær på å-sida", unicodedata.normalize("NFD", "blåbær på å-sida")
    assert whole != parts
    choose(nobody, link(), parts, parts)
    assert log_in(Client(), whole)


def test_the_page_says_the_rules_before_one_writes(nobody: Client) -> None:
    ask()
    page = nobody.get(link()).content.decode()
    for words in ("minst 12 tegn", "En setning med mellomrom er fin", "Du trenger ikke bytte det bare fordi"):
        assert words in page


def test_a_new_password_opens_what_guesses_had_stopped(settings: LazySettings, nobody: Client) -> None:
    settings.AXES_ENABLED = True
    settings.AXES_FAILURE_LIMIT = 2
    for _time in range(2):
        log_in(nobody, "gjett")
    assert not log_in(nobody, PASSWORD)
    ask()
    choose(nobody, link())
    assert log_in(nobody, CHOSEN)


def test_a_new_password_ends_every_session(cast: Cast, nobody: Client) -> None:
    inside = cast.client("lise")
    ask()
    choose(nobody, link())
    assert inside.get("/konto/").status_code == 302


# Changing it while logged in


@pytest.fixture
def lise(cast: Cast) -> Client:
    return cast.client("lise")


def change(client: Client, *, old: str = PASSWORD, new: str = CHOSEN) -> HttpResponse:
    fields = {"old_password": old, "new_password1": new, "new_password2": new}
    answer: HttpResponse = client.post(CHANGE, fields, follow=True)
    return answer


def test_changes_the_password_and_stays_logged_in_here_only(cast: Cast, lise: Client) -> None:
    elsewhere = cast.client("lise")
    assert "Du er logget ut i alle andre nettlesere" in change(lise).content.decode()
    assert lise.get("/konto/").status_code == 200
    assert elsewhere.get("/konto/").status_code == 302
    assert log_in(Client(), CHOSEN)


def test_the_password_one_has_must_be_right(lise: Client) -> None:
    page = change(lise, old="feil").content.decode()
    assert "Passordet er feil" in page
    assert not log_in(Client(), CHOSEN)


def test_guessing_it_from_an_open_browser_is_stopped(settings: LazySettings, lise: Client) -> None:
    settings.AXES_ENABLED = True
    settings.AXES_FAILURE_LIMIT = 3
    assert [change(lise, old=f"gjett {number}").status_code for number in range(3)] == [200, 200, 429]
    assert change(lise).status_code == 429
    assert CHOSEN not in str(list(AccessAttempt.objects.values()))


def test_nobody_is_sent_to_log_in_first(nobody: Client) -> None:
    assert nobody.get(CHANGE)["Location"] == f"/konto/logg-inn/?next={CHANGE}"


def test_who_logs_in_elsewhere_only_has_no_password_to_change_nor_to_get(cast: Cast) -> None:
    user = cast.user("lise")
    user.set_unusable_password()
    user.save()
    client = cast.client("lise")
    assert CHANGE not in client.get("/konto/").content.decode()
    assert client.get(CHANGE).status_code == 404
    assert change(client).status_code == 404
    ask()
    work()
    assert mail.outbox == []
