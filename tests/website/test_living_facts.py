"""Living facts as readers meet them: they say what stands now, and where it comes from."""

import pytest
from django.test import Client

from rodtrad.core.models import Visibility
from rodtrad.exchange.indicator_file.shipped import load_common_set
from rodtrad.geography.models import Area
from rodtrad.indicators.columns import ObservationStatus
from rodtrad.indicators.models import Dataset, LivingFact
from rodtrad.indicators.operations.load import load_figures
from rodtrad.organisations.models import Root
from tests.cast import Cast
from tests.indicators.factories import MARCH, figures, make_dataset, make_indicator

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def common(db: None) -> None:
    load_common_set()


PAGE = "/oslo/levende-fakta/"


def text_of(client: Client, address: str = PAGE) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return " ".join(answer.content.decode().replace("\N{NO-BREAK SPACE}", " ").split())


def make_fact(text: str, key: str = "prove", **fields: object) -> LivingFact:
    return LivingFact.objects.create(key=key, text=text, **fields)


def give(value: float | ObservationStatus, **fields: object) -> None:
    """Let a table give the figure of Oslo for 2024, for an indicator made for it."""
    dataset = make_dataset(
        "prove", publisher="Statistisk sentralbyrå", table="01234", due_month=3, due_day=15
    )
    make_indicator("prove", unit="percent", decimals=1, quantity="ratio", dataset=dataset, **fields)
    renew(value, "2024")


def renew(value: float | ObservationStatus, period: str) -> None:
    load_figures(
        dataset=Dataset.objects.get(key="prove"),
        figures=figures({("0301", period): value}, "prove"),
        received_at=MARCH,
    )


def test_oslos_facts_stand_with_their_source(nobody: Client) -> None:
    page = text_of(nobody)
    for said in (
        "723 200</a></b> bor i Oslo.",
        "1 av 6</a></b> kommer ikke",
        "8 av 10</a></b> trives",
        "2/3</a></b>",
    ):
        assert said in page
    assert page.count("Kommuneplanens samfunnsdel 2025, s. 4") == 13
    assert "808 000</a></b> er ventet å bo her i <a href=" in page


def test_a_sentence_renews_itself_when_a_figure_comes(nobody: Client) -> None:
    make_fact("{prove:av} gjør det. Det er {prove} i {prove:år}.")
    assert "gjør det" not in text_of(nobody)
    give(24.8)
    page = text_of(nobody)
    assert "1 av 4</a></b> gjør det. Det er <a href=" in page
    assert "Statistisk sentralbyrå, 01234, for 2024. Hentet 16. mars 2026." in page
    assert "Nyere tall skulle kommet 15. mars 2026." in page
    renew(33.0, "2025")
    page = text_of(nobody)
    assert "1 av 3</a></b> gjør det." in page
    assert ">33,0 %</a> i <a" in page
    assert "skulle kommet 15. mars" not in page


def test_a_share_that_is_no_simple_part_is_said_as_it_is(nobody: Client) -> None:
    make_fact("{prove:av} gjør det.")
    give(98.6)
    assert "98,6 %</a></b> gjør det." in text_of(nobody)


def test_a_sentence_that_does_not_begin_with_a_figure_is_whole(nobody: Client) -> None:
    make_fact("Av hundre er det {prove} som gjør det.")
    give(40.0)
    assert 'Av hundre er det <a href="/oslo/indikatorer/prove/">40,0 %</a> som gjør det.' in text_of(nobody)


def test_a_hidden_figure_is_not_told(nobody: Client) -> None:
    make_fact("{prove} gjør det.")
    give(ObservationStatus.CONFIDENTIAL)
    page = text_of(nobody)
    assert "gjør det." in page.partition("venter på tall")[2]
    assert 'Mangler: <a href="/oslo/indikatorer/prove/">Prove</a>' in page


def test_a_fact_is_as_closed_as_what_it_names(cast: Cast) -> None:
    Root.objects.filter(slug="solvik").update(area=Area.objects.get(code="0301"))
    make_fact("{prove} gjør det i {innbyggere:år}.", root=cast.solvik)
    give(40.0, root=cast.solvik, visibility=Visibility.INTERNAL)
    address = "/solvik/levende-fakta/"
    assert "gjør det" in text_of(cast.client("lise"), address)
    assert "gjør det" not in text_of(cast.client("ulla"), address)
    assert "gjør det" not in text_of(cast.client(None), address)


def test_a_roots_own_fact_is_not_another_roots(nobody: Client) -> None:
    make_fact("{innbyggere} er våre egne.", root=Root.objects.get(slug="oslo"))
    assert "er våre egne." in text_of(nobody)
    assert "er våre egne." not in text_of(nobody, "/baerum/levende-fakta/")


def test_a_fact_is_told_in_the_readers_language(nobody: Client) -> None:
    nobody.cookies["language"] = "en"
    page = text_of(nobody)
    assert "people live in Oslo." in page
    assert "1 in 6</a></b> do not make it" in page


def test_the_front_page_tells_four_and_where_the_rest_are(nobody: Client) -> None:
    page = text_of(nobody, "/")
    assert page.count("Kommuneplanens samfunnsdel 2025, s. 4") == 4
    assert 'href="/oslo/levende-fakta/"' in page
