"""The outbox: what is announced stands or falls with its transaction, and each is told once whatever goes wrong."""

from collections.abc import Callable, Collection
from datetime import timedelta
from smtplib import SMTPConnectError, SMTPDataError, SMTPRecipientsRefused
from typing import Any
from uuid import UUID, uuid4

import click
import pytest
from django.conf import LazySettings
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.db import transaction
from django.utils import timezone
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from rodtrad.config.examination import Finding, Verdict, examine_database
from rodtrad.config.restored import make_usable
from rodtrad.core.leavers import Leaver
from rodtrad.core.outbox import kinds
from rodtrad.core.outbox.announcing import OutsideTransactionError, announce
from rodtrad.core.outbox.keeping import KEPT, OUTBOX_HOLDING, forget_old
from rodtrad.core.outbox.sending import WAITS, send_due
from rodtrad.core.outbox.stored import OutboxDelivery, OutboxMessage
from tests.goals.worlds import OwnDatabase
from tests.refusals import Attempts, constraints_of, refused

KIND, ROOT = "test.happened", uuid4()
ANN, BO, CAI = sorted((uuid4(), uuid4(), uuid4()))
NAMES = {ANN: "ann", BO: "bo", CAI: "cai"}


class Told:
    """Tells three people, or those that are left."""

    def __init__(self) -> None:
        self.people = set(NAMES)

    def receivers(self, message: kinds.Announced) -> Collection[UUID]:
        return self.people

    def letters(self, message: kinds.Announced, people: Collection[UUID]) -> dict[UUID, kinds.Letter]:
        if "broken" in message.payload:
            raise KeyError("nothing can be written of this")
        return {
            one: kinds.Letter(f"{NAMES[one]}@example.org", "Det\nhendte", "Slik.\n")
            for one in self.people.intersection(people)
        }


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch, settings: LazySettings) -> Told:
    settings.EMAIL_HOST = "mail.example.org"
    telling = Told()
    monkeypatch.setitem(kinds._registered, KIND, telling)
    return telling


@pytest.fixture
def happened(db: None, told: Told) -> OutboxMessage:
    announce(kind=KIND, root_id=ROOT, payload={"thing": 1})
    return OutboxMessage.objects.get(kind=KIND)


Sent = list[EmailMessage]


@pytest.fixture
def faults(monkeypatch: pytest.MonkeyPatch) -> dict[str, BaseException]:
    """What the mail server answers to a letter to each («alle»: to all); «etter ann»: when it has taken hers."""
    answers: dict[str, BaseException] = {}
    real = EmailBackend.send_messages

    def send(self: EmailBackend, messages: list[EmailMessage]) -> int:
        [one] = messages
        name = one.to[0].partition("@")[0]
        if "alle" in answers or name in answers:
            raise answers.get("alle") or answers[name]
        count: int = real(self, messages)
        if f"etter {name}" in answers:
            raise answers[f"etter {name}"]
        return count

    monkeypatch.setattr(EmailBackend, "send_messages", send)
    return answers


def later() -> None:
    """Let the time until the next try go by."""
    OutboxDelivery.objects.update(due=timezone.now())


def receivers(sent: Sent) -> list[str]:
    return sorted(one.to[0].partition("@")[0] for one in sent)


def states() -> dict[str, str]:
    return {NAMES[one.person_id]: one.state for one in OutboxDelivery.objects.all()}


def health() -> Finding:
    [found] = [one for one in examine_database() if one.subject == "Utsending"]
    return found


def test_nothing_is_announced_outside_a_transaction(committed: OwnDatabase, told: Told) -> None:
    with pytest.raises(OutsideTransactionError):
        announce(kind=KIND, root_id=ROOT)
    assert not OutboxMessage.objects.filter(kind=KIND).exists()


def test_nothing_is_announced_that_no_room_tells_of(db: None) -> None:
    with pytest.raises(kinds.UnknownKindError):
        announce(kind="test.unheard", root_id=ROOT)


def test_a_message_falls_with_its_transaction(db: None, told: Told) -> None:
    with transaction.atomic():
        announce(kind=KIND, root_id=ROOT)
        transaction.set_rollback(True)
    assert not OutboxMessage.objects.exists()


def test_one_job_after_commit_sends_all(
    db: None, told: Told, mailoutbox: Sent, django_capture_on_commit_callbacks: Any
) -> None:
    with django_capture_on_commit_callbacks(execute=True):
        announce(kind=KIND, root_id=ROOT)
        announce(kind=KIND, root_id=ROOT)
    assert mailoutbox == []
    [job] = ProcrastinateJob.objects.filter(task_name="core.send_outbox", status="todo")
    assert job.args == {}, "a job holds no name"
    app.tasks[job.task_name](**job.args)
    assert receivers(mailoutbox) == ["ann", "ann", "bo", "bo", "cai", "cai"]


def test_each_is_told_once_and_who_did_it_is_not(db: None, told: Told, mailoutbox: Sent) -> None:
    announce(kind=KIND, root_id=ROOT, actor_id=BO)
    assert send_due() == 2
    later()
    assert send_due() == 0
    assert receivers(mailoutbox) == ["ann", "cai"]
    assert mailoutbox[0].subject == "Det hendte", "a line break would end the header"
    assert mailoutbox[0].extra_headers["Auto-Submitted"] == "auto-generated"


def test_who_is_no_longer_to_be_told_is_not(
    happened: OutboxMessage, told: Told, faults: dict[str, BaseException], mailoutbox: Sent
) -> None:
    faults["alle"] = SMTPConnectError(421, "nede")
    send_due()
    faults.clear()
    told.people = {CAI}
    later()
    send_due()
    assert receivers(mailoutbox) == ["cai"]
    assert states() == {"ann": "dropped", "bo": "dropped", "cai": "sent"}


def test_a_mail_server_that_is_away_costs_one_try_and_all_are_told_later(
    happened: OutboxMessage, faults: dict[str, BaseException], mailoutbox: Sent
) -> None:
    faults["alle"] = SMTPConnectError(421, "ann@example.org, kom igjen senere")
    assert send_due() == 0
    assert send_due() == 0
    assert sorted(OutboxDelivery.objects.values_list("tries", flat=True)) == [0, 1, 1]
    assert health().verdict is Verdict.WARNING
    assert "venter på å bli sendt: 3" in health().found
    assert "SMTPConnectError 421" in health().found
    assert "@" not in "".join(OutboxDelivery.objects.values_list("failure", flat=True))
    faults.clear()
    assert send_due() == 1, "the two that were tried wait their time"
    later()
    assert send_due() == 2
    assert receivers(mailoutbox) == ["ann", "bo", "cai"]
    assert (health().verdict, health().found) == (Verdict.GOOD, "ingen e-post venter")


def test_an_address_that_nobody_has_is_given_up_and_a_full_box_tried_again(
    happened: OutboxMessage, faults: dict[str, BaseException], mailoutbox: Sent
) -> None:
    faults["ann"] = SMTPRecipientsRefused({"ann@example.org": (550, b"ukjent")})
    faults["bo"] = SMTPRecipientsRefused({"bo@example.org": (452, b"full")})
    faults["cai"] = SMTPDataError(451, b"vent")
    send_due()
    assert states() == {"ann": "given_up", "bo": "waiting", "cai": "waiting"}
    assert "kom ikke fram: 1" in health().found
    faults.clear()
    later()
    send_due()
    assert receivers(mailoutbox) == ["bo", "cai"]


def test_what_never_gets_through_is_given_up_in_the_end(
    happened: OutboxMessage, told: Told, faults: dict[str, BaseException]
) -> None:
    told.people = {ANN}
    faults["alle"] = SMTPConnectError(421, "nede")
    for _round in range(len(WAITS) + 3):
        send_due()
        later()
    assert OutboxDelivery.objects.get().tries == len(WAITS) + 1
    assert states() == {"ann": "given_up"}


class Killed(BaseException):
    """The worker is killed."""


def test_a_worker_killed_in_the_middle_lets_nobody_be_told_twice(
    happened: OutboxMessage, faults: dict[str, BaseException], mailoutbox: Sent
) -> None:
    faults["etter bo"] = faults["etter ann"] = Killed()
    with pytest.raises(Killed):
        send_due()
    faults.clear()
    later()
    send_due()
    later()
    send_due()
    assert receivers(mailoutbox) == ["ann", "bo", "cai"]
    OutboxDelivery.objects.update(tried=timezone.now() - timedelta(hours=1))
    assert "brutt av, sendes ikke på nytt: 1" in health().found


def test_a_message_that_cannot_be_written_stops_no_other(happened: OutboxMessage, mailoutbox: Sent) -> None:
    OutboxMessage.objects.filter(pk=happened.pk).update(payload={"broken": 1})
    OutboxMessage.objects.create(kind="test.unknown", root_id=ROOT, announced=timezone.now() - timedelta(1))
    announce(kind=KIND, root_id=ROOT)
    assert send_due() == 3
    assert len(mailoutbox) == 3
    OutboxDelivery.objects.filter(message=happened).update(due=timezone.now() - timedelta(hours=1))
    assert (health().verdict, health().found) == (
        Verdict.WARNING,
        "venter på å bli sendt: 3; skulle vært sendt: 3; mangler mottakere: 1",
    )


def test_without_a_mail_server_nobody_is_told_then_or_later(
    happened: OutboxMessage, settings: LazySettings, mailoutbox: Sent
) -> None:
    settings.EMAIL_HOST = ""
    assert send_due() == 0
    settings.EMAIL_HOST = "mail.example.org"
    assert send_due() == 0
    assert not OutboxDelivery.objects.exists()


def test_what_is_old_is_forgotten(happened: OutboxMessage) -> None:
    send_due()
    assert forget_old() == 0
    OutboxMessage.objects.update(announced=timezone.now() - KEPT - timedelta(minutes=1))
    assert forget_old() == 1
    assert not OutboxDelivery.objects.exists()


def test_a_restored_backup_tells_nobody_what_was_told_since(
    happened: OutboxMessage, mailoutbox: Sent
) -> None:
    with click.Context(click.Command("restore")):
        make_usable([])
    assert send_due() == 0
    assert mailoutbox == []


def test_a_leaver_gets_nothing_and_leaves_nothing_behind(
    happened: OutboxMessage, faults: dict[str, BaseException], mailoutbox: Sent
) -> None:
    announce(kind=KIND, root_id=uuid4(), actor_id=ANN)
    faults["alle"] = SMTPConnectError(421, "nede")
    send_due()
    OUTBOX_HOLDING.hand_over(leaver=type("Person", (), {"pk": BO})(), root_id=ROOT, successor=None)
    OUTBOX_HOLDING.forget(Leaver(ANN, (), (), "", ""))
    assert not OutboxDelivery.objects.filter(person_id=ANN).exists()
    assert not OutboxMessage.objects.filter(actor_id=ANN).exists()
    faults.clear()
    later()
    send_due()
    assert receivers(mailoutbox) == ["bo", "cai", "cai"], "bo has left the one root only"


broken = Attempts()


@broken("outbox_message_has_kind")
def no_kind(message: OutboxMessage) -> None:
    OutboxMessage.objects.create(kind="", root_id=ROOT)


@broken("outbox_told_once")
def told_twice(message: OutboxMessage) -> None:
    for _round in range(2):
        OutboxDelivery.objects.create(message=message, person_id=ANN)


@broken("outbox_delivery_state_known")
def another_state(message: OutboxMessage) -> None:
    OutboxDelivery.objects.create(message=message, person_id=ANN, state="lost", tries=1, tried=timezone.now())


@broken("outbox_delivery_tried")
def sent_untried(message: OutboxMessage) -> None:
    OutboxDelivery.objects.create(message=message, person_id=ANN, state="sent")


@pytest.mark.parametrize(("constraint", "attempt"), broken.cases())
def test_the_database_refuses(
    happened: OutboxMessage, constraint: str, attempt: Callable[[OutboxMessage], None]
) -> None:
    with refused(constraint):
        attempt(happened)


def test_no_constraint_of_the_outbox_is_forgotten(db: None) -> None:
    assert {one for one in constraints_of("core") if one.startswith("outbox")} == set(broken.by_name)
