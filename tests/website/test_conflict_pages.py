"""The pages of goal conflicts: the list, writing a chain with a plain form, its drawing; wrong person, bad input."""

import re
from typing import Any

import pytest
from django.test import Client

from rodtrad.goals.models import Conflict, ConflictStep
from rodtrad.goals.operations.conflicts_change import change_conflict
from rodtrad.organisations.models import RoleKind
from tests.cast import Cast, as_
from tests.goals import factories as make
from tests.goals.editing import Desk

pytestmark = pytest.mark.django_db
NEW = "/skrivebordet/ny-malkonflikt/"


def filled(**other: Any) -> dict[str, Any]:
    return {
        "title": "Bro mot natur",
        "description": "",
        "handling": "open",
        "owner": "",
        "case": "",
        "visibility": "1",
        "steg": ["Vi bygger bro", "Da forsvinner våtmark"],
        "element": ["bro", ""],
        "fortegn": ["+", "-"],
        "gjor": "lagre",
        **other,
    }


def chain(conflict: Conflict) -> list[tuple[str, str | None, str]]:
    rows = ConflictStep.objects.filter(conflict=conflict).order_by("position")
    return list(rows.values_list("text", "element__key", "sign"))


def version(html: str) -> str:
    [found] = re.findall(r'name="versjon" value="([^"]*)"', html)
    return str(found)


def test_a_chain_is_written_and_drawn(desk: Desk) -> None:
    client = as_(desk.editor)
    assert client.get(NEW).status_code == 200
    answer = client.post(NEW, filled())
    assert answer["Location"] == "/skrivebordet/malkonflikter/bro-mot-natur/"
    made = Conflict.objects.get(root=desk.root)
    assert chain(made) == [("Vi bygger bro", "bro", "+"), ("Da forsvinner våtmark", None, "-")]
    html = client.get(answer["Location"]).content.decode()
    assert html.count('class="glyph"') == 2
    assert "Styrker" in html
    assert "Svekker" in html
    assert "bro-mot-natur/endre/" in html


def test_steps_are_added_moved_and_removed_without_storing(desk: Desk) -> None:
    client = as_(desk.editor)

    def texts(asked: str) -> list[str]:
        html = client.post(NEW, filled(gjor=asked)).content.decode()
        return re.findall(r'name="steg" maxlength="300" value="([^"]*)"', html)

    first, second = "Vi bygger bro", "Da forsvinner våtmark"
    assert texts("legg-til") == [first, second, ""]
    assert texts("ned-0") == [second, first]
    assert texts("opp-1") == [second, first]
    assert texts("fjern-0") == [second]
    for nonsense in ("opp-0", "ned-1", "fjern-99", "fjern-x", "", "fjern--1"):
        assert texts(nonsense) == [first, second], nonsense
    assert not Conflict.objects.filter(root=desk.root).exists()


def test_the_form_draws_the_chain_before_it_is_stored(desk: Desk) -> None:
    html = as_(desk.editor).post(NEW, filled(gjor="tegn")).content.decode()
    assert "Slik blir kjeden" in html
    assert html.count('class="glyph"') == 2


def test_a_conflict_is_changed(desk: Desk) -> None:
    conflict = make.make_conflict(desk.root, desk.goal, desk.first, key="strid", title="Strid")
    client, address = as_(desk.editor), "/skrivebordet/malkonflikter/strid/endre/"
    html = client.get(address).content.decode()
    sent = filled(
        versjon=version(html), title="Strid", visibility="0", handling="mitigated", owner="skrivebordet"
    )
    assert client.post(address, sent).status_code == 302
    conflict.refresh_from_db()
    assert conflict.handling == "mitigated"
    assert chain(conflict)[1] == ("Da forsvinner våtmark", None, "-")


@pytest.mark.parametrize("first", [0, 1, 4])
def test_steps_are_added_to_a_chain_wherever_its_numbers_begin(desk: Desk, first: int) -> None:
    conflict = make.make_conflict(desk.root, desk.goal, desk.first, key="strid")
    steps = list(
        ConflictStep.objects.filter(conflict=conflict).order_by("-position" if first else "position")
    )
    for row, position in zip(steps, (first + 1, first), strict=True) if first else ():
        ConflictStep.objects.filter(pk=row.pk).update(position=position)
    rows = [["A", "maal", ""], ["B", "", "+"], ["C", "bro", "-"]]
    change_conflict(actor=desk.editor, conflict=conflict, values={"steps": rows})
    assert chain(conflict) == [("A", "maal", ""), ("B", None, "+"), ("C", "bro", "-")]
    numbers = (
        ConflictStep.objects.filter(conflict=conflict).order_by("position").values_list("position", flat=True)
    )
    assert list(numbers) == [1, 2, 3]
    change_conflict(actor=desk.editor, conflict=conflict, values={"steps": rows[:1]})
    assert chain(conflict) == [("A", "maal", "")]


def test_an_element_is_found_by_its_title(desk: Desk) -> None:
    as_(desk.editor).post(NEW, filled(element=["bygge vei", ""]))
    assert chain(Conflict.objects.get(root=desk.root))[0][1] == "vei"


def test_two_who_change_the_same_see_each_other(desk: Desk) -> None:
    conflict = make.make_conflict(desk.root, desk.goal, key="strid", title="Strid")
    client, address = as_(desk.editor), "/skrivebordet/malkonflikter/strid/endre/"
    began = version(client.get(address).content.decode())
    change_conflict(
        actor=desk.editor, conflict=conflict, values={"title": "Stor strid", "handling": "accepted"}
    )
    mine = filled(versjon=began, title="Liten strid", visibility="0")
    answer = client.post(address, mine)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "Noen andre har endret dette" in html
    assert "Stor" in html
    assert 'value="Liten strid"' in html
    assert client.post(address, {**mine, "versjon": version(html), "handling": "accepted"}).status_code == 302
    conflict.refresh_from_db()
    assert (conflict.title, conflict.handling) == ("Liten strid", "accepted")


def test_what_only_the_other_changed_is_kept(desk: Desk) -> None:
    conflict = make.make_conflict(desk.root, desk.goal, key="strid", title="Strid")
    client, address = as_(desk.editor), "/skrivebordet/malkonflikter/strid/endre/"
    began = version(client.get(address).content.decode())
    change_conflict(actor=desk.editor, conflict=conflict, values={"handling": "accepted"})
    sent = filled(versjon=began, title="Liten strid", visibility="0")
    assert client.post(address, sent).status_code == 302
    conflict.refresh_from_db()
    assert (conflict.title, conflict.handling) == ("Liten strid", "accepted")


@pytest.mark.parametrize(
    ("wrong", "told"),
    [
        ({"title": ""}, "Skriv en tittel"),
        ({"title": "x" * 301}, "høyst 300"),
        ({"steg": ["", ""], "element": ["", ""], "fortegn": ["", ""]}, "minst ett steg"),
        ({"steg": ["", "b"]}, "Steg 1 mangler tekst"),
        ({"fortegn": ["?", "-"]}, "ikke blant valgene"),
        ({"element": ["finnes-ikke", ""]}, "ingen elementer heter"),
        ({"handling": "glemt"}, "ikke blant valgene"),
        ({"owner": "finnes-ikke"}, "finnes ikke her"),
        ({"case": "finnes-ikke"}, "finnes ikke her"),
        ({"visibility": "7"}, "ikke blant valgene"),
    ],
)
def test_faults_are_told_and_nothing_is_stored(desk: Desk, wrong: dict[str, Any], told: str) -> None:
    answer = as_(desk.editor).post(NEW, filled(**wrong))
    assert answer.status_code == 400
    assert told in answer.content.decode()
    assert not Conflict.objects.filter(root=desk.root).exists()


def test_a_forged_version_is_refused(desk: Desk) -> None:
    make.make_conflict(desk.root, desk.goal, key="strid")
    client = as_(desk.editor)
    assert (
        client.post("/skrivebordet/malkonflikter/strid/endre/", filled(versjon="oppdiktet")).status_code
        == 400
    )


def test_only_an_approver_shows_it_to_everyone(desk: Desk) -> None:
    assert as_(desk.editor).post(NEW, filled(visibility="0")).status_code == 403
    conflict = make.make_conflict(desk.root, desk.goal, key="strid", visibility=1)
    change_conflict(actor=desk.approver, conflict=conflict, values={"visibility": 0})
    conflict.refresh_from_db()
    assert conflict.visibility == 0


def test_an_editor_at_an_office_writes_the_offices_conflicts(desk: Desk) -> None:
    client = as_(desk.person(RoleKind.EDITOR, desk.office))
    assert client.post(NEW, filled()).status_code == 403
    assert client.post(NEW, filled(owner="kontoret")).status_code == 302
    make.make_conflict(desk.root, desk.goal, key="strid")
    assert client.get("/skrivebordet/malkonflikter/strid/endre/").status_code == 403


@pytest.mark.parametrize(
    ("who", "new", "edit"),
    [
        ("lise", 403, 403),
        ("bard", 403, 403),
        ("randi", 200, 200),
        ("geir", 403, 200),
        ("anne", 403, 403),
        ("ulla", 403, 403),
    ],
)
def test_who_may_write(cast: Cast, who: str, new: int, edit: int) -> None:
    client = cast.client(who)
    assert client.get("/solvik/ny-malkonflikt/").status_code == new
    assert client.get("/solvik/malkonflikter/skole-mot-vei/endre/").status_code == edit
    hidden = 404 if who == "ulla" else edit
    assert client.get("/solvik/malkonflikter/skjult-konflikt/endre/").status_code == hidden
    assert client.get("/solvik/malkonflikter/finnes-ikke/endre/").status_code == 404


def test_nobody_is_sent_to_log_in_and_finds_nothing_hidden(nobody: Client) -> None:
    assert nobody.get("/solvik/ny-malkonflikt/")["Location"].startswith("/konto/logg-inn/")
    assert nobody.get("/solvik/malkonflikter/skole-mot-vei/endre/").status_code == 302
    assert nobody.get("/solvik/malkonflikter/skjult-konflikt/endre/").status_code == 404


def test_the_list_shows_all_that_one_may_see(cast: Cast) -> None:
    html = cast.client(None).get("/solvik/malkonflikter/").content.decode()
    assert "Skole mot vei" in html
    assert "Stenging mot nærhet" not in html
    assert "Ny målkonflikt" not in html
    html = cast.client("randi").get("/solvik/malkonflikter/").content.decode()
    assert "Stenging mot nærhet" in html
    assert "Ny målkonflikt" in html


def test_the_list_is_chosen_by_handling(cast: Cast) -> None:
    client = cast.client(None)
    assert "Skole mot vei" in client.get("/solvik/malkonflikter/?handtering=open").content.decode()
    assert "Skole mot vei" not in client.get("/solvik/malkonflikter/?handtering=resolved").content.decode()
    assert client.get("/solvik/malkonflikter/?handtering=tull").status_code == 404
