"""/{root}/roller/: who has what where; give, change, end, invite, hand over."""

from datetime import timedelta
from typing import Any

import pytest
from axes.models import AccessAttempt
from django.conf import LazySettings
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateJob

from rodtrad.accounts.models import User
from rodtrad.exchange.models import ImportBatch
from rodtrad.goals.models import DraftLink, Element
from rodtrad.organisations.models import Invitation, Organisation, Role, RoleKind
from rodtrad.organisations.operations import assign_role, invite, make_token
from tests.cast import Cast

pytestmark = pytest.mark.django_db
PAGE = "/solvik/roller/"
GIVE, CHANGE, END, REVOKE, LEAVE = (
    PAGE + word for word in ("gi/", "endre/", "avslutt/", "trekk/", "overlat/")
)


@pytest.fixture
def anne(cast: Cast) -> Client:
    return cast.client("anne")


@pytest.fixture
def mail_is_set_up(settings: LazySettings) -> None:
    settings.EMAIL_HOST = "smtp.example.org"


def top(slug: str = "solvik") -> Organisation:
    return Organisation.objects.get(root__slug=slug, parent=None)


def office() -> Organisation:
    return Organisation.objects.get(root__slug="solvik", key="skolekontoret")


def role_of(cast: Cast, name: str) -> Role:
    return Role.objects.get(user=cast.user(name), root__slug="solvik")


def give(
    client: Client, email: str, kind: str = "editor", at: Organisation | None = None, **more: str
) -> str:
    fields = {"email": email, "kind": kind, "organisation": str((at or top()).id), **more}
    return client.post(GIVE, fields, follow=True).content.decode()


# Who sees it


def test_shows_who_has_what_where(anne: Client) -> None:
    page = anne.get(PAGE).content.decode()
    for words in (
        "Bård Bidragsyter",
        "bidragsyter i Skolekontoret",
        "geir@example.org",
        "administrator i Solvik",
    ):
        assert words in page
    assert "Ulla" not in page


def test_the_way_there_stands_on_min_side(cast: Cast, anne: Client) -> None:
    assert f'href="{PAGE}"' in anne.get("/konto/").content.decode()
    assert f'href="{PAGE}"' not in cast.client("geir").get("/konto/").content.decode()


@pytest.mark.parametrize("address", [PAGE, GIVE, CHANGE, END, REVOKE, LEAVE])
@pytest.mark.parametrize("name", ["lise", "bard", "randi", "geir", "ulla"])
def test_for_others_it_does_not_exist(cast: Cast, name: str, address: str) -> None:
    client = cast.client(name)
    before = list(Role.ever.order_by("id").values())
    method = client.get if address == PAGE else client.post
    fields = {"rolle": str(role_of(cast, "anne").id), "person": str(cast.user("anne").id), "kind": "reader"}
    assert method(address, fields).status_code == 404
    assert list(Role.ever.order_by("id").values()) == before


@pytest.mark.parametrize("address", [PAGE, LEAVE])
def test_nobody_is_sent_to_log_in(cast: Cast, nobody: Client, address: str) -> None:
    assert nobody.get(address)["Location"] == f"/konto/logg-inn/?next={address}"


def test_an_administrator_of_one_root_has_nothing_in_another(cast: Cast, anne: Client) -> None:
    assert anne.get("/utvik/roller/").status_code == 404
    assert anne.get("/oslo/roller/").status_code == 404


@pytest.mark.parametrize("address", [GIVE, CHANGE, END, REVOKE, LEAVE])
def test_forged_forms_are_refused(cast: Cast, address: str) -> None:
    client = Client(enforce_csrf_checks=True)
    client.force_login(cast.user("anne"))
    assert client.post(address, {"rolle": str(role_of(cast, "geir").id)}).status_code == 403
    assert role_of(cast, "geir").ends is None


@pytest.fixture
def of_the_office(cast: Cast) -> Client:
    """Randi, who administers the school office only."""
    unit = office()
    Role.objects.create(
        user=cast.user("randi"), root=unit.root, organisation=unit, kind=RoleKind.ADMINISTRATOR
    )
    return cast.client("randi")


def test_who_administers_a_unit_sees_and_gives_there_only(cast: Cast, of_the_office: Client) -> None:
    page = of_the_office.get(PAGE).content.decode()
    assert "Bård Bidragsyter" in page
    assert "Anne" not in page
    assert "Velg en enhet i listen" in give(of_the_office, "bard@example.org", at=top())
    for name in ("anne", "geir"):
        number = {"rolle": str(role_of(cast, name).id)}
        assert of_the_office.post(END, number).status_code == 404
        assert of_the_office.post(CHANGE, {**number, "kind": "reader"}).status_code == 404
        assert of_the_office.get(LEAVE, {"person": str(cast.user(name).id)}).status_code == 404
    assert not Role.objects.filter(user=cast.user("bard"), organisation=top()).exists()


# Give, change, end


def test_gives_a_role_to_someone_here_at_once(cast: Cast, anne: Client) -> None:
    assert "Lise Leser er nå redaktør i Skolekontoret" in give(anne, "LISE@example.org", at=office())
    role = Role.objects.get(user=cast.user("lise"), kind=RoleKind.EDITOR)
    assert (role.since, role.ends, role.organisation) == (timezone.localdate(), None, office())
    event = role.events.get()
    assert event.pgh_context.metadata["user"] == str(cast.user("anne").pk)


def test_gives_a_role_until_a_day_and_not_after(cast: Cast, anne: Client) -> None:
    today = timezone.localdate()
    give(anne, "lise@example.org", "approver", last_day=today.strftime("%d.%m.%Y"))
    role = Role.objects.get(user=cast.user("lise"), kind=RoleKind.APPROVER)
    assert role.ends == today + timedelta(days=1)
    assert "Godkjenner" in cast.client("lise").get("/konto/").content.decode()
    Role.objects.filter(id=role.id).update(since=today - timedelta(days=2), ends=today)
    assert "Godkjenner" not in cast.client("lise").get("/konto/").content.decode()
    assert "Avsluttet" in anne.get(PAGE).content.decode()


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"email": ""}, "Skriv e-postadressen til den som skal ha rollen"),
        ({"email": "lise"}, "Skriv en hel e-postadresse"),
        ({"kind": "konge"}, "Velg en av rollene i listen"),
        ({"organisation": "tull"}, "Velg en enhet i listen"),
        ({"organisation": "00000000-0000-4000-8000-000000000000"}, "Velg en enhet i listen"),
        ({"last_day": "i morgen"}, "Skriv dagen som 31.12.2026"),
        ({"last_day": "2020-01-01"}, "Dagen er forbi"),
        ({"kind": "reader"}, "har rollen der fra før"),
    ],
)
def test_what_cannot_be_is_told(cast: Cast, anne: Client, fields: dict[str, str], words: str) -> None:
    right = {"email": "lise@example.org", "kind": "editor", "organisation": str(top().id)}
    response = anne.post(GIVE, {**right, **fields})
    assert response.status_code == 200
    assert words in response.content.decode()
    assert Role.objects.filter(user=cast.user("lise")).count() == 1


def test_a_unit_of_another_root_is_not_in_the_list(cast: Cast, anne: Client) -> None:
    assert "Velg en enhet i listen" in give(anne, "lise@example.org", at=top("utvik"))
    assert not Role.objects.filter(root__slug="utvik", user=cast.user("lise")).exists()


def change(client: Client, role: Role, **fields: str) -> HttpResponse:
    answer: HttpResponse = client.post(
        CHANGE, {"rolle": str(role.id), "kind": role.kind, **fields}, follow=True
    )
    return answer


def test_changes_a_role_and_keeps_what_it_was(cast: Cast, anne: Client) -> None:
    before = role_of(cast, "lise")
    assert "Rollen til Lise Leser" in anne.get(CHANGE, {"rolle": str(before.id)}).content.decode()
    assert "Lise Leser er nå godkjenner i Solvik" in change(anne, before, kind="approver").content.decode()
    assert role_of(cast, "lise").kind == RoleKind.APPROVER
    assert Role.ever.get(id=before.id).ends == timezone.localdate()


def test_sets_and_takes_away_the_last_day(cast: Cast, anne: Client) -> None:
    role, day = role_of(cast, "lise"), timezone.localdate() + timedelta(days=30)
    change(anne, role, last_day=day.isoformat())
    assert role_of(cast, "lise").ends == day + timedelta(days=1)
    assert day.isoformat() in anne.get(CHANGE, {"rolle": str(role.id)}).content.decode()
    change(anne, role, last_day="")
    assert role_of(cast, "lise").ends is None


def test_ends_a_role_now_also_where_the_person_is_logged_in(cast: Cast, anne: Client) -> None:
    bard = cast.client("bard")
    assert "Bidragsyter" in bard.get("/konto/").content.decode()
    response = anne.post(END, {"rolle": str(role_of(cast, "bard").id)}, follow=True)
    assert "Bård Bidragsyter er ikke lenger bidragsyter i Skolekontoret" in response.content.decode()
    assert "Du har ingen rolle ennå" in bard.get("/konto/").content.decode()
    assert Role.ever.filter(user=cast.user("bard")).exists(), "it can still be told that he had it"


@pytest.mark.parametrize("number", ["", "tull", "00000000-0000-4000-8000-000000000000"])
def test_a_role_that_is_not_there(cast: Cast, anne: Client, number: str) -> None:
    for address in (CHANGE, END):
        assert anne.post(address, {"rolle": number, "kind": "reader"}).status_code == 404
    assert anne.post(REVOKE, {"invitasjon": number}).status_code == 404
    assert anne.post(LEAVE, {"person": number}).status_code == 404


def test_a_role_in_another_root_is_not_there(cast: Cast, anne: Client) -> None:
    role = Role.objects.get(user=cast.user("ulla"))
    assert anne.post(END, {"rolle": str(role.id)}).status_code == 404
    assert anne.post(CHANGE, {"rolle": str(role.id), "kind": "reader"}).status_code == 404
    assert anne.post(LEAVE, {"person": str(cast.user("ulla").id)}).status_code == 404
    assert Role.objects.filter(id=role.id).exists()


# The last administrator

LAST = "Solvik kommune ville stått uten administrator"


def test_the_last_administrator_keeps_the_role(cast: Cast, anne: Client) -> None:
    role, tomorrow = role_of(cast, "anne"), timezone.localdate() + timedelta(days=1)
    refused = [
        anne.post(END, {"rolle": str(role.id)}, follow=True),
        change(anne, role, kind="reader"),
        change(anne, role, last_day=tomorrow.isoformat()),
        anne.post(LEAVE, {"person": str(cast.user("anne").id), "successor": ""}),
        anne.post(LEAVE, {"person": str(cast.user("anne").id), "successor": "", "pseudonymise": "on"}),
    ]
    for response in refused:
        assert LAST in response.content.decode()
    kept = role_of(cast, "anne")
    assert (kept.kind, kept.ends) == (RoleKind.ADMINISTRATOR, None)


@pytest.mark.parametrize("how", ["with an end", "of a unit", "closed"])
def test_another_who_does_not_count(cast: Cast, anne: Client, how: str) -> None:
    geir = cast.user("geir")
    give(
        anne,
        "geir@example.org",
        "administrator",
        office() if how == "of a unit" else top(),
        last_day="2099-01-01" if how == "with an end" else "",
    )
    if how == "closed":
        User.objects.filter(pk=geir.pk).update(is_active=False)
    assert LAST in anne.post(END, {"rolle": str(role_of(cast, "anne").id)}, follow=True).content.decode()


def test_with_another_administrator_she_may_go(cast: Cast, anne: Client) -> None:
    give(anne, "geir@example.org", "administrator")
    anne.post(END, {"rolle": str(role_of(cast, "anne").id)})
    assert anne.get(PAGE).status_code == 404
    assert cast.client("geir").get(PAGE).status_code == 200


# Inviting


@pytest.mark.usefixtures("mail_is_set_up")
def test_asks_whoever_has_no_role_here_by_mail_and_tells_not_whether_they_have_an_account(
    anne: Client,
) -> None:
    for email in ("ny@example.org", "ulla@example.org"):
        page = give(anne, email, at=office())
        assert f"{email} er invitert" in page
        assert "Invitasjoner som venter" in page
    assert Invitation.objects.filter(organisation=office(), kind="editor", accepted=None).count() == 2
    jobs = ProcrastinateJob.objects.filter(task_name="organisations.mail_invitation")
    assert jobs.count() == 2
    assert "example.org" not in str([job.args for job in jobs])
    assert not Role.objects.filter(user__email="ulla@example.org", root__slug="solvik").exists()


@pytest.mark.usefixtures("mail_is_set_up")
def test_an_invitation_is_revoked(cast: Cast, anne: Client, of_the_office: Client) -> None:
    give(anne, "ny@example.org")
    made = Invitation.objects.get()
    number = {"invitasjon": str(made.id)}
    assert of_the_office.post(REVOKE, number).status_code == 404, "it is to the whole of Solvik"
    assert "ny@example.org er trukket" in anne.post(REVOKE, number, follow=True).content.decode()
    assert "trukket fra før" in anne.post(REVOKE, number, follow=True).content.decode()
    labels = [event.pgh_label for event in made.events.order_by("pgh_id")]
    assert labels == ["insert", "update"]


@pytest.mark.usefixtures("mail_is_set_up")
def test_inviting_again_replaces_and_too_often_is_stopped(anne: Client) -> None:
    for _time in range(3):
        give(anne, "ny@example.org")
    assert Invitation.objects.filter(revoked=None).count() == 1
    response = anne.post(GIVE, {"email": "NY@example.org", "kind": "editor", "organisation": str(top().id)})
    assert response.status_code == 429
    assert Invitation.objects.count() == 3
    assert AccessAttempt.objects.get(username="ny@example.org").failures_since_start == 3


def test_without_mail_nobody_is_invited(anne: Client) -> None:
    assert "nettstedet sender ikke e-post" in give(anne, "ny@example.org")
    assert not Invitation.objects.exists()


# Handing over


def test_hands_the_roles_over(cast: Cast, anne: Client) -> None:
    person = {"person": str(cast.user("bard").id)}
    page = anne.get(LEAVE, person).content.decode()
    assert "Bård Bidragsyter slutter" in page
    assert "Bidragsyter i Skolekontoret" in page
    response = anne.post(LEAVE, {**person, "successor": str(cast.user("lise").id)}, follow=True)
    assert "Lise Leser har overtatt rollene til Bård Bidragsyter" in response.content.decode()
    assert not Role.objects.filter(user=cast.user("bard")).exists()
    assert Role.objects.filter(user=cast.user("lise"), organisation=office(), kind="contributor").exists()
    assert cast.user("bard").is_active


def test_the_last_administrator_may_hand_over_and_go(cast: Cast, anne: Client) -> None:
    fields = {"person": str(cast.user("anne").id), "successor": str(cast.user("geir").id)}
    response = anne.post(LEAVE, fields, follow=True)
    assert "Geir Godkjenner har overtatt rollene til Anne Administrator" in response.content.decode()
    assert anne.get(PAGE)["Location"] == f"/konto/logg-inn/?next={PAGE}", "who has no role left is logged out"
    assert cast.client("anne").get(PAGE).status_code == 404
    assert cast.client("geir").get(PAGE).status_code == 200


@pytest.fixture
def opened(cast: Cast) -> dict[str, Any]:
    """What Bård has let others in with, and has on its way in."""
    bard, root = cast.user("bard"), cast.solvik
    element = Element.objects.filter(root=root).first()
    assert element is not None
    later = timezone.now() + timedelta(days=5)
    return {
        "link": DraftLink.objects.create(
            root=root, element=element, reader="Kari", made_by=bard, made_at=timezone.now(), expires_at=later
        ),
        "invitation": invite(
            email="ny@example.org", organisation=office(), kind="editor", by=bard, address=None
        ),
        "sheet": ImportBatch.objects.create(root=root, person=bard, file_name="ark.xlsx", content=b"x"),
        "token": make_token(
            user=bard, name="Uttrekk", scopes=["read-internal"], expires=later.date(), root=root
        )[0],
    }


def test_what_is_open_goes_to_who_takes_over(cast: Cast, anne: Client, opened: dict[str, Any]) -> None:
    browser = cast.client("bard")
    person = {"person": str(cast.user("bard").id)}
    page = anne.get(LEAVE, person).content.decode()
    for words in ("1 lenke til et utkast", "1 invitasjon som venter", "1 regneark som venter"):
        assert words in page
    anne.post(LEAVE, {**person, "successor": str(cast.user("randi").id)})
    randi = cast.user("randi")
    for row in opened.values():
        row.refresh_from_db()
    assert (opened["link"].made_by, opened["link"].revoked_at) == (randi, None)
    assert (opened["invitation"].invited_by, opened["invitation"].revoked) == (randi, None)
    assert opened["sheet"].person == randi
    assert opened["token"].revoked is not None, "a key is the person's own, and is nobody else's"
    assert browser.get("/konto/").status_code == 302


def test_what_is_open_is_closed_when_nobody_takes_over(
    cast: Cast, anne: Client, opened: dict[str, Any]
) -> None:
    anne.post(LEAVE, {"person": str(cast.user("bard").id)})
    for row in opened.values():
        row.refresh_from_db()
    assert opened["link"].revoked_at
    assert opened["invitation"].revoked
    assert opened["sheet"].person == cast.user("bard"), "it opens nothing, so it waits"


def test_who_keeps_a_role_here_keeps_what_is_open(cast: Cast, anne: Client, opened: dict[str, Any]) -> None:
    bard = cast.user("bard")
    elsewhere = Organisation.objects.filter(root=cast.solvik, parent=top()).exclude(id=office().id).first()
    assert elsewhere is not None
    anne_of_office = assign_role(user=cast.user("lise"), organisation=office(), kind="administrator")
    assign_role(user=bard, organisation=elsewhere, kind="reader")
    cast.client("lise").post(LEAVE, {"person": str(bard.id)})
    assert anne_of_office
    opened["link"].refresh_from_db()
    assert opened["link"].revoked_at is None
    assert Role.objects.filter(user=bard).exists()


def test_says_where_the_name_still_stands_in_what_people_wrote(cast: Cast, anne: Client) -> None:
    Element.objects.filter(key=Element.objects.filter(root=cast.solvik)[0].key).update(
        description="<p>Spør Bård Bidragsyter.</p>"
    )
    fields = {"person": str(cast.user("bard").id), "pseudonymise": "on"}
    page = anne.post(LEAVE, fields, follow=True).content.decode()
    assert "Navnet står fortsatt i tekst som folk har skrevet (gjelder nå: 1, " in page


def test_a_successor_is_someone_here(cast: Cast, anne: Client) -> None:
    for stranger in (
        str(cast.user("ulla").id),
        "00000000-0000-4000-8000-000000000000",
        "tull",
        str(cast.user("bard").id),
    ):
        fields = {"person": str(cast.user("bard").id), "successor": stranger}
        assert "Velg en av personene i listen" in anne.post(LEAVE, fields).content.decode()
    assert Role.objects.filter(user=cast.user("bard")).exists()


def test_hands_over_and_takes_the_name_away(cast: Cast, anne: Client) -> None:
    bard, inside = cast.user("bard"), cast.client("bard")
    fields = {"person": str(bard.id), "successor": str(cast.user("lise").id), "pseudonymise": "on"}
    page = anne.post(LEAVE, fields, follow=True).content.decode()
    assert f"I historikken står nå «Tidligere bruker {bard.pk.hex[:8]}»" in page
    bard.refresh_from_db()
    assert (bard.is_active, bard.name) == (False, f"Tidligere bruker {bard.pk.hex[:8]}")
    assert inside.get("/konto/").status_code == 302


def test_who_has_a_role_elsewhere_keeps_the_name(cast: Cast, anne: Client) -> None:
    bard, utvik = cast.user("bard"), top("utvik")
    Role.objects.create(user=bard, root=utvik.root, organisation=utvik, kind=RoleKind.READER)
    person = {"person": str(bard.id)}
    page = anne.get(LEAVE, person).content.decode()
    assert "navnet kan ikke tas bort herfra" in page
    assert "pseudonymise" not in page
    assert "Utvik" not in page
    anne.post(LEAVE, {**person, "successor": "", "pseudonymise": "on"})
    bard.refresh_from_db()
    assert bard.name == "Bård Bidragsyter"
    assert Role.objects.get(user=bard).root.slug == "utvik"
