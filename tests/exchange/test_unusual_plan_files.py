"""Files that look odd and are right, and texts that must not do harm on the pages."""

import pytest
from django.test import Client
from django.urls import get_resolver

from rodtrad.core.text import is_key
from rodtrad.exchange.operations import import_plan_file
from rodtrad.exchange.plan_file.parse import parse_plan_file
from rodtrad.goals.models import Element
from rodtrad.organisations.models import Root
from rodtrad.organisations.slugs import RESERVED_SLUGS
from rodtrad.website.urls import urlpatterns
from tests.exchange.files import SMALL, small

SCRIPT = "<script>alert('hei')</script>"


@pytest.mark.parametrize(
    "content",
    [
        b"\xef\xbb\xbf" + SMALL.encode(),
        SMALL.replace("\n", "\r\n").encode(),
        b"\xef\xbb\xbf" + SMALL.replace("\n", "\r\n").encode(),
        b"# en kommentar\n---\n" + SMALL.encode() + b"...\n",
        SMALL.rstrip().encode(),
    ],
    ids=["byte order mark", "Windows lines", "both", "document marks", "no last newline"],
)
def test_how_the_file_was_saved_does_not_matter(content: bytes) -> None:
    assert parse_plan_file(content) == parse_plan_file(SMALL.encode())


@pytest.mark.parametrize("title", ["2025", "0301", "12e3", "true", "nei", "2025-01-01", "1.10", "0x1F", ".5"])
def test_what_looks_like_a_number_is_text_as_it_is_written(title: str) -> None:
    file = parse_plan_file(small("title: Prøve er grønn}", f"title: {title}}}"))
    assert file.plans[0].elements[-1].title == title


def test_an_area_keeps_its_zero_without_quotation_marks() -> None:
    assert parse_plan_file(small("kind: municipality", "area: 0301, kind: municipality")).root.area == "0301"


def test_an_organisation_number_may_have_spaces() -> None:
    file = parse_plan_file(
        small("kind: municipality", "organisation_number: 958 935 420, kind: municipality")
    )
    assert file.root.organisation_number == "958935420"


def test_a_period_in_years_covers_them_whole() -> None:
    file = parse_plan_file(small("title: Prøve er grønn}", "title: G, period: {from: 2025, to: 2026-06-30}}"))
    element = file.plans[0].elements[-1]
    assert (str(element.starts), str(element.ends)) == ("2025-01-01", "2026-06-30")


def test_a_title_over_several_lines_becomes_one() -> None:
    file = parse_plan_file(small("title: Prøve er grønn}", 'title: "Prøve\\ner grønn"}'))
    assert file.plans[0].elements[-1].title == "Prøve er grønn"


@pytest.mark.django_db
def test_a_script_in_a_text_is_stored_as_text_and_shown_as_text(nobody: Client) -> None:
    content = (
        SMALL.replace("title: Prøve er trygg", f'title: "{SCRIPT}"\n        description: "{SCRIPT}"')
        .replace("name: Prøve kommune", f'name: "{SCRIPT}"')
        .replace("title: Samfunnsdelen", f'title: "{SCRIPT}"')
        .replace("many: mål}", f'many: "{SCRIPT}"}}')
    )
    import_plan_file(content=content.encode())
    assert Element.objects.get(key="mal-a").title == SCRIPT
    assert Root.objects.get(slug="prove").name == SCRIPT
    for address in (
        "/",
        "/prove/",
        "/prove/element/mal-a/",
        "/prove/planer/",
        "/prove/planer/plan/",
        "/prove/tradsjekk/",
    ):
        page = nobody.get(address)
        assert page.status_code == 200, address
        text = page.content.decode()
        assert "&lt;script&gt;alert(" in text, address
        assert "<script>alert(" not in text, address


def test_no_root_can_take_an_address_of_the_website() -> None:
    first = {
        str(pattern.pattern).split("/")[0]
        for pattern in get_resolver().url_patterns
        if not pattern.pattern.converters
    }
    own = {str(pattern.pattern).split("/")[0] for pattern in urlpatterns}
    assert {word for word in first | own if is_key(word)} <= RESERVED_SLUGS
