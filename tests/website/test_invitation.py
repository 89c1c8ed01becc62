"""From an administrator's form, by a real mail server, to a person with a role."""

import re
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import Envelope
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from rodtrad.accounts.errors import MailNotSentError
from rodtrad.accounts.models import User
from rodtrad.organisations.models import Invitation, Organisation, Role
from tests.cast import PASSWORD, Cast
from tests.config.conftest import free_port
from tests.website.provider import OLD_WORDS, Provider, running_provider
from tests.website.test_log_in_elsewhere import RETURN, log_in

pytestmark = [pytest.mark.django_db, OLD_WORDS]
PAGE = "/konto/invitasjon/"
CHOSEN = "noe helt nytt og langt"


class Letters:
    """The mail server's pile."""

    def __init__(self) -> None:
        self.pile: list[EmailMessage] = []

    async def handle_DATA(self, server: object, session: object, envelope: Envelope) -> str:  # noqa: N802  # its name
        assert isinstance(envelope.content, bytes)
        self.pile.append(message_from_bytes(envelope.content, EmailMessage, policy=default))
        return "250 OK"


@pytest.fixture
def letters(settings: LazySettings) -> Iterator[list[Any]]:
    handler = Letters()
    server = Controller(handler, hostname="127.0.0.1", port=free_port())
    server.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
    settings.EMAIL_USE_TLS = False
    settings.SITE_ADDRESS = "https://plan.example.org"
    try:
        yield handler.pile
    finally:
        server.stop()


def work() -> None:
    """Do the jobs that wait, as the worker does."""
    for job in ProcrastinateJob.objects.filter(status="todo", task_name="organisations.mail_invitation"):
        app.tasks[job.task_name](**job.args)


def invite(cast: Cast, email: str = "ny@example.org", kind: str = "editor") -> Invitation:
    place = Organisation.objects.get(root__slug="solvik", key="skolekontoret")
    fields = {"email": email, "kind": kind, "organisation": str(place.id)}
    assert cast.client("anne").post("/solvik/roller/gi/", fields).status_code == 302
    return Invitation.objects.latest("made")


@pytest.fixture
def address(cast: Cast, letters: list[Any]) -> str:
    """The address in the mail that ny@example.org got, as the site here knows it."""
    invite(cast)
    return link(letters)


def link(letters: list[Any]) -> str:
    work()
    body = letters[-1].get_content()
    (found,) = re.findall(r"https://plan\.example\.org(/\S+)", body)
    return str(found)


def accept(client: Client, address: str, **fields: str) -> HttpResponse:
    right = {"name": "Ny Person", "new_password1": CHOSEN, "new_password2": CHOSEN}
    answer: HttpResponse = client.post(address, {**right, **fields})
    return answer


# The mail


def test_the_mail_says_who_what_where_and_how_long(cast: Cast, letters: list[Any]) -> None:
    invite(cast)
    address = link(letters)
    letter = letters[0]
    assert (letter["To"], letter["Subject"]) == ("ny@example.org", "Invitasjon til Solvik kommune i Rødtråd")
    assert letter.get_content_type() == "text/plain"
    body = letter.get_content()
    assert "Anne Administrator inviterer deg til å være redaktør i Skolekontoret (Solvik kommune)." in body
    assert "og bare én gang" in body
    assert address.startswith(PAGE + "?kode="), "the secret stands where logs do not keep it"


def test_a_revoked_invitation_is_not_mailed(cast: Cast, letters: list[Any]) -> None:
    made = invite(cast)
    cast.client("anne").post("/solvik/roller/trekk/", {"invitasjon": str(made.id)})
    work()
    assert letters == []


def test_a_mail_server_that_is_away_is_tried_again_and_names_nobody(
    cast: Cast, letters: list[Any], settings: LazySettings
) -> None:
    invite(cast)
    settings.EMAIL_PORT = 1
    with pytest.raises(MailNotSentError) as caught:
        work()
    assert "ny@" not in str(caught.value)
    assert app.tasks["organisations.mail_invitation"].retry_strategy is not None
    assert (
        "E-posttjeneren tok ikke imot e-posten."
        in cast.client("anne").get("/solvik/roller/").content.decode()
    )


def test_a_mail_that_did_not_come_is_sent_again_with_a_new_link(cast: Cast, letters: list[Any]) -> None:
    made = invite(cast)
    anne = cast.client("anne")
    assert "E-posten er på vei." in anne.get("/solvik/roller/").content.decode()
    first = link(letters)
    assert "E-posten ble sendt" in anne.get("/solvik/roller/").content.decode()
    page = anne.post("/solvik/roller/send-igjen/", {"invitasjon": str(made.id)}, follow=True).content.decode()
    assert "ny@example.org får en ny e-post" in page
    second = link(letters)
    assert (Client().get(first).status_code, Client().get(second).status_code) == (410, 200)
    assert (
        "trukket fra før"
        in anne.post("/solvik/roller/send-igjen/", {"invitasjon": str(made.id)}, follow=True).content.decode()
    )
    other = cast.client("randi")
    assert other.post("/solvik/roller/send-igjen/", {"invitasjon": str(made.id)}).status_code == 404


# Taking it


def test_a_new_person_sets_name_and_password_and_is_in(cast: Cast, nobody: Client, address: str) -> None:
    for _time in range(2):
        page = " ".join(nobody.get(address).content.decode().split())
        assert "Anne Administrator inviterer deg til å være redaktør i Skolekontoret" in page
    assert accept(nobody, address)["Location"] == "/solvik/"
    user = User.objects.get(email="ny@example.org")
    assert user.name == "Ny Person"
    assert "<strong>Redaktør</strong> i Skolekontoret" in nobody.get("/konto/").content.decode()
    event = Role.objects.get(user=user).events.get()
    assert event.pgh_context.metadata["user"] == str(user.pk)
    fields = {"username": "ny@example.org", "password": CHOSEN}
    assert Client().post("/konto/logg-inn/", fields).status_code == 302


def test_the_link_works_once(nobody: Client, address: str) -> None:
    accept(nobody, address)
    other = Client()
    assert other.get(address).status_code == 410
    assert accept(other, address, name="Tyv").status_code == 410
    assert User.objects.get(email="ny@example.org").name == "Ny Person"


def test_the_link_ends_when_revoked_or_late(cast: Cast, nobody: Client, address: str) -> None:
    made = Invitation.objects.get()
    Invitation.objects.update(
        made=made.made - timedelta(days=8), expires=timezone.now() - timedelta(seconds=1)
    )
    assert nobody.get(address).status_code == 410
    assert "Lenken er for gammel. Send en ny." in cast.client("anne").get("/solvik/roller/").content.decode()
    Invitation.objects.update(expires=timezone.now() + timedelta(days=1))
    assert nobody.get(address).status_code == 200
    cast.client("anne").post("/solvik/roller/trekk/", {"invitasjon": str(made.id)})
    response = accept(nobody, address)
    assert response.status_code == 410
    assert "Invitasjonen gjelder ikke" in response.content.decode()
    assert not User.objects.filter(email="ny@example.org").exists()


@pytest.mark.parametrize("code", ["", "tull", "a:b", "00000000-0000-0000-0000-000000000000:x", "\x00"])
def test_a_made_up_link_opens_nothing(nobody: Client, code: str) -> None:
    assert nobody.get(PAGE, {"kode": code}).status_code == 410


def test_a_signature_for_another_invitation_opens_nothing(
    cast: Cast, nobody: Client, letters: list[Any], address: str
) -> None:
    other = invite(cast, "annen@example.org", kind="administrator")
    signature = address.rpartition("%3A")[2]
    assert nobody.get(PAGE, {"kode": f"{other.id}:{signature}"}).status_code == 410


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"name": ""}, "Skriv navnet ditt"),
        ({"new_password1": "kort", "new_password2": "kort"}, "Det må ha minst 12 tegn"),
        ({"new_password2": "noe helt annet"}, "De to passordene er ikke like"),
        ({"new_password1": "ny person er fin", "new_password2": "ny person er fin"}, "i seg"),
        ({"name": "x" * 201}, "200"),
    ],
)
def test_what_cannot_be_is_told_and_nothing_is_made(
    nobody: Client, address: str, fields: dict[str, str], words: str
) -> None:
    response = accept(nobody, address, **fields)
    assert response.status_code == 200
    assert words in response.content.decode()
    assert not User.objects.filter(email="ny@example.org").exists()
    assert nobody.get(address).status_code == 200


def test_forged_forms_are_refused(address: str) -> None:
    assert accept(Client(enforce_csrf_checks=True), address).status_code == 403


# Who has an account


def test_who_has_an_account_logs_in_and_takes_it(cast: Cast, nobody: Client, letters: list[Any]) -> None:
    invite(cast, "ulla@example.org")
    address = link(letters)
    page = nobody.get(address).content.decode()
    assert "Logg inn med den først" in page
    (onward,) = re.findall(r'href="/konto/logg-inn/\?next=([^"]+)"><?[^<]*Logg inn', page.split("<main")[1])
    fields = {"username": "ulla@example.org", "password": PASSWORD, "next": address}
    assert nobody.post("/konto/logg-inn/", fields)["Location"] == address
    assert onward
    assert "Ta imot rollen" in nobody.get(address).content.decode()
    assert nobody.post(address)["Location"] == "/solvik/"
    assert Role.objects.filter(user=cast.user("ulla"), root__slug="solvik").exists()
    assert nobody.get(address).status_code == 410


def test_nobody_takes_anothers_invitation_nor_their_account(
    cast: Cast, nobody: Client, letters: list[Any]
) -> None:
    invite(cast, "ulla@example.org", kind="administrator")
    address = link(letters)
    before = cast.user("ulla").password
    for client in (nobody, cast.client("lise")):
        accept(client, address)
    assert "Du er logget inn som Lise Leser" in cast.client("lise").get(address).content.decode()
    assert cast.user("ulla").password == before
    assert not Role.objects.filter(
        kind="administrator", user__email__in=["lise@example.org", "ulla@example.org"]
    ).exists()


def test_who_is_logged_in_as_another_is_told_and_logs_out_first(
    cast: Cast, letters: list[Any], address: str
) -> None:
    lise = cast.client("lise")
    page = lise.get(address).content.decode()
    assert (
        "Du er logget inn som Lise Leser (lise@example.org), men invitasjonen er til en annen adresse" in page
    )
    accept(lise, address)
    assert not User.objects.filter(email="ny@example.org").exists()
    assert lise.post("/konto/logg-ut/", {"next": address})["Location"] == address
    assert accept(lise, address)["Location"] == "/solvik/"


def test_the_session_gets_a_new_key_with_the_new_role(cast: Cast, letters: list[Any]) -> None:
    invite(cast, "ulla@example.org")
    ulla = cast.client("ulla")
    before = ulla.session.session_key
    ulla.post(link(letters))
    assert ulla.session.session_key != before


def test_a_role_that_demands_a_second_factor_is_set_up_before_it_is_used(
    cast: Cast, letters: list[Any], settings: LazySettings
) -> None:
    settings.MFA_ROLES = frozenset({"editor"})
    invite(cast, "ulla@example.org")
    ulla = cast.client("ulla")
    settings.MFA_ROLES = frozenset({"administrator", "editor"})
    assert ulla.post(link(letters))["Location"] == "/konto/logg-inn/"
    fields = {"username": "ulla@example.org", "password": PASSWORD}
    assert ulla.post("/konto/logg-inn/", fields)["Location"] == "/konto/totrinn/"


# With OpenID Connect


@pytest.fixture
def provider(settings: LazySettings) -> Iterator[Provider]:
    with running_provider() as running:
        settings.OIDC_ISSUER = running.issuer
        settings.OIDC_CLIENT_ID, settings.OIDC_CLIENT_SECRET = running.register("http://testserver" + RETURN)
        yield running


def test_a_new_person_may_log_in_elsewhere_instead(
    cast: Cast, nobody: Client, address: str, provider: Provider
) -> None:
    assert "Logg inn med" in nobody.get(address).content.decode()
    provider.knows("ny", email="NY@example.org", email_verified=True, name="Ny Person")
    code = Invitation.objects.get()
    log_in(nobody, provider, "ny", kode=_code(address))
    assert "<strong>Redaktør</strong> i Skolekontoret" in nobody.get("/konto/").content.decode()
    code.refresh_from_db()
    assert code.accepted


def test_another_person_there_gets_nothing_by_it(
    cast: Cast, nobody: Client, address: str, provider: Provider
) -> None:
    provider.knows("fremmed", email="fremmed@example.org", email_verified=True)
    assert log_in(nobody, provider, "fremmed", kode=_code(address)).status_code == 403
    provider.knows("lise", email="lise@example.org", email_verified=True)
    page = log_in(nobody, provider, "lise", kode=_code(address))
    assert page.status_code == 302
    assert not Role.objects.filter(user=cast.user("lise"), kind="editor").exists()
    assert Invitation.objects.get().accepted is None


def _code(address: str) -> str:
    return address.partition("kode=")[2].replace("%3A", ":")
