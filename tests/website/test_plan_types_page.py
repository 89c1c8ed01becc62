"""The types of plans: what the law says, and a municipality's own types, which administrators make."""

import re
from html import unescape
from typing import Any

import pytest
from django.test import Client

from rodtrad.organisations.models import RoleKind
from rodtrad.plans.models import OwnPlanType, Plan
from tests.cast import Cast, as_
from tests.goals.editing import Desk
from tests.website.at_once import send

pytestmark = pytest.mark.django_db
TYPES = "/skrivebordet/planer/typer/"


def text_of(answer: Any) -> str:
    return " ".join(unescape(re.sub(r"(?s)<[^>]+>", " ", answer.content.decode())).split())


def admin(desk: Desk) -> Client:
    return as_(desk.person(RoleKind.ADMINISTRATOR))


def filled(**other: str) -> dict[str, str]:
    return {
        "name_nb": "bydelsprogram",
        "based_on": "theme_plan",
        "level": "priority",
        "horizon_years": "8",
        **other,
    }


def test_anyone_reads_what_the_law_says(nobody: Client, django_assert_max_num_queries: Any) -> None:
    nobody.get("/solvik/planer/typer/")
    with django_assert_max_num_queries(12):
        words = text_of(nobody.get("/solvik/planer/typer/"))
    for told in (
        "pbl. § 10-1",
        "kan påklages (pbl. §§ 12-12 og 1-9)",
        "veiledende plan for offentlige rom (VPOR)",
    ):
        assert told in words
    assert "Ny plantype" not in words


def test_the_page_speaks_the_readers_language(nobody: Client) -> None:
    nobody.cookies["language"] = "en"
    assert "A binding plan for an area" in text_of(nobody.get("/solvik/planer/typer/"))


def test_an_administrator_makes_a_type_and_a_plan_is_of_it(desk: Desk, nobody: Client) -> None:
    assert admin(desk).post(TYPES + "ny/", filled())["Location"] == TYPES
    own = OwnPlanType.objects.get(root=desk.root)
    assert (own.key, own.level, own.horizon_years) == ("bydelsprogram", "priority", 8)
    assert "Bydelsprogram" in text_of(nobody.get(TYPES))
    sent = {
        "title": "Program for byen",
        "type": "theme_plan",
        "own_type": own.key,
        "status": "planned",
        "visibility": "1",
    }
    assert as_(desk.editor).post("/skrivebordet/ny-plan/", sent).status_code == 302
    page = text_of(as_(desk.editor).get("/skrivebordet/planer/program-for-byen/"))
    assert "Bydelsprogram" in page
    assert "Prioritering av handling" in page


def test_a_type_is_changed_and_deleted_unless_a_plan_is_of_it(desk: Desk) -> None:
    client = admin(desk)
    client.post(TYPES + "ny/", filled())
    assert send(client, TYPES + "bydelsprogram/", filled(name_nb="program", level="")).status_code == 302
    own = OwnPlanType.objects.get(root=desk.root)
    assert (own.name_nb, own.level) == ("program", "")
    Plan.objects.filter(pk=desk.draft.pk).update(own_type=own)
    answer = send(client, TYPES + "bydelsprogram/", {"gjor": "slett"})
    assert answer.status_code == 400
    assert "Gi dem en annen type først" in text_of(answer)
    Plan.objects.filter(pk=desk.draft.pk).update(own_type=None)
    assert send(client, TYPES + "bydelsprogram/", {"gjor": "slett"}).status_code == 302
    assert not OwnPlanType.objects.filter(root=desk.root).exists()


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"name_nb": " "}, "Skriv hva plantypen heter"),
        ({"name_nb": "x" * 121}, "kan være høyst 120"),
        ({"based_on": "drøm"}, "ikke blant valgene"),
        ({"horizon_years": "-1"}, "ikke et antall år"),
        ({"horizon_years": "²"}, "ikke et antall år"),
    ],
)
def test_faults_are_told(desk: Desk, sent: dict[str, str], told: str) -> None:
    answer = admin(desk).post(TYPES + "ny/", filled(**sent))
    assert answer.status_code == 400
    assert told in text_of(answer)
    assert not OwnPlanType.objects.filter(root=desk.root).exists()


@pytest.mark.parametrize("name", [None, "lise", "bard", "randi", "geir", "ulla"])
def test_others_do_not(cast: Cast, name: str | None) -> None:
    client, before = cast.client(name), OwnPlanType.objects.count()
    assert client.get("/solvik/planer/typer/").status_code == 200
    for answer in (client.get("/solvik/planer/typer/ny/"), client.post("/solvik/planer/typer/ny/", filled())):
        assert answer.status_code == (302 if name is None else 403)
    assert OwnPlanType.objects.count() == before


def test_a_type_that_is_not_there_is_not_found(desk: Desk) -> None:
    assert admin(desk).get(TYPES + "borte/").status_code == 404
