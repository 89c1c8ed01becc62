"""The search pages: they find, choose and mark; who may not see a thing does not find it; any text may be typed."""

import re

import pytest
from django.test import Client

from rodtrad.goals.models import Element
from rodtrad.plans.models import Plan
from rodtrad.search.models import IndexedDocument
from rodtrad.search.operations import catch_up
from tests.cast import Cast

pytestmark = pytest.mark.django_db
HIT = re.compile(r'<h3><a href="([^"]+)">(.*?)</a>', re.DOTALL)


def page(client: Client, path: str, **query: str) -> str:
    response = client.get(path, query)
    assert response.status_code == 200
    return response.content.decode()


def hits(text: str) -> list[str]:
    """Return the addresses of what was found, in order."""
    return [address for address, _title in HIT.findall(text[text.index("<main") :])]


def heading(text: str) -> str:
    found = re.search(r'id="found-heading"[^>]*>(?:<span[^>]*>)?([^<]*)<', text)
    return found[1] if found else ""


def test_everything_in_one_organisation(nobody: Client) -> None:
    text = page(nobody, "/solvik/sok/", q="skole")
    assert heading(text) == "4 treff på «skole»"
    assert set(hits(text)) == {
        "/solvik/element/gode-skoler/",
        "/solvik/element/leksehjelp/",
        "/solvik/malkonflikter/skole-mot-vei/",
        "/solvik/tabell/?ansvarlig=skolekontoret",
    }
    assert "Solvik har gode <mark>skoler</mark>" in text


def test_everything_in_all_organisations(nobody: Client) -> None:
    text = page(nobody, "/sok/", q="bolig")
    assert any(address.startswith("/oslo/") for address in hits(text))
    assert 'href="/baerum/sok/?q=bolig"' in text


@pytest.mark.parametrize(
    ("query", "address"),
    [
        ("samfunnsdelen", "/solvik/planer/samfunnsdel/"),
        ("12/24", "/solvik/saker/sak-12-24/"),
        ("skolekontoret", "/solvik/tabell/?ansvarlig=skolekontoret"),
        ("Skole mot vei", "/solvik/malkonflikter/skole-mot-vei/"),
        ('"gode skoler"', "/solvik/element/gode-skoler/"),
        ("«gode skoler»", "/solvik/element/gode-skoler/"),
        ("leksehj", "/solvik/element/leksehjelp/"),
        ("lekse*", "/solvik/element/leksehjelp/"),
        ("LEKSEHJELP", "/solvik/element/leksehjelp/"),
        ("hjelp", "/solvik/element/leksehjelp/"),
    ],
)
def test_each_kind_is_found(nobody: Client, query: str, address: str) -> None:
    assert address in hits(page(nobody, "/solvik/sok/", q=query))


def test_a_phrase_in_another_order_is_not_found(nobody: Client) -> None:
    assert "Ingen treff" in heading(page(nobody, "/solvik/sok/", q='"skoler gode"'))


def test_the_title_counts_more_than_the_text(cast: Cast, nobody: Client) -> None:
    titled, told = Element.objects.filter(root=cast.solvik, plan__key="handlingsdel")[:2]
    Element.objects.filter(pk=titled.pk).update(title="Rydde stranda", visibility=0)
    Element.objects.filter(pk=told.pk).update(
        title="Noe annet", description="Ved stranda " * 20, visibility=0
    )
    catch_up()
    found = hits(page(nobody, "/solvik/sok/", q="strand"))
    assert found == [f"/solvik/element/{titled.key}/", f"/solvik/element/{told.key}/"]


def test_a_whole_word_counts_more_than_a_part(cast: Cast, nobody: Client) -> None:
    whole, part = Element.objects.filter(root=cast.solvik, plan__key="handlingsdel")[:2]
    Element.objects.filter(pk=whole.pk).update(title="Flere boliger", visibility=0)
    Element.objects.filter(pk=part.pk).update(title="Flere utleieboliger", visibility=0)
    catch_up()
    found = hits(page(nobody, "/solvik/sok/", q="bolig"))
    assert found == [f"/solvik/element/{whole.key}/", f"/solvik/element/{part.key}/"]
    text = page(nobody, "/solvik/sok/", q="bolig")
    assert "<mark>boliger</mark>" in text


def test_choices_narrow_and_can_be_taken_away(nobody: Client) -> None:
    text = page(nobody, "/oslo/sok/", q="bolig")
    choices = re.findall(
        r'<li><a href="(\?q=bolig&amp;[a-z]+=[^"]+)">[^<]+</a> <span[^>]*>(\d+)</span>', text
    )
    assert {re.split("[=;]", address)[2] for address, _count in choices} >= {"type", "niva", "plan", "enhet"}
    for address, count in choices:
        narrowed = page(nobody, f"/oslo/sok/{address.replace('&amp;', '&')}")
        assert heading(narrowed).startswith(f"{count} treff"), address
        assert 'class="choices"' in narrowed


def test_a_year_chooses_by_period(nobody: Client) -> None:
    text = page(nobody, "/solvik/sok/", q="leksehjelp", ar="2027")
    assert hits(text) == ["/solvik/element/leksehjelp/"]
    assert "Ingenting passer" in page(nobody, "/solvik/sok/", q="leksehjelp", ar="2031")
    assert "er ikke et årstall" in page(nobody, "/solvik/sok/", q="leksehjelp", ar="i fjor")


def test_pages_together_hold_each_hit_once(nobody: Client) -> None:
    first = page(nobody, "/oslo/sok/", q="oslo")
    count = int(heading(first).split()[0])
    assert count > 20
    pages = [hits(page(nobody, "/oslo/sok/", q="oslo", page=str(at))) for at in range(1, count // 20 + 2)]
    found = [address for each in pages for address in each]
    assert len(found) == count
    assert len(set(found)) > count - 10  # a plan's cases have its address
    assert hits(page(nobody, "/oslo/sok/", q="oslo", page="999")) == []
    assert page(nobody, "/oslo/sok/", q="oslo", page="x")


def test_words_of_the_glossary_are_explained(nobody: Client) -> None:
    assert (
        'href="/ordliste/#'
        in page(nobody, "/sok/", q="samfunnsfloke").split("<main", 1)[1].split("</main", 1)[0]
    )


def test_every_page_has_one_box_that_leads_here(nobody: Client) -> None:
    for path, action in (("/", "/sok/"), ("/ordliste/", "/sok/"), ("/oslo/planer/", "/oslo/sok/")):
        text = page(nobody, path)
        assert text.count('name="q" type="search" maxlength') == 1
        assert f'action="{action}"' in text
    assert page(nobody, "/sok/").count('name="q"') == 1


@pytest.mark.parametrize("visitor", [None, "ulla"])
@pytest.mark.parametrize(
    "query",
    ["stenge", "rektor", "notat", "skolestruktur", "nærhet", "sammen", "stille", "steng*", '"en skole"'],
)
def test_the_wrong_person_never_finds_what_is_hidden(cast: Cast, visitor: str | None, query: str) -> None:
    for path in ("/solvik/sok/", "/sok/"):
        text = page(cast.client(visitor), path, q=query)
        assert not [address for address in hits(text) if address.startswith("/solvik/")]
        assert "skolestruktur" not in text.replace(query, "")
        if path == "/solvik/sok/":
            assert "Ingen treff" in heading(text)
            assert 'class="narrow"' not in text


def test_counts_and_choices_know_only_what_the_reader_sees(cast: Cast) -> None:
    counted = {
        who: heading(page(cast.client(who), "/solvik/sok/", q="skole")).split()[0]
        for who in (None, "lise", "bard")
    }
    assert counted == {None: "4", "lise": "8", "bard": "8"}
    assert heading(page(cast.client("lise"), "/solvik/sok/", q="rektor")).startswith("Ingen")
    assert heading(page(cast.client("bard"), "/solvik/sok/", q="rektor")).startswith("1 treff")
    open_page = page(cast.client(None), "/solvik/sok/", q="skole")
    assert "internt-notat" not in open_page
    assert "plan=internt-notat" in page(cast.client("lise"), "/solvik/sok/", q="skole")


def test_a_root_that_is_hidden_is_not_found(cast: Cast, nobody: Client) -> None:
    assert nobody.get("/utvik/sok/", {"q": "stad"}).status_code == 404
    assert "/utvik/" not in page(nobody, "/sok/", q="stad")
    assert "/utvik/element/eit-mal/" in hits(page(cast.client("ulla"), "/sok/", q="stad"))


def test_a_plan_that_is_hidden_later_hides_at_once(cast: Cast, nobody: Client) -> None:
    """The index is stale here on purpose: nothing has caught up."""
    assert "/solvik/element/leksehjelp/" in hits(page(nobody, "/solvik/sok/", q="leksehjelp"))
    Plan.objects.filter(root=cast.solvik, key="handlingsdel").update(visibility=1)
    text = page(nobody, "/solvik/sok/", q="leksehjelp")
    assert hits(text) == []
    assert "Ingen treff" in heading(text)
    assert "Handlingsdel" not in page(nobody, "/solvik/sok/", q="skole")
    assert "/solvik/element/leksehjelp/" in hits(page(cast.client("lise"), "/solvik/sok/", q="leksehjelp"))


def test_a_choice_never_names_a_plan_that_is_hidden(cast: Cast, nobody: Client) -> None:
    """The index may still tell of the plan that an element came from before it was moved to an open one."""
    hidden = Plan.objects.get(root=cast.solvik, key="internt-notat")
    element = Element.objects.get(root=cast.solvik, key="leksehjelp")
    IndexedDocument.objects.filter(thing=element.pk).update(plan=hidden.pk)
    Element.objects.filter(pk=element.pk).update(keywords=["lekser"])  # the trail tells that it has changed
    text = page(nobody, "/solvik/sok/", q="leksehjelp")
    assert hits(text) == ["/solvik/element/leksehjelp/"]
    assert "internt-notat" not in text
    assert "Internt notat" not in text
    for plan in ("internt-notat", "finnes-ikke"):
        assert nobody.get("/solvik/sok/", {"q": "leksehjelp", "plan": plan}).status_code == 404


ODD = [
    "",
    " ",
    "&",
    "| & ! ( ) <-> :*",
    "skole & !vei | (bad)",
    "skole:*",
    "'",
    "''",
    "\\",
    "' OR 1=1; --",
    '"',
    '"skole',
    '""',
    "«",
    "\x00skole",
    "*",
    "å",
    "æøå ÆØÅ",
    "%_",
    "<script>alert(1)</script>",
    "😀",
    "\u202e",
    "skole " * 2000,
    "a" * 10_000,
    "og i til",
    "ﬁsk",
    "\ud7ff",
    "٣",
]


@pytest.mark.parametrize("text", ODD, ids=range(len(ODD)))
def test_any_text_may_be_typed(nobody: Client, text: str) -> None:
    for path in ("/sok/", "/solvik/sok/"):
        answer = page(nobody, path, q=text)
        assert "<script>alert" not in answer
        assert answer.count("<h1") == 1


def test_a_long_text_is_cut_and_the_reader_told(nobody: Client) -> None:
    assert "Bare de første 200 tegnene" in page(nobody, "/sok/", q="skole " * 100)
    assert "Bare de første" not in page(nobody, "/sok/", q="skole")


def test_words_without_letters_get_a_hint(nobody: Client) -> None:
    assert "Skriv minst ett ord" in page(nobody, "/sok/", q="!!")


def test_few_queries(nobody: Client, django_assert_max_num_queries: object) -> None:
    page(nobody, "/oslo/sok/", q="bolig")
    for path in ("/oslo/sok/", "/sok/"):
        with django_assert_max_num_queries(14):  # type: ignore[operator]  # pytest-django's fixture
            page(nobody, path, q="oslo")
