"""Parts of the pages: what they say, that they escape, and that error pages stand alone."""

import re
from typing import Any

import pytest
from django.template import engines
from django.template.loader import render_to_string

ERRORS = ("400", "403", "404", "409", "413", "429", "500", "503")


def rendered(source: str, **context: Any) -> str:
    template = engines["django"].from_string("{% load parts %}" + source)
    return str(template.render(context))


def test_what_stands_in_the_source_has_no_mark() -> None:
    assert rendered("{% origin_mark 'quoted' %}") == ""
    assert "Eksempel" in rendered("{% origin_mark 'example' %}")
    assert "Tolkning" in rendered("{% origin_mark 'reading' %}")


def test_severity_says_its_number_in_words() -> None:
    assert "1 advarsel<" in rendered("{% severity_mark 'warning' 1 %}")
    assert "2 advarsler<" in rendered("{% severity_mark 'warning' 2 %}")
    assert "Feil<" in rendered("{% severity_mark 'error' %}")


@pytest.mark.parametrize(
    "source",
    [
        "{% status_mark 'ok' text %}",
        "{% note %}{{ text }}{% endnote %}",
        "{% scroller label=text %}{% endscroller %}",
        "{% plate name=text source=text %}{{ text }}{% endplate %}",
        "{% term text text %}",
        "{% include 'website/parts/empty.html' %}",
    ],
)
def test_script_in_a_text_is_only_text(source: str) -> None:
    assert "<script" not in rendered(source, text='"><script>alert(1)</script>')


@pytest.mark.parametrize("code", ERRORS)
def test_an_error_page_needs_no_context_and_says_what_to_do(code: str) -> None:
    page = render_to_string(f"{code}.html")
    assert page.count("<h1>") == 1
    assert f"Feil {code}" in page
    assert re.search(r"<(li|p)>[^<]+\.</(li|p)>", page)
    assert "style=" not in page
    assert "<script" not in page


def test_a_thread_tells_why_above_and_how_below() -> None:
    page = rendered(
        "{% include 'website/parts/thread.html' %}",
        why=[{"title": "Floken"}],
        here={"title": "Målet"},
        how=[{"title": "Veien", "children": [{"title": "Tiltaket"}]}],
    )
    order = [page.index(word) for word in ("Hvorfor", "Floken", "Målet", "Hvordan", "Veien", "Tiltaket")]
    assert order == sorted(order)
