"""What may be typed: phrases, minus, numbers, keys, other spellings; and what is proposed when nothing is found."""

import pytest
from django.test import Client

from rodtrad.goals.models import Element, Placement
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import NOBODY
from rodtrad.search.operations import catch_up, rebuild
from rodtrad.search.queries import Chosen, find, read_asked, suggest
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def keys(root: Root, text: str) -> set[str]:
    found = find(asked=read_asked(text), viewers={root.id: NOBODY}, chosen=Chosen(), size=1000)
    return {hit.document.key for hit in found.hits}


@pytest.fixture
def renamed(cast: Cast) -> Root:
    Element.objects.filter(root=cast.solvik, key="leksehjelp").update(
        title="Åpne kafé på T-banestasjonen", description="Ålesund viste vei i 2024"
    )
    Placement.objects.filter(root=cast.solvik, element__key="leksehjelp").update(number="7.3")
    catch_up()
    return cast.solvik


@pytest.mark.parametrize(
    "text",
    ["kafe", "kafé", "KAFÉ", "t-bane", "t-banen", "leksehjelp", "7.3", "kafe 7.3", "åpne kafeer", "-skole kafé",
     "kafé -skole", '-"en skole" kafé', "2024", "kaf*", "kafeen", "ÅLESUND", "«kafé på»", "“kafé på”"],
)  # fmt: skip
def test_it_is_found(renamed: Root, text: str) -> None:
    assert "leksehjelp" in keys(renamed, text)


@pytest.mark.parametrize(
    "text", ["kafé -åpne", "-kafé", '"på kafé"', "3.7", "7.4", 'kafé -"t banestasjonen"', "kafé −åpner"]
)
def test_it_is_not_found(renamed: Root, text: str) -> None:
    assert "leksehjelp" not in keys(renamed, text)


def test_a_things_number_leads_to_it_first(renamed: Root) -> None:
    element = Element.objects.select_related("level").get(root=renamed, key="leksehjelp")
    found = find(
        asked=read_asked(f"{element.level.one_nb} 7.3"), viewers={renamed.id: NOBODY}, chosen=Chosen()
    )
    assert [hit.document.key for hit in found.hits] == ["leksehjelp"]


def test_keys_lead_to_their_things(cast: Cast) -> None:
    for text in ("samfunnsdel", "gode-skoler", "skole-mot-vei", "skolekontoret"):
        assert text in keys(cast.solvik, text)


@pytest.mark.parametrize(
    ("text", "meant"),
    [("leksehelp", "leksehjelp"), ("skloer", "skoler"), ("gdoe skoler", "gode skoler"), ("lekehjelp", "leksehjelp"),
     ("aapne", "åpne"), ("apne", "åpne")],
)  # fmt: skip
def test_a_slip_of_the_finger_is_put_right(renamed: Root, nobody: Client, text: str, meant: str) -> None:
    assert suggest(asked=read_asked(text), viewers={renamed.id: NOBODY}) == meant
    page = nobody.get("/solvik/sok/", {"q": text}).content.decode()
    assert f">{meant}</a>?" in page


def test_only_what_the_reader_may_see_is_proposed(cast: Cast) -> None:
    """The word stands in the index, since the team has written it."""
    assert keys(cast.solvik, "rektor") == set()
    hidden, visible = cast.client(None), cast.client("bard")
    assert "Mente du" not in hidden.get("/solvik/sok/", {"q": "rektro"}).content.decode()
    assert ">rektor</a>?" in visible.get("/solvik/sok/", {"q": "rektro"}).content.decode()


def test_a_beginning_is_told_as_one_and_short_words_are_none(nobody: Client) -> None:
    text = nobody.get("/solvik/sok/", {"q": "leksehj"}).content.decode()
    assert "treff på ord som begynner med «leksehj»" in text
    assert "Ingen treff" in nobody.get("/solvik/sok/", {"q": "lek"}).content.decode()


def test_no_phrase_spans_title_and_key(cast: Cast) -> None:
    rebuild(root_id=cast.solvik.pk)
    assert "gode-skoler" in keys(cast.solvik, '"gode skoler"')
    assert keys(cast.solvik, '"skoler gode"') == set()
