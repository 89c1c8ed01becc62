"""An editor writes the root's own sentences with figures: the story, what is wrong, wrong person, two at once."""

import re
from typing import Any

import pytest
from django.test import Client

from rodtrad.geography.models import Area
from rodtrad.indicators.models import LivingFact
from rodtrad.indicators.operations.load import load_figures
from rodtrad.organisations.models import Organisation, Role, RoleKind
from tests.cast import Cast
from tests.indicators.factories import MARCH, figures, make_dataset, make_indicator

pytestmark = pytest.mark.django_db
PAGE, OWN, NEW = "/solvik/levende-fakta/", "/solvik/levende-fakta/egne/", "/solvik/ny-setning/"
EDIT, DELETE = f"{PAGE}leser/endre/", f"{PAGE}leser/slett/"
HISTORY = f"{PAGE}historikk/"
#: Oslo for two years, and one of its districts.
CELLS = {("0301", "2020"): 20.0, ("0301", "2024"): 24.8, ("030101", "2024"): 33.1}


@pytest.fixture
def randi(cast: Cast) -> Client:
    """Give the editor of a root with an area that has figures, in the common set."""
    root = cast.solvik
    root.area = Area.objects.get(code="0301", valid_to=None)
    root.save(update_fields=["area"])
    dataset = make_dataset("prove", publisher="Statistisk sentralbyrå", table="01234")
    make_indicator(
        "prove", name="Barn i prøven", unit="percent", decimals=1, quantity="ratio", dataset=dataset
    )
    make_indicator("folk", name="Folk", unit="person", quantity="count")
    load_figures(dataset=dataset, figures=figures(CELLS, "prove"), received_at=MARCH)
    return cast.client("randi")


@pytest.fixture
def geir(randi: Client, cast: Cast) -> Client:
    """Let another person be an editor too."""
    top = Organisation.objects.get(root=cast.solvik, parent=None)
    Role.objects.create(root=cast.solvik, organisation=top, user=cast.user("geir"), kind=RoleKind.EDITOR)
    return cast.client("geir")


def words(answer: Any) -> str:
    text = re.sub(r"<(script|style|head)\b.*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    plain = re.sub(r"<[^>]+>", " ", text).replace("\N{NO-BREAK SPACE}", " ")
    return " ".join(plain.split())


def version(client: Client, address: str) -> str:
    [found] = re.findall(r'name="versjon" value="([^"]+)"', client.get(address).content.decode())
    return str(found)


def place(**more: str) -> dict[str, str]:
    return {"sett-inn": "1", "indikator": "prove", "sted": "", "periode": "", "mate": "", **more}


def text_in(answer: Any, name: str = "text") -> str:
    [found] = re.findall(
        rf'<textarea name="{name}"[^>]*>\s*(.*?)</textarea>', answer.content.decode(), re.DOTALL
    )
    return str(found).strip()


# The story


def test_an_editor_writes_a_sentence_with_help_looks_at_it_and_stores_it(randi: Client) -> None:
    page = words(randi.get(NEW))
    assert "Barn i prøven (24,8 % i 2024)" in page
    assert "Folk (ikke noe tall ennå)" in page
    assert "Gamle Oslo" in page
    first = randi.post(NEW, {"text": "{} av barna i prøven bor i {sted}.", **place(mate="av")})
    assert text_in(first) == "{prove:av} av barna i prøven bor i {sted}."
    second = randi.post(NEW, {"text": text_in(first) + " I Gamle Oslo: {}", **place(sted="030101")})
    third = randi.post(NEW, {"text": text_in(second) + ", før", **place(periode="2020")})
    text = text_in(third)
    assert text.endswith("I Gamle Oslo: {prove i 030101}, før {prove for 2020}")
    before = LivingFact.objects.count()
    look = randi.post(NEW, {"text": text, "forhandsvis": "1"})
    assert look.status_code == 200
    assert "1 av 4 av barna i prøven bor i Solvik. I Gamle Oslo: 33,1 % , før 20,0 %" in words(look), words(
        look
    )
    assert "Statistisk sentralbyrå, 01234, for 2024 · Statistisk sentralbyrå, 01234, for 2020" in words(look)
    assert "Hentet 16. mars 2026." in words(look)
    assert LivingFact.objects.count() == before
    done = randi.post(NEW, {"text": text}, follow=True)
    assert "Setningen er lagret." in words(done)
    assert "1 av 4 av barna i prøven bor i Solvik." in words(randi.get(PAGE))
    made = LivingFact.objects.get(root__slug="solvik", text=text)
    assert (made.origin, made.position) == ("own", 3)


def test_a_sentence_without_figures_yet_says_what_it_waits_for(randi: Client) -> None:
    look = randi.post(NEW, {"text": "{folk} bor her.", "forhandsvis": "1"})
    assert "Setningen venter, og vises ikke, til det finnes tall for: Folk" in words(look)
    randi.post(NEW, {"text": "{folk} bor her."})
    assert "Venter på tall for: Folk" in words(randi.get(OWN))


def test_each_language_is_shown_as_it_will_read(randi: Client) -> None:
    look = randi.post(
        NEW,
        {
            "text": "{prove} her.",
            "text_nn": "{prove:av} her òg.",
            "text_en": "{prove:av} here.",
            "forhandsvis": "1",
        },
    )
    assert "24,8 % her." in words(look)
    assert "1 av 4 her òg." in words(look)
    assert "1 in 4 here." in words(look)
    assert look.content.decode().count('<div lang="') == 3


def test_a_sentence_is_changed_put_in_order_and_deleted_and_the_history_tells(
    randi: Client, cast: Cast
) -> None:
    randi.post(EDIT, {"text": "{prove} leser i {sted}.", "versjon": version(randi, EDIT)})
    assert LivingFact.objects.get(key="leser").text == "{prove} leser i {sted}."
    seen = "leser hvor-urolig"
    assert f'name="sett" value="{seen}"' in randi.get(OWN).content.decode()
    answer = randi.post(OWN, {"sett": seen, "flytt": "ned:leser"})
    assert answer.headers["Location"] == f"{OWN}#leser"
    own = LivingFact.objects.filter(root__slug="solvik")
    assert [one.key for one in own] == ["hvor-urolig", "leser"]
    randi.post(OWN, {"sett": "hvor-urolig leser", "flytt": "opp:hvor-urolig"})
    assert [one.key for one in own] == ["hvor-urolig", "leser"]
    randi.post(DELETE, {"versjon": version(randi, DELETE)})
    assert not LivingFact.objects.filter(key="leser").exists()
    told = words(randi.get(HISTORY))
    for said in (
        "Randi Redaktør slettet setningen",
        "Randi Redaktør flyttet setningen",
        "Randi Redaktør endret setningen",
    ):
        assert said in told
    assert "fjernet: leseglede nytt slutt" not in told
    assert "leseglede" in told
    feed = words(cast.client("lise").get("/solvik/historikk/"))
    assert "Slettet 1 setning {prove} leser i {sted}." in feed


def test_own_sentences_stand_before_the_common_ones(randi: Client) -> None:
    LivingFact.objects.create(key="felles", text="{prove} er felles.", position=0)
    randi.post(NEW, {"text": "{prove} er vår."})
    page = words(randi.get(PAGE))
    assert page.index("er vår.") < page.index("er felles.")
    own = words(randi.get(OWN))
    assert "er felles." not in own
    assert "1 felles setning har tall her" in own


# What is wrong stands at its field


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "Skriv en setning."),
        ("Mange bor her.", "Setningen har ikke plass til noe tall."),
        ("{prove bor her.", "Krøllparentesene går ikke opp ved «{prove bor her.»."),
        ("{} bor her.", "«» er ikke nøkkelen til en indikator."),
        ("{prov} bor her.", "Indikatoren «prov» finnes ikke. Mente du «prove»?"),
        ("{utvik-tal} bor her.", "Indikatoren «utvik-tal» finnes ikke."),
        ("{prove:noe} bor her.", "«noe» er ikke en måte å si et tall på."),
        ("{folk:av} bor her.", "«folk» er ikke en andel i prosent"),
        ("{prove i 9999} bor her.", "«9999» er ikke koden til et sted."),
        ("{prove for i fjor} bor her.", "«i fjor» er ikke en periode."),
        ("{prove} " + "x" * 300, "Setningen har mer enn 300 tegn."),
    ],
)
@pytest.mark.parametrize("button", [{}, {"forhandsvis": "1"}])
def test_a_wrong_sentence_is_told_at_the_field_and_not_stored(
    randi: Client, text: str, sentence: str, button: dict[str, str]
) -> None:
    before = LivingFact.objects.count()
    answer = randi.post(NEW, {"text": text, **button})
    assert answer.status_code == 422
    [told] = re.findall(r'id="felt-text_error"[^>]*>(.*?)</p>', answer.content.decode())
    assert sentence in told.replace("&#x27;", "'")
    assert text_in(answer) == text
    assert LivingFact.objects.count() == before


def test_a_fault_in_another_language_stands_there(randi: Client) -> None:
    answer = randi.post(NEW, {"text": "{prove} her.", "text_en": "{prove here."})
    assert answer.status_code == 422
    assert 'id="felt-text_en_error"' in answer.content.decode()
    assert 'id="felt-text_error"' not in answer.content.decode()


@pytest.mark.parametrize(
    ("change", "field", "sentence"),
    [
        ({"indikator": ""}, "indikator", "Velg en indikator."),
        ({"indikator": "utvik-tal"}, "indikator", "Velg en indikator fra listen."),
        ({"periode": "i fjor"}, "periode", "«i fjor» er ikke en periode."),
        ({"indikator": "folk", "mate": "av"}, "mate", "Bare andeler i prosent kan sies slik."),
    ],
)
def test_a_wrong_place_is_told_and_the_sentence_is_as_it_was(
    randi: Client, change: dict[str, str], field: str, sentence: str
) -> None:
    answer = randi.post(NEW, {"text": "Halvferdig {}", **place(**change)})
    assert answer.status_code == 422
    [told] = re.findall(rf'id="plass-{field}_error"[^>]*>(.*?)</p>', answer.content.decode())
    assert sentence in told
    assert text_in(answer) == "Halvferdig {}"


# Who


@pytest.mark.parametrize(("name", "status"), [("lise", 403), ("bard", 403), ("geir", 403), ("randi", 200)])
def test_who_comes_in(randi: Client, cast: Cast, name: str, status: int) -> None:
    client = cast.client(name)
    for address in (OWN, NEW, EDIT, DELETE):
        assert client.get(address).status_code == status
    assert (NEW in client.get(PAGE).content.decode()) == (status == 200)
    if status == 403:
        assert client.post(NEW, {"text": "{prove} her."}).status_code == 403
        assert client.post(DELETE, {"versjon": version(randi, DELETE)}).status_code == 403
    assert client.get(HISTORY).status_code == 200


def test_nobody_is_sent_to_log_in_and_others_sentences_are_not_there(randi: Client, cast: Cast) -> None:
    nobody = cast.client(None)
    assert nobody.get(EDIT).status_code == 302
    assert nobody.get(HISTORY).status_code == 404
    assert nobody.get(f"{PAGE}hvor-urolig/endre/").status_code == 404  # its indicator is internal
    assert randi.get(f"{PAGE}so-mange/endre/").status_code == 404
    assert cast.client("ulla").get("/utvik/levende-fakta/leser/endre/").status_code == 404


# Two at once


def test_what_both_changed_is_shown_and_nothing_is_lost(randi: Client, geir: Client) -> None:
    began = version(randi, EDIT)
    geir.post(EDIT, {"text": "{prove} sier Geir.", "text_en": "", "versjon": version(geir, EDIT)})
    answer = randi.post(EDIT, {"text": "{prove} sier Randi.", "versjon": began})
    assert answer.status_code == 409
    assert "Noen andre har endret dette siden du begynte" in words(answer)
    assert "{leseglede} leser med glede i {sted}. → {prove} sier Geir." in words(answer)
    assert text_in(answer) == "{prove} sier Randi."
    assert LivingFact.objects.get(key="leser").text == "{prove} sier Geir."
    [again] = re.findall(r'name="versjon" value="([^"]+)"', answer.content.decode())
    assert randi.post(EDIT, {"text": "{prove} sier Randi.", "versjon": again}).status_code == 302
    assert LivingFact.objects.get(key="leser").text == "{prove} sier Randi."


def test_two_who_change_different_languages_both_get_theirs(randi: Client, geir: Client) -> None:
    began, was = version(randi, EDIT), LivingFact.objects.get(key="leser").text
    geir.post(EDIT, {"text": was, "text_en": "{prove} read.", "versjon": version(geir, EDIT)})
    randi.post(EDIT, {"text": "{prove} leser.", "text_en": "", "versjon": began})
    now = LivingFact.objects.get(key="leser")
    assert (now.text, now.text_en) == ("{prove} leser.", "{prove} read.")


def test_what_another_changed_or_deleted_meanwhile_is_told(randi: Client, geir: Client) -> None:
    edit, gone = version(randi, EDIT), version(randi, DELETE)
    geir.post(EDIT, {"text": "{prove} nå.", "versjon": version(geir, EDIT)})
    answer = randi.post(DELETE, {"versjon": gone})
    assert answer.status_code == 409
    assert "Ingenting er slettet." in words(answer)
    assert "{prove} nå." in words(answer)
    geir.post(DELETE, {"versjon": version(geir, DELETE)})
    assert randi.post(EDIT, {"text": "{prove} her.", "versjon": edit}).status_code == 404
    assert randi.post(NEW, {"text": "{prove} her.", "versjon": "tull"}).status_code == 302


def test_an_order_that_others_have_changed_is_not_built_on(randi: Client) -> None:
    answer = randi.post(OWN, {"sett": "hvor-urolig leser", "flytt": "opp:leser"}, follow=True)
    assert "Noen andre har endret rekkefølgen" in words(answer)
    assert LivingFact.objects.get(key="leser").position == 1


@pytest.mark.parametrize("sent", [{}, {"flytt": "opp:finnes-ikke"}, {"flytt": "bort:leser"}])
def test_what_the_page_never_asks_is_refused(randi: Client, sent: dict[str, str]) -> None:
    assert randi.post(OWN, sent).status_code == 400
    assert randi.post(EDIT, {"text": "{prove} her.", "versjon": "tull"}).status_code == 400
