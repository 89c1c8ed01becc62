"""An element's page: its thread, its facts, its panels; wrong person, bad input."""

import re

import pytest
from django.test import Client
from django.utils import timezone

from rodtrad.goals.check_cache import cached_check
from rodtrad.organisations.models import Root
from tests.cast import Cast

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


def page(client: Client, address: str) -> str:
    response = client.get(address)
    assert response.status_code == 200, address
    return response.content.decode()


def above_and_below(html: str) -> tuple[set[str], set[str]]:
    return set(re.findall(r'id="opp-([^"]+)"', html)), set(re.findall(r'id="ned-([^"]+)"', html))


def test_thread_has_why_above_and_how_below(nobody: Client) -> None:
    html = page(nobody, "/solvik/element/gode-skoler/")
    above, below = above_and_below(html)
    assert above == {"flere-eldre"}
    assert below == {"leksehjelp"}
    assert html.index("Flere eldre") < html.index("<h1") < html.index("Tilby leksehjelp")
    assert html.count("<h1") == 1


def test_reading_is_marked_with_its_reason(nobody: Client) -> None:
    html = page(nobody, "/solvik/element/gode-skoler/")
    assert "Tolkning" in html
    assert "Skolene trenger folk" in html


def test_reading_farther_up_is_marked_where_it_leads(nobody: Client) -> None:
    """Oslo's goal contributes to the region's, which answers to a challenge by our reading only."""
    html = page(nobody, "/oslo/element/mal-2/")
    farther = html[html.index("gjennom:") :][:900]
    assert re.search(r"gjennom:.*lavutslippssamfunn.*koblingen:.*Tolkning", farther, re.DOTALL)


def test_oslo_goal_reaches_challenges_and_strategy_points(nobody: Client) -> None:
    above, below = above_and_below(page(nobody, "/oslo/element/mal-2/"))
    assert any(key.startswith("floke-") for key in above)
    assert {"by-2-3", "by-2-3-a"} <= below


def test_region_stands_above_with_its_own_address(nobody: Client) -> None:
    assert "/osloregionen/element/" in page(nobody, "/oslo/element/mal-2/")


def test_element_with_two_parents_names_both(nobody: Client) -> None:
    html = page(nobody, "/baerum/element/hovedmal-2/")
    station = html[html.index('id="ned-strategi-aktiv-rolle"') :][:1500]
    assert "også:" in station


def test_plans_tell_origin_and_carried_over(nobody: Client) -> None:
    html = page(nobody, "/solvik/element/gode-skoler/")
    assert "Samfunnsdelen 2024–2036, nummer 1" in html
    assert "Handlingsdel 2026–2029, videreført hit" in html


def test_progress_is_told_where_it_says_something(nobody: Client) -> None:
    assert "Under arbeid" in page(nobody, "/solvik/element/leksehjelp/")
    assert "Ikke begynt" not in page(nobody, "/oslo/element/klimarobust-nullutslippsby/").split("Hvordan")[0]


def test_conflict_shows_only_when_all_its_ends_do(cast: Cast) -> None:
    assert "Skole mot vei" in page(cast.client(None), "/solvik/element/gode-skoler/")
    assert "Stenging mot nærhet" in page(cast.client("lise"), "/solvik/element/stengt-skole/")


def test_finding_stands_on_the_page_with_a_badge(nobody: Client) -> None:
    html = page(nobody, "/solvik/element/trygge-veier/")
    assert 'id="funn"' in html
    assert 'href="#funn"' in html


def test_hidden_measures_are_in_no_thread_and_no_count(cast: Cast) -> None:
    expected = {
        None: {"leksehjelp"},
        "ulla": {"leksehjelp"},
        "lise": {"leksehjelp", "stengt-skole", "sla-sammen"},
        "bard": {"leksehjelp", "stengt-skole", "sla-sammen", "ny-rektor"},
    }
    for who, keys in expected.items():
        html = page(cast.client(who), "/solvik/element/gode-skoler/")
        assert above_and_below(html)[1] == keys, who


@pytest.mark.parametrize(
    ("who", "key", "status"),
    [
        (None, "stengt-skole", 404),
        ("ulla", "stengt-skole", 404),
        ("lise", "stengt-skole", 200),
        ("lise", "ny-rektor", 404),
        ("bard", "ny-rektor", 200),
        (None, "sla-sammen", 404),
        ("geir", "sla-sammen", 200),
    ],
)
def test_hidden_element_does_not_exist_for_others(cast: Cast, who: str | None, key: str, status: int) -> None:
    assert cast.client(who).get(f"/solvik/element/{key}/").status_code == status


@pytest.mark.parametrize(
    "address", ["/solvik/element/finnes-ikke/", "/solvik/element/A_B/", "/finnes-ikke/element/x/"]
)
def test_unknown_element_is_not_found(nobody: Client, address: str) -> None:
    assert nobody.get(address).status_code == 404


@pytest.mark.parametrize("query", ["apne=finnes-ikke", "apne=%00", "apne=" + "x" * 2000])
def test_bad_input_is_answered(nobody: Client, query: str) -> None:
    assert page(nobody, f"/solvik/element/gode-skoler/?{query}")


def test_long_thread_is_summarised_and_opened_by_level(nobody: Client, storvik: Root) -> None:
    closed = page(nobody, "/storvik/element/mal-1/")
    assert above_and_below(closed)[1] == set()
    assert "330" in closed
    assert 'href="?apne=strategi#traden"' in closed
    opened = page(nobody, "/storvik/element/mal-1/?apne=strategi")
    assert len(above_and_below(opened)[1]) == 300
    assert "og 30 til" in opened


@pytest.mark.parametrize(
    "address", ["/oslo/element/mal-2/", "/baerum/element/hovedmal-2/", "/oslo/element/floke-klima/"]
)
def test_few_queries(nobody: Client, django_assert_max_num_queries: object, address: str) -> None:
    cached_check(Root.objects.get(slug=address.split("/")[1]), timezone.localdate())
    with django_assert_max_num_queries(MOST_QUERIES):  # type: ignore[operator]  # a fixture that is a function
        nobody.get(address)


def test_word_of_the_glossary_is_explained_once(nobody: Client) -> None:
    html = page(nobody, "/oslo/element/floke-bolig/")
    terms = re.findall(r'class="term" href="/ordliste/#([^"]+)" aria-describedby="ord-([^"]+)"', html)
    assert all(key == described for key, described in terms)
    assert len(terms) == len(set(terms))


def test_many_reasons_are_folded_under_their_counts_and_names(nobody: Client) -> None:
    html = page(nobody, "/oslo/element/mal-2/")
    summary = html[html.index('<li class="reasons">') :].split("</summary>")[0]
    assert "3 samfunnsfloker, 1 mål" in summary
    assert "Klima- og naturkrisen, Trusler mot trygghet" in summary, "what it answers itself is named first"
    measure = page(nobody, "/oslo/element/tiltak-solceller/")
    assert re.search(r"\d+ grunner</span>", measure), "at many levels they are counted together"
    assert 'class="reasons"' not in page(nobody, "/solvik/element/gode-skoler/"), "one reason is not folded"


def test_whose_an_element_is_is_told_once_down_a_branch(nobody: Client) -> None:
    html = page(nobody, "/osloregionen/element/mal-lavutslipp/")
    goal = html[html.index('id="ned-mal-2"') :].split("</li>")[0]
    node, below = goal.split('class="line sub"', 1)
    assert "<span>Oslo</span>" in node
    assert "<span>Oslo</span>" not in below


def test_a_long_threads_branches_are_folded_with_counts_and_alarms(nobody: Client) -> None:
    page = nobody.get("/oslo/element/mal-2/").content.decode()
    folds = [part[: part.index("</summary>")] for part in page.split('<details class="tuck branch">')[1:]]
    assert any("3 strategipunkter" in fold for fold in folds)
    assert any("1 tiltak og 1 oppdrag" in fold and "Bak planen" in fold for fold in folds)
