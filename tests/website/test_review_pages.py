"""Review: propose, comment, return, approve; what has changed since; links for readers; wrong person, bad input."""

import re
from datetime import timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from rodtrad.goals.models import Comment, DraftLink, Element, Review
from rodtrad.goals.operations import change_element
from rodtrad.goals.operations.reviews_comment import comment
from rodtrad.goals.operations.reviews_draft_link import make_draft_link, token_of
from rodtrad.organisations.models import RoleKind
from rodtrad.plans.models import Plan
from tests.cast import Cast, as_
from tests.goals.editing import Desk

pytestmark = pytest.mark.django_db
BRO = "/skrivebordet/element/bro/gjennomgang/"
PLAN = "/skrivebordet/planer/utkast/gjennomgang/"


def read(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def do(user: object, address: str, what: str, **sent: Any) -> Any:
    return as_(user).post(address, {"gjor": what, **sent})


def approve(user: object, address: str) -> Any:
    [seen] = re.findall(r'name="sett" value="([^"]+)"', read(as_(user), address))
    return do(user, address, "godkjenn", sett=seen)


@pytest.fixture
def draft(desk: Desk) -> Desk:
    """A plan that only those with a role see."""
    Element.objects.filter(plan=desk.draft).update(visibility=1)
    Plan.objects.filter(pk=desk.draft.pk).update(visibility=1)
    return desk


def state(desk: Desk) -> tuple[str, int]:
    desk.first.refresh_from_db()
    return desk.first.life_cycle, desk.first.visibility


def test_an_element_is_proposed_and_approved_and_then_public(desk: Desk) -> None:
    Element.objects.filter(pk=desk.first.pk).update(visibility=1)
    assert do(desk.editor, BRO, "foresla").status_code == 302
    assert state(desk) == ("proposed", 1)
    assert "Bygge bro" in read(as_(desk.approver), "/skrivebordet/gjennomgang/")
    assert Client().get("/skrivebordet/element/bro/").status_code == 404
    assert approve(desk.approver, BRO).status_code == 302
    assert state(desk) == ("proposed", 0)
    assert Client().get("/skrivebordet/element/bro/").status_code == 200
    assert "Ingenting venter" in read(as_(desk.approver), "/skrivebordet/gjennomgang/")


def test_it_is_sent_back_with_a_reason(draft: Desk) -> None:
    do(draft.editor, BRO, "foresla")
    refused = do(draft.approver, BRO, "returner", begrunnelse=" ")
    assert refused.status_code == 400
    assert "Skriv hvorfor" in refused.content.decode()
    assert do(draft.approver, BRO, "returner", begrunnelse="Broen er for smal").status_code == 302
    assert state(draft) == ("draft", 1)
    assert "Broen er for smal" in read(as_(draft.editor), BRO)


def test_it_is_withdrawn_and_proposed_again(draft: Desk) -> None:
    do(draft.editor, BRO, "foresla")
    assert do(draft.editor, BRO, "foresla").status_code == 400
    assert do(draft.editor, BRO, "trekk").status_code == 302
    assert state(draft) == ("draft", 1)
    assert do(draft.editor, BRO, "trekk").status_code == 400
    assert do(draft.editor, BRO, "foresla").status_code == 302


def test_a_whole_plan_is_proposed_and_published_but_not_what_is_the_teams(draft: Desk) -> None:
    Element.objects.filter(pk=draft.second.pk).update(visibility=2)
    assert do(draft.editor, PLAN, "foresla").status_code == 302
    assert state(draft) == ("proposed", 1)
    assert do(draft.editor, BRO, "foresla").status_code == 400
    assert Client().get("/skrivebordet/planer/utkast/").status_code == 404
    assert approve(draft.approver, PLAN).status_code == 302
    html = read(Client(), "/skrivebordet/planer/utkast/")
    assert "Bygge bro" in html
    assert "Bygge vei" not in html
    assert Element.objects.get(pk=draft.second.pk).visibility == 2


def test_what_is_made_after_the_proposal_is_not_published_with_it(draft: Desk) -> None:
    do(draft.editor, PLAN, "foresla")
    Element.objects.filter(pk=draft.second.pk).update(life_cycle="draft")
    approve(draft.approver, PLAN)
    assert Element.objects.get(pk=draft.second.pk).visibility == 1


def test_returning_a_plan_makes_its_elements_drafts(draft: Desk) -> None:
    do(draft.editor, PLAN, "foresla")
    do(draft.approver, PLAN, "returner", begrunnelse="For tynn")
    assert state(draft) == ("draft", 1)


def test_approving_what_one_has_not_read_is_refused(draft: Desk) -> None:
    do(draft.editor, BRO, "foresla")
    [seen] = re.findall(r'name="sett" value="([^"]+)"', read(as_(draft.approver), BRO))
    change_element(actor=draft.editor, element=draft.first, changes={"title": "Bygge noe ganske annet"})
    answer = do(draft.approver, BRO, "godkjenn", sett=seen)
    assert answer.status_code == 409
    assert "endret teksten siden du leste" in answer.content.decode()
    assert state(draft) == ("proposed", 1)


def test_what_changed_since_the_approval_has_its_words_marked(draft: Desk) -> None:
    do(draft.editor, PLAN, "foresla")
    approve(draft.approver, PLAN)
    assert "Ingenting er endret" in read(as_(draft.editor), PLAN)
    change_element(actor=draft.editor, element=draft.first, changes={"title": "Bygge tunnel"})
    for address in (PLAN, BRO):
        html = read(as_(draft.editor), address)
        assert re.search(r"<del>.*?</span>bro<.*?</del>", html)
        assert re.search(r"<ins>.*?</span>tunnel<.*?</ins>", html)


def test_what_is_never_approved_says_so(draft: Desk) -> None:
    assert "aldri godkjent" in read(as_(draft.editor), BRO)


def test_comments_are_read_by_those_who_see_the_element(draft: Desk) -> None:
    reader = draft.person(RoleKind.READER)
    assert do(reader, BRO, "kommenter", kommentar="Hvor bred blir <b>den</b>?").status_code == 302
    html = read(as_(draft.editor), BRO)
    assert "Hvor bred blir &lt;b&gt;den&lt;/b&gt;?" in html
    assert "Reader-" in html
    assert do(reader, BRO, "kommenter", kommentar="  ").status_code == 400
    assert do(reader, BRO, "kommenter", kommentar="x" * 5001).status_code == 400
    assert Comment.objects.filter(root=draft.root).count() == 1


def test_the_public_never_sees_comments_or_who_wrote(desk: Desk) -> None:
    comment(actor=desk.editor, subject=desk.first, text="En intern merknad")
    change_element(actor=desk.editor, element=desk.first, changes={"title": "Bygge ny bro"})
    nobody = Client()
    for address in ("/skrivebordet/element/bro/", "/skrivebordet/planer/utkast/", "/skrivebordet/"):
        html = read(nobody, address)
        assert "intern merknad" not in html
        assert "Editor-" not in html
        assert "gjennomgang" not in html
        assert "historikk" not in html
    assert nobody.get(BRO).status_code == 302
    assert nobody.get("/skrivebordet/gjennomgang/").status_code == 404


def test_a_comment_is_dealt_with_by_its_author_or_those_who_work_with_the_text(draft: Desk) -> None:
    reader, other = draft.person(RoleKind.READER), draft.person(RoleKind.ADMINISTRATOR)
    written = comment(actor=reader, subject=draft.first, text="Hvorfor?")
    assert do(other, BRO, "behandlet", id=str(written.pk)).status_code == 403
    assert do(draft.editor, BRO, "behandlet", id=str(written.pk)).status_code == 302
    written.refresh_from_db()
    assert written.resolved_by == draft.editor
    assert do(draft.editor, PLAN, "behandlet", id=str(written.pk)).status_code == 404
    assert do(draft.editor, BRO, "behandlet", id="x").status_code == 400


def test_the_database_lets_nobody_change_or_delete_a_comment(desk: Desk) -> None:
    written = comment(actor=desk.editor, subject=desk.first, text="Står fast")
    for write in (written.delete, lambda: Comment.objects.filter(pk=written.pk).update(text="Annet")):
        with pytest.raises(IntegrityError, match="never"), transaction.atomic():
            write()
    desk.editor.delete()
    written = Comment.objects.get(text="Står fast")
    assert written.author is None


@pytest.mark.parametrize(
    ("who", "status"),
    [("lise", 200), ("bard", 200), ("randi", 200), ("geir", 200), ("ulla", 404), (None, 302)],
)
def test_who_comes_in(cast: Cast, who: str | None, status: int) -> None:
    assert cast.client(who).get("/solvik/element/gode-skoler/gjennomgang/").status_code == status
    assert cast.client(who).get("/solvik/planer/handlingsdel/gjennomgang/").status_code == status
    hidden = 200 if who in ("bard", "randi", "geir") else 404
    assert cast.client(who).get("/solvik/element/ny-rektor/gjennomgang/").status_code == hidden


@pytest.mark.parametrize("what", ["foresla", "trekk", "returner", "godkjenn", "lenke"])
def test_a_reader_does_none_of_it(draft: Desk, what: str) -> None:
    if what in ("trekk", "returner", "godkjenn"):
        do(draft.editor, BRO, "foresla")
    sent = {"begrunnelse": "x", "sett": "1.1.1.1.1.1.1.1", "leser": "Kari", "dager": "3"}
    assert do(draft.person(RoleKind.READER), BRO, what, **sent).status_code == 403
    assert Review.objects.filter(state__in=("returned", "withdrawn", "approved")).count() == 0
    assert not DraftLink.objects.filter(root=draft.root).exists()


def test_an_editor_does_not_approve(draft: Desk) -> None:
    do(draft.editor, BRO, "foresla")
    assert do(draft.editor, BRO, "godkjenn", sett="1.1.1.1.1.1.1.1").status_code == 403
    assert do(draft.approver, BRO, "foresla").status_code == 403


@pytest.mark.parametrize(
    "sent",
    [{}, {"gjor": "slett"}, {"gjor": "godkjenn", "sett": "x"}, {"gjor": "godkjenn", "sett": "9" * 40 + ".1"}],
)
def test_nonsense_is_refused(draft: Desk, sent: dict[str, str]) -> None:
    assert as_(draft.approver).post(BRO, sent).status_code == 400


def test_adopted_elements_are_not_proposed(desk: Desk) -> None:
    Element.objects.filter(pk=desk.goal.pk).update(life_cycle="adopted")
    assert do(desk.editor, "/skrivebordet/element/maal/gjennomgang/", "foresla").status_code == 400
    assert do(desk.editor, "/skrivebordet/planer/vedtatt/gjennomgang/", "foresla").status_code == 400


def opened(desk: Desk, subject: Element | Plan, days: int = 3) -> tuple[DraftLink, str]:
    link = make_draft_link(actor=desk.editor, subject=subject, reader="Kari Utenfor", days=days)
    return link, f"/utkast/{token_of(link)}/"


def test_an_example_says_so_where_it_is_reviewed_and_to_a_reader_without_account(draft: Desk) -> None:
    do(draft.editor, BRO, "foresla")
    _link, address = opened(draft, draft.first)
    reviewed = (BRO, "/skrivebordet/gjennomgang/")

    def marks() -> list[bool]:
        shown = [read(as_(draft.approver), page) for page in reviewed] + [read(Client(), address)]
        return ['class="origin example"' in html for html in shown]

    assert marks() == [False, False, False]
    Element.objects.filter(pk=draft.first.pk).update(origin="example")
    assert marks() == [True, True, True]


def test_a_reader_without_account_reads_one_element(draft: Desk) -> None:
    change_element(actor=draft.editor, element=draft.first, changes={"description": "Over elva."})
    comment(actor=draft.editor, subject=draft.first, text="Bare for oss")
    _link, address = opened(draft, draft.first)
    answer = Client().get(address)
    html = answer.content.decode()
    assert answer.status_code == 200
    assert "Bygge bro" in html
    assert "Over elva." in html
    assert "noindex" in html
    assert "noindex" in answer["X-Robots-Tag"]
    assert "no-store" in answer["Cache-Control"]
    assert answer["Referrer-Policy"] == "no-referrer"
    for hidden in ("Bygge vei", "Et nytt mål", "Editor-", "Bare for oss", "/skrivebordet/"):
        assert hidden not in html, hidden
    assert Client().get("/skrivebordet/element/bro/").status_code == 404


def test_a_reader_without_account_reads_one_plan_but_not_what_is_the_teams(draft: Desk) -> None:
    Element.objects.filter(pk=draft.second.pk).update(visibility=2)
    _link, address = opened(draft, draft.draft)
    html = read(Client(), address)
    assert "Et nytt mål" in html
    assert "Bygge bro" in html
    assert "Bygge vei" not in html
    assert "/skrivebordet/" not in html


def test_a_link_ends_when_it_expires_or_is_taken_back(draft: Desk) -> None:
    link, address = opened(draft, draft.first)
    html = read(as_(draft.editor), BRO)
    assert address in html
    assert address not in read(as_(draft.person(RoleKind.READER)), BRO)
    assert do(draft.editor, BRO, "ta-tilbake", id=str(link.pk)).status_code == 302
    ended = Client().get(address)
    assert ended.status_code == 410
    assert "Bygge bro" not in ended.content.decode()
    link, address = opened(draft, draft.first)
    past = timezone.now() - timedelta(days=9)
    DraftLink.objects.filter(pk=link.pk).update(made_at=past, expires_at=past + timedelta(days=1))
    assert Client().get(address).status_code == 410


def test_a_link_closes_when_the_draft_becomes_the_teams(draft: Desk) -> None:
    _link, address = opened(draft, draft.first)
    Element.objects.filter(pk=draft.first.pk).update(visibility=2)
    assert Client().get(address).status_code == 410
    assert do(draft.editor, BRO, "lenke", leser="Kari", dager="3").status_code == 400


@pytest.mark.parametrize("token", ["x", "00000000000000000000000000000000.x", "%00", "a" * 3000])
def test_a_token_that_nobody_signed_is_not_found(draft: Desk, token: str) -> None:
    assert Client().get(f"/utkast/{token}/").status_code == 404


@pytest.mark.parametrize(
    ("reader", "days"),
    [("", "3"), ("Kari", "0"), ("Kari", "91"), ("Kari", "x"), ("Kari", ""), ("k" * 201, "3")],
)
def test_a_link_needs_a_reader_and_an_end(draft: Desk, reader: str, days: str) -> None:
    assert do(draft.editor, BRO, "lenke", leser=reader, dager=days).status_code == 400
    assert not DraftLink.objects.filter(root=draft.root).exists()
