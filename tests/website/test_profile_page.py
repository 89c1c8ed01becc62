"""A root on one sheet: its latest figures by theme, their way, their place, their targets and their age."""

import re

import pytest
from django.test import Client

from rodtrad.core.models import Origin, Visibility
from rodtrad.exchange.indicator_file.shipped import load_common_set
from rodtrad.geography.models import Area, AreaKind, GroupMember
from rodtrad.goals.models import Element
from rodtrad.indicators.models import Direction, Indicator, Theme
from rodtrad.indicators.operations.load import load_figures
from tests.cast import Cast
from tests.indicators.factories import MARCH, figures, make_dataset, make_indicator
from tests.targets.factories import make_target
from tests.website.test_indicator_pages import text_of

pytestmark = pytest.mark.django_db

PAGE = "/oslo/profil/"


def words_of(page: str) -> str:
    return " ".join(re.sub("<[^>]*>", " ", page).split())


@pytest.fixture
def sheet(cast: Cast) -> None:
    """Give Oslo a share of three years, among two cities that have it for the first two only."""
    GroupMember.objects.filter(member__code="0301").delete()
    group = Area.objects.create(code="PROVEBYER", kind=AreaKind.PEER_GROUP, name="Prøvebyene")
    for code in ("0301", "4601", "5001"):
        member = Area.objects.get(code=code, valid_to=None)
        GroupMember.objects.create(group=group, member=member, valid_from="2020-01-01")
    dataset = make_dataset("prove", due_month=3, due_day=15)
    fields = {"unit": "percent", "decimals": 1, "quantity": "ratio", "dataset": dataset}
    make_indicator("prove", name="Prøveandel", direction=Direction.LOWER, theme=Theme.HEALTH, **fields)
    make_indicator("foran", name="Prøve foran", theme=Theme.WORK, **fields)
    make_indicator("tom", name="Prøve uten tall", dataset=make_dataset("tom"))
    cells = {(code, str(year)): float(year - 2000 + at) for at, code in enumerate(("0301", "4601", "5001"))
             for year in (2022, 2023, 2024)}  # fmt: skip
    load_figures(dataset=dataset, figures=figures(cells, "prove"), received_at=MARCH)
    ahead = {("0301", "2024"): 3.0, ("0301", "2023"): 2.0, ("4601", "2023"): 1.0, ("5001", "2023"): 4.0}
    load_figures(dataset=dataset, figures=figures(ahead, "foran"), received_at=MARCH)


def test_the_latest_figure_stands_under_its_theme_with_its_place(sheet: None, nobody: Client) -> None:
    page = words_of(text_of(nobody, PAGE))
    assert "Plassen er blant 3: Prøvebyene, i samme år." in page
    health = page[page.index("Helse") : page.index("Arbeid og næring")]
    assert "Prøveandel lavere er bedre" in health
    assert "24,0 % 2024" in health
    assert "1 av 3" in health


def test_a_place_of_another_year_than_the_figure_says_its_year(sheet: None, nobody: Client) -> None:
    page = words_of(text_of(nobody, PAGE))
    row = page[page.index("Prøve foran") :]
    assert "3,0 % 2024 gammelt 2 av 3 i 2023" in row


def test_a_figure_whose_successor_is_due_says_so(sheet: None, nobody: Client) -> None:
    assert "Nyere tall skulle vært kommet." in text_of(nobody, PAGE)


def test_those_without_figures_are_folded_with_the_reason(sheet: None, nobody: Client) -> None:
    page = text_of(nobody, PAGE)
    waiting = page[page.index('id="venter"') :]
    assert "Klar for en tabell" in waiting
    assert "Prøve uten tall" in waiting
    assert "Prøve uten tall" not in page[: page.index('id="venter"')]


def test_a_target_is_judged_on_the_sheet_and_marked_as_an_example(sheet: None, nobody: Client) -> None:
    goal = Element.objects.get(root__slug="oslo", key="mal-1")
    indicator = Indicator.objects.get(key="prove")
    make_target(goal, indicator, baseline_year=2022, baseline_value=22.0, year=2032, value=8.0,
                origin=Origin.EXAMPLE)  # fmt: skip
    page = words_of(text_of(nobody, PAGE))
    assert "går feil vei 8,0 % i 2032 Eksempel" in page
    assert re.search(r"måltall er i rute 0 av \d", page)


def test_real_figures_of_oslo(cast: Cast, nobody: Client) -> None:
    load_common_set()
    page = words_of(text_of(nobody, PAGE))
    assert "Innbyggere" in page
    assert "723 200 2025" in page
    assert "Klar til å hentes, ikke prøvd mot kilden" in page


def test_an_internal_indicator_is_on_the_sheet_for_those_with_a_role_only(cast: Cast, nobody: Client) -> None:
    make_indicator("indre", name="Indre prøve", root=cast.solvik, visibility=Visibility.INTERNAL)
    assert "Indre prøve" not in text_of(nobody, "/solvik/profil/")
    assert "Indre prøve" in text_of(cast.client("lise"), "/solvik/profil/")
    assert "Indre prøve" not in text_of(cast.client("ulla"), "/solvik/profil/")


def test_a_region_has_no_figures_of_its_own_and_says_where_its_members_are(
    cast: Cast, nobody: Client
) -> None:
    page = text_of(nobody, "/osloregionen/profil/")
    assert "Medlemmene kan sammenliknes med hverandre." in page
    assert 'href="/osloregionen/sammenlikn/"' in page
    text_of(nobody, "/finnes-ikke/profil/", status=404)


def test_the_sheet_asks_the_database_a_few_times_whatever_it_holds(
    sheet: None, nobody: Client, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(20):  # type: ignore[operator]  # a fixture of pytest-django without types
        nobody.get(PAGE)
