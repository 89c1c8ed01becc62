"""A leaver: the name goes, what one person did stays told."""

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone, translation

from rodtrad.accounts.models import Identity, RecoveryCode, SecondFactor, Session, User
from rodtrad.organisations.errors import LastAdministratorError
from rodtrad.organisations.models import Invitation, Organisation, Role
from rodtrad.organisations.operations import invite, pseudonymise_person
from tests.cast import PASSWORD, Cast
from tests.website.second_step import App

pytestmark = pytest.mark.django_db


@pytest.fixture
def bard(cast: Cast) -> User:
    """Bård, of whom as much as possible is kept."""
    user = cast.user("bard")
    User.objects.filter(pk=user.pk).update(name="Bård Enestad")
    App(user)
    Identity.objects.create(user=user, issuer="https://id.example", subject="1")
    Client().post("/konto/logg-inn/", {"username": "bard@example.org", "password": "feil"})
    unit = Organisation.objects.get(root__slug="solvik", key="skolekontoret")
    for email in ("bard@example.org", "ny@example.org"):
        invite(email=email, organisation=unit, kind="editor", by=user, address="203.0.113.9")
    User.objects.filter(pk=user.pk).update(name="Bård Enestad Bø")
    cast.client("bard")
    return cast.user("bard")


def everything_kept() -> str:
    """Return all rows of all tables of ours and of the trail, as text."""
    texts = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT whole::text FROM "{table}" AS whole')
            texts += [row[0] for row in cursor.fetchall()]
    return "\n".join(texts)


def test_name_and_address_are_nowhere_left(bard: User) -> None:
    before = everything_kept()
    assert "bard@example.org" in before
    assert "Bård Enestad" in before
    pseudonymise_person(user=bard)
    after = everything_kept()
    for personal in ("bard@example.org", "Bård Enestad"):
        assert personal not in after, [line for line in after.splitlines() if personal in line]


def test_ends_all_that_was_open(bard: User) -> None:
    pseudonymise_person(user=bard)
    for model in (Session, SecondFactor, RecoveryCode, Identity):
        assert not model.objects.filter(user=bard).exists()
    assert not Role.objects.filter(user=bard).exists()
    assert Role.ever.get(user=bard).ends == timezone.localdate()
    assert not Invitation.objects.filter(revoked=None, accepted=None).exists()
    for email in ("bard@example.org", bard.email):
        fields = {"username": email, "password": PASSWORD}
        assert Client().post("/konto/logg-inn/", fields).status_code == 200


def test_the_trail_keeps_one_stable_pseudonym(cast: Cast, bard: User) -> None:
    pseudonym = pseudonymise_person(user=bard)
    assert pseudonym == f"Tidligere bruker {bard.pk.hex[:8]}"
    names = {event.name for event in User.objects.get(pk=bard.pk).events.all()}
    assert names == {pseudonym}
    assert Role.ever.get(user=bard).events.filter(pgh_label="update").exists()
    assert cast.user("lise").name == "Lise Leser"


def test_the_pseudonym_is_the_same_whatever_language_it_is_made_in(bard: User) -> None:
    with translation.override("en"):
        assert pseudonymise_person(user=bard) == f"Tidligere bruker {bard.pk.hex[:8]}"


def test_an_earlier_address_goes_too(bard: User) -> None:
    bard.email = "gift@example.org"
    bard.save()
    pseudonymise_person(user=bard)
    assert "bard@example.org" not in everything_kept()


def test_the_log_tells_the_account_and_nobody(bard: User, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level("INFO"):
        pseudonymise_person(user=bard)
    (told,) = [record for record in caplog.records if record.message == "account pseudonymised"]
    assert told.__dict__["account"] == str(bard.pk)


def test_the_address_is_free_for_another(bard: User) -> None:
    pseudonymise_person(user=bard)
    again = User.objects.create_user("bard@example.org", "En annen")
    assert again.pk != bard.pk


def test_the_last_administrator_hands_over_first(cast: Cast) -> None:
    anne = cast.user("anne")
    with pytest.raises(LastAdministratorError):
        pseudonymise_person(user=anne)
    anne.refresh_from_db()
    assert (anne.name, anne.is_active) == ("Anne Administrator", True)
    assert Role.objects.filter(user=anne).exists()
