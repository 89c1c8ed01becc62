"""One screen for a root against its peers: the same year for all, rank with ties, who lacks, and what is chance."""

import csv
import io
import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import openpyxl
import pytest
from django.test import Client

from rodtrad.core.models import Visibility
from rodtrad.exchange.indicator_file.shipped import load_common_set
from rodtrad.geography.kept import forget
from rodtrad.geography.models import Area, AreaKind, Boundary, GroupMember
from rodtrad.geography.outlines import neighbours_of, outlines_of
from rodtrad.indicators.columns import ObservationStatus
from rodtrad.indicators.jsonstat.read import read_cube
from rodtrad.indicators.models import Direction, Formula, Indicator
from rodtrad.indicators.operations.load import load_figures
from rodtrad.indicators.operations.settle import settle_all
from rodtrad.organisations.models import Root
from tests.cast import Cast
from tests.indicators.factories import MARCH, figures, make_dataset, make_indicator
from tests.website.test_indicator_pages import text_of

pytestmark = pytest.mark.django_db

PAGE = "/oslo/sammenlikn/"
OSLO, BERGEN, TRONDHEIM, STAVANGER, TROMSO = "0301", "4601", "5001", "1103", "5501"


@pytest.fixture
def cities(cast: Cast) -> Area:
    """Return a group of five cities, the only one that Oslo is in."""
    GroupMember.objects.filter(member__code=OSLO).delete()
    group = Area.objects.create(code="PROVEBYER", kind=AreaKind.PEER_GROUP, name="Prøvebyene")
    for code in (OSLO, BERGEN, TRONDHEIM, STAVANGER, TROMSO):
        member = Area.objects.get(code=code, valid_to=None)
        GroupMember.objects.create(group=group, member=member, valid_from="2020-01-01")
    return group


@pytest.fixture
def share(cities: Area) -> Indicator:
    """Return a share that Oslo has for 2025 too, that Tromsø lacks, and that two cities have written alike."""
    cells: dict[tuple[str, str], float | ObservationStatus] = {
        (OSLO, "2023"): 9.0, (OSLO, "2024"): 12.0, (OSLO, "2025"): 11.0,
        (BERGEN, "2024"): 10.04, (TRONDHEIM, "2024"): 9.96, (STAVANGER, "2024"): 8.0,
        (BERGEN, "2023"): 7.0, (TRONDHEIM, "2023"): 6.0, (STAVANGER, "2023"): 5.0,
        (TROMSO, "2024"): ObservationStatus.CONFIDENTIAL, ("0", "2024"): 10.5,
    }  # fmt: skip
    return made("prove", cells, name="Prøveandel", direction=Direction.LOWER)


def made(key: str, cells: dict[tuple[str, str], float | ObservationStatus], **fields: object) -> Indicator:
    dataset = make_dataset(key, publisher="Statistisk sentralbyrå")
    given = {"unit": "percent", "decimals": 1, "quantity": "ratio", **fields}
    indicator = make_indicator(key, dataset=dataset, **given)
    load_figures(dataset=dataset, figures=figures(cells, key), received_at=MARCH)
    return indicator


def row_of(page: str, title: str) -> str:
    """Return the words of a row of the overview."""
    row = page[page.index(f">{title}</a>") + 1 :]
    return " ".join(re.sub("<[^>]*>", " ", row[: row.index("</tr>")]).split())


def test_all_figures_are_for_the_latest_year_that_all_have_and_it_is_said(
    share: Indicator, nobody: Client
) -> None:
    page = text_of(nobody, f"{PAGE}?indikator=prove")
    assert "Oslo mot Prøvebyene, 4 kommuner, og landet. Alle tall er for 2024." in page
    assert "Tallet for 2025 er nyere enn 2024, men for få andre har det ennå." in page
    row = row_of(page, "Prøveandel")
    assert "12,0 %" in row
    assert "11,0 %" not in row
    assert "10,5 %" in row  # the country


def test_rank_says_how_many_have_a_figure_and_who_shares_a_place(share: Indicator, nobody: Client) -> None:
    """10.04 and 9.96 are both written 10,0. Lower is better, so Stavanger is first and Oslo last of four."""
    page = text_of(nobody, f"{PAGE}?indikator=prove")
    assert "4 av 4" in row_of(page, "Prøveandel")
    assert "Prøveandel 2024: mangler for Tromsø." in page
    load_figures(
        dataset=share.dataset,  # type: ignore[arg-type]  # the fixture gave it one
        figures=figures({(OSLO, "2024"): 10.01}, "prove"),
        received_at=MARCH,
    )
    page = text_of(nobody, f"{PAGE}?indikator=prove")
    assert "2 av 4, delt" in row_of(page, "Prøveandel")
    assert "delt 2. plass av 4" in page
    assert "skjult av hensyn til personvernet" in page


def test_a_median_of_ours_is_called_so_and_a_published_figure_is_not(
    share: Indicator, cities: Area, nobody: Client
) -> None:
    page = text_of(nobody, f"{PAGE}?indikator=prove")
    assert "Prøvebyene: 10,0 % (vår utregning: medianen, 3 av 4 har tall)." in page
    assert "vår median" in page
    load_figures(
        dataset=share.dataset,  # type: ignore[arg-type]  # the fixture gave it one
        figures=figures({(cities.code, "2024"): 9.4}, "prove"),
        received_at=MARCH,
    )
    page = text_of(nobody, f"{PAGE}?indikator=prove")
    assert "Prøvebyene: 9,4 % (publisert for gruppa)." in page
    assert "vår median" not in page


def test_a_ratio_of_ours_is_numerators_over_denominators(cities: Area, nobody: Client) -> None:
    """320 of 500 are 64 per cent; the median of the shares would be 30. Oslo's own is left out."""
    above = made("teller", {(OSLO, "2024"): 10, (BERGEN, "2024"): 270, (TRONDHEIM, "2024"): 20,
                            (STAVANGER, "2024"): 30}, unit="person", quantity="count", decimals=0)  # fmt: skip
    below = made("nevner", {(OSLO, "2024"): 100, (BERGEN, "2024"): 300, (TRONDHEIM, "2024"): 100,
                            (STAVANGER, "2024"): 100}, unit="person", quantity="count", decimals=0)  # fmt: skip
    made("brok", {(OSLO, "2024"): 10.0, (BERGEN, "2024"): 90.0, (TRONDHEIM, "2024"): 20.0, (STAVANGER, "2024"): 30.0},
         name="Prøvebrøk", formula=Formula.SHARE, numerator=above, denominator=below)  # fmt: skip
    page = text_of(nobody, f"{PAGE}?indikator=brok")
    assert "64,0 %" in row_of(page, "Prøvebrøk")
    assert "sum av tellere delt på sum av nevnere, 3 av 4 har tall" in page
    assert "Færre enn 20 tilfeller" in row_of(page, "Prøvebrøk")  # Oslo's share rests on ten


def test_real_figures_oslo_among_the_large_cities(cast: Cast, nobody: Client) -> None:
    """The population of 1 January 2024, by Statistics Norway."""
    load_common_set()
    page = text_of(nobody, f"{PAGE}?mot=asss&fokus=innbyggere&aar=2024")
    row = row_of(page, "Innbyggere")
    assert "717 710" in row
    assert "5 550 203" in row
    members = GroupMember.objects.filter(group__code="ASSS", valid_to=None).count()
    assert f"1 av {members}" in row
    closer = page[page.index('id="naermere"') :]
    assert closer.index("Bergen") < closer.index("Trondheim") < closer.index("Stavanger")
    assert "291 940" in closer
    assert "etter størrelse" in closer  # more people are not better


def test_a_year_can_be_asked_for(share: Indicator, nobody: Client) -> None:
    page = text_of(nobody, f"{PAGE}?indikator=prove&aar=2023")
    assert "Alle tall er for 2023." in page
    assert "9,0 %" in row_of(page, "Prøveandel")
    empty = text_of(nobody, f"{PAGE}?indikator=prove&aar=1999")
    assert "Ingen andre i utvalget har tall for 1999" in empty
    assert '<a href="?indikator=prove">Vis siste felles år</a>' in empty


@pytest.fixture
def small(cast: Cast, cities: Area) -> Iterator[Root]:
    """Return a root of a thousand people, with three years of a share that jumps."""
    area = Area.objects.get(code="1151", valid_to=None)
    assert area.population is not None
    assert area.population < 5000
    root = cast.solvik
    root.area = area
    root.save()
    cells = {("1151", str(2022 + at)): value for at, value in enumerate((10.0, 40.0, 4.0))}
    near = Area.objects.filter(kind="municipality", valid_to=None, parent=area.parent).exclude(pk=area.pk)
    cells |= {(code, "2024"): 15.0 for code in near.values_list("code", flat=True)}
    made("hopper", cells, name="Prøvehopp")
    yield root
    forget()


def test_a_small_place_is_warned_of_chance_and_shown_the_mean_of_three_years(
    small: Root, nobody: Client
) -> None:
    page = text_of(nobody, f"/{small.slug}/sammenlikn/?mot=fylket&indikator=hopper")
    row = row_of(page, "Prøvehopp")
    assert "Færre enn 5000 innbyggere: tallet kan svinge mye" in row
    assert "Snitt av tre år: 18,0 % (alle år teller likt, for teller og nevner er ikke lagret)." in row
    assert "~ Få tilfeller eller få innbyggere" in page
    assert "snittet av forholdstallene, der alle teller likt, for teller og nevner er ikke lagret" in page


@pytest.fixture
def with_parts(small: Root) -> Root:
    """Return the small root with a share whose parts are stored: 1 of 10, 40 of 100 and 9 of 90 are 25 per cent."""
    years = ("2022", "2023", "2024")
    counted = {"unit": "person", "quantity": "count", "decimals": 0}
    tops, floors = (1, 40, 9), (10, 100, 90)
    near = "1103"
    above = made("teller", {("1151", year): top for year, top in zip(years, tops, strict=True)}
                 | {(near, "2024"): 2000}, **counted)  # fmt: skip
    below = made("nevner", {("1151", year): floor for year, floor in zip(years, floors, strict=True)}
                 | {(near, "2024"): 9000}, **counted)  # fmt: skip
    make_indicator("brok", name="Prøvebrøk", unit="percent", decimals=1, quantity="ratio",
                   formula=Formula.SHARE, numerator=above, denominator=below)  # fmt: skip
    settle_all()
    return small


def test_the_three_years_of_a_ratio_are_its_parts_summed_never_the_mean_of_its_ratios(
    with_parts: Root, nobody: Client
) -> None:
    """The mean of 10, 40 and 10 per cent would be 20."""
    page = text_of(nobody, f"/{with_parts.slug}/sammenlikn/?mot=fylket&indikator=brok")
    row = row_of(page, "Prøvebrøk")
    assert "Tre år under ett: 25,0 % (summen av tellerne delt på summen av nevnerne)." in row
    closer = page[page.index('id="naermere"') :]
    assert "Tre år samlet" in closer
    assert "Periodene samlet: summen av tellerne delt på summen av nevnerne." in closer
    assert ">25,0<" in closer


def test_where_a_part_of_a_year_is_not_stored_the_ratios_are_meant_and_it_is_said(
    with_parts: Root, nobody: Client
) -> None:
    """The share itself is published for 2023, and its numerator is not told."""
    share = Indicator.objects.get(key="brok")
    share.dataset = make_dataset("brok")
    share.save()
    load_figures(
        dataset=share.dataset,
        figures=figures({("1151", "2023"): 40.0}, "brok"),
        received_at=MARCH,
    )
    load_figures(
        dataset=share.numerator.dataset,  # type: ignore[union-attr,arg-type]  # the fixture gave both
        figures=figures({("1151", "2023"): ObservationStatus.MISSING}, "teller"),
        received_at=MARCH,
    )
    row = row_of(text_of(nobody, f"/{with_parts.slug}/sammenlikn/?mot=fylket&indikator=brok"), "Prøvebrøk")
    assert "Snitt av tre år: 20,0 % (alle år teller likt, for teller og nevner er ikke lagret)." in row


def test_the_years_together_end_with_the_year_that_is_compared(small: Root, nobody: Client) -> None:
    near = Area.objects.filter(kind="municipality", valid_to=None, code="1103")
    load_figures(
        dataset=Indicator.objects.get(key="hopper").dataset,  # type: ignore[arg-type]  # the fixture gave it one
        figures=figures({(near[0].code, "2023"): 15.0, ("1151", "2021"): 20.0}, "hopper"),
        received_at=MARCH,
    )
    page = text_of(nobody, f"/{small.slug}/sammenlikn/?mot=fylket&indikator=hopper&aar=2023")
    assert "Snitt av tre år: 23,3 %" in row_of(page, "Prøvehopp")


def test_places_are_picked_by_name_or_number_and_the_address_has_numbers(
    share: Indicator, nobody: Client
) -> None:
    answer = nobody.get(f"{PAGE}?steder=bergen, {STAVANGER}&indikator=prove")
    assert answer.status_code == 302
    asked = parse_qs(urlsplit(answer["Location"]).query)
    assert asked == {"steder": [f"{BERGEN},{STAVANGER}"], "indikator": ["prove"]}
    page = text_of(nobody, f"{PAGE}{answer['Location']}")
    assert "Oslo mot Valgte kommuner, 2 kommuner, og landet." in page
    assert "3 av 3" in row_of(page, "Prøveandel")
    assert "(vår utregning: medianen, 2 av 2 har tall)" in page
    assert 'value="Bergen, Stavanger"' in page


def test_a_place_that_is_not_found_or_is_two_is_told(share: Indicator, nobody: Client) -> None:
    page = text_of(nobody, f"{PAGE}?steder=Bergen,Atlantis,Våler")
    assert "Fant ikke Atlantis, Våler." in page
    assert "Bergen" in page


@pytest.mark.parametrize(
    "question",
    [
        "mot=tull",
        "tema=tull",
        "aar=tull",
        "aar=20244",
        "fokus=finnes-ikke",
        "indikator=finnes-ikke",
        "mot=fylket",
    ],
)
def test_what_is_not_there_is_not_found(share: Indicator, nobody: Client, question: str) -> None:
    """Oslo is its own county, so there is no county to compare with."""
    for ending in ("", "tall.json", "tall.csv", "tall.xlsx"):
        assert nobody.get(f"{PAGE}{ending}?{question}").status_code == 404


def test_an_internal_indicator_is_compared_for_those_with_a_role_only(
    small: Root, cast: Cast, nobody: Client
) -> None:
    neighbour = Area.objects.filter(kind="municipality", valid_to=None, code__startswith="11").exclude(
        code="1151"
    )[0]
    hidden = make_indicator("indre", name="Indre prøve", root=small, visibility=Visibility.INTERNAL,
                            dataset=make_dataset("indre", root=small))  # fmt: skip
    cells = {("1151", "2024"): 1.0, (neighbour.code, "2024"): 2.0}
    load_figures(dataset=hidden.dataset, figures=figures(cells, "indre"), received_at=MARCH)  # type: ignore[arg-type]  # it has one
    address = f"/{small.slug}/sammenlikn/?steder={neighbour.code}"
    assert "Indre prøve" not in text_of(nobody, address)
    assert "indre" not in nobody.get(address.replace("?", "tall.json?")).content.decode()
    text_of(nobody, f"{address}&fokus=indre", status=404)
    text_of(nobody, f"{address}&indikator=indre", status=404)
    assert "Indre prøve" in text_of(cast.client("lise"), address)
    assert "Indre prøve" not in text_of(cast.client("ulla"), address)


def test_the_files_hold_what_the_page_shows(share: Indicator, nobody: Client) -> None:
    question = "?indikator=prove"
    cube = read_cube(nobody.get(f"{PAGE}tall.json{question}").content)
    codes = cube.dimension("area").codes
    assert set(codes) == {OSLO, BERGEN, TRONDHEIM, STAVANGER, TROMSO}
    assert cube.dimension("period").codes == ("2024",)
    assert dict(zip(codes, cube.values, strict=True))[OSLO] == 12.0
    text = nobody.get(f"{PAGE}tall.csv{question}").content.decode("utf-8-sig")
    rows = {row["Område, kode"]: row for row in csv.DictReader(io.StringIO(text), delimiter=";")}
    assert rows[BERGEN]["Verdi"] == "10,04"
    assert rows[TROMSO]["Status"] == ":"
    book = openpyxl.load_workbook(io.BytesIO(nobody.get(f"{PAGE}tall.xlsx{question}").content))
    lines = list(book.worksheets[0].iter_rows(values_only=True))
    assert (OSLO, "Oslo", "prove", "Prøveandel", 2024, 2024, 12, None) in lines


def test_units_without_boundaries_are_tiles_and_those_with_are_a_map(
    share: Indicator, nobody: Client
) -> None:
    districts = list(Area.objects.filter(kind="district").order_by("code"))
    cells = {(one.code, "2024"): float(at) for at, one in enumerate(districts)}
    load_figures(dataset=share.dataset, figures=figures(cells, "prove"), received_at=MARCH)  # type: ignore[arg-type]  # it has one
    address = f"{PAGE}?mot=deler&indikator=prove"
    tiles = text_of(nobody, address)
    assert "Hvor tallene er høye og lave" in tiles
    assert 'class="c-area"' not in tiles
    for at, one in enumerate(districts):
        east, north = 10 + (at % 5) * 0.1, 59 + (at // 5) * 0.1
        ring = [
            [east, north],
            [east + 0.1, north],
            [east + 0.1, north + 0.1],
            [east, north + 0.1],
            [east, north],
        ]
        Boundary.objects.create(area=one, geometry={"type": "Polygon", "coordinates": [ring]}, source="Prøve")
    drawn = text_of(nobody, address)
    assert drawn.count('class="c-area"') == 2 * len(districts)
    assert "Gamle Oslo" in drawn
    forget()


def test_a_map_follows_its_boundaries(share: Indicator, cast: Cast) -> None:
    """What is kept of a map is made anew when a boundary is another."""
    first, second, third = Area.objects.filter(kind="district").order_by("code")[:3]

    def box(east: float) -> dict[str, object]:
        ring = [[east, 59], [east + 1, 59], [east + 1, 60], [east, 60], [east, 59]]
        return {"type": "Polygon", "coordinates": [ring]}

    for area, east in ((first, 10), (second, 11), (third, 13)):
        Boundary.objects.create(area=area, geometry=box(east), source="Prøve")
    before = outlines_of([first, second, third])
    assert outlines_of([first, second, third]) is before
    assert neighbours_of(first, [second, third]) == [second]
    moved = Boundary.objects.get(area=third)
    moved.geometry = box(9)
    moved.save()
    assert outlines_of([first, second, third]) != before
    assert neighbours_of(first, [second, third]) == [second, third]
    forget()


def test_a_root_without_peers_says_so(cast: Cast, nobody: Client) -> None:
    root = Root.objects.filter(area__isnull=True, visibility=Visibility.PUBLIC, kind="municipality").first()
    assert root is not None
    assert "Det er ingen å sammenlikne med ennå." in text_of(nobody, f"/{root.slug}/sammenlikn/")


def test_a_region_compares_its_members(cast: Cast, nobody: Client) -> None:
    load_common_set()
    page = text_of(nobody, "/osloregionen/sammenlikn/")
    assert "mot hverandre, 2 i alt" in page
    assert "717 710" in page
    assert "130 921" in page


def test_the_page_asks_the_database_a_few_times_however_many_are_compared(
    share: Indicator, nobody: Client, django_assert_max_num_queries: object
) -> None:
    for number in range(8):
        made(f"flere-{number}", {(OSLO, "2024"): 1.0, (BERGEN, "2024"): 2.0})
    with django_assert_max_num_queries(26):  # type: ignore[operator]  # a fixture of pytest-django without types
        nobody.get(f"{PAGE}?tema=population")


def kostra_group(code: str, *members: str) -> None:
    group = Area.objects.create(code=code, kind=AreaKind.PEER_GROUP, name=f"KOSTRA-gruppe {code[3:]}")
    for member in members:
        GroupMember.objects.create(
            group=group, member=Area.objects.get(code=member, valid_to=None), valid_from="2020-01-01"
        )


def test_before_kostra_groups_are_fetched_the_page_says_so_and_what_to_do(
    share: Indicator, nobody: Client
) -> None:
    page = text_of(nobody, PAGE)
    assert "KOSTRA-gruppene er ikke hentet fra SSB ennå" in page
    assert "rodtrad fetch klass-kostra-grupper" in page


def test_who_is_alone_in_its_kostra_group_is_sent_to_the_large_cities(
    share: Indicator, nobody: Client
) -> None:
    kostra_group("EKG13", OSLO)
    page = text_of(nobody, PAGE)
    assert "Oslo er alene i KOSTRA-gruppa si" in page
    assert "KOSTRA-gruppe 13" not in page
    assert "rodtrad fetch" not in page


def test_who_has_others_in_its_kostra_group_can_choose_it_and_nothing_is_said(
    share: Indicator, nobody: Client
) -> None:
    kostra_group("EKG12", OSLO, BERGEN)
    page = text_of(nobody, PAGE)
    assert "KOSTRA-gruppe 12" in page
    assert "KOSTRA-gruppene er ikke hentet" not in page
    assert "alene i KOSTRA-gruppa" not in page


def test_who_is_in_no_kostra_group_is_told(share: Indicator, nobody: Client) -> None:
    kostra_group("EKG12", BERGEN)
    assert "Oslo står ikke i noen KOSTRA-gruppe i år." in text_of(nobody, PAGE)


def test_all_municipalities_without_boundaries_are_tiles_by_county(cast: Cast, nobody: Client) -> None:
    """Every municipality is a tile in the block of its county, and stands in the table."""
    load_common_set()
    Boundary.objects.all().delete()
    forget()
    page = text_of(nobody, f"{PAGE}?mot=landet&fokus=innbyggere&aar=2024")
    drawing = page[page.index('id="kart-') :]
    drawing = drawing[: drawing.index("</svg>")]
    municipalities = Area.objects.filter(kind=AreaKind.MUNICIPALITY, valid_to=None)
    for county in Area.objects.filter(kind=AreaKind.COUNTY, valid_to=None):
        assert f">{county.name.split()[0]}" in drawing
    assert drawing.count("<rect") >= municipalities.count()
    for name in ("Utsira", "Halden", "Alta"):
        assert f">{name}<" in drawing
    closer = page[page.index("Alle tallene") :]
    assert closer.count('role="rowheader"') == municipalities.count()
