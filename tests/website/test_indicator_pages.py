"""The catalogue of indicators and the page of one, as their readers use them."""

import csv
import io
import json
import re
import warnings
from collections.abc import Iterator

import openpyxl
import pytest
from django.test import Client

from rodtrad.core.models import Origin, Visibility
from rodtrad.core.periods import Period
from rodtrad.exchange.indicator_file.shipped import load_common_set
from rodtrad.geography.models import Area, GroupMember
from rodtrad.goals.models import Element
from rodtrad.indicators.columns import ObservationStatus
from rodtrad.indicators.jsonstat.read import read_cube
from rodtrad.indicators.jsonstat.write import as_json_stat
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
        page = text_of(nobody, address).partition("Skal hentes fra")[0]
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
    assert "1 er skjult av hensyn til personvernet." in page
    assert "16. mars 2026" in page
    assert "15. mars 2026" in page  # when the next is due
    assert '<svg viewBox="0 0' in page


def test_what_was_revised_is_shown_with_both_dates(indicator: Indicator, nobody: Client) -> None:
    page = text_of(nobody, PAGE)
    revised = page[page.index("Hva som er revidert") :]
    told = re.sub(r"<[^>]+>|\s+", " ", revised)
    assert re.search(r"Oslo +2024 +13,0 % +12,0 % +20\. februar 2026 +16\. mars 2026", told)


def test_what_is_hidden_now_is_not_told_as_what_it_was(indicator: Indicator, nobody: Client) -> None:
    """A figure that was published, and then hidden, would be read where it was revised."""
    assert indicator.dataset is not None
    cells = {("0301", "2024"): ObservationStatus.CONFIDENTIAL, ("030101", "2024"): 22.6}
    load_figures(dataset=indicator.dataset, figures=figures(cells, "prove"), received_at=MARCH)
    page = text_of(nobody, PAGE)
    revised = page[page.index("Hva som er revidert") :]
    assert "21,6 %" in revised
    assert "22,6 %" in revised
    assert "12,0 %" not in revised
    assert "13,0 %" not in revised


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
    assert ("0301", 2024, 12, None) in values
    assert ("030102", 2024, None, ":") in values


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
    with django_assert_max_num_queries(30):  # type: ignore[operator]  # a fixture of pytest-django without types
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


def test_figures_of_districts_alone_are_shown_with_their_source_and_files(cast: Cast, nobody: Client) -> None:
    """A root may know its districts and not the whole."""
    dataset = make_dataset("bydeler", title="Bydelstabellen", publisher="Byen", licence="NLOD")
    made = make_indicator("unge-prove", name="Unge", dataset=dataset)
    for came, value in ((FEBRUARY, 10.0), (MARCH, 11.0)):
        cells = {(f"0301{number:02}", "2024"): value + number for number in range(1, 14)}
        load_figures(dataset=dataset, figures=figures(cells, "unge-prove"), received_at=came)
    page = text_of(nobody, f"/oslo/indikatorer/{made.key}/")
    assert "Ingen tall ennå" not in page
    assert "Ingen tall for Oslo samlet. 13 av 15 deler har tall." in page
    for said in ("Bydelstabellen", "16. mars 2026", 'id="alle-tall"', "tall.json", "tall.xlsx", "NLOD"):
        assert said in page
    revised = page[page.index("Hva som er revidert") :]
    assert "Gamle Oslo" in revised
    assert "tall for delene, ikke samlet" in text_of(nobody, "/oslo/indikatorer/?tekst=unge")


def test_a_hidden_figure_of_the_whole_is_told_as_hidden(cast: Cast, nobody: Client) -> None:
    dataset = make_dataset("skjult")
    made = make_indicator("skjult-prove", name="Skjult", dataset=dataset)
    load_figures(
        dataset=dataset,
        figures=figures({("0301", "2024"): ObservationStatus.CONFIDENTIAL}, made.key),
        received_at=MARCH,
    )
    for sex, value in (("Menn", 40.0), ("Kvinner", 41.0)):
        load_figures(
            dataset=dataset,
            figures=figures({("0301", "2024"): value}, made.key, (("Kjønn", sex),)),
            received_at=MARCH,
        )
    page = text_of(nobody, f"/oslo/indikatorer/{made.key}/")
    assert "Oslo, 2024: skjult av hensyn til personvernet." in page
    assert "skjult av hensyn til personvernet" in text_of(nobody, "/oslo/indikatorer/?tekst=skjult")
    assert "Ingen tall ennå" not in page
    shown = page.partition("Fordelt på kjønn")[2]
    assert shown.index("Menn") < shown.index("40") < shown.index("Kvinner") < shown.index("41")


def test_every_source_of_a_line_is_named_with_its_periods(indicator: Indicator, nobody: Client) -> None:
    document = make_dataset(
        "notat", title="Notatet, side 4", provider="document", note="Året er ikke oppgitt."
    )
    batch = Batch.objects.create(dataset=document, state=BatchState.STORED, received_at=MARCH)
    Observation.objects.filter(indicator=indicator, area__code="0301", period__gte=Period.year_of(2024).code).update(
        batch=batch
    )  # fmt: skip
    page = text_of(nobody, PAGE)
    facts = page.partition("<dt>Kilde</dt>")[2]
    assert "Notatet, side 4 (2024)" in facts
    assert "Statistisk sentralbyrå, 01234 (2023 til 2024)" in facts
    assert "<dt>Ført inn</dt>" in facts
    assert "Året er ikke oppgitt." in facts
    assert "Hentes fra register" not in facts
    assert "annen kilde" in page.partition("<dt>Kilde</dt>")[0], "the line is not drawn through the two"


def test_the_line_is_drawn_beside_the_chosen_set_and_the_country(
    indicator: Indicator, nobody: Client
) -> None:
    """A group's figure is the median of its members, where none is published."""
    assert indicator.dataset is not None
    group = GroupMember.objects.filter(member__code="0301").first()
    assert group is not None
    members = GroupMember.objects.filter(group=group.group).exclude(member__code="0301")
    codes = sorted(members.values_list("member__code", flat=True))
    cells = {(code, "2024"): float(number) for number, code in enumerate(codes, 1)}
    load_figures(dataset=indicator.dataset, figures=figures(cells, "prove"), received_at=MARCH)
    page = text_of(nobody, f"{PAGE}?mot={group.group.code.lower()}")
    name, count = group.group.name, len(codes)
    assert f"{name}: medianen av de andre, regnet ut her. {count} av {count} har tall." in page
    assert f"{name}, median" in page.partition('id="alle-tall"')[2]
    assert "Norge: slik det er publisert." in page
    text_of(nobody, f"{PAGE}?mot=tull", status=404)


def test_a_count_is_drawn_beside_medians_never_the_sum_of_the_country(
    indicator: Indicator, nobody: Client
) -> None:
    Indicator.objects.filter(pk=indicator.pk).update(quantity="count")
    page = text_of(nobody, PAGE)
    assert "Norge: slik det er publisert." not in page
    assert "10,2" in page.partition('id="alle-tall"')[2], "the country's own figure stands in the table"


def test_a_source_that_never_gave_a_figure_has_no_old_ones(cast: Cast, nobody: Client) -> None:
    dataset = make_dataset("aldri", provider="ssb", table="00001", query={"values": {}})
    made = make_indicator("aldri-prove", name="Aldri", dataset=dataset)
    record_failure(dataset=dataset, failure="SSB svarer ikke.", received_at=MARCH)
    page = text_of(nobody, f"/oslo/indikatorer/{made.key}/")
    assert "Siste henting ga ingen tall. SSB svarer ikke." in page
    assert "de gamle står" not in page


def test_a_failure_does_not_hide_that_figures_are_late(indicator: Indicator, nobody: Client) -> None:
    assert indicator.dataset is not None
    indicator.dataset.due_month, indicator.dataset.due_day = 1, 1
    indicator.dataset.save()
    record_failure(dataset=indicator.dataset, failure="SSB svarer ikke.", received_at=MARCH)
    page = text_of(nobody, PAGE)
    assert "de gamle står" in page
    assert "Nye tall skulle vært kommet." in page
    assert "<dt>Skulle kommet</dt>" in page
    assert "Neste tall ventes" not in page


def test_districts_without_figures_are_told_of_with_what_to_do(cast: Cast, nobody: Client) -> None:
    load_common_set()
    page = text_of(nobody, "/oslo/indikatorer/innbyggere/")
    told = page.partition('id="deler"')[2]
    assert "Ingen tall for bydelene ennå. Statistisk sentralbyrå, 06913 er satt opp, men ikke hentet." in told
    assert "egen tabell" in told


def test_the_demo_draws_oslo_beside_others_and_names_both_documents(cast: Cast, nobody: Client) -> None:
    load_common_set()
    page = text_of(nobody, "/oslo/indikatorer/innbyggere/")
    assert "356 av 356 har tall" in page
    for said in (
        "723 200",
        "717 710",
        "Kommuneplanens samfunnsdel 2025, s. 4 (2025)",
        "fylker og landet (2024)",
    ):
        assert said in page
    assert "Kilden sier det ikke" in page
    assert "Statistisk sentralbyrå, 06913. Da byttes tallet ut." in page


def _cells_as_pyjstat_reads_it(content: bytes) -> int:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of itself, already when it is imported
        from pyjstat import pyjstat

        [frame] = pyjstat.from_json_stat(json.loads(content), naming="id")
    return len(frame)


def test_the_files_say_source_dates_licence_and_unit_as_the_page_does(
    indicator: Indicator, nobody: Client
) -> None:
    Indicator.objects.filter(pk=indicator.pk).update(unit="person", reservation="Les dette.")
    assert indicator.dataset is not None
    indicator.dataset.licence, indicator.dataset.note = "CC BY 4.0", "Merk dette."
    indicator.dataset.save()
    content = nobody.get(f"{PAGE}tall.json").content
    cube = read_cube(content)
    assert cube.updated == MARCH
    assert cube.source == "Statistisk sentralbyrå, 01234: Prøvetabellen"
    assert {note.text for note in cube.notes} == {"Les dette.", "Merk dette.", "Lisens: CC BY 4.0"}
    assert [one.unit for one in cube.dimension("indicator").categories] == ["innbyggere"]
    assert not cube.remarks
    assert as_json_stat(cube) == content
    assert _cells_as_pyjstat_reads_it(content) == cube.size
    book = openpyxl.load_workbook(io.BytesIO(nobody.get(f"{PAGE}tall.xlsx").content))
    about = dict(book["Om tallene"].iter_rows(values_only=True))
    assert about["Lisens"] == "CC BY 4.0"
    assert about["Enhet"] == "innbyggere"
    assert about["Tabell"] == "01234, Prøvetabellen"
    assert about["Publisert"].date() == about["Hentet eller ført inn"].date() == MARCH.date()
    years = {line[4] for line in book.worksheets[0].iter_rows(min_row=2, values_only=True)}
    assert years == {2023, 2024}


def test_a_hidden_part_is_told_as_hidden_and_not_as_missing(nobody: Client, indicator: Indicator) -> None:
    """Of fifteen districts ten have a figure, one is hidden, four are not told of."""
    page = nobody.get(PAGE).content.decode()
    told = " ".join(
        re.sub(r"<[^>]+>", " ", page.partition('id="deler"')[2].partition("</section>")[0]).split()
    )
    assert re.search("Grünerløkka skjult", told), told
    assert "1 er skjult av hensyn til personvernet." in told
    assert "4 mangler tall for denne perioden." in told
