"""The plan map: every plan in its place, choices, questions, many plans, and who sees what."""

import re
from datetime import date
from html import unescape

import pytest
from django.test import Client

from rodtrad.plans.models import Plan, PlanStatus, PlanType
from tests.cast import Cast
from tests.goals import factories as make

pytestmark = pytest.mark.django_db


def text_of(page: str) -> str:
    return " ".join(unescape(re.sub(r"(?s)<[^>]+>", " ", page)).split())


def drawn(page: str) -> str:
    return page[
        page.index('<svg class="plan-map"') : page.index("</svg>", page.index('<svg class="plan-map"'))
    ]


def test_every_plan_stands_in_its_place_with_its_status_in_words(nobody: Client) -> None:
    page = nobody.get("/baerum/planer/kart/").content.decode()
    drawing = drawn(page)
    shown = Plan.objects.filter(root__slug="baerum", visibility=0)
    assert drawing.count('class="plan-box') == shown.count()
    for plan in shown:
        assert drawing.count(f'href="/baerum/planer/{plan.key}/"') == 1
    words = text_of(drawing)
    for level in (
        "Overordnet strategisk",
        "Strategisk utdyping",
        "Prioritering av",
        "Utføring",
        "Rapportering",
    ):
        assert level in words
    assert "under arbeid" in words


def test_the_narrow_screen_gets_the_same_as_a_list_by_level(nobody: Client) -> None:
    page = nobody.get("/baerum/planer/kart/").content.decode()
    listed = page[page.index('class="only-narrow plan-levels"') : page.index('id="horizons"')]
    places = [listed.index(f'id="niva-{level}"') for level in ("overall_strategic", "priority", "knowledge")]
    assert places == sorted(places)
    assert "Handlingsdel, budsjett og økonomiplan" in listed


def test_a_question_lights_its_plans(nobody: Client) -> None:
    page = nobody.get("/baerum/planer/kart/?sporsmal=what_next_year").content.decode()
    assert page.count('class="plan-box adopted chosen"') == 1
    assert 'href="/baerum/finn-fram/plansystem/#what_next_year"' in page
    system = nobody.get("/baerum/finn-fram/plansystem/").content.decode()
    assert 'href="/baerum/planer/kart/?sporsmal=what_next_year"' in system


def test_choices_leave_plans_out(nobody: Client) -> None:
    page = nobody.get("/baerum/planer/kart/?niva=knowledge").content.decode()
    assert "Bærum i tall" in drawn(page)
    assert "Virksomhetsplaner" not in drawn(page)
    assert "Ingen planer passer" in text_of(
        nobody.get("/baerum/planer/kart/?status=hearing&niva=knowledge").content.decode()
    )


@pytest.mark.parametrize("query", ["status=borte", "niva=sky", "sporsmal=hvorfor", "utdatert=ja"])
def test_a_choice_that_does_not_exist_is_not_found(nobody: Client, query: str) -> None:
    assert nobody.get(f"/baerum/planer/kart/?{query}").status_code == 404


def test_an_internal_plan_is_drawn_for_its_own_only(cast: Cast) -> None:
    for name, there in ((None, False), ("ulla", False), ("lise", True)):
        page = cast.client(name).get("/solvik/planer/kart/").content.decode()
        assert ("Internt notat" in page) is there


def test_what_is_out_of_date_is_said_and_can_be_chosen(nobody: Client) -> None:
    root = make.make_root(slug="gammelby")
    make.make_plan(root, key="gammel", title="Gammel plan", from_year=2010, to_year=2014)
    make.make_plan(root, key="frisk", title="Frisk plan", from_year=2010, to_year=2099)
    make.make_plan(root, key="glemt", title="Glemt plan", review_due=date(2020, 5, 1))
    page = nobody.get("/gammelby/planer/kart/?utdatert=1").content.decode()
    assert "gikk ut i 2014" in text_of(drawn(page))
    assert "skulle vært vurdert 1. mai 2020" in text_of(page)
    assert "Frisk plan" not in page
    assert (
        "Frisk plan"
        not in nobody.get("/gammelby/planer/?utdatert=1").content.decode().split('id="register"')[1]
    )


def test_many_plans_are_summed_by_level(nobody: Client, django_assert_max_num_queries: object) -> None:
    root = make.make_root(slug="storby")
    Plan.objects.bulk_create(
        Plan(
            root=root, key=f"plan-{number}", title=f"Plan {number}", type=PlanType.THEME_PLAN,
            status=PlanStatus.ADOPTED, from_year=2000 + number % 30,
        )
        for number in range(300)
    )  # fmt: skip
    with django_assert_max_num_queries(12):  # type: ignore[operator]  # pytest-django's fixture
        page = nobody.get("/storby/planer/kart/").content.decode()
    assert drawn(page).count('class="plan-box') == 1
    assert "300 planer" in text_of(drawn(page))
    assert 'href="/storby/planer/?niva=strategic_elaboration#register"' in page
    assert "Plan 299</a>" not in page


def test_a_root_without_plans_says_so(nobody: Client) -> None:
    make.make_root(slug="tomby")
    assert "Ingen planer er lagt inn" in text_of(nobody.get("/tomby/planer/kart/").content.decode())


@pytest.mark.parametrize("path", ["/oslo/planer/kart/", "/baerum/planer/kart/?sporsmal=what_to_achieve"])
def test_queries_are_few(nobody: Client, path: str, django_assert_max_num_queries: object) -> None:
    nobody.get(path)
    with django_assert_max_num_queries(12):  # type: ignore[operator]  # pytest-django's fixture
        nobody.get(path)
