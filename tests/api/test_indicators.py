"""Indicators, their figures and what is wanted of them, as programs read them."""

import json
from typing import Any

import pytest
from django.test import Client

from rodtrad.core.models import Visibility
from rodtrad.core.periods import Period
from rodtrad.goals.models import Element
from rodtrad.indicators.columns import ObservationStatus
from rodtrad.indicators.jsonstat.read import read_cube
from rodtrad.indicators.models import Direction, Indicator
from rodtrad.indicators.operations.load import load_figures
from rodtrad.indicators.queries import observations as reading
from rodtrad.organisations.models import Root
from rodtrad.sdg.models import SdgTarget
from tests.cast import Cast
from tests.indicators.factories import MARCH, figures, make_dataset, make_indicator
from tests.targets.factories import make_target

pytestmark = pytest.mark.django_db
OSLO = "/api/v1/organisations/oslo"
SOLVIK = "/api/v1/organisations/solvik"
KEY = "lesing"


def read(client: Client, address: str, **query: Any) -> Any:
    response = client.get(address, query)
    assert response.status_code == 200, response.content
    return response.json()


def keys(client: Client, address: str = f"{OSLO}/indicators", **query: Any) -> list[str]:
    return [one["key"] for one in read(client, address, page_size=1000, **query)["items"]]


@pytest.fixture
def indicator() -> Indicator:
    """Give an indicator with figures for two cities, one of them broken down too."""
    dataset = make_dataset("leseprover", title="Leseprøver", publisher="Utdanningsdirektoratet")
    made = make_indicator(
        KEY,
        name="Lesing på femte trinn",
        dataset=dataset,
        unit="percent",
        direction=Direction.HIGHER,
        decimals=1,
    )
    cells: dict[tuple[str, str], float | ObservationStatus] = {
        ("0301", "2023"): 61.5,
        ("0301", "2024"): 62.5,
        ("0301", "2025"): ObservationStatus.MISSING,
        ("4601", "2023"): 58.0,
        ("4601", "2024"): ObservationStatus.CONFIDENTIAL,
    }
    load_figures(dataset=dataset, figures=figures(cells, KEY), received_at=MARCH, published_at=MARCH)
    girls = figures({("0301", "2024"): 70.0}, KEY, breakdown=(("kjønn", "jenter"),))
    load_figures(dataset=dataset, figures=girls, received_at=MARCH)
    return made


# The catalogue


def test_an_indicator_in_the_list(nobody: Client, indicator: Indicator) -> None:
    [found] = read(nobody, f"{OSLO}/indicators", text="femte lesing")["items"]
    assert (found["key"], found["title"], found["organisation"]) == (KEY, "Lesing på femte trinn", None)
    assert (found["unit"], found["decimals"], found["direction"]) == ("percent", 1, "higher")
    assert found["source"]["publisher"] == "Utdanningsdirektoratet"
    oslo = {"code": "0301", "name": "Oslo"}
    assert found["latest"] == {"area": oslo, "period": "2024", "value": 62.5, "provisional": False}
    assert found["url"] == f"http://testserver/oslo/indikatorer/{KEY}/"


def test_filters_of_the_catalogue(nobody: Client, indicator: Indicator) -> None:
    indicator.sdg_targets.add(SdgTarget.objects.get(code="4.1"))
    assert KEY in keys(nobody, theme="population", dimension="social", perspective="outcome", sdg="4.1")
    assert KEY in keys(nobody, sdg="4")
    assert KEY not in keys(nobody, sdg="4.2")
    assert KEY not in keys(nobody, theme="housing")
    assert KEY not in keys(nobody, dimension="economic")
    assert keys(nobody, text="finnes ikke noe sted") == []
    assert nobody.get(f"{OSLO}/indicators", {"theme": "farge"}).status_code == 422


def test_one_indicator_in_full(nobody: Client, indicator: Indicator) -> None:
    found = read(nobody, f"{OSLO}/indicators/{KEY}")
    assert found["age"]["fetched"] == "2026-03-16T08:00:00Z"
    assert found["age"]["late"] is False
    assert found["reckoned"] is None
    assert nobody.get(f"{OSLO}/indicators/finnes-ikke").status_code == 404


@pytest.mark.parametrize(("person", "sees"), [(None, False), ("ulla", False), ("lise", True)])
def test_an_internal_indicator_shows_only_inside(cast: Cast, person: str | None, sees: bool) -> None:
    client = cast.client(person)
    assert ("uro-i-klassene" in keys(client, f"{SOLVIK}/indicators")) is sees
    assert "leseglede" in keys(client, f"{SOLVIK}/indicators")
    assert "leseglede" not in keys(client), "it is another organisation's own"
    for address in (
        f"{SOLVIK}/indicators/uro-i-klassene",
        f"{SOLVIK}/indicators/uro-i-klassene/comparison?area=0301",
        f"{SOLVIK}/observations?indicator=uro-i-klassene",
    ):
        assert (client.get(address).status_code == 200) is sees
        assert client.get(address).status_code in (200, 404)


# Figures


def told(client: Client, **query: Any) -> list[tuple[str, str, float | None, str]]:
    items = read(client, f"{OSLO}/observations", indicator=KEY, **query)["items"]
    return [(one["area"]["code"], one["period"], one["value"], one["status"]) for one in items]


def test_figures_with_their_status_and_dates(nobody: Client, indicator: Indicator) -> None:
    assert sorted(told(nobody)) == [
        ("0301", "2023", 61.5, "figure"),
        ("0301", "2024", 62.5, "figure"),
        ("0301", "2025", None, "missing"),
        ("4601", "2023", 58.0, "figure"),
        ("4601", "2024", None, "confidential"),
    ]
    first = read(nobody, f"{OSLO}/observations", indicator=KEY, area="0301")["items"][0]
    assert (first["breakdown"], first["derivation"]) == (None, "published")
    assert first["published"] == first["fetched"] == "2026-03-16T08:00:00Z"


@pytest.mark.parametrize(
    ("query", "periods"),
    [
        ({"from": "2024"}, ["2024", "2025"]),
        ({"to": "2024"}, ["2023", "2024"]),
        ({"from": "2024", "to": "2024"}, ["2024"]),
        ({"from": "2024M02"}, ["2025"]),
        ({"to": "2024K1"}, ["2023", "2024"]),
        ({"from": "2030"}, []),
        ({"to": "2999"}, ["2023", "2024", "2025"]),
    ],
)
def test_periods(nobody: Client, indicator: Indicator, query: dict[str, str], periods: list[str]) -> None:
    assert [period for _area, period, *_rest in told(nobody, area="0301", **query)] == periods


def test_breakdowns(nobody: Client, indicator: Indicator) -> None:
    assert len(told(nobody)) == 5
    assert len(told(nobody, breakdown="all")) == 6
    every = read(nobody, f"{OSLO}/observations", indicator=KEY, breakdown="all")["items"]
    [named] = [one["breakdown"] for one in every if one["breakdown"]]
    assert told(nobody, breakdown=named["key"]) == [("0301", "2024", 70.0, "figure")]


@pytest.mark.parametrize(
    "query",
    [
        {},
        {"indicator": KEY, "from": "i fjor"},
        {"indicator": KEY, "from": "2024K9"},
        {"indicator": KEY, "to": "0001"},
        {"indicator": KEY, "area": "'; --"},
        {"indicator": KEY, "format": "pdf"},
    ],
)
def test_what_cannot_be_used_is_told(nobody: Client, indicator: Indicator, query: dict[str, str]) -> None:
    response = nobody.get(f"{OSLO}/observations", query)
    assert response.status_code == 422
    assert response.json()["errors"]


def test_a_period_that_is_none_is_told_with_examples(nobody: Client, indicator: Indicator) -> None:
    problem = nobody.get(f"{OSLO}/observations", {"indicator": KEY, "from": "2024K9"}).json()
    assert problem["detail"].startswith("«from» må være en periode, som 2024")


def asked_for(client: Client, accept: str = "", **query: Any) -> Any:
    headers = {"Accept": accept} if accept else {}
    return client.get(f"{OSLO}/observations", {"indicator": KEY, **query}, headers=headers)


@pytest.mark.parametrize(
    ("accept", "query", "content_type"),
    [
        ("", {}, "application/json; charset=utf-8"),
        ("*/*", {}, "application/json; charset=utf-8"),
        ("text/csv", {}, "text/csv; charset=utf-8"),
        ("application/vnd.json-stat+json", {}, "application/vnd.json-stat+json"),
        ("text/html, text/csv;q=0.9, */*;q=0.1", {}, "text/csv; charset=utf-8"),
        ("text/csv", {"format": "json"}, "application/json; charset=utf-8"),
        ("", {"format": "csv"}, "text/csv; charset=utf-8"),
        ("", {"format": "json-stat"}, "application/vnd.json-stat+json"),
    ],
)
def test_the_form_is_the_one_asked_for(
    nobody: Client, indicator: Indicator, accept: str, query: dict[str, str], content_type: str
) -> None:
    response = asked_for(nobody, accept, **query)
    assert response.status_code == 200
    assert response["Content-Type"] == content_type
    assert ("Accept" in response["Vary"].split(", ")) is (not query)
    assert response["ETag"]


def test_json_stat_is_read_back(nobody: Client, indicator: Indicator) -> None:
    cube = read_cube(asked_for(nobody, format="json-stat").content)
    assert [one.code for one in cube.dimensions] == ["area", "indicator", "period"]
    assert {one.code for one in cube.dimensions[0].categories} == {"0301", "4601"}
    assert sorted(one for one in cube.values.tolist() if one == one) == [58.0, 61.5, 62.5]


def test_several_indicators_are_one_cube(nobody: Client, indicator: Indicator) -> None:
    dataset = make_dataset("regneprover")
    make_indicator("regning", dataset=dataset)
    load_figures(dataset=dataset, figures=figures({("0301", "2024"): 7.0}, "regning"), received_at=MARCH)
    response = asked_for(nobody, format="json-stat", indicator=[KEY, "regning"], area="0301", to="2024")
    cube = json.loads(response.content)
    assert cube["id"] == ["area", "indicator", "period"]
    assert list(cube["dimension"]["indicator"]["category"]["label"]) == [KEY, "regning"]
    assert cube["value"] == [61.5, 62.5, None, 7.0]


def test_csv_has_a_row_for_each_cell(nobody: Client, indicator: Indicator) -> None:
    text = asked_for(nobody, "text/csv", area="0301", **{"from": "2024"}).content.decode()
    assert text.splitlines()[1:] == [
        "0301;Oslo;lesing;Lesing på femte trinn;2024;2024;62,5;",
        "0301;Oslo;lesing;Lesing på femte trinn;2025;2025;;..",
    ]


def test_too_many_figures_are_refused_with_what_to_do(
    nobody: Client, indicator: Indicator, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(reading, "MOST_CELLS", 4)
    response = asked_for(nobody, "text/csv")
    assert response.status_code == 422
    assert response["Content-Type"] == "application/problem+json"
    assert response.json()["detail"].startswith("Utvalget gir 5 tall")
    assert asked_for(nobody).status_code == 200, "pages are not bounded"


def test_empty_places_count_too(nobody: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    """Three figures that share no side are nine places in one table."""
    dataset = make_dataset("spredt")
    make_indicator("spredt", dataset=dataset)
    cells = {("0301", "2022"): 1.0, ("4601", "2023"): 2.0, ("1103", "2024"): 3.0}
    load_figures(dataset=dataset, figures=figures(cells, "spredt"), received_at=MARCH)
    monkeypatch.setattr(reading, "MOST_CELLS", 8)
    response = asked_for(nobody, "text/csv", indicator="spredt")
    assert response.status_code == 422
    assert response.json()["detail"].startswith("Utvalget gir 9 tall, tomme plasser medregnet")
    monkeypatch.setattr(reading, "MOST_CELLS", 9)
    assert asked_for(nobody, "text/csv", indicator="spredt").status_code == 200


def test_an_empty_selection_has_every_form(nobody: Client, indicator: Indicator) -> None:
    for form in ("json", "json-stat", "csv"):
        assert asked_for(nobody, format=form, area="9999").status_code == 200


# Among peers


def test_an_indicator_among_chosen_peers(nobody: Client, indicator: Indicator) -> None:
    found = read(nobody, f"{OSLO}/indicators/{KEY}/comparison", area=["4601"])
    assert (found["period"], found["ranked"]) == ("2023", 2)
    assert [(one["area"]["code"], one["value"], one["rank"]) for one in found["areas"]] == [
        ("0301", 61.5, 1),
        ("4601", 58.0, 2),
    ]
    assert (found["group"]["by"], found["group"]["value"]) == ("median", 58.0)  # of the others, not of Oslo
    assert "medianen" in found["group"]["note"]
    assert found["sets"]


def test_a_set_or_a_place_that_is_not_there_is_told(nobody: Client, indicator: Indicator) -> None:
    address = f"{OSLO}/indicators/{KEY}/comparison"
    problem = nobody.get(address, {"peers": "maaneby"}).json()
    assert problem["status"] == 422
    assert "landet" in problem["detail"]
    assert nobody.get(address, {"area": "9998"}).status_code == 422


def test_a_comparison_without_figures_says_so(nobody: Client) -> None:
    make_indicator("tom")
    found = read(nobody, f"{OSLO}/indicators/tom/comparison", peers="landet")
    assert (found["period"], found["areas"], found["ranked"]) == (None, [], 0)
    assert found["note"] == "For få har tall til å sammenliknes."


# Targets


@pytest.fixture
def goal() -> Element:
    return Element.objects.get(root__slug="oslo", key="mal-1")


def test_a_target_with_how_it_stands(nobody: Client, indicator: Indicator, goal: Element) -> None:
    make_target(goal, indicator, baseline_year=2020, baseline_value=60.0, value=70.0)
    items = read(nobody, "/api/v1/elements/oslo:mal-1/targets")["items"]
    [found] = [one for one in items if one["indicator"]["key"] == KEY]
    assert found["element"]["key"] == "mal-1"
    assert (found["baseline"], found["target"]) == ({"year": 2020, "value": 60}, {"year": 2030, "value": 70})
    assert found["standing"]["status"] == "behind"
    assert found["standing"]["period"] == "2024"
    assert "62,5\N{NO-BREAK SPACE}%" in found["standing"]["reason"]
    assert found["standing"]["expected"] == 64.0
    [same] = read(nobody, f"{OSLO}/targets", indicator=KEY, element="mal-1", status="behind")["items"]
    assert same == found
    assert read(nobody, f"{OSLO}/targets", indicator=KEY, status="achieved")["items"] == []


def test_a_band_that_is_open_has_no_margin_that_json_cannot_hold(
    nobody: Client, indicator: Indicator, goal: Element
) -> None:
    make_target(goal, indicator, method="band", year=None, value=None, bands={"wanted": [None, None]})
    [found] = read(nobody, f"{OSLO}/targets", indicator=KEY)["items"]
    assert found["standing"]["margin"] is None


@pytest.mark.parametrize(("person", "sees"), [(None, False), ("lise", True)])
def test_targets_of_what_is_hidden_are_not_shown(cast: Cast, person: str | None, sees: bool) -> None:
    client, root = cast.client(person), Root.objects.get(slug="solvik")
    shown = Element.objects.get(root=root, key="gode-skoler")
    hidden = Element.objects.get(root=root, key="stengt-skole")
    make_target(shown, make_indicator("fravar", root=root, visibility=Visibility.INTERNAL))
    make_target(hidden, make_indicator("mobbing", root=root))
    answer = read(client, f"{SOLVIK}/targets")
    named = {one["indicator"]["key"] for one in answer["items"]} & {"fravar", "mobbing"}
    assert named == ({"fravar", "mobbing"} if sees else set())
    assert answer["count"] == len(answer["items"])
    of_shown = read(client, "/api/v1/elements/solvik:gode-skoler/targets")["items"]
    assert ("fravar" in {one["indicator"]["key"] for one in of_shown}) is sees
    assert (client.get("/api/v1/elements/solvik:stengt-skole/targets").status_code == 200) is sees


def test_a_target_without_figures_is_not_measured(nobody: Client, goal: Element) -> None:
    make_target(goal, make_indicator("tom"))
    [found] = read(nobody, f"{OSLO}/targets", indicator="tom")["items"]
    assert (found["standing"]["status"], found["standing"]["period"]) == ("not_measured", None)


def test_the_last_period_there_is_can_be_asked_to(nobody: Client, indicator: Indicator) -> None:
    """The month after it is no period."""
    assert str(Period.year_of(2999)) == "2999"
    assert len(told(nobody, to="2999", area="0301")) == 3
