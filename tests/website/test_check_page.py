"""The thread check: findings by rule and by unit, by severity, with exceptions."""

import re
from datetime import timedelta

import pytest
from django.test import Client

from rodtrad.geography.models import Area
from rodtrad.goals import check_cache
from rodtrad.goals.operations import change_element
from rodtrad.indicators.operations.load import load_figures, record_failure
from tests.cast import Cast
from tests.goals.factories import make_element, make_exception, make_framework, make_plan, make_root
from tests.indicators.factories import MARCH, figures, make_dataset, make_indicator
from tests.website.test_edit_element import now

pytestmark = pytest.mark.django_db


def test_groups_findings_by_rule_with_reason_reference_and_remedy(nobody: Client) -> None:
    page = nobody.get("/oslo/tradsjekk/").content.decode()
    assert "Funn etter regel" in page
    assert "Gjør dette:" in page
    assert "Plan- og bygningsloven" in page
    assert "/oslo/element/" in page


def test_groups_findings_by_unit(nobody: Client) -> None:
    page = nobody.get("/oslo/tradsjekk/?etter=enhet").content.decode()
    assert "Funn etter ansvarlig enhet" in page
    assert "Ingen ansvarlig" in page
    assert "Bymiljøetaten" in page


def test_shows_one_severity_and_keeps_the_tally(nobody: Client) -> None:
    everything = nobody.get("/oslo/tradsjekk/").content.decode()
    notes = nobody.get("/oslo/tradsjekk/?alvor=merknad").content.decode()
    tally = everything[everything.index('<dl class="tally"') : everything.index("</dl>")]
    assert tally in notes
    assert 'class="mark warning"' not in notes[notes.index('id="funn"') :]


@pytest.mark.parametrize("query", ["etter=farge", "alvor=kritisk"])
def test_a_choice_that_does_not_exist_is_not_found(nobody: Client, query: str) -> None:
    assert nobody.get(f"/oslo/tradsjekk/?{query}").status_code == 404


def test_draws_where_the_threads_end(nobody: Client) -> None:
    page = nobody.get("/oslo/tradsjekk/").content.decode()
    assert "Hvor trådene slutter" in page
    assert 'role="img" aria-label="Av ' in page


def test_says_so_when_the_thread_is_whole(nobody: Client) -> None:
    root = make_root(slug="tom")
    assert "ingen elementer å sjekke" in nobody.get(f"/{root.slug}/tradsjekk/").content.decode()


def test_folds_a_long_group(nobody: Client) -> None:
    root = make_root(slug="lang")
    plan = make_plan(root, framework=make_framework(root))
    for _number in range(15):
        make_element(plan, "tiltak")
    page = nobody.get("/lang/tradsjekk/").content.decode()
    assert "Vis 9 funn til" in page


def test_a_very_long_group_leads_to_pages_of_its_own(nobody: Client) -> None:
    root = make_root(slug="lengst")
    plan = make_plan(root, framework=make_framework(root))
    for number in range(130):
        make_element(plan, "tiltak", key=f"t-{number:03}", title=f"Bygge skole {number:03}")
    beside = nobody.get("/lengst/tradsjekk/").content.decode()
    assert "?bare=T-07#funn" in beside
    assert "Vis alle 130 funn" in beside
    pages = [nobody.get(f"/lengst/tradsjekk/?bare=T-07&page={number}").content.decode() for number in (1, 2)]
    told = [{f"{number:03}" for number in range(130) if f"Bygge skole {number:03}" in page} for page in pages]
    assert [len(each) for each in told] == [100, 30]
    assert not told[0] & told[1]
    assert nobody.get("/lengst/tradsjekk/?bare=T-00").status_code == 404


def test_lists_exceptions_with_reason_owner_and_end(nobody: Client) -> None:
    root = make_root(slug="unntatt", name="Unntatt kommune")
    plan = make_plan(root, framework=make_framework(root))
    make_element(plan, "tiltak", "Male benker", key="benker")
    page = nobody.get("/unntatt/tradsjekk/").content.decode()
    rule = page[page.index('class="code quiet" href="#') :].split(">", 2)[1].split("<")[0]
    make_exception(root, rule, "benker", reason="Benkene er et løfte.")
    page = nobody.get("/unntatt/tradsjekk/").content.decode()
    section = page[page.index('id="unntak"') :]
    assert "Benkene er et løfte." in section
    assert "Unntatt kommune svarer for det til 31. desember 2099." in section


def test_hidden_matters_give_no_findings_to_outsiders(cast: Cast) -> None:
    for path in ("/solvik/tradsjekk/", "/solvik/tradsjekk/?etter=enhet"):
        page = cast.client(None).get(path).content.decode()
        assert "Slå sammen to skoler" not in page
        assert "ny rektor" not in page


@pytest.mark.parametrize("path", ["/oslo/tradsjekk/", "/oslo/tradsjekk/?etter=enhet"])
def test_queries_are_few(nobody: Client, path: str, django_assert_max_num_queries: object) -> None:
    nobody.get(path)
    with django_assert_max_num_queries(12):  # type: ignore[operator]  # pytest-django's fixture
        nobody.get(path)


@pytest.mark.parametrize("address", ["/solvik/element/stengt-skole/", "/solvik/planer/handlingsdel/"])
def test_who_works_in_a_large_root_is_told_when_the_check_was_made(
    cast: Cast, address: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    check_cache.forget_checks()
    monkeypatch.setattr(check_cache, "LONG", timedelta(0))
    monkeypatch.setattr(check_cache, "LAG", 100_000)
    late = {"starts": "2019-01-01", "ends": "2020-01-01"}
    change_element(actor=cast.user("randi"), element=now("stengt-skole"), changes=late)
    randi = cast.client("randi")
    assert "Det som er endret siden, kommer med om litt." not in randi.get(address).content.decode()
    change_element(actor=cast.user("randi"), element=now("leksehjelp"), changes={"progress": "done"})
    html = randi.get(address).content.decode()
    assert re.search(r"Kontrollert kl\. \d\d[.:]\d\d\. Det som er endret siden, kommer med om litt\.", html)
    assert "Kontrollert kl." not in cast.client(None).get("/solvik/planer/handlingsdel/").content.decode()
    check_cache.forget_checks()


def test_a_source_that_failed_leads_those_with_a_role_to_its_page(cast: Cast) -> None:
    solvik = cast.solvik
    solvik.area = Area.objects.get(code="0301", valid_to=None)
    solvik.save(update_fields=["area"])
    dataset = make_dataset("prove", title="Prøvetabellen")
    make_indicator("prove", dataset=dataset)
    load_figures(dataset=dataset, figures=figures({("0301", "2024"): 1.0}, "prove"), received_at=MARCH)
    record_failure(dataset=dataset, failure="SSB svarer ikke.", received_at=MARCH)
    address = "/solvik/kilder/prove/"
    inside = cast.client("anne")
    assert f'<a href="{address}">Prøvetabellen</a>' in inside.get("/solvik/tradsjekk/").content.decode()
    assert address in inside.get("/solvik/ark/funn.csv").content.decode()
    for path in ("/solvik/tradsjekk/", "/solvik/ark/funn.csv"):
        told = cast.client(None).get(path).content.decode()
        assert "SSB svarer ikke." in told
        assert address not in told
    api = "/api/v1/organisations/solvik/findings?rule=T-78"
    for client, ends in ((inside, address), (cast.client(None), None)):
        [found] = client.get(api).json()["items"]
        url = found["subject"]["url"]
        assert url is None if ends is None else url.endswith(ends)
