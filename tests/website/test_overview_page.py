"""The overview of a root, and its table: works, wrong person, bad input."""

import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rodtrad.core.models import Origin, Visibility
from rodtrad.exchange.operations import import_plan_file
from rodtrad.goals.check_cache import cached_check
from rodtrad.goals.models import Element
from rodtrad.organisations.models import Root
from rodtrad.targets.models import Target
from tests.cast import Cast
from tests.indicators.factories import make_indicator
from tests.targets.factories import make_target

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def words_of(html: str) -> str:
    """Return the text without tags and without the explanations of terms."""
    return re.sub(r"<[^>]+>", "", re.sub(r'<span class="tip".*?</span>', "", html))


def lit(html: str) -> set[str]:
    """Return the keys of the stations that are lit."""
    stations = re.findall(r'<li data-key="([^"]+)"[^>]*class="el ([^"]+)"', html)
    return {key for key, classes in stations if "lit" in classes.split()}


def shown(html: str) -> set[str]:
    return set(re.findall(r'<li data-key="([^"]+)"', html))


def test_oslo_shows_challenges_goals_and_themes(nobody: Client) -> None:
    html = page(nobody, "/oslo/")
    assert "Seks samfunnsfloker, fem kommunemål og 27 temaer" in words_of(html)
    assert len(shown(html)) == 6 + 5 + 27
    assert "110 svar" in html
    assert html.count("<h1") == 1


def test_chosen_goal_lights_its_whole_thread(nobody: Client) -> None:
    html = page(nobody, "/oslo/?lys=mal-2")
    found = lit(html)
    assert "mal-2" in found
    assert len([key for key in found if key.startswith("floke-")]) >= 1
    assert "mal-1" not in found
    assert 'aria-current="true"' in html


def test_without_light_nothing_is_lit(nobody: Client) -> None:
    assert lit(page(nobody, "/oslo/?lys=-")) == set()


def test_light_on_something_deeper_opens_the_sheet_it_stands_on(nobody: Client) -> None:
    found = lit(page(nobody, "/oslo/?lys=by-2-3"))
    assert {"mal-2", "by-2-3"} <= found


def test_strategies_have_a_sheet_of_their_own(nobody: Client) -> None:
    assert len(shown(page(nobody, "/oslo/?blad=strategier"))) == 5 + 13 + 44


@pytest.mark.parametrize(
    ("address", "words"),
    [
        ("/baerum/", "Fire hovedmål, fem delmål og 15 strategier"),
        ("/osloregionen/", "13 utfordringer, tre mål og 19 strategier"),
    ],
)
def test_each_root_has_its_own_levels(nobody: Client, address: str, words: str) -> None:
    assert words in words_of(page(nobody, address))


def test_region_lists_its_members_with_mark_and_date(nobody: Client) -> None:
    html = page(nobody, "/osloregionen/")
    assert "Medlemmer" in html
    assert "fra 1. januar 2024" in html
    assert "Tolkning" in html


def test_levels_that_stand_on_no_sheet_are_listed(nobody: Client) -> None:
    html = page(nobody, "/osloregionen/")
    assert all(value in html for value in ("Ekte", "Berikende", "Banebrytende"))


def test_weave_links_challenge_and_goal_and_marks_readings(nobody: Client) -> None:
    html = page(nobody, "/solvik/")
    assert 'class="knot reading" href="/solvik/element/gode-skoler/#opp-flere-eldre"' in html
    assert "Mål 1 svarer på Flere eldre. Tolkning" in html


def test_weave_names_goals_by_number_or_else_by_letter_with_a_key(nobody: Client) -> None:
    numbered = page(nobody, "/oslo/")
    assert (
        '<span class="whole">Kommunemål 2</span><span class="brief" aria-hidden="true">2</span>' in numbered
    )
    assert "matrix-key" not in numbered
    lettered = page(nobody, "/osloregionen/")
    assert '<span class="letter" aria-hidden="true">A</span>' in lettered
    assert "<dt>A</dt><dd>Å bli et lavutslippssamfunn mot 2050</dd>" in lettered


def test_filter_shows_what_matches_and_what_it_hangs_under(nobody: Client) -> None:
    html = page(nobody, "/solvik/?ansvarlig=skolekontoret&blad=handling")
    assert "1 av 4 elementer passer" in html
    assert shown(html) == {"leksehjelp", "gode-skoler"}
    assert 'href="?blad=handling"' in html


def test_level_filter_chooses_the_columns(nobody: Client) -> None:
    assert shown(page(nobody, "/solvik/?niva=tiltak&niva=utfordring")) == {"flere-eldre", "leksehjelp"}


@pytest.mark.parametrize(
    ("who", "expected"),
    [
        (None, {"leksehjelp"}),
        ("ulla", {"leksehjelp"}),
        ("lise", {"leksehjelp", "stengt-skole", "sla-sammen"}),
        ("bard", {"leksehjelp", "stengt-skole", "sla-sammen", "ny-rektor"}),
    ],
)
def test_everyone_sees_and_counts_only_their_own(cast: Cast, who: str | None, expected: set[str]) -> None:
    client = cast.client(who)
    assert shown(page(client, "/solvik/?niva=tiltak")) == expected
    assert f"{len(expected)} av {len(expected) + 3} elementer" in page(client, "/solvik/tabell/?niva=tiltak")


@pytest.mark.parametrize(("who", "status"), [(None, 404), ("lise", 404), ("ulla", 200)])
@pytest.mark.parametrize("address", ["/utvik/", "/utvik/tabell/"])
def test_internal_root_does_not_exist_for_others(
    cast: Cast, address: str, who: str | None, status: int
) -> None:
    assert cast.client(who).get(address).status_code == status


@pytest.mark.parametrize("address", ["/solvik/", "/solvik/tabell/"])
@pytest.mark.parametrize(
    "query",
    [
        "ar=abc", "ar=99999", "ar=%00", "niva=finnes-ikke", "niva=%00", "ansvarlig=%00x", "barekraft=x.y",
        "barekraft=99", "framdrift=rask", "lys=finnes-ikke", "lys=%00", "blad=finnes-ikke", "q=%00",
        "page=-1", "page=abc",
        "q=" + "x" * 3000, "ansvarlig=' OR 1=1", "barekraft=%C2%B2", "barekraft=" + "9" * 40,
    ],
)  # fmt: skip
def test_bad_input_is_answered(nobody: Client, address: str, query: str) -> None:
    assert page(nobody, f"{address}?{query}")


def test_wrong_year_is_told(nobody: Client) -> None:
    assert "«abc» er ikke et årstall" in page(nobody, "/solvik/?ar=abc")


def test_script_in_a_filter_is_text(nobody: Client) -> None:
    assert "<script>alert" not in page(nobody, "/solvik/tabell/?q=<script>alert(1)</script>")


def test_table_searches_titles(nobody: Client) -> None:
    html = page(nobody, "/solvik/tabell/?q=leksehjelp")
    assert "Tilby leksehjelp" in html
    assert "1 av 4 elementer passer" in html


def test_table_has_a_hundred_on_a_page(nobody: Client) -> None:
    assert page(nobody, "/oslo/tabell/").count(' scope="row"') == 100
    assert page(nobody, "/oslo/tabell/?page=2").count(' scope="row"') > 20


@pytest.mark.parametrize(
    "address", ["/oslo/", "/osloregionen/", "/oslo/tabell/", "/oslo/?niva=tiltak&ansvarlig=x"]
)
def test_few_queries(nobody: Client, django_assert_max_num_queries: object, address: str) -> None:
    cached_check(Root.objects.get(slug=address.split("/")[1]), timezone.localdate())
    with django_assert_max_num_queries(MOST_QUERIES):  # type: ignore[operator]  # a fixture that is a function
        nobody.get(address)


def test_large_sheet_is_shown_as_ribbons(nobody: Client, storvik: Root) -> None:
    html = page(nobody, "/storvik/")
    assert shown(html) == set()
    assert 'class="band"' in html
    assert "330 koblinger" in html
    assert "/storvik/tabell/?niva=strategi" in html


def bars(html: str) -> dict[str, tuple[str, int]]:
    """Return for each level summed up the address it leads to and the number."""
    found = re.findall(r'<li><a href="([^"]+)">([^<]+)</a> <b>(\d+)</b></li>', html)
    return {label: (address.replace("&amp;", "&"), int(count)) for address, label, count in found}


def test_summary_is_drawn_with_numbers_that_a_browser_reads(nobody: Client, storvik: Root) -> None:
    rects = re.findall(r'<rect class="bar" x="([^"]+)" y="([^"]+)"', page(nobody, "/storvik/"))
    assert len(rects) == 2
    assert all(float(number) >= 0 for rect in rects for number in rect)


@pytest.mark.parametrize("query", ["ar=2026", "q=Strategi", "framdrift=not_started", "plan=plan"])
def test_summary_counts_what_opens_from_it(nobody: Client, storvik: Root, query: str) -> None:
    """The same filters give the same number on the map, in the table that a level leads to, and from the API."""
    found = bars(page(nobody, f"/storvik/?{query}"))
    assert found
    for address, count in found.values():
        assert query in address
        assert f"{count} av 331 elementer" in page(nobody, address)
        level = re.findall(r"niva=(\w+)", address)
        in_api = {"ar": "year", "q": "text", "framdrift": "progress", "plan": "plan"}
        name, _is, value = query.partition("=")
        answer = nobody.get(
            "/api/v1/organisations/storvik/elements", {in_api[name]: value, "level": level[0]}
        )
        assert answer.status_code == 200, answer.content
        assert answer.json()["count"] == count


def test_filter_makes_a_large_sheet_small_enough_to_draw(nobody: Client, storvik: Root) -> None:
    html = page(nobody, "/storvik/?q=nummer+32")
    assert shown(html) == {"mal-1", "s-32", *(f"s-{n}" for n in range(320, 330))}
    assert "11 av 331 elementer passer. Kartet viser dem og det de henger under." in html


def test_light_stays_within_what_the_filters_let_through(nobody: Client, storvik: Root) -> None:
    html = page(nobody, "/storvik/?q=nummer+32&lys=s-7&blad=mal")
    assert "s-7" not in shown(html)


@pytest.mark.parametrize("query", ["", "?q=nummer", "?niva=strategi", "?q=nummer+3&lys=s-3", "?blad=mal"])
def test_large_root_takes_few_queries(
    nobody: Client, storvik: Root, query: str, django_assert_max_num_queries: object
) -> None:
    cached_check(storvik, timezone.localdate())
    with django_assert_max_num_queries(MOST_QUERIES):  # type: ignore[operator]  # a fixture that is a function
        nobody.get(f"/storvik/{query}")


def test_root_without_elements_says_so(nobody: Client) -> None:
    root = "{slug: tomvik, name: Tomvik kommune, kind: municipality, governance: executive_committee}"
    content = f"format: rodtrad/plan-file/1\nroot: {root}\n"
    import_plan_file(content=content.encode())
    assert "Her er ingenting lagt inn ennå" in page(nobody, "/tomvik/")
    assert page(nobody, "/tomvik/tabell/")


def station(html: str, key: str) -> str:
    found = re.search(rf'<li data-key="{key}".*?</li>', html, re.DOTALL)
    assert found, key
    return found[0]


@pytest.mark.parametrize("address", ["/oslo/", "/oslo/?blad=mal&lys=mal-1", "/oslo/?lys=-"])
def test_the_map_says_how_the_targets_of_an_element_stand(nobody: Client, address: str) -> None:
    goal = Element.objects.get(root__slug="oslo", key="mal-1")
    make_target(goal, make_indicator("tom"))
    html = page(nobody, address)
    shown_on = station(html, "mal-1")
    assert 'class="standing"' in shown_on
    assert "Måltall: ikke målt" in words_of(shown_on)
    assert 'class="standing"' not in station(html, "mal-2")
    assert (
        f'{reverse("element", args=["oslo", "mal-1"])}#indikatorer"' in html
    )  # in the list for narrow screens
    assert "ikke målt" in words_of(html.split('<ul class="legend">')[1].split("</ul>")[0])
    Target.objects.update(origin=Origin.EXAMPLE)
    assert "Måltall: ikke målt (eksempel)" in words_of(station(page(nobody, address), "mal-1"))


def test_the_map_says_nothing_of_a_target_that_the_reader_may_not_see(nobody: Client) -> None:
    goal = Element.objects.get(root__slug="oslo", key="mal-1")
    make_target(goal, make_indicator("tom", visibility=Visibility.INTERNAL))
    assert "standing" not in page(nobody, "/oslo/")


def test_targets_on_the_map_take_as_many_queries_however_many_they_are(
    nobody: Client, django_assert_max_num_queries: object
) -> None:
    indicator = make_indicator("tom")
    for goal in Element.objects.filter(root__slug="oslo", key__startswith="mal-"):
        make_target(goal, indicator)
    cached_check(Root.objects.get(slug="oslo"), timezone.localdate())
    with django_assert_max_num_queries(MOST_QUERIES):  # type: ignore[operator]  # a fixture that is a function
        nobody.get("/oslo/")
