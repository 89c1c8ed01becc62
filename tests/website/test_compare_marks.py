"""What a compared figure may be taken for: the whole's or a part's, a common year's or a few's, chance or not."""

import re

import pytest
from django.test import Client

from rodtrad.geography.models import Area, AreaKind, GroupMember
from rodtrad.indicators.columns import ObservationStatus
from rodtrad.indicators.models import Formula
from rodtrad.indicators.operations.settle import settle_all
from tests.cast import Cast
from tests.indicators.factories import make_indicator
from tests.website.test_compare_page import BERGEN, OSLO, PAGE, STAVANGER, TROMSO, TRONDHEIM, made, row_of
from tests.website.test_indicator_pages import text_of

pytestmark = pytest.mark.django_db

UTSIRA, BERLEVAG = "1151", "5630"
COUNTED = {"unit": "person", "quantity": "count", "decimals": 0}


@pytest.fixture
def cities(cast: Cast) -> Area:
    """Return a group of five cities, the only one that Oslo is in."""
    GroupMember.objects.filter(member__code=OSLO).delete()
    group = Area.objects.create(code="PROVEBYER", kind=AreaKind.PEER_GROUP, name="Prøvebyene")
    for code in (OSLO, BERGEN, TRONDHEIM, STAVANGER, TROMSO):
        member = Area.objects.get(code=code, valid_to=None)
        GroupMember.objects.create(group=group, member=member, valid_from="2020-01-01")
    return group


def districts() -> list[str]:
    return list(Area.objects.filter(kind="district").order_by("code").values_list("code", flat=True))


def test_under_the_name_of_a_whole_stands_its_own_figure_and_the_median_is_said_to_be_of_its_parts(
    cast: Cast, nobody: Client
) -> None:
    """The districts count 1000, 1100, …, so their median is no figure of Oslo's."""
    cells: dict[tuple[str, str], float | ObservationStatus] = {
        (code, "2024"): 1000.0 + 100 * at for at, code in enumerate(districts())
    }
    made("hoder", {**cells, (OSLO, "2024"): 723_200.0}, name="Prøvehoder", **COUNTED)
    made("uten", cells, name="Prøve uten hele", **COUNTED)
    page = text_of(nobody, f"{PAGE}?mot=deler&indikator=hoder&indikator=uten&fokus=hoder")
    median = f"1 {5 + len(cells) // 2 - 5}00"
    assert "Hele Oslo 723 200" in row_of(page, "Prøvehoder")
    assert median not in row_of(page, "Prøvehoder")
    assert "Hele Oslo –" in row_of(page, "Prøve uten hele")
    assert "Hele Oslo: 723 200" in page
    assert f"Bydelene: {median}" in page
    assert "vår utregning: medianen" in page
    assert not re.search(r"Hele Oslo<small>", page)


def test_a_hidden_whole_is_said_to_be_hidden(cast: Cast, nobody: Client) -> None:
    cells: dict[tuple[str, str], float | ObservationStatus] = {(code, "2024"): 5.0 for code in districts()}
    made("skjult", {**cells, (OSLO, "2024"): ObservationStatus.CONFIDENTIAL}, name="Prøveskjult")
    row = row_of(text_of(nobody, f"{PAGE}?mot=deler&indikator=skjult"), "Prøveskjult")
    assert "Hele Oslo skjult av hensyn til personvernet" in row


def test_where_few_have_a_figure_the_row_and_the_lead_say_so(cities: Area, nobody: Client) -> None:
    made(
        "vanlig",
        {(code, "2023"): 3.0 for code in (OSLO, BERGEN, TRONDHEIM, STAVANGER, TROMSO)},
        name="Prøve vanlig",
    )
    page = text_of(nobody, f"{PAGE}?indikator=vanlig")
    assert "bare" not in row_of(page, "Prøve vanlig")
    made("fa", {(OSLO, "2024"): 1.0, (BERGEN, "2024"): 2.0}, name="Prøve få")
    page = text_of(nobody, f"{PAGE}?indikator=vanlig&indikator=fa&fokus=fa")
    assert "bare 2 av 5 har tall" in row_of(page, "Prøve få")
    assert "bare" not in row_of(page, "Prøve vanlig")
    assert "Der så mange aldri har hatt det, er det det siste noen andre har" in page
    assert "Bare 2 av 5 har tall." in page


def test_the_mark_of_chance_stands_wherever_the_figure_or_the_place_does(
    cities: Area, nobody: Client
) -> None:
    """Oslo is among one small place and one large: the place that the small one has says little."""
    cells: dict[tuple[str, str], float | ObservationStatus] = {
        (code, year): value
        for year in ("2023", "2024")
        for code, value in ((OSLO, 5.0), (UTSIRA, 9.0), (BERGEN, 4.0))
    }
    made("liten", cells, name="Prøveliten", direction="higher")
    page = text_of(nobody, f"{PAGE}?steder={BERGEN},{UTSIRA}&indikator=liten")
    top, closer = page.split('id="naermere"')
    assert "~ 1 av 2" in row_of(page, "Prøveliten")
    assert "tallet og plassen kan svinge mye ved ren tilfeldighet" in top
    assert "så tallet og plassen kan svinge mye ved ren tilfeldighet: Utsira." in closer
    for chart in ("rang-", "kart-", "smaa-"):
        drawn = closer[closer.index(f'id="{chart}') :]
        assert "Utsira ~" in drawn[: drawn.index("</svg>")]
    assert "Bergen ~" not in page


def test_ones_own_figure_and_place_carry_the_mark(cast: Cast, nobody: Client) -> None:
    root = cast.solvik
    root.area = Area.objects.get(code=UTSIRA, valid_to=None)
    root.save()
    made("egen", {(UTSIRA, "2024"): 9.0, (STAVANGER, "2024"): 4.0}, name="Prøveegen", direction="higher")
    page = text_of(nobody, f"/{root.slug}/sammenlikn/?steder={STAVANGER}&indikator=egen")
    row = row_of(page, "Prøveegen").replace("\N{NO-BREAK SPACE}", " ")
    assert "9,0 % ~" in row
    assert "1 ~ av 2" in row
    assert "har 9,0 % ~: 1. plass av 2" in page.replace("\N{NO-BREAK SPACE}", " ")


@pytest.mark.parametrize(
    ("unit", "ratio_unit", "tops", "warned"),
    [
        ("person", "percent", (12.0, 900.0), "Færre enn 20 tilfeller"),
        ("mill_kr", "kr/person", (15.0, 12.0), ""),
        ("tonn_co2e", "tonn_co2e/person", (15.0, 12.0), ""),
        ("person", "percent", (5.0, -3.0), ""),
    ],
)
def test_only_what_is_counted_are_events(
    cities: Area, nobody: Client, unit: str, ratio_unit: str, tops: tuple[float, float], warned: str
) -> None:
    """Millions of kroner and tonnes are no events, nor is a net change, which can be below zero."""
    above = made("over", {(OSLO, "2024"): tops[0], (BERGEN, "2024"): tops[1]}, unit=unit, quantity="count")
    below = made("under", {(OSLO, "2024"): 9000.0, (BERGEN, "2024"): 9000.0}, **COUNTED)
    make_indicator("forhold", name="Prøveforhold", unit=ratio_unit, decimals=1, quantity="ratio",
                   formula=Formula.SHARE if ratio_unit == "percent" else Formula.PER_CAPITA,
                   numerator=above, denominator=below)  # fmt: skip
    settle_all()
    row = row_of(text_of(nobody, f"{PAGE}?steder={BERGEN}&indikator=forhold"), "Prøveforhold")
    assert ("Færre enn" in row) is bool(warned)
    assert warned in row


def test_kroner_per_inhabitant_in_a_small_place_may_be_chance(cast: Cast, nobody: Client) -> None:
    root = cast.solvik
    root.area = Area.objects.get(code=UTSIRA, valid_to=None)
    root.save()
    above = made(
        "over", {(UTSIRA, "2024"): 3.0, (STAVANGER, "2024"): 900.0}, unit="mill_kr", quantity="count"
    )
    below = made("under", {(UTSIRA, "2024"): 200.0, (STAVANGER, "2024"): 9000.0}, **COUNTED)
    make_indicator("forhold", name="Prøveforhold", unit="kr/person", decimals=0, quantity="ratio",
                   formula=Formula.PER_CAPITA, numerator=above, denominator=below)  # fmt: skip
    settle_all()
    row = row_of(
        text_of(nobody, f"/{root.slug}/sammenlikn/?steder={STAVANGER}&indikator=forhold"), "Prøveforhold"
    )
    assert "Færre enn 5000 innbyggere" in row


def test_near_a_band_those_that_are_written_alike_share_their_place(cities: Area, nobody: Client) -> None:
    """4,36 and 4,44 are both written 4,4, as far from a band of 1 to 4 as each other."""
    made("band", {(OSLO, "2024"): 4.36, (BERGEN, "2024"): 4.44, (TRONDHEIM, "2024"): 5.0, (STAVANGER, "2024"): 6.0,
                  (TROMSO, "2024"): 7.0}, name="Prøvebånd", direction="band", band_low=1.0, band_high=4.0)  # fmt: skip
    assert "1 av 5, delt" in row_of(text_of(nobody, f"{PAGE}?indikator=band"), "Prøvebånd")


def test_a_year_of_quarters_is_compared_for_the_latest_quarter_of_it_that_the_others_have(
    cities: Area, nobody: Client
) -> None:
    cells: dict[tuple[str, str], float | ObservationStatus] = {
        (code, "2024K3"): 3.0 for code in (OSLO, BERGEN, TRONDHEIM, STAVANGER, TROMSO)
    }
    made("kvartal", {**cells, (OSLO, "2024K4"): 8.0}, name="Prøvekvartal")
    page = text_of(nobody, f"{PAGE}?indikator=kvartal&aar=2024")
    assert "3,0 %" in row_of(page, "Prøvekvartal")
    assert "8,0 %" not in row_of(page, "Prøvekvartal")
