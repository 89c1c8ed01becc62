"""The public, and those with a role elsewhere, see no history: no former words, no names, no comments, anywhere."""

import pytest
from django.test import Client

from rodtrad.goals.models import Element
from rodtrad.goals.operations import change_element
from rodtrad.goals.operations.reviews_comment import comment
from rodtrad.goals.operations.reviews_decide import approve_review
from rodtrad.goals.operations.reviews_draft_link import make_draft_link, token_of
from rodtrad.goals.operations.reviews_propose import propose
from rodtrad.goals.queries.review_marks import marks_of
from tests.cast import Cast
from tests.test_visibility_everywhere import addresses, asked, read

pytestmark = pytest.mark.django_db
FORMER = "Slik sto det før omskrivingen"
NOW = "Slik står det nå"
REMARK = "Dette er bare til oss"
HIDDEN = (FORMER, REMARK, "Randi Redaktør", "Geir Godkjenner", "randi@example.org")
PAGES = (
    "/solvik/historikk/",
    "/solvik/historikk/oppbevaring/",
    "/solvik/gjennomgang/",
    "/solvik/element/leksehjelp/historikk/",
    "/solvik/element/leksehjelp/sett-tilbake/?hendelse=1&felt=description",
    "/solvik/planer/handlingsdel/historikk/",
    "/solvik/malkonflikter/skole-mot-vei/historikk/",
)


@pytest.fixture
def rewritten(cast: Cast) -> Element:
    """A measure that has been written, rewritten, remarked on, approved and published."""
    randi, geir = cast.user("randi"), cast.user("geir")
    element = Element.objects.get(root__slug="solvik", key="leksehjelp")
    for text in (FORMER, NOW):
        change_element(actor=randi, element=element, changes={"description": text})
    comment(actor=randi, subject=element, text=REMARK)
    Element.objects.filter(pk=element.pk).update(life_cycle="draft")
    propose(actor=randi, subject=element)
    approve_review(actor=geir, subject=element, seen=marks_of(element))
    return element


@pytest.mark.parametrize("who", [None, "ulla"])
def test_no_address_shows_it(cast: Cast, rewritten: Element, who: str | None) -> None:
    client = cast.client(who)
    client.raise_request_exception = False
    walked = addresses(("solvik",))
    texts = {path: read(client, path)[1] for path in [*walked, *asked(walked)]}
    assert any(NOW in text for text in texts.values())
    wrong = [
        f"{path} shows «{secret}»" for path, text in texts.items() for secret in HIDDEN if secret in text
    ]
    assert not wrong, "\n".join(wrong)


def test_the_same_walk_finds_it_for_those_with_a_role(cast: Cast, rewritten: Element) -> None:
    shown = read(cast.client("randi"), "/solvik/element/leksehjelp/historikk/")[1]
    assert FORMER in shown
    assert "Randi Redaktør" in shown


@pytest.mark.parametrize("path", PAGES)
def test_its_pages_do_not_exist_for_them(cast: Cast, rewritten: Element, path: str) -> None:
    for who in (None, "ulla"):
        status, text = read(cast.client(who), path)
        assert status == (302 if who is None and "oppbevaring" in path else 404), (who, path)
        assert NOW not in text
    assert cast.client("anne").get(path).status_code in (200, 403, 404)


def test_a_draft_link_shows_what_stands_and_nothing_before(cast: Cast, rewritten: Element) -> None:
    link = make_draft_link(actor=cast.user("randi"), subject=rewritten, reader="Kari", days=2)
    html = Client().get(f"/utkast/{token_of(link)}/").content.decode()
    assert NOW in html
    assert not [secret for secret in HIDDEN if secret in html]
