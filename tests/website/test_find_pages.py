"""Ways in: questions, places, themes, sustainable development goals; and goal conflicts."""

import re

import pytest
from django.test import Client

from tests.cast import Cast

pytestmark = pytest.mark.django_db
PAGES = [
    "/oslo/finn-fram/",
    "/oslo/finn-fram/plansystem/",
    "/oslo/finn-fram/steder/",
    "/oslo/finn-fram/steder/030109/",
    "/oslo/finn-fram/temaer/",
    "/oslo/barekraftsmal/",
    "/baerum/malkonflikter/fortetting-og-boligpriser/",
]


@pytest.mark.parametrize("path", PAGES)
def test_every_way_in_works_with_few_queries(
    nobody: Client, path: str, django_assert_max_num_queries: object
) -> None:
    with django_assert_max_num_queries(12):  # type: ignore[operator]  # pytest-django's fixture
        response = nobody.get(path)
    assert response.status_code == 200
    assert response.content.decode().count("<h1") == 1


def test_seven_questions_lead_to_the_plans_that_answer(nobody: Client) -> None:
    page = nobody.get("/oslo/finn-fram/plansystem/").content.decode()
    assert page.count('class="question"') == 7
    first = page[page.index('id="what_challenges"') : page.index('id="what_to_achieve"')]
    assert 'href="/oslo/planer/planstrategi-2024/"' in first


def test_a_question_that_nothing_answers_says_so(nobody: Client) -> None:
    assert (
        "Ingen plan i registeret svarer" in nobody.get("/osloregionen/finn-fram/plansystem/").content.decode()
    )


def test_a_district_shows_what_names_it_with_the_way_up(nobody: Client) -> None:
    page = nobody.get("/oslo/finn-fram/steder/030109/").content.decode()
    here = page[: page.index("Gjelder overalt")]
    assert "Bjerke" in here
    assert "Hvorfor:" in here


def test_a_region_shows_its_members(nobody: Client) -> None:
    page = nobody.get("/osloregionen/finn-fram/steder/").content.decode()
    assert 'href="/osloregionen/finn-fram/steder/3201/"' in page


@pytest.mark.parametrize("code", ["5001", "999999", "x"])
def test_a_place_elsewhere_is_not_found(nobody: Client, code: str) -> None:
    assert nobody.get(f"/oslo/finn-fram/steder/{code}/").status_code == 404


def test_themes_stand_under_their_goals_with_everyday_words(nobody: Client) -> None:
    page = nobody.get("/oslo/finn-fram/temaer/").content.decode()
    goal = page.index("Oslo er grønn og levende</a>")
    assert goal < page.index("Sirkulær økonomi</a>") < page.index("Oslo er nyskapende og attraktiv</a>")
    assert "gjenbruk" in page


def test_many_themes_are_opened_goal_by_goal(nobody: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rodtrad.website.views.find.MOST_THEMES", 5)
    page = nobody.get("/oslo/finn-fram/temaer/").content.decode()
    assert "Sirkulær økonomi" not in page
    goals = re.findall(
        r'href="(/oslo/finn-fram/temaer/\?mal=[^"]+)"[^>]*>([^<]+)</a> <span[^>]*>(\d+) tema', page
    )
    assert len(goals) > 4
    for address, title, count in goals:
        opened = nobody.get(address).content.decode()
        assert f"{title}</a></h2>" in opened or title == "Uten mål over"
        assert opened[opened.index("<main") :].count("<h3>") == int(count)


def test_an_unknown_goal_shows_all_themes(nobody: Client) -> None:
    assert "Sirkulær økonomi" in nobody.get("/oslo/finn-fram/temaer/?mal=finnes-ikke").content.decode()


def test_what_is_done_everywhere_is_counted_where_it_is_too_much_to_list(
    nobody: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    address = "/oslo/finn-fram/steder/030109/"
    listed = nobody.get(address).content.decode()
    listed = listed[listed.index("Gjelder overalt") :]
    monkeypatch.setattr("rodtrad.goals.queries.places.MOST_LINES", 1)
    counted = nobody.get(address).content.decode()
    counted = counted[counted.index("Gjelder overalt") :]
    assert "Hvorfor:" not in counted
    numbers = re.findall(r"(\d+) element", counted)
    assert sum(map(int, numbers)) == listed[: listed.index("</section>")].count('href="/oslo/element/') - len(
        re.findall(r'<a[^>]*href="/oslo/element/[^>]*>[^<]*</a>(?=<span aria-hidden|</p>)', listed)
    )


def test_local_targets_tell_why_and_what_serves_them(nobody: Client) -> None:
    page = nobody.get("/oslo/barekraftsmal/").content.decode()
    target = page[page.index('id="mal-4-1"') : page.index('id="mal-8"')]
    assert "Kommunen driver skolene" in target
    assert "/oslo/element/" in target


def test_a_conflict_is_a_list_of_steps_with_signs_in_words(nobody: Client) -> None:
    page = nobody.get("/baerum/malkonflikter/fortetting-og-boligpriser/").content.decode()
    steps = page[page.index('class="chain"') : page.index("</ol>", page.index('class="chain"'))]
    assert steps.count("<li") == 9
    assert "Styrker" in steps
    assert "Svekker" in steps


def test_a_conflict_about_hidden_things_is_hidden(cast: Cast) -> None:
    assert cast.client(None).get("/solvik/malkonflikter/skjult-konflikt/").status_code == 404
    assert "Stenging" not in cast.client(None).get("/solvik/finn-fram/").content.decode()
    assert cast.client("lise").get("/solvik/malkonflikter/skjult-konflikt/").status_code == 200


def test_an_unknown_conflict_is_not_found(nobody: Client) -> None:
    assert nobody.get("/oslo/malkonflikter/finnes-ikke/").status_code == 404
