"""The audit trail's pages: who, when and what, for those with a role; setting a text back; wrong person, bad input."""

import re

import pytest
from django.test import Client

from rodtrad.core.history import told_by
from rodtrad.goals.models import Element, FormerKey
from rodtrad.goals.operations import change_element, link_elements, merge_drafts, move_element, take_out
from rodtrad.organisations.models import RoleKind
from tests.cast import Cast, as_
from tests.goals.editing import Desk

pytestmark = pytest.mark.django_db


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def shown(html: str, tag: str) -> list[str]:
    """Return what stands in each of the marks, without what is said to those who listen."""
    marked = re.findall(rf"<{tag}>(.*?)</{tag}>", html.split('<ol class="sec', 1)[1], re.DOTALL)
    return [re.sub(r'<span class="vh">.*?</span>', "", one) for one in marked]


def change(desk: Desk, **values: object) -> None:
    change_element(actor=desk.editor, element=desk.first, changes=values)


def test_each_field_is_shown_with_who_and_what_changed(desk: Desk) -> None:
    change(desk, title="Bygge lang bro", progress="under_way", responsible="kontoret")
    html = read(as_(desk.person(RoleKind.READER)), "/skrivebordet/element/bro/historikk/")
    latest = html.split('<ol class="sec', 1)[1].split("</li>", 1)[0]
    assert "Editor-" in latest
    assert "Bygge <ins>" in latest
    assert {"lang ", "Under arbeid"} <= set(shown(html, "ins"))
    assert "Ikke begynt" in shown(html, "del")
    assert "kontoret" in latest.casefold()
    assert "laget elementet" in html


def test_screen_readers_hear_what_is_new_and_what_is_gone(desk: Desk) -> None:
    change(desk, title="Rive bro")
    html = read(as_(desk.editor), "/skrivebordet/element/bro/historikk/")
    assert '<del><span class="vh"> fjernet: </span>Bygge<' in html
    assert '<ins><span class="vh"> nytt: </span>Rive<' in html


def test_links_and_places_are_told_by_name(desk: Desk) -> None:
    link_elements(actor=desk.editor, child=desk.second, parent=desk.goal)
    html = read(as_(desk.editor), "/skrivebordet/element/vei/historikk/")
    assert "bidrar til «Et godt mål»" in shown(html, "ins")[0] or "bidrar til «Et godt mål»" in html
    assert "under «Et nytt mål»" in html


def test_a_correction_tells_its_reason(desk: Desk) -> None:
    change_element(
        actor=desk.approver, element=desk.goal, changes={"title": "Et bedre mål"}, reason="Trykkfeil i saken"
    )
    assert "Trykkfeil i saken" in read(as_(desk.editor), "/skrivebordet/element/maal/historikk/")


def test_a_hidden_element_has_no_name_in_what_others_refer_to(desk: Desk) -> None:
    Element.objects.filter(pk=desk.second.pk).update(title="Den hemmelige veien")
    link_elements(actor=desk.editor, child=desk.second, parent=desk.goal)
    Element.objects.filter(pk=desk.second.pk).update(visibility=2)
    reader = as_(desk.person(RoleKind.READER))
    assert "hemmelige" in read(as_(desk.editor), "/skrivebordet/element/maal/historikk/")
    assert "hemmelige" not in read(reader, "/skrivebordet/element/maal/historikk/")
    assert "hemmelige" not in read(reader, "/skrivebordet/historikk/")


def test_what_was_the_teams_alone_stays_with_the_team(desk: Desk) -> None:
    change(desk, visibility=2, title="Kjøpe tomten i det stille")
    change(desk, visibility=1, title="Bygge bro ved elva")
    html = read(as_(desk.person(RoleKind.READER)), "/skrivebordet/element/bro/historikk/")
    assert "stille" not in html
    assert "ved elva" in html
    assert "stille" in read(as_(desk.editor), "/skrivebordet/element/bro/historikk/")


@pytest.mark.parametrize(
    "address",
    [
        "/solvik/historikk/",
        "/solvik/element/gode-skoler/historikk/",
        "/solvik/planer/handlingsdel/historikk/",
        "/solvik/malkonflikter/skole-mot-vei/historikk/",
    ],
)
def test_only_those_with_a_role_see_it(cast: Cast, address: str) -> None:
    assert cast.client(None).get(address).status_code == 404
    assert cast.client("ulla").get(address).status_code == 404
    for who in ("lise", "bard", "randi", "geir", "anne"):
        assert cast.client(who).get(address).status_code == 200, who
    assert cast.client("randi").post(address).status_code == 405


def test_the_roots_page_names_command_and_things(cast: Cast) -> None:
    html = read(cast.client("lise"), "/solvik/historikk/")
    assert "Tilby leksehjelp på alle skoler" in html or "elementer" in html
    assert "Finne ny rektor" not in html


@pytest.mark.parametrize("page", ["0", "-1", "x", "99999999999", "%00", "7"])
def test_bad_pages_are_answered(cast: Cast, page: str) -> None:
    client = cast.client("lise")
    assert client.get(f"/solvik/historikk/?page={page}").status_code == 200
    assert client.get(f"/solvik/element/gode-skoler/historikk/?page={page}").status_code == 200


def restore_address(client: Client, address: str) -> str:
    [found, *_] = re.findall(r'href="([^"]+/sett-tilbake/[^"]+)"', read(client, address))
    return str(found).replace("&amp;", "&")


def test_a_text_is_set_back(desk: Desk) -> None:
    change(desk, description="Først slik.")
    change(desk, description="Så slik.")
    client = as_(desk.editor)
    address = restore_address(client, "/skrivebordet/element/bro/historikk/")
    confirm = read(client, address)
    assert ">Først</" not in confirm.split("<del>")[0]
    answer = client.post(address, {"na": "Så slik."})
    assert answer.status_code == 302
    assert answer["Location"] == "/skrivebordet/element/bro/historikk/"
    desk.first.refresh_from_db()
    assert desk.first.description == "Først slik."


def test_setting_back_over_anothers_change_is_refused(desk: Desk) -> None:
    change(desk, description="Først slik.")
    change(desk, description="Så slik.")
    client = as_(desk.editor)
    address = restore_address(client, "/skrivebordet/element/bro/historikk/")
    change(desk, description="Og så noe helt annet.")
    assert client.post(address, {"na": "Så slik."}).status_code == 409
    desk.first.refresh_from_db()
    assert desk.first.description == "Og så noe helt annet."


def test_adopted_text_is_set_back_only_by_an_approver_with_a_reason(desk: Desk) -> None:
    change_element(actor=desk.approver, element=desk.goal, changes={"title": "Feil"}, reason="Prøve")
    address = "/skrivebordet/element/maal/historikk/"
    assert "sett-tilbake" not in read(as_(desk.editor), address)
    client = as_(desk.approver)
    restore = restore_address(client, address)
    assert as_(desk.editor).get(restore).status_code == 403
    assert as_(desk.editor).post(restore, {"na": "Feil"}).status_code == 403
    refused = client.post(restore, {"na": "Feil"})
    assert refused.status_code == 400
    assert "Begrunnelse" in refused.content.decode()
    assert client.post(restore, {"na": "Feil", "begrunnelse": "Det var riktig før"}).status_code == 302
    desk.goal.refresh_from_db()
    assert desk.goal.title == "Et godt mål"


def test_a_reader_sets_nothing_back(desk: Desk) -> None:
    change(desk, description="Noe.")
    reader = as_(desk.person(RoleKind.READER))
    assert "sett-tilbake" not in read(reader, "/skrivebordet/element/bro/historikk/")
    address = restore_address(as_(desk.editor), "/skrivebordet/element/bro/historikk/")
    assert reader.post(address).status_code == 403
    assert Client().post(address).status_code == 404


@pytest.mark.parametrize(
    "query", ["", "hendelse=1&felt=title", "hendelse=x&felt=title", "hendelse=1&felt=key"]
)
def test_nonsense_to_set_back_is_not_found(desk: Desk, query: str) -> None:
    client = as_(desk.editor)
    assert client.get(f"/skrivebordet/element/bro/sett-tilbake/?{query}").status_code == 404


def test_a_person_without_account_is_still_told_of(desk: Desk) -> None:
    change(desk, title="Noe nytt")
    reader = as_(desk.person(RoleKind.READER))
    desk.editor.name = "Pseudonym 12"
    desk.editor.save()
    assert "Pseudonym 12" in read(reader, "/skrivebordet/element/bro/historikk/")
    desk.editor.delete()
    assert "En som ikke har konto lenger" in read(reader, "/skrivebordet/element/bro/historikk/")


def history(desk: Desk, key: str, who: object = None) -> str:
    return read(as_(who or desk.editor), f"/skrivebordet/element/{key}/historikk/")


def test_a_move_tells_from_where_and_to_where(desk: Desk) -> None:
    move_element(actor=desk.editor, element=desk.second, plan=desk.draft, under=desk.first, number="2")
    html = history(desk, "vei")
    assert "Utkast, under «Et nytt mål»" in shown(html, "del")
    assert "Utkast, nummer 2, under «Bygge bro»" in shown(html, "ins")


def test_a_deleted_element_still_has_its_history_for_those_who_saw_it(desk: Desk) -> None:
    change_element(actor=desk.editor, element=desk.second, changes={"description": "Langs elva."})
    take_out(actor=desk.editor, element=desk.second, plan=desk.draft)
    reader = desk.person(RoleKind.READER)
    html = history(desk, "vei", reader)
    assert "Dette er slettet." in html
    assert "slettet elementet" in html
    assert "Langs elva." in shown(html, "ins")
    assert "sett-tilbake" not in history(desk, "vei")
    assert 'href="/skrivebordet/element/vei/historikk/"' in read(as_(reader), "/skrivebordet/historikk/")
    assert Client().get("/skrivebordet/element/vei/historikk/").status_code == 404
    assert as_(desk.editor).get("/skrivebordet/element/vei/sett-tilbake/").status_code == 404


def test_a_deleted_element_of_the_team_stays_with_the_team(desk: Desk) -> None:
    change_element(actor=desk.editor, element=desk.second, changes={"visibility": 2, "title": "Kjøpe tomta"})
    take_out(actor=desk.editor, element=desk.second, plan=desk.draft)
    reader = as_(desk.person(RoleKind.READER))
    assert reader.get("/skrivebordet/element/vei/historikk/").status_code == 404
    assert "Kjøpe tomta" not in read(reader, "/skrivebordet/historikk/")
    assert "Kjøpe tomta" in history(desk, "vei")


def test_a_merged_element_leads_on_to_what_it_became(desk: Desk) -> None:
    merge_drafts(actor=desk.editor, keep=desk.first, others=[desk.second], changes={})
    html = history(desk, "vei")
    assert "Dette er slått sammen med" in html
    assert 'href="/skrivebordet/element/bro/"' in html
    assert "Bygge vei" in html


def test_a_key_that_was_changed_leads_to_the_history(desk: Desk) -> None:
    FormerKey.objects.create(root=desk.root, key="gammel-bro", element=desk.first)
    answer = as_(desk.editor).get("/skrivebordet/element/gammel-bro/historikk/")
    assert (answer.status_code, answer["Location"]) == (301, "/skrivebordet/element/bro/historikk/")


def test_what_a_command_reads_in_is_told_as_the_commands(desk: Desk) -> None:
    with told_by(command="import plan.yaml", account="drift"):
        Element.objects.filter(pk=desk.first.pk).update(title="Fra fil")
    html = history(desk, "bro")
    assert "Kommandoen import plan.yaml" in html
    assert "drift" not in html.split('<ol class="sec', 1)[1].split("</ol>", 1)[0]


def test_a_name_that_is_not_kept_is_told_as_such(desk: Desk) -> None:
    with told_by(forgotten=True):
        Element.objects.filter(pk=desk.first.pk).update(title="For lenge siden")
    assert "Navnet er ikke tatt vare på" in history(desk, "bro")


def test_setting_back_shows_what_someone_has_written_since(desk: Desk) -> None:
    change(desk, description="Først slik.")
    change(desk, description="Så slik.")
    client = as_(desk.editor)
    address = restore_address(client, "/skrivebordet/element/bro/historikk/")
    html = read(client, address)
    [now] = re.findall(r'name="na"[^>]*>([^<]*)</textarea>|name="na" value="([^"]*)"', html)
    change(desk, description="Noe helt annet imens.")
    answer = client.post(address, {"na": "".join(now)})
    assert answer.status_code in (400, 409)
    assert "annet imens" in answer.content.decode()
    desk.first.refresh_from_db()
    assert desk.first.description == "Noe helt annet imens."


def test_only_an_administrator_chooses_how_long_it_is_kept(desk: Desk) -> None:
    address = "/skrivebordet/historikk/oppbevaring/"
    for kind in (RoleKind.READER, RoleKind.CONTRIBUTOR, RoleKind.EDITOR, RoleKind.APPROVER):
        person = as_(desk.person(kind))
        assert person.get(address).status_code == 403, kind
        assert person.post(address, {"gjor": "lagre", "texts": "1"}).status_code == 403
        assert "oppbevaring" not in read(person, "/skrivebordet/historikk/")
    boss = as_(desk.person(RoleKind.ADMINISTRATOR))
    assert "oppbevaring" in read(boss, "/skrivebordet/historikk/")
    assert "for alltid" in read(boss, address)
    tried = boss.post(address, {"gjor": "prov", "texts": "12", "names": ""})
    assert "I natt ville ingenting blitt slettet" in tried.content.decode()
    assert boss.post(address, {"gjor": "lagre", "texts": "12", "names": "6"}).status_code == 302
    assert "i 12 måneder" in read(boss, address)
    for wrong in ("x", "-1", "1201", "99999999"):
        refused = boss.post(address, {"gjor": "lagre", "texts": wrong})
        assert refused.status_code == 400, wrong
        assert "fra 0 til 1200" in refused.content.decode()
    assert boss.post(address, {"gjor": "tull"}).status_code == 400
