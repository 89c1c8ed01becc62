"""A root is told of its council by its own word: the check's rules, steps and sentences of clocks, the year's wheel."""

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client

from rodtrad.cases.models import Body
from rodtrad.goals.rules_document import rules_document
from rodtrad.organisations.models import Governance, Root
from rodtrad.planning.models import ProcessStep
from tests.cases.factories import make_case, make_instruction
from tests.cast import as_
from tests.goals import factories as make
from tests.goals.editing import Desk
from tests.planning.processes import make_council, make_process
from tests.planning.strategies import make_strategy

pytestmark = pytest.mark.django_db


def text_of(answer: Any) -> str:
    body = re.sub(r"(?s)<(script|style).*?</\1>|<[^>]+>", " ", answer.content.decode())
    return " ".join(unescape(body).split())


@pytest.fixture
def city(desk: Desk) -> Root:
    """A root with a city council, an instruction that is late, and a planstrategi that is too."""
    Root.objects.filter(pk=desk.root.pk).update(governance=Governance.PARLIAMENTARY)
    make_instruction(make_case(desk.root), due=date(2024, 6, 1))
    make_process(make_strategy(desk.root, 2019).plan, "planning-strategy", wanted=date(2021, 3, 1))
    make_strategy(desk.root, 2023)
    desk.root.refresh_from_db()
    return desk.root


@pytest.mark.parametrize("language", ["nb", "nn"])
def test_the_rules_of_the_check_say_bystyret(city: Root, nobody: Client, language: str) -> None:
    nobody.cookies["django_language"] = language
    told = text_of(nobody.get(f"/{city.slug}/tradsjekk/", headers={"Accept-Language": language}))
    assert "ommunestyret" not in told
    said = {
        "nb": ("Oppdrag fra bystyret over fristen", "Bystyret skal kunne stole på", "etter at bystyret er"),
        "nn": ("Oppdrag frå bystyret", "Bystyret skal kunne", "etter at bystyret er"),
    }
    for words in said[language]:
        assert words in told


def test_the_api_and_the_list_say_bystyret(city: Root, nobody: Client) -> None:
    api = nobody.get(f"/api/v1/organisations/{city.slug}/findings?rule=T-99").json()
    assert [one["title"] for one in api["items"]] == ["Oppdrag fra bystyret over fristen"]
    assert b"ommunestyret over" not in nobody.get(f"/{city.slug}/ark/funn.csv").content


def test_a_council_that_gets_another_name_is_called_so_at_once(desk: Desk, nobody: Client) -> None:
    make_instruction(make_case(desk.root), due=date(2024, 6, 1))
    where = f"/api/v1/organisations/{desk.root.slug}/findings?rule=T-99"
    assert nobody.get(where).json()["items"][0]["title"] == "Oppdrag fra kommunestyret over fristen"
    Body.objects.create(root=desk.root, key="byen", name="Storbyen bystyre", kind="council")
    assert nobody.get(where).json()["items"][0]["title"] == "Oppdrag fra bystyret over fristen"


def test_the_laws_word_stands_in_the_document_about_rules(city: Root) -> None:
    assert "Oppdrag fra kommunestyret over fristen" in rules_document()


def test_steps_and_sentences_of_clocks_say_bystyret(city: Root, desk: Desk, nobody: Client) -> None:
    plan = make_strategy(city, 2027).plan
    [meeting] = make_council(city, date(2028, 9, 6), name="Bystyret")
    process = make_process(plan, "planning-strategy", meeting=meeting)
    ProcessStep.objects.create(root=city, process=process, step="announcement", first=date(2028, 1, 1))
    where = f"/{city.slug}/planer/{plan.key}/frister/"
    for told in (
        text_of(nobody.get(where)),
        text_of(as_(desk.editor).get(f"{where}dager/")),
        text_of(nobody.get(f"/{city.slug}/frister/")),
    ):
        assert "ommunestyret" not in told
    page = text_of(nobody.get(where))
    assert "Bystyret vedtar planstrategien innen ett år" in page
    assert "«Kunngjøring» begynner" in page
    assert "før «Vedtak i bystyret» er ferdig" in page
    assert "Bystyret er konstituert" in text_of(as_(desk.editor).get(f"{where}dager/"))
    api = nobody.get(f"/api/v1/organisations/{city.slug}/plans/{plan.key}/clocks").json()
    assert {"Bystyret er konstituert", "Bystyret vedtar"} <= {one["name"] for one in api["steps"]}


def test_the_wheel_and_the_calendar_say_bystyret(city: Root, nobody: Client) -> None:
    told = text_of(nobody.get(f"/{city.slug}/arshjul/"))
    assert "Bystyret er konstituert" in told
    assert "Kommunestyret er" not in told


def test_a_municipality_with_a_kommunestyre_keeps_the_word(desk: Desk, nobody: Client) -> None:
    make.make_plan(desk.root, key="x", title="X")
    make_instruction(make_case(desk.root), due=date(2024, 6, 1))
    assert "Kommunestyret skal kunne stole på" in text_of(nobody.get(f"/{desk.root.slug}/tradsjekk/"))
