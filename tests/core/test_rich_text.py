"""Small rich text: what may be written, what never gets through, and plain text as before."""

import re
from pathlib import Path

import pytest
import yaml
from django.utils.html import escape
from hypothesis import given
from hypothesis import strategies as st

import rodtrad
from rodtrad.core.rich_text import LONGEST, as_html, as_words, is_rich, tidied

DEMO = sorted((Path(rodtrad.__file__).parent / "demo").glob("*.yaml"))


def descriptions() -> list[str]:
    found: list[str] = []

    def walk(part: object) -> None:
        if isinstance(part, dict):
            found.extend(str(value) for name, value in part.items() if name == "description" and value)
            for value in part.values():
                walk(value)
        elif isinstance(part, list):
            for value in part:
                walk(value)

    for path in DEMO:
        walk(yaml.safe_load(path.read_text("utf-8")))
    return found


def test_what_is_written_already_looks_as_before() -> None:
    texts = descriptions()
    assert len(texts) > 50
    assert [text for text in texts if is_rich(text)] == []


def test_headings_lists_links_and_emphasis() -> None:
    html = as_html(
        "## Slik\n\nDet er *viktig* og **sant**.\n\n- en\n- to\n\n3. tre\n\n[Mer](https://example.org/a?b=1&c=2)"
    )
    assert "<h2>Slik</h2>" in html
    assert "<em>viktig</em> og <strong>sant</strong>" in html
    assert re.search(r"<ul>\s*<li>en</li>\s*<li>to</li>\s*</ul>", html)
    assert '<ol start="3">' in html
    assert '<a href="https://example.org/a?b=1&amp;c=2" rel="noopener noreferrer nofollow">Mer</a>' in html


def test_headings_go_down_one_step_at_a_time() -> None:
    assert re.findall(r"<h(\d)>", as_html("# En\n\n#### To\n\n# Tre", top=3)) == ["3", "4", "3"]
    assert re.findall(r"<h(\d)>", as_html("# a\n\n## b\n\n### c", top=5)) == ["5", "6", "6"]


ATTACKS = [
    "<script>alert(1)</script>",
    '<img src=x onerror="alert(1)">',
    "[a](javascript:alert(1))",
    "[a](JaVaScRiPt:alert(1))",
    "[a](java\tscript:alert(1))",
    "[a](&#106;avascript:alert(1))",
    "[a](data:text/html;base64,PHNjcmlwdD4=)",
    "[a](vbscript:msgbox)",
    "[a](file:///etc/passwd)",
    '[a](https://example.org "x\\" onclick=alert(1)")',
    "![a](https://example.org/p.png)",
    "<a href='javascript:alert(1)'>x</a>",
    "<style>*{display:none}</style>",
    "<iframe src=//example.org></iframe>",
    "# <svg onload=alert(1)>",
    "- <b onmouseover=alert(1)>",
    "```\n<script>alert(1)</script>\n```",
    "<https://example.org/><script>",
    "[a]: javascript:alert(1)\n\n[a]",
]


@pytest.mark.parametrize("text", ATTACKS)
def test_no_script_gets_through(text: str) -> None:
    assert_clean(as_html(text))


@given(st.text(alphabet=st.sampled_from(list("<>\"'&[]()*_#-1. \nabc:/javscript=")), max_size=200))
def test_nothing_made_up_gets_through(text: str) -> None:
    assert_clean(as_html(text))


def assert_clean(html: str) -> None:
    tags = re.findall(r"<\s*/?\s*([a-zA-Z!][\w-]*)([^>]*)>", html)
    assert {name for name, _rest in tags} <= {
        "p",
        "br",
        "ul",
        "ol",
        "li",
        "a",
        "em",
        "strong",
        "h2",
        "h3",
        "h4",
    }
    for name, rest in tags:
        allowed = (
            r'( href="(?!\s*(?:javascript|data|vbscript|file))[^"]*")?( rel="[^"]*")?'
            if name == "a"
            else r'( start="\d+")?'
        )
        assert re.fullmatch(allowed + r"\s*/?", rest), (name, rest)


def test_plain_text_is_escaped_and_whole() -> None:
    assert as_html("a < b & c > d").strip() == f"<p>{escape('a < b & c > d')}</p>"
    assert not is_rich("Setning 1. Setning 2 – og «sitat» (2026).")


def test_very_long_text_is_shown_plain() -> None:
    text = "*a*" * LONGEST
    assert not is_rich(text)
    assert "<em>" not in as_html(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("## Slik\n\nDet er **viktig**:\n\n- en\n- to [her](https://x.no)", "Slik Det er viktig: en to her"),
        ("To\nlinjer", "To linjer"),
        ("a*b*c", "abc"),
    ],
)
def test_words_without_markup(text: str, words: str) -> None:
    assert as_words(text) == words


PASTED = [
    # Word and Pages: a bullet of their own, a tab, the text
    ("Vi skal:\n•\tbygge\n•\tmale\nSlutt", "Vi skal:\n- bygge\n- male\n\nSlutt"),
    ("•\tytterst\no\tinnenfor\n▪\tinnerst\n•\tytterst", "- ytterst\n  - innenfor\n    - innerst\n- ytterst"),
    ("\uf0b7\tfra Symbol", "- fra Symbol"),
    ("1.\tførst\n2.\tså\nEtterpå", "1. først\n2. så\n\nEtterpå"),
    ("• uten tabulator", "- uten tabulator"),
    ("\t•\trykket inn", "- rykket inn"),
    # line breaks of a word processor, and letters that nobody sees
    ("en\x0bto\u2028tre", "en\nto\ntre"),
    ("kom\u00admune\u200b", "kommune"),
    # what is no list stays as it is written
    ("– Vi skal vinne, sier ordføreren.", "– Vi skal vinne, sier ordføreren."),
    ("- punkt\n  - under\n\nTekst", "- punkt\n  - under\n\nTekst"),
    ("o store verden", "o store verden"),
    ("Kapittel 1. Slik", "Kapittel 1. Slik"),
]


@pytest.mark.parametrize(("text", "stored"), PASTED)
def test_what_is_pasted_as_plain_text_becomes_lists_of_ours(text: str, stored: str) -> None:
    assert tidied(text) == stored


@given(st.text(alphabet=st.sampled_from(list("•o▪–-*1.\t \u00a0\n\r\x0bab#")), max_size=60))
def test_tidying_twice_is_tidying_once(text: str) -> None:
    assert tidied(tidied(text)) == tidied(text)
