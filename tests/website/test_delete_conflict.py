"""Deleting a goal conflict: what the page says first, who may, and what the history tells afterwards."""

import re
from typing import Any

import pytest
from django.test import Client

from rodtrad.cases.models import Case
from rodtrad.core.models import Origin, Visibility
from rodtrad.goals.models import Conflict, ConflictStep, Element
from rodtrad.goals.operations.conflicts_change import change_conflict
from rodtrad.organisations.models import RoleKind
from tests.cast import Cast, as_
from tests.goals import factories as make
from tests.goals.editing import Desk

pytestmark = pytest.mark.django_db
INTERNAL: dict[str, Any] = {"visibility": Visibility.INTERNAL}
PAGE = "/skrivebordet/malkonflikter/strid/slett/"
EDIT = "/skrivebordet/malkonflikter/strid/endre/"
HISTORY = "/skrivebordet/malkonflikter/strid/historikk/"


def version(html: str) -> str:
    [found] = re.findall(r'name="versjon" value="([^"]*)"', html)
    return str(found)


def test_it_says_what_goes_deletes_it_and_the_history_tells(desk: Desk) -> None:
    conflict = make.make_conflict(desk.root, desk.goal, desk.first, key="strid", title="Strid", **INTERNAL)
    client = as_(desk.editor)
    assert PAGE in client.get(EDIT).content.decode()
    html = client.get(PAGE).content.decode()
    assert "de 2 stegene i kjeden" in html
    assert "Dette blir stående" in html
    assert "Siden er åpen for alle" not in html
    assert Conflict.objects.filter(pk=conflict.pk).exists()

    answer = client.post(PAGE, {"versjon": version(html)}, follow=True)
    assert answer.redirect_chain == [("/skrivebordet/malkonflikter/", 302)]
    assert "«Strid» er slettet." in answer.content.decode()
    assert not Conflict.objects.filter(pk=conflict.pk).exists()
    assert not ConflictStep.objects.filter(conflict_id=conflict.pk).exists()
    assert Element.objects.filter(pk__in=[desk.goal.pk, desk.first.pk]).count() == 2
    for address in (PAGE, EDIT, "/skrivebordet/malkonflikter/strid/"):
        assert client.get(address).status_code == 404

    feed = client.get("/skrivebordet/historikk/").content.decode()
    assert "Slettet 1 målkonflikt" in feed
    assert HISTORY in feed
    told = client.get(HISTORY).content.decode()
    assert "Dette er slettet." in told
    assert "Strid" in told


def test_the_history_of_it_is_for_those_who_saw_it(desk: Desk) -> None:
    Element.objects.filter(pk=desk.second.pk).update(visibility=Visibility.TEAM, responsible=desk.office)
    team = make.make_conflict(
        desk.root, desk.goal, key="lagets", title="Lagets", visibility=Visibility.TEAM, owner=desk.office
    )
    named = make.make_conflict(desk.root, desk.goal, desk.second, key="naevner", title="Nevner", **INTERNAL)
    open_ = make.make_conflict(desk.root, desk.goal, key="strid", title="Strid", **INTERNAL)
    for conflict in (team, named, open_):
        conflict.delete()
    member, reader = as_(desk.person(RoleKind.EDITOR, desk.office)), as_(desk.person(RoleKind.READER))

    def told(client: Client) -> list[str]:
        feed = client.get("/skrivebordet/historikk/").content.decode()
        keys = ("lagets", "naevner", "strid")
        found = [key for key in keys if f"/malkonflikter/{key}/historikk/" in feed]
        pages = [client.get(f"/skrivebordet/malkonflikter/{key}/historikk/").status_code for key in keys]
        assert [key for key, status in zip(keys, pages, strict=True) if status == 200] == found
        return found

    assert told(member) == ["lagets", "naevner", "strid"]
    assert told(reader) == ["strid"]
    assert Client().get(HISTORY).status_code == 404


def test_an_element_that_is_deleted_afterwards_hides_nothing(desk: Desk) -> None:
    make.make_conflict(desk.root, desk.second, key="strid", title="Strid", **INTERNAL).delete()
    desk.second.delete()
    assert as_(desk.person(RoleKind.READER)).get(HISTORY).status_code == 200


def test_a_new_one_with_the_same_key_has_the_page(desk: Desk) -> None:
    make.make_conflict(desk.root, desk.goal, key="strid", title="Den gamle", **INTERNAL).delete()
    make.make_conflict(desk.root, desk.goal, key="strid", title="Den nye", **INTERNAL)
    html = as_(desk.editor).get(HISTORY).content.decode()
    assert "Den nye" in html
    assert "Dette er slettet." not in html


def test_what_is_public_takes_an_approver(desk: Desk) -> None:
    make.make_conflict(desk.root, desk.goal, key="strid", title="Strid", visibility=Visibility.PUBLIC)
    editor, approver = as_(desk.editor), as_(desk.approver)
    html = editor.get(EDIT).content.decode()
    assert "«Strid» er synlig for alle. Da er det en godkjenner som kan slette den." in html
    assert PAGE not in html
    assert editor.get(PAGE).status_code == 403
    assert editor.post(PAGE).status_code == 403
    html = approver.get(PAGE).content.decode()
    assert "Siden er åpen for alle" in html
    assert approver.post(PAGE, {"versjon": version(html)}).status_code == 302
    assert not Conflict.objects.filter(root=desk.root).exists()


@pytest.mark.parametrize(("plan", "editor", "approver"), [("adopted", 403, 200), ("draft", 200, 403)])
def test_what_an_adoption_decided_takes_an_approver(
    desk: Desk,
    plan: str,
    editor: int,
    approver: int,
) -> None:
    case = Case.objects.create(root=desk.root, key="sak", number="1/26", title="Vedtak", origin=Origin.OWN)
    row = getattr(desk, plan)
    type(row).objects.filter(pk=row.pk).update(case=case)
    make.make_conflict(desk.root, desk.goal, key="strid", case=case, **INTERNAL)
    assert as_(desk.editor).get(PAGE).status_code == editor
    assert as_(desk.approver).get(PAGE).status_code == approver
    told = "hører til vedtaket av en plan" in as_(desk.editor).get(EDIT).content.decode()
    assert told is (plan == "adopted")


def test_what_somebody_changed_meanwhile_is_not_deleted(desk: Desk) -> None:
    conflict = make.make_conflict(desk.root, desk.goal, key="strid", title="Strid", **INTERNAL)
    client = as_(desk.editor)
    began = version(client.get(PAGE).content.decode())
    change_conflict(actor=desk.editor, conflict=conflict, values={"title": "Stor strid"})
    answer = client.post(PAGE, {"versjon": began})
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Ingenting er slettet" in html
    assert "Stor strid" in html
    assert Conflict.objects.filter(pk=conflict.pk).exists()
    assert client.post(PAGE, {"versjon": "oppdiktet"}).status_code == 400
    assert client.post(PAGE).status_code == 400
    assert client.post(PAGE, {"versjon": version(html)}).status_code == 302
    assert client.post(PAGE, {"versjon": version(html)}).status_code == 404


def test_an_editor_at_an_office_deletes_the_offices(desk: Desk) -> None:
    client = as_(desk.person(RoleKind.EDITOR, desk.office))
    make.make_conflict(desk.root, desk.goal, key="strid", **INTERNAL)
    assert client.get(PAGE).status_code == 403
    Conflict.objects.filter(root=desk.root).update(owner=desk.office)
    assert client.get(PAGE).status_code == 200


@pytest.mark.parametrize(
    ("who", "shown", "hidden"),
    [
        ("lise", 403, 403), ("bard", 403, 403), ("randi", 403, 200), ("geir", 200, 403), ("anne", 403, 403),
        ("ulla", 403, 404),
    ],
)  # fmt: skip
def test_who_may(cast: Cast, who: str, shown: int, hidden: int) -> None:
    client = cast.client(who)
    assert client.get("/solvik/malkonflikter/skole-mot-vei/slett/").status_code == shown
    assert client.get("/solvik/malkonflikter/skjult-konflikt/slett/").status_code == hidden
    assert client.get("/solvik/malkonflikter/finnes-ikke/slett/").status_code == 404


def test_nobody_is_sent_to_log_in(nobody: Client) -> None:
    answer = nobody.get("/solvik/malkonflikter/skole-mot-vei/slett/")
    assert answer["Location"].startswith("/konto/logg-inn/")
    assert nobody.get("/solvik/malkonflikter/skjult-konflikt/slett/").status_code == 404
