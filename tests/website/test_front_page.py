"""The front page: roots that the reader may see, facts with sources, hearings and decisions, ways in."""

import pytest
from django.test import Client

from rodtrad.core.models import Visibility
from rodtrad.exchange.indicator_file.shipped import load_common_set
from rodtrad.geography.models import Area, AreaKind
from rodtrad.organisations.models import Governance, Root, RootKind
from rodtrad.plans.models import Plan
from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_shows_each_root_with_its_levels(nobody: Client) -> None:
    page = nobody.get("/").content.decode()
    assert "Oslo kommune" in page
    assert 'href="/oslo/tabell/?niva=samfunnsfloke"' in page
    assert 'href="/solvik/planer/"' in page


def test_facts_tell_where_they_stand(nobody: Client) -> None:
    load_common_set()
    page = nobody.get("/").content.decode()
    assert "723\u00a0200" in page
    assert "Kommuneplanens samfunnsdel 2025, s. 4" in page


def test_tells_hearings_and_decisions_newest_first(nobody: Client) -> None:
    page = nobody.get("/").content.decode()
    assert (
        page.index("22. mai 2025") < page.index("30. august – 28. oktober 2024") < page.index("14. mars 2024")
    )
    assert "110 uttalelser" in page


def test_a_hidden_root_is_shown_to_its_own_only(cast: Cast) -> None:
    assert "Utvik kommune" not in cast.client(None).get("/").content.decode()
    assert "Utvik kommune" not in cast.client("lise").get("/").content.decode()
    assert "Utvik kommune" in cast.client("ulla").get("/").content.decode()


def test_counts_only_what_the_reader_may_see(cast: Cast) -> None:
    def measures(name: str | None) -> str:
        page = cast.client(name).get("/").content.decode()
        at = page.index("/solvik/tabell/?niva=tiltak")
        return page[page.rindex("<b>", 0, at) : at]

    assert measures(None).startswith("<b>1</b>")
    assert measures("lise").startswith("<b>3</b>")
    assert measures("bard").startswith("<b>4</b>")


def test_queries_do_not_grow_with_the_roots(nobody: Client, django_assert_max_num_queries: object) -> None:
    nobody.get("/")
    with django_assert_max_num_queries(12):  # type: ignore[operator]  # pytest-django's fixture
        nobody.get("/")


def test_gives_a_reader_no_cookie(nobody: Client) -> None:
    assert not nobody.get("/").cookies


def journey_of(page: str) -> str:
    return page[page.index('class="journey"') : page.index("</ol>", page.index('class="journey"'))]


def test_shows_a_thread_from_the_data_with_its_source(nobody: Client) -> None:
    page = nobody.get("/").content.decode()
    stops = journey_of(page)
    assert stops.index("/oslo/element/floke-") < stops.index("/oslo/element/mal-") < stops.index("/tiltak-")
    assert "Eksempel" in stops, "what is made up says so"
    assert "Kilde: Kommuneplanens samfunnsdel 2025" in page


def test_a_hidden_thread_is_not_shown(nobody: Client) -> None:
    Root.objects.exclude(slug="oslo").update(visibility=Visibility.INTERNAL)
    Plan.objects.filter(root__slug="oslo").update(visibility=Visibility.INTERNAL)
    page = nobody.get("/").content.decode()
    assert "/element/" not in journey_of(page)
    assert "Hva er vanskelig?" in journey_of(page), "words stand in for the thread"


def many_roots() -> None:
    towns = Area.objects.filter(kind=AreaKind.MUNICIPALITY, valid_to=None, root=None).order_by("code")[:61]
    for number, area in enumerate(towns):
        Root.objects.create(
            slug=f"rot-{number}",
            name=f"{area.name} kommune",
            short_name=area.name,
            kind=RootKind.MUNICIPALITY,
            governance=Governance.EXECUTIVE_COMMITTEE,
            area=area,
        )


def test_many_roots_stand_in_a_list_by_county(nobody: Client, django_assert_max_num_queries: object) -> None:
    many_roots()
    with django_assert_max_num_queries(12):  # type: ignore[operator]  # pytest-django's fixture
        page = nobody.get("/").content.decode()
    assert 'class="sheets"' not in page
    assert "<h3>Rogaland</h3>" in page
    assert page.index("Oslo kommune") > 0


def test_many_roots_can_be_searched_and_chosen_by_county(nobody: Client) -> None:
    many_roots()
    assert ">Stavanger kommune</a>" in nobody.get("/", {"sok": "stavang"}).content.decode()
    assert 'href="/oslo/"' not in nobody.get("/", {"sok": "stavang"}).content.decode()
    assert "Stavanger kommune</a>" in nobody.get("/", {"fylke": "Rogaland"}).content.decode()
    assert 'href="/oslo/"' not in nobody.get("/", {"fylke": "Rogaland"}).content.decode()
    assert "Ingen organisasjon her passer" in nobody.get("/", {"sok": "<script>"}).content.decode()
    assert "<script>" not in nobody.get("/", {"sok": "<script>"}).content.decode()
