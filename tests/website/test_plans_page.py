"""The plan register and a plan as a document."""

import pytest
from django.test import Client

from tests.cast import Cast

pytestmark = pytest.mark.django_db


def test_the_register_shows_plans_and_how_they_hang_together(nobody: Client) -> None:
    page = nobody.get("/oslo/planer/").content.decode()
    assert 'href="/oslo/planer/kps-2025/"' in page
    assert "Slik henger planene sammen" in page
    assert "Planer som står for seg selv" in page


def test_the_register_can_be_narrowed_and_grouped(nobody: Client) -> None:
    page = nobody.get("/oslo/planer/?status=repealed").content.decode()
    register = page[page.index('id="register"') :]
    assert "Kommunikasjonsstrategi for Oslo kommune (2018)" in register
    assert "Byutviklingsstrategi</a>" not in register
    assert "20 år" in nobody.get("/baerum/planer/?grupper=horisont").content.decode()
    assert "Ingen planer passer" in nobody.get("/oslo/planer/?status=hearing&type=agreement").content.decode()


@pytest.mark.parametrize("query", ["status=borte", "type=borte", "grupper=farge"])
def test_a_choice_that_does_not_exist_is_not_found(nobody: Client, query: str) -> None:
    assert nobody.get(f"/oslo/planer/?{query}").status_code == 404


def test_an_internal_plan_is_shown_to_its_own_only(cast: Cast) -> None:
    for name, status in ((None, 404), ("ulla", 404), ("lise", 200)):
        client = cast.client(name)
        assert client.get("/solvik/planer/internt-notat/").status_code == status
        shown = "Internt notat" in client.get("/solvik/planer/").content.decode()
        assert shown is (status == 200)


def test_a_plan_reads_as_a_document(nobody: Client) -> None:
    page = nobody.get("/oslo/planer/kps-2025/").content.decode()
    assert page.count("<h1") == 1
    assert "110 uttalelser" in page
    assert "30. august – 28. oktober 2024" in page
    headings = [page.index(f"<h2>{word}") for word in ("Samfunnsfloker", "Føringer", "Kommunemål")]
    assert headings == sorted(headings)
    assert 'id="klimarobust-nullutslippsby"' in page


def test_what_is_carried_over_leads_to_where_it_comes_from(nobody: Client) -> None:
    page = nobody.get("/oslo/planer/kps-2025/").content.decode()
    assert "Videreført fra" in page
    assert 'href="/oslo/planer/planstrategi-2024/#floke-klima"' in page


def test_a_document_leaves_out_what_the_reader_may_not_see(cast: Cast) -> None:
    open_page = cast.client(None).get("/solvik/planer/handlingsdel/").content.decode()
    assert "Tilby leksehjelp" in open_page
    assert "stenge en skole" not in open_page
    assert "stenge en skole" in cast.client("lise").get("/solvik/planer/handlingsdel/").content.decode()


def test_a_plan_without_content_says_so(nobody: Client) -> None:
    assert "ikke lagt inn" in nobody.get("/baerum/planer/reguleringsplan/").content.decode()


def test_an_unknown_plan_is_not_found(nobody: Client) -> None:
    assert nobody.get("/oslo/planer/finnes-ikke/").status_code == 404


@pytest.mark.parametrize(
    "path", ["/oslo/planer/", "/oslo/planer/kps-2025/", "/oslo/planer/byutviklingsstrategi/"]
)
def test_queries_do_not_grow_with_the_plan(
    nobody: Client, path: str, django_assert_max_num_queries: object
) -> None:
    nobody.get(path)
    with django_assert_max_num_queries(12):  # type: ignore[operator]  # pytest-django's fixture
        nobody.get(path)


def test_a_plans_lists_are_folded_with_what_stands_in_them(nobody: Client) -> None:
    page = nobody.get("/oslo/planer/kps-2025/").content.decode()
    assert page.count('<details class="tuck">') == page.count("</details>") - page.count('class="fold"')
    at = page.index("6 samfunnsfloker")
    assert "Klima- og naturkrisen" in page[at : page.index("</summary>", at)], "the fold names what it holds"
    assert "5 temaer" in page
    assert "6 temaer" in page
