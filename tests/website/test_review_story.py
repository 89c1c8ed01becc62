"""The whole way from draft to public through the pages, in the right order and in wrong ones, with every role."""

import re
from typing import Any

import pytest
from django.test import Client

from rodtrad.goals.models import Comment, DraftLink, Element, Review
from rodtrad.goals.operations import change_element
from rodtrad.goals.operations.reviews_draft_link import make_draft_link, token_of
from rodtrad.organisations.models import RoleKind
from rodtrad.plans.models import Plan
from tests.cast import as_
from tests.goals.editing import Desk, make_desk

pytestmark = pytest.mark.django_db
BRO = "/skrivebordet/element/bro/gjennomgang/"
PLAN = "/skrivebordet/planer/utkast/gjennomgang/"


def read(user: object, address: str) -> str:
    answer = as_(user).get(address)
    assert answer.status_code == 200, address
    return answer.content.decode()


def do(user: object, address: str, what: str, **sent: Any) -> Any:
    return as_(user).post(address, {"gjor": what, **sent})


def seen(user: object, address: str) -> str:
    [found] = re.findall(r'name="sett" value="([^"]+)"', read(user, address))
    return str(found)


@pytest.fixture
def draft(desk: Desk) -> Desk:
    """A plan that only those with a role see."""
    Element.objects.filter(plan=desk.draft).update(visibility=1)
    Plan.objects.filter(pk=desk.draft.pk).update(visibility=1)
    return desk


def buttons(html: str) -> set[str]:
    return set(re.findall(r'name="gjor" value="([^"]+)"', html))


def test_from_draft_to_public(draft: Desk) -> None:
    editor, approver, reader = draft.editor, draft.approver, draft.person(RoleKind.READER)
    assert buttons(read(editor, BRO)) == {"foresla", "kommenter", "lenke"}
    assert buttons(read(approver, BRO)) == {"kommenter", "lenke"}
    assert buttons(read(reader, BRO)) == {"kommenter"}
    assert do(editor, BRO, "foresla").status_code == 302
    assert buttons(read(editor, BRO)) == {"trekk", "kommenter", "lenke"}
    assert buttons(read(approver, BRO)) == {"godkjenn", "returner", "kommenter", "lenke"}
    assert buttons(read(reader, BRO)) == {"kommenter"}
    assert do(reader, BRO, "kommenter", kommentar="Hvor lang blir den?").status_code == 302
    assert do(approver, BRO, "returner", begrunnelse="Si hvor lang den blir.").status_code == 302
    html = read(editor, BRO)
    assert "Si hvor lang den blir." in html
    assert "behandlet" in buttons(html)
    change_element(actor=editor, element=draft.first, changes={"title": "Bygge en bro på 80 meter"})
    assert do(editor, BRO, "foresla").status_code == 302
    assert Client().get("/skrivebordet/element/bro/").status_code == 404
    assert do(approver, BRO, "godkjenn", sett=seen(approver, BRO)).status_code == 302
    # the plan is internal still, so its element is too
    assert Client().get("/skrivebordet/element/bro/").status_code == 404
    assert do(editor, PLAN, "foresla").status_code == 302
    assert do(approver, PLAN, "godkjenn", sett=seen(approver, PLAN)).status_code == 302
    public = Client().get("/skrivebordet/element/bro/").content.decode()
    assert "Bygge en bro på 80 meter" in public
    assert "Hvor lang blir den" not in public
    states = Review.objects.filter(root=draft.root).order_by("proposed_at").values_list("state", flat=True)
    assert list(states) == ["returned", "approved", "approved"]


def test_approving_twice_does_it_once(draft: Desk) -> None:
    do(draft.editor, BRO, "foresla")
    mark = seen(draft.approver, BRO)
    assert do(draft.approver, BRO, "godkjenn", sett=mark).status_code == 302
    again = do(draft.approver, BRO, "godkjenn", sett=mark)
    assert again.status_code == 400
    assert "ikke foreslått lenger" in again.content.decode()
    assert do(draft.approver, BRO, "returner", begrunnelse="For sent").status_code == 400
    assert do(draft.editor, BRO, "trekk").status_code == 400
    assert Review.objects.get(root=draft.root).state == "approved"


@pytest.mark.parametrize("what", ["trekk", "returner", "godkjenn"])
def test_what_is_not_proposed_is_not_answered(draft: Desk, what: str) -> None:
    person = draft.editor if what == "trekk" else draft.approver
    mark = ".".join(["0"] * 8)
    assert do(person, BRO, what, begrunnelse="Nei", sett=mark).status_code == 400
    assert not Review.objects.filter(root=draft.root).exists()


def test_a_comment_after_publishing_stays_inside(draft: Desk) -> None:
    do(draft.editor, PLAN, "foresla")
    do(draft.approver, PLAN, "godkjenn", sett=seen(draft.approver, PLAN))
    assert do(draft.editor, BRO, "kommenter", kommentar="Se på høyden neste gang").status_code == 302
    assert "neste gang" in read(draft.person(RoleKind.READER), BRO)
    assert "neste gang" not in Client().get("/skrivebordet/element/bro/").content.decode()


def test_an_edit_under_review_is_seen_by_the_approver_before_they_approve(draft: Desk) -> None:
    do(draft.editor, BRO, "foresla")
    mark = seen(draft.approver, BRO)
    change_element(actor=draft.editor, element=draft.first, changes={"description": "Med sykkelfelt."})
    refused = do(draft.approver, BRO, "godkjenn", sett=mark)
    html = refused.content.decode()
    assert refused.status_code == 409
    assert "Med sykkelfelt." in html
    [fresh] = re.findall(r'name="sett" value="([^"]+)"', html)
    assert do(draft.approver, BRO, "godkjenn", sett=fresh).status_code == 302


def test_a_wrong_answer_keeps_what_was_written(draft: Desk) -> None:
    html = do(draft.editor, BRO, "kommenter", kommentar="x" * 5001).content.decode()
    assert "x" * 5001 in html
    assert "høyst 5000" in html


@pytest.mark.parametrize("what", ["foresla", "trekk", "returner", "godkjenn", "lenke", "kommenter"])
def test_those_of_another_root_do_nothing(draft: Desk, what: str) -> None:
    stranger = make_desk("nabobordet").editor
    sent = {"begrunnelse": "x", "sett": "1.1.1.1.1.1.1.1", "leser": "K", "dager": "3", "kommentar": "Hei"}
    for address in (BRO, PLAN):
        assert do(stranger, address, what, **sent).status_code == 404
        assert as_(stranger).get(address).status_code == 404
    assert not Review.objects.filter(root=draft.root).exists()
    assert not Comment.objects.filter(root=draft.root).exists()


@pytest.mark.parametrize("kind", [RoleKind.CONTRIBUTOR, RoleKind.ADMINISTRATOR])
def test_contributors_and_administrators_comment_and_nothing_more(draft: Desk, kind: str) -> None:
    person = draft.person(kind)
    assert buttons(read(person, PLAN)) == {"kommenter"}
    do(draft.editor, PLAN, "foresla")
    for what in ("trekk", "returner", "godkjenn", "lenke"):
        sent = {"begrunnelse": "x", "sett": "1.1.1.1.1.1.1.1", "leser": "K", "dager": "3"}
        assert do(person, PLAN, what, **sent).status_code == 403, what
    assert Review.objects.get(root=draft.root).state == "proposed"


def test_a_link_of_one_root_is_not_taken_back_from_another(draft: Desk) -> None:
    other = make_desk("nabobordet")
    link = make_draft_link(actor=other.editor, subject=other.first, reader="Ola", days=2)
    assert do(draft.editor, BRO, "ta-tilbake", id=str(link.pk)).status_code == 404
    link.refresh_from_db()
    assert link.revoked_at is None


def test_a_link_is_counted_each_time_it_is_read(draft: Desk) -> None:
    link = make_draft_link(actor=draft.editor, subject=draft.first, reader="Kari", days=2)
    address = f"/utkast/{token_of(link)}/"
    assert "Ikke åpnet ennå" in read(draft.editor, BRO)
    Client().head(address)
    for _time in range(2):
        assert Client().get(address).status_code == 200
    link.refresh_from_db()
    assert link.opened == 2
    assert "Åpnet 2 ganger, sist" in read(draft.editor, BRO)
    DraftLink.objects.filter(pk=link.pk).update(revoked_at=link.made_at)
    assert Client().get(address).status_code == 410
    link.refresh_from_db()
    assert link.opened == 2


def test_a_link_opens_nothing_but_its_own_page(draft: Desk) -> None:
    link = make_draft_link(actor=draft.editor, subject=draft.draft, reader="Kari", days=2)
    reader = Client()
    html = reader.get(f"/utkast/{token_of(link)}/").content.decode()
    assert "Bygge bro" in html
    for address in (
        "/skrivebordet/planer/utkast/",
        "/skrivebordet/element/bro/",
        "/api/v1/elements/skrivebordet:bro",
        "/skrivebordet/sok/?q=bro",
        "/skrivebordet/tabell/",
    ):
        answer = reader.get(address)
        assert answer.status_code == 404 or "Bygge bro" not in answer.content.decode(), address
    assert not re.findall(r'(?:src|href|action)="https?://(?!testserver)[^"]+"', html.split("<footer", 1)[0])


def test_a_draft_shows_its_marked_up_text_as_the_page_does(draft: Desk) -> None:
    change_element(
        actor=draft.editor, element=draft.first, changes={"description": "Vi bygger **nå**.\n\n- bro\n- vei"}
    )
    link = make_draft_link(actor=draft.editor, subject=draft.first, reader="Kari", days=2)
    html = Client().get(f"/utkast/{token_of(link)}/").content.decode()
    assert "<strong>nå</strong>" in html
    assert "**" not in html
