"""The pages of plain text, the language switcher, and what stands on every page."""

import re

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db
TEXTS = ["/om/", "/om/tilgjengelighet/", "/om/personvern/", "/ordliste/"]


@pytest.mark.parametrize("path", TEXTS)
def test_reads_nothing_from_the_database(
    nobody: Client, path: str, django_assert_num_queries: object
) -> None:
    with django_assert_num_queries(0):  # type: ignore[operator]  # pytest-django's fixture
        page = nobody.get(path).content.decode()
    assert page.count("<h1") == 1
    assert 'href="#main"' in page


def test_the_glossary_has_both_lists_with_anchors(nobody: Client) -> None:
    page = nobody.get("/ordliste/").content.decode()
    assert page.count("<dt>") == 55
    links = set(re.findall(r'href="#([\w-]+)"', page)) - {"main"}
    assert all(f'id="{link}"' in page for link in links)


def test_language_is_chosen_by_a_form_and_kept(nobody: Client) -> None:
    response = nobody.post("/sprak/", {"language": "en", "next": "/ordliste/"})
    assert (response.status_code, response["Location"]) == (302, "/ordliste/")
    page = nobody.get("/ordliste/").content.decode()
    assert '<html lang="en"' in page
    assert "urban logistics" in page
    assert re.search(r'value="en" lang="en" aria-current="true">English<', page)


def test_the_switcher_goes_nowhere_else(nobody: Client) -> None:
    assert nobody.post("/sprak/", {"language": "nn", "next": "https://example.com/"})["Location"] == "/"


def test_content_in_another_language_is_marked(nobody: Client) -> None:
    nobody.post("/sprak/", {"language": "en"})
    page = nobody.get("/oslo/planer/kps-2025/").content.decode()
    assert '<h1 lang="nb">Kommuneplanens samfunnsdel 2025</h1>' in page
