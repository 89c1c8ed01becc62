"""Who is told by e-mail when a plan is adopted, repealed or sent to hearing, and in which words."""

import re
import threading
from datetime import date
from typing import Any

import pytest
from django.conf import LazySettings
from django.core.mail import EmailMessage
from django.core.mail.backends.locmem import EmailBackend
from django.utils import timezone

from rodtrad.cases.models import Case
from rodtrad.core.models import Visibility
from rodtrad.core.outbox.sending import send_due
from rodtrad.core.outbox.stored import OutboxDelivery, OutboxMessage
from rodtrad.goals.models import Element
from rodtrad.organisations.models import Role, RoleKind
from rodtrad.organisations.operations import pseudonymise_person
from rodtrad.planning.errors import FieldErrors, PlanningError, WrongStateError
from rodtrad.planning.operations.adopt import adopt
from rodtrad.planning.operations.change_plan import change_plan
from rodtrad.planning.operations.freeze import freeze
from rodtrad.planning.operations.undo_adoption import undo_adoption
from rodtrad.plans.models import Plan, Version, VersionLabel
from tests.goals import factories as make
from tests.goals.editing import Desk, make_desk
from tests.goals.worlds import OwnDatabase
from tests.planning.test_versions import council_case

DAY = date(2026, 3, 2)
Sent = list[EmailMessage]


@pytest.fixture(autouse=True)
def mail_server(settings: LazySettings) -> None:
    settings.EMAIL_HOST = "mail.example.org"
    settings.SITE_ADDRESS = "https://plan.example.org"


@pytest.fixture
def staffed(desk: Desk) -> Desk:
    """The draft is the office's, and a measure in it the yard's; there is a person in each role at each place."""
    yard = make.make_organisation(desk.root, key="driften")
    elsewhere = make.make_organisation(desk.root, key="biblioteket")
    Plan.objects.filter(pk=desk.draft.pk).update(owner=desk.office, replaces=desk.adopted)
    Element.objects.filter(pk=desk.first.pk).update(responsible=yard)
    Element.objects.filter(pk=desk.second.pk).update(responsible=desk.office)
    for place in (make.top(desk.root), desk.office, yard, elsewhere):
        for kind in RoleKind.values:
            desk.person(kind, place)
    return desk


def adopted(desk: Desk) -> Version:
    return adopt(actor=desk.approver, plan=desk.draft, case=council_case(desk), day=DAY)


def receivers(sent: Sent, subject: str = "") -> list[str]:
    return sorted(one.to[0].partition("@")[0] for one in sent if one.subject.startswith(subject))


def kinds() -> list[str]:
    return sorted(OutboxMessage.objects.values_list("kind", flat=True))


def top_of(desk: Desk) -> str:
    return make.top(desk.root).key


def test_those_whom_the_plan_concerns_are_told_once_but_not_who_did_it(
    staffed: Desk, mailoutbox: Sent
) -> None:
    adopted(staffed)
    assert kinds() == ["plan.adopted", "plan.repealed"]
    send_due()
    send_due()
    top = top_of(staffed)
    assert receivers(mailoutbox) == sorted(
        [
            *(f"{kind}-kontoret" for kind in ("administrator", "approver", "contributor", "editor")),
            *(f"{kind}-{top}" for kind in ("administrator", "contributor", "editor")),
            *("contributor-driften", "editor-driften"),
        ]
    ), "each once, though the older plan ended too; the approver at the top adopted it"


def test_the_letter_says_what_when_where_and_what_it_took_over(staffed: Desk, mailoutbox: Sent) -> None:
    freeze(actor=staffed.approver, plan=staffed.draft, label=VersionLabel.HEARING, day=DAY)
    OutboxMessage.objects.all().delete()
    adopted(staffed)
    send_due()
    letter, slug = mailoutbox[0], staffed.root.slug
    assert letter.subject == f"Vedtatt: {staffed.draft.title}"
    assert f"«{staffed.draft.title}» ble vedtatt 2. mars 2026 i sak 12/26." in letter.body
    assert f"som er opphevet:\n«{staffed.adopted.title}»" in letter.body
    assert re.findall(r"https://plan\.example\.org(\S+)", letter.body) == [
        f"/{slug}/planer/utkast/",
        f"/{slug}/planer/utkast/sammenlikn/?fra=1&til=2",
        "/konto/#varsler",
    ]


def test_no_person_stands_in_what_is_stored(staffed: Desk) -> None:
    adopted(staffed)
    send_due()
    stored = repr([*OutboxMessage.objects.values_list(), *OutboxDelivery.objects.values_list()])
    for person in staffed.people.values():
        assert person.email not in stored
        assert person.name not in stored


def test_an_adoption_that_fails_announces_nothing(staffed: Desk) -> None:
    elsewhere = Case.objects.create(root=make.make_root(), key="sak", number="1", title="En annens sak")
    with pytest.raises(FieldErrors):
        adopt(actor=staffed.approver, plan=staffed.draft, case=elsewhere, day=DAY)
    assert kinds() == []
    adopted(staffed)
    with pytest.raises(WrongStateError):
        adopted_again(staffed)
    assert kinds() == ["plan.adopted", "plan.repealed"]


def adopted_again(desk: Desk) -> Version:
    return adopt(actor=desk.approver, plan=desk.draft, case=Case.objects.get(root=desk.root), day=DAY)


def test_two_clerks_at_once_announce_once(committed: OwnDatabase) -> None:
    desk = make_desk(make.make_root().slug + "-vedtak")
    case, clerk, begun = council_case(desk), desk.approver, threading.Barrier(2)
    refusals: list[Any] = []

    def run() -> None:
        with committed.in_use() as connection:
            connection.ensure_connection()
            begun.wait(20)
            try:
                adopt(actor=clerk, plan=desk.draft, case=case, day=DAY)
            except PlanningError as error:
                refusals.append(error)

    threads = [threading.Thread(target=run) for _clerk in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert [type(one) for one in refusals] == [WrongStateError]
    assert Version.objects.filter(plan=desk.draft).count() == 1
    [message] = OutboxMessage.objects.filter(root_id=desk.root.pk)
    assert message.kind == "plan.adopted"


def test_the_plan_is_adopted_whether_or_not_the_mail_server_answers(
    staffed: Desk, mailoutbox: Sent, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as away:
        away.setattr(EmailBackend, "send_messages", _refuse)
        adopted(staffed)
        assert send_due() == 0
    staffed.draft.refresh_from_db()
    assert staffed.draft.status == "adopted"
    OutboxDelivery.objects.update(due=timezone.now())
    assert send_due() == len(mailoutbox) == 9


def _refuse(*_: object) -> int:
    raise ConnectionRefusedError


def test_who_may_not_see_the_plan_hears_nothing_of_it(staffed: Desk, mailoutbox: Sent) -> None:
    """The top's and the office's own see what is the team's; the yard does not, and no other root does."""
    stranger = make_desk("naboen").editor
    Plan.objects.filter(pk=staffed.draft.pk).update(visibility=Visibility.TEAM)
    adopt(actor=staffed.approver, plan=staffed.draft, case=council_case(staffed), day=DAY, open_up=False)
    send_due()
    told = receivers(mailoutbox, "Vedtatt")
    assert "editor-kontoret" in told
    assert not [one for one in told if one.endswith("driften")]
    assert stranger.email not in [one.to[0] for one in mailoutbox]


def test_a_plan_that_the_reader_may_not_see_is_not_named_to_them(staffed: Desk, mailoutbox: Sent) -> None:
    Plan.objects.filter(pk=staffed.adopted.pk).update(
        visibility=Visibility.TEAM, owner=make.top(staffed.root)
    )
    case = council_case(staffed)
    adopt(actor=staffed.approver, plan=staffed.draft, case=case, day=DAY)
    Case.objects.filter(pk=case.pk).update(visibility=Visibility.TEAM)
    send_due()
    [top] = [one for one in mailoutbox if one.to[0].startswith(f"editor-{top_of(staffed)}")]
    [office] = [one for one in mailoutbox if one.to[0].startswith("editor-kontoret")]
    assert staffed.adopted.title in top.body
    assert staffed.adopted.title not in office.body
    assert "12/26" not in office.body


def test_who_has_turned_it_off_or_left_gets_nothing(staffed: Desk, mailoutbox: Sent) -> None:
    off, closed = staffed.person("editor", staffed.office), staffed.person("approver", staffed.office)
    off.wants_letters, closed.is_active = False, False
    off.save()
    closed.save()
    adopted(staffed)
    with pytest.MonkeyPatch.context() as away:
        away.setattr(EmailBackend, "send_messages", _refuse)
        send_due()
    leaver = staffed.person("administrator", staffed.office)
    gone = leaver.email
    pseudonymise_person(user=leaver)
    ended = staffed.person("contributor", staffed.office)
    Role.objects.filter(user=ended).update(ends=timezone.localdate())
    OutboxDelivery.objects.update(due=timezone.now())
    send_due()
    told = {one.to[0] for one in mailoutbox}
    assert told
    assert not told & {off.email, closed.email, gone, ended.email, leaver.email}
    assert not OutboxDelivery.objects.filter(person_id=leaver.pk).exists()


def test_a_hearing_and_a_repeal_are_told_of_too(staffed: Desk, mailoutbox: Sent) -> None:
    freeze(actor=staffed.approver, plan=staffed.draft, label=VersionLabel.HEARING, day=DAY)
    freeze(actor=staffed.editor, plan=staffed.draft, label=VersionLabel.DRAFT, day=DAY)
    why = {"reason": "Sak 3/26", "ended_on": timezone.localdate()}
    change_plan(actor=staffed.approver, plan=staffed.adopted, values={"status": "repealed"}, **why)
    assert kinds() == ["plan.heard", "plan.repealed"]
    send_due()
    heard = next(one for one in mailoutbox if one.subject.startswith("På høring"))
    assert "Høringen regnes fra 2. mars 2026." in heard.body
    assert f"/{staffed.root.slug}/planer/utkast/versjoner/1/" in heard.body
    assert receivers(mailoutbox, "Opphevet") == [
        f"{kind}-{top_of(staffed)}" for kind in ("administrator", "contributor", "editor")
    ]


def test_a_plan_that_is_gone_when_the_worker_comes_is_told_to_nobody(staffed: Desk, mailoutbox: Sent) -> None:
    adopted(staffed)
    OutboxMessage.objects.update(payload={"plan": str(staffed.root.pk), "by": None})
    assert send_due() == 0
    assert mailoutbox == []


# -- an adoption that is taken back

WHY = "Møtet vedtok en annen plan."


def taken_back(desk: Desk) -> Version:
    version = adopted(desk)
    send_due()
    undo_adoption(actor=desk.approver, version=version, reason=WHY)
    return version


def test_those_who_were_told_of_an_adoption_are_told_when_it_is_taken_back(
    staffed: Desk, mailoutbox: Sent
) -> None:
    taken_back(staffed)
    before = receivers(mailoutbox)
    mailoutbox.clear()
    send_due()
    send_due()
    assert receivers(mailoutbox) == before, "each once, though the older plan stands again too"
    letter = mailoutbox[0]
    assert letter.subject == f"Vedtaket er tatt tilbake: {staffed.draft.title}"
    assert f"«{staffed.draft.title}» ble ført inn som vedtatt 2. mars 2026 i sak 12/26." in letter.body
    assert f"Grunnen: {WHY}" in letter.body
    assert "Planen er nå under arbeid." in letter.body
    assert f"ikke lenger opphevet:\n«{staffed.adopted.title}»" in letter.body
    assert WHY not in repr([*OutboxMessage.objects.values_list()])


def test_those_of_the_older_plan_alone_are_told_that_it_stands_again(staffed: Desk, mailoutbox: Sent) -> None:
    library = next(one for one in staffed.people if "editor-biblioteket" in str(staffed.people[one].email))
    Element.objects.filter(plan=staffed.adopted).update(
        responsible=staffed.people[library].roles.get().organisation
    )
    taken_back(staffed)
    mailoutbox.clear()
    send_due()
    assert receivers(mailoutbox, "Ikke lenger opphevet") == ["contributor-biblioteket", "editor-biblioteket"]
    letter = next(one for one in mailoutbox if one.to[0].startswith("editor-biblioteket"))
    assert f"«{staffed.adopted.title}» er ikke lenger opphevet." in letter.body
    assert WHY in letter.body


def test_an_adoption_that_is_taken_back_before_the_letter_went_is_not_told_as_adopted(
    staffed: Desk, mailoutbox: Sent
) -> None:
    version = adopted(staffed)
    undo_adoption(actor=staffed.approver, version=version, reason=WHY)
    send_due()
    assert {one.subject.partition(":")[0] for one in mailoutbox} == {"Vedtaket er tatt tilbake"}


def test_who_may_not_see_the_plan_is_not_told_why(staffed: Desk, mailoutbox: Sent) -> None:
    version = taken_back(staffed)
    mailoutbox.clear()
    Plan.objects.filter(pk=version.plan_id).update(visibility=Visibility.TEAM)
    send_due()
    assert receivers(mailoutbox, "Vedtaket er tatt tilbake")
    for one in mailoutbox:
        if one.to[0].startswith(("editor-driften", "contributor-driften")):
            assert WHY not in one.body


def test_a_refused_undoing_announces_nothing(staffed: Desk) -> None:
    version = adopted(staffed)
    with pytest.raises(FieldErrors):
        undo_adoption(actor=staffed.approver, version=version, reason=" ")
    assert kinds() == ["plan.adopted", "plan.repealed"]
