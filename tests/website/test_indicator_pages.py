"""The catalogue of indicators and the page of one, as their readers use them."""

import csv
import io
import json
from collections.abc import Iterator

import openpyxl
import pytest
from django.test import Client

from rodtrad.core.models import Origin, Visibility
from rodtrad.geography.models import Area
from rodtrad.goals.models import Element
from rodtrad.indicators.columns import ObservationStatus
from rodtrad.indicators.jsonstat.read import read_cube
from rodtrad.indicators.models import Batch, BatchState, Direction, Indicator, Observation
from rodtrad.indicators.operations.load import load_figures, record_failure
from rodtrad.organisations.models import Root
from tests.cast import Cast
from tests.indicators.factories import FEBRUARY, MARCH, figures, make_dataset, make_indicator
from tests.targets.factories import make_target

pytestmark = pytest.mark.django_db

PAGE = "/oslo/indikatorer/prove/"


@pytest.fixture
def indicator(cast: Cast) -> Indicator:
    """Return an indicator with figures of Oslo, the country and ten districts; one figure is revised."""
    dataset = make_dataset(
        "prove",
        title="Prøvetabellen",
        publisher="Statistisk sentralbyrå",
        table="01234",
        due_month=3,
        due_day=15,
    )
    made = make_indicator("prove", name="Prøveandel", dataset=dataset, unit="percent", decimals=1, quantity="ratio",
                          direction=Direction.LOWER)  # fmt: skip
    cells = {("0301", "2023"): 15.1, ("0301", "2024"): 13.0, ("0", "2024"): 10.2, ("030101", "2024"): 21.6}
    cells |= {(f"0301{number:02}", "2024"): float(number) for number in range(3, 12)}
    load_figures(
        dataset=dataset, figures=figures(cells, "prove"), received_at=FEBRUARY, published_at=FEBRUARY
    )
    load_figures(
        dataset=dataset,
        figures=figures(
            {**cells, ("0301", "2024"): 12.0, ("030102", "2024"): ObservationStatus.CONFIDENTIAL}, "prove"
        ),
        received_at=MARCH,
        published_at=MARCH,
    )
    return made


def text_of(client: Client, address: str, status: int = 200) -> str:
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode().replace("\u00a0", " ")


def test_the_catalogue_shows_what_is_measured_and_the_latest_figure(
    indicator: Indicator, nobody: Client
) -> None:
    page = text_of(nobody, "/oslo/indikatorer/?tekst=prøveandel")
    assert "Prøveandel" in page
    assert "12,0 %" in page
    assert "Statistisk sentralbyrå, 01234" in page
    assert "lavere er bedre" in page


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"provider": "ssb", "query": {"values": {}}}, "klar til å hentes, ikke prøvd mot kilden"),
        ({"provider": "ssb", "query": {"values": {}}, "verified_on": FEBRUARY.date()}, "klar til å hentes"),
        ({"provider": "kostra"}, "spørringen er ikke laget ennå"),
        ({"provider": "table"}, "klar for en tabell"),
    ],
)
def test_an_indicator_without_figures_says_what_it_waits_for(
    cast: Cast, nobody: Client, fields: dict[str, object], said: str
) -> None:
    make_indicator("tom", name="Tom prøve", dataset=make_dataset("tom", **fields))
    assert f">{said}<" in text_of(nobody, "/oslo/indikatorer/?tekst=tom+prøve")
    assert f"Ingen tall ennå: {said}." in text_of(nobody, "/oslo/indikatorer/tom/")


def test_a_figure_says_the_table_that_it_came_from(indicator: Indicator, nobody: Client) -> None:
    """Until it is fetched, a figure may stand that a document has told."""
    document = make_dataset("notat", title="Notatet, side 4", provider="document")
    batch = Batch.objects.create(dataset=document, state=BatchState.STORED, received_at=MARCH)
    Observation.objects.filter(indicator=indicator).update(batch=batch)
    for address in (PAGE, "/oslo/indikatorer/?tekst=prøveandel"):
        page = text_of(nobody, address)
        assert "Notatet, side 4" in page
        assert "01234" not in page


@pytest.mark.parametrize(
    ("question", "found"),
    [
        ("tema=population", True),
        ("tema=climate", False),
        ("dimensjon=social&perspektiv=outcome", True),
        ("tall=har", True),
        ("tall=mangler", False),
        ("tekst=finnes+ikke", False),
        ("maal=11", True),
        ("maal=12", False),
    ],
)
def test_the_catalogue_is_chosen_from(
    indicator: Indicator, nobody: Client, question: str, found: bool
) -> None:
    indicator.sdg_targets.set(["11.6"])
    assert ("Prøveandel" in text_of(nobody, f"/oslo/indikatorer/?{question}")) == found


def test_what_is_chosen_can_be_taken_away_one_by_one(indicator: Indicator, nobody: Client) -> None:
    indicator.sdg_targets.set(["11.6"])
    page = text_of(nobody, "/oslo/indikatorer/?maal=11&tema=population")
    assert '<li><a href="/oslo/indikatorer/?maal=11">Befolkning' in page
    assert '<li><a href="/oslo/indikatorer/?tema=population">11 ' in page


@pytest.mark.parametrize("question", ["tema=tull", "dimensjon=x", "tall=ja", "maal=a", "maal=18"])
def test_a_choice_that_is_not_there_is_not_found(indicator: Indicator, nobody: Client, question: str) -> None:
    assert nobody.get(f"/oslo/indikatorer/?{question}").status_code == 404


def test_the_page_shows_trend_peers_districts_source_and_age(indicator: Indicator, nobody: Client) -> None:
    page = text_of(nobody, PAGE)
    for said in ("Prøveandel", "12,0 %", "Oslo, 2024", "Norge", "Gamle Oslo", "21,6", "Prøvetabellen"):
        assert said in page
    assert "skjult av hensyn til personvernet" not in page  # the district has its dash, and is counted
    assert "16. mars 2026" in page
    assert "15. mars 2026" in page  # when the next is due
    assert '<svg viewBox="0 0' in page


def test_what_was_revised_is_shown_with_both_dates(indicator: Indicator, nobody: Client) -> None:
    page = text_of(nobody, PAGE)
    revised = page[page.index("Hva som er revidert") :]
    for said in ("2024", "13,0 %", "20. februar 2026", "16. mars 2026"):
        assert said in revised


def test_a_fetch_that_failed_is_told_beside_the_old_figures(indicator: Indicator, nobody: Client) -> None:
    assert indicator.dataset is not None
    record_failure(dataset=indicator.dataset, failure="Fant ikke variabelen Kjonn.", received_at=MARCH)
    page = text_of(nobody, PAGE)
    assert "12,0 %" in page
    assert "Fant ikke variabelen Kjonn." in page


def test_a_target_is_drawn_and_judged_in_words(indicator: Indicator, nobody: Client) -> None:
    goal = Element.objects.get(root__slug="oslo", key="mal-1")
    make_target(goal, indicator, baseline_year=2020, baseline_value=16.0, year=2032, value=8.0,
                origin=Origin.EXAMPLE)  # fmt: skip
    page = text_of(nobody, PAGE)
    assert goal.title in page
    assert "8,0 % i 2032" in page
    goal_page = text_of(nobody, "/oslo/element/mal-1/")
    assert "Prøveandel" in goal_page
    assert "i rute" in goal_page
    assert "16,0 % i 2020" in goal_page


def test_json_stat_csv_and_excel_hold_the_same_figures(indicator: Indicator, nobody: Client) -> None:
    cube = read_cube(nobody.get(f"{PAGE}tall.json").content)
    told = dict(
        zip(_names(cube.dimension("area").codes, cube.dimension("period").codes), cube.values, strict=True)
    )
    assert told["0301", "2024"] == 12.0
    rows = list(
        csv.DictReader(io.StringIO(nobody.get(f"{PAGE}tall.csv").content.decode("utf-8-sig")), delimiter=";")
    )
    [row] = [row for row in rows if row["Område, kode"] == "0301" and row["Periode"] == "2024"]
    assert row["Verdi"] == "12"
    book = openpyxl.load_workbook(io.BytesIO(nobody.get(f"{PAGE}tall.xlsx").content))
    values = {(line[0], line[4], line[6], line[7]) for line in book.worksheets[0].iter_rows(values_only=True)}
    assert ("0301", "2024", 12, None) in values
    assert ("030102", "2024", None, ":") in values


def _names(areas: tuple[str, ...], periods: tuple[str, ...]) -> Iterator[tuple[str, str]]:
    return ((area, period) for area in areas for period in periods)


def test_the_file_says_which_status_a_cell_has(indicator: Indicator, nobody: Client) -> None:
    told = json.loads(nobody.get(f"{PAGE}tall.json").content)
    assert ":" in json.dumps(told["status"])


def test_what_is_not_there_is_not_found(cast: Cast, nobody: Client) -> None:
    for address in ("/oslo/indikatorer/finnes-ikke/", "/oslo/indikatorer/finnes-ikke/tall.json"):
        assert nobody.get(address).status_code == 404


def test_an_internal_indicator_is_there_for_those_with_a_role_only(cast: Cast, nobody: Client) -> None:
    make_indicator(
        "indre",
        name="Indre prøve",
        root=cast.solvik,
        visibility=Visibility.INTERNAL,
        dataset=make_dataset("indre"),
    )
    assert "Indre prøve" not in text_of(nobody, "/solvik/indikatorer/")
    text_of(nobody, "/solvik/indikatorer/indre/", status=404)
    assert "Indre prøve" in text_of(cast.client("lise"), "/solvik/indikatorer/")
    text_of(cast.client("lise"), "/solvik/indikatorer/indre/")
    text_of(cast.client("ulla"), "/solvik/indikatorer/indre/", status=404)
    text_of(cast.client("lise"), "/oslo/indikatorer/indre/", status=404)


def test_a_target_of_a_hidden_goal_is_hidden_too(cast: Cast, indicator: Indicator, nobody: Client) -> None:
    hidden = Element.objects.filter(root=cast.solvik, visibility=Visibility.TEAM).first()
    assert hidden is not None
    make_target(hidden, indicator)
    assert hidden.title not in text_of(nobody, "/solvik/indikatorer/prove/")


def test_a_root_without_an_area_has_a_catalogue_all_the_same(indicator: Indicator, nobody: Client) -> None:
    root = Root.objects.filter(area__isnull=True, visibility=Visibility.PUBLIC).first()
    assert root is not None
    assert "Prøveandel" in text_of(nobody, f"/{root.slug}/indikatorer/")
    text_of(nobody, f"/{root.slug}/indikatorer/prove/")


def test_the_pages_ask_the_database_a_few_times_whatever_they_show(
    indicator: Indicator, nobody: Client, django_assert_max_num_queries: object
) -> None:
    areas = Area.objects.filter(kind="district").values_list("code", flat=True)
    assert indicator.dataset is not None
    cells = {(code, str(year)): 1.0 for code in areas for year in range(2000, 2024)}
    load_figures(dataset=indicator.dataset, figures=figures(cells, "prove"), received_at=MARCH)
    with django_assert_max_num_queries(22):  # type: ignore[operator]  # a fixture of pytest-django without types
        nobody.get(PAGE)
    with django_assert_max_num_queries(12):  # type: ignore[operator]  # as above
        nobody.get("/oslo/indikatorer/")


def test_the_findings_about_it_stand_on_its_page(indicator: Indicator, cast: Cast, nobody: Client) -> None:
    assert 'id="funn"' not in text_of(nobody, PAGE)
    assert indicator.dataset is not None
    record_failure(dataset=indicator.dataset, failure="SSB svarer ikke.", received_at=MARCH)
    page = text_of(nobody, PAGE)
    told = page[page.index('id="funn"') :]
    assert "Siste henting av tall gikk galt. Hentingen 16. mars 2026 gikk galt: SSB svarer ikke." in told
    assert "/kilder/" not in told, "that page is for those with a role"
    other = make_indicator("en-annen", name="En annen", dataset=make_dataset("en-annen"))
    assert 'id="funn"' not in text_of(nobody, f"/oslo/indikatorer/{other.key}/")


def test_what_is_followed_by_it_without_a_target_is_told_of_with_its_address(cast: Cast) -> None:
    page = text_of(cast.client("anne"), "/solvik/indikatorer/uro-i-klassene/")
    told = page[page.index('id="funn"') :]
    assert "Indikator uten måltall. " in told
    assert 'href="/solvik/element/leksehjelp/"' in told


def test_what_is_reckoned_here_says_from_what(indicator: Indicator, nobody: Client) -> None:
    below = make_indicator("nevner", name="Alle")
    made = make_indicator("utregnet", unit="percent", formula="share", numerator=indicator, denominator=below)
    page = text_of(nobody, f"/oslo/indikatorer/{made.key}/")
    assert "<dt>Regnet ut</dt>" in page
    assert '<a href="/oslo/indikatorer/prove/">Prøveandel</a>' in page
    assert '<a href="/oslo/indikatorer/nevner/">delt på Alle</a>' in page


def test_the_latest_figure_is_shown_by_what_it_is_broken_down_by(
    indicator: Indicator, nobody: Client
) -> None:
    dataset = indicator.dataset
    assert dataset is not None
    for sex, value in (("kvinner", 11.0), ("menn", 13.0)):
        load_figures(
            dataset=dataset,
            figures=figures({("0301", "2024"): value, ("0301", "2023"): 1.0}, "prove", (("Kjønn", sex),)),
            received_at=MARCH,
        )
    page = text_of(nobody, PAGE).partition("Fordelt på kjønn")[2].partition('id="alle-tall"')[0]
    assert page.index("kvinner") < page.index("11,0") < page.index("menn") < page.index("13,0")
    assert ">1,0<" not in page
