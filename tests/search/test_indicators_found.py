"""Indicators are found: the common set once, in every organisation's search; an own one by those who may see it."""

from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from rodtrad.core.models import Visibility
from rodtrad.core.search import all_kinds
from rodtrad.exchange.indicator_file.load import store_indicator_file
from rodtrad.exchange.indicator_file.parse import parse_indicator_file
from rodtrad.indicators.models import Indicator
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import NOBODY
from rodtrad.search.models import IndexedDocument, Watermark
from rodtrad.search.operations import catch_up, follow_write, rebuild, stale_roots
from rodtrad.search.queries import Chosen, find, read_asked
from rodtrad.search.queries.within import home_among
from tests.cast import Cast
from tests.indicators.factories import make_dataset, make_indicator

pytestmark = pytest.mark.django_db
API = "/api/v1/search"


@pytest.fixture
def common() -> Indicator:
    """Give one of the common set, in the index."""
    made = make_indicator(
        "stoyplage",
        name="Støyplage i boligen",
        name_en="Noise at home",
        definition="Innbyggere utsatt for mer enn 55 desibel.",
        dataset=make_dataset(table="09280"),
    )
    catch_up()
    return made


def hits(client: Client, **query: Any) -> list[dict[str, Any]]:
    response = client.get(API, query)
    assert response.status_code == 200, response.content
    items: list[dict[str, Any]] = response.json()["items"]
    return [one for one in items if one["kind"] == "indicator"]


@pytest.mark.parametrize(
    "text", ["støyplage", "støy", "desibel", "noise", "09280", "stoyplage", "befolkning", '"i boligen"']
)
def test_it_is_found_by_name_definition_and_keywords(nobody: Client, common: Indicator, text: str) -> None:
    assert "stoyplage" in [one["key"] for one in hits(nobody, q=text, root="solvik")]


def test_the_common_set_is_one_hit_for_all_organisations(nobody: Client, common: Indicator) -> None:
    assert Root.objects.count() > 3
    [found] = hits(nobody, q="støyplage")
    assert (found["organisation"], found["title"]) == (None, "Støyplage i boligen")
    assert nobody.get(found["url"]).status_code == 200
    assert nobody.get(API, {"q": "støyplage"}).json()["count"] == 1


@pytest.mark.parametrize("slug", ["oslo", "baerum", "solvik"])
def test_it_is_found_in_each_and_shown_there(nobody: Client, common: Indicator, slug: str) -> None:
    [found] = hits(nobody, q="støyplage", root=slug)
    assert found["url"] == f"http://testserver/{slug}/indikatorer/stoyplage/"


def test_the_pages_say_what_it_is(nobody: Client, common: Indicator) -> None:
    page = nobody.get("/sok/", {"q": "støyplage"}).content.decode()
    assert "1 treff" in page
    assert "Indikator · Felles indikatorsett" in page
    page = nobody.get("/oslo/sok/", {"q": "støyplage", "type": "indicator"}).content.decode()
    assert 'href="/oslo/indikatorer/stoyplage/"' in page
    assert "Indikatorer" in page
    assert (
        nobody.get("/oslo/sok/", {"q": "støyplage", "type": "plan"}).content.decode().count("stoyplage") == 0
    )


def test_the_list_of_hits_holds_it(nobody: Client, common: Indicator) -> None:
    for address in ("/sok/treff.csv", "/oslo/ark/treff.csv"):
        text = nobody.get(address, {"q": "støyplage"}).content.decode()
        assert "Felles indikatorsett" in text
        assert "/indikatorer/stoyplage/" in text


def test_who_works_in_one_organisation_is_led_there(cast: Cast, common: Indicator) -> None:
    [found] = hits(cast.client("lise"), q="støyplage")
    assert found["url"] == "http://testserver/solvik/indikatorer/stoyplage/"


def test_a_choice_of_organisation_counts_what_it_leads_to(cast: Cast, nobody: Client) -> None:
    catch_up()
    viewers = {root.id: NOBODY for root in Root.objects.all()}
    before = find(asked=read_asked("skole"), viewers=viewers, chosen=Chosen())
    make_indicator("skolevei", name="Trygg skolevei")
    catch_up()
    found = find(asked=read_asked("skole"), viewers=viewers, chosen=Chosen())
    assert (found.count, found.facets.shared) == (before.count + 1, 1)
    assert found.facets.roots == before.facets.roots
    own = found.facets.roots[cast.solvik.id]
    in_solvik = nobody.get(API, {"q": "skole", "root": "solvik"}).json()["count"]
    assert in_solvik == own + 1
    page = nobody.get("/sok/", {"q": "skole"}).content.decode()
    assert f'">Solvik kommune</a> <span class="small muted">{in_solvik}</span>' in page


@pytest.mark.parametrize(("person", "sees"), [(None, False), ("ulla", False), ("lise", True)])
def test_an_own_internal_one_is_found_inside_only(cast: Cast, person: str | None, sees: bool) -> None:
    rebuild(root_id=cast.solvik.id)
    client = cast.client(person)
    assert [one["key"] for one in hits(client, q="leseglede")] == ["leseglede"]
    assert bool(hits(client, q="klassene", root="solvik")) is sees
    assert bool(hits(client, q="klassene")) is sees
    assert hits(client, q="leseglede", root="oslo") == []


def test_what_is_hidden_since_is_not_found(cast: Cast, nobody: Client) -> None:
    rebuild(root_id=cast.solvik.id)
    Indicator.objects.filter(key="leseglede").update(visibility=Visibility.INTERNAL)
    assert hits(nobody, q="leseglede") == []


def test_a_change_and_a_deletion_are_followed(nobody: Client, common: Indicator) -> None:
    Indicator.objects.filter(pk=common.pk).update(definition="Målt med mikrofon.")
    assert None in stale_roots()
    assert catch_up()
    assert hits(nobody, q="mikrofon")
    assert not hits(nobody, q="desibel")
    common.delete()
    catch_up()
    assert not hits(nobody, q="mikrofon")
    assert not IndexedDocument.objects.filter(root=None).exists()


def test_a_request_that_writes_brings_it_in(cast: Cast, nobody: Client, common: Indicator) -> None:
    Indicator.objects.filter(pk=common.pk).update(definition="Målt med mikrofon.")
    assert cast.client("randi").post("/sprak/", {"language": "nb", "next": "/"}).status_code == 302
    assert hits(nobody, q="mikrofon")


def test_an_import_of_indicators_is_found_at_once(cast: Cast, nobody: Client) -> None:
    content = b"""format: rodtrad/indicator-file/1
indicators:
  - {key: fuglesang, name: {nb: Fuglesang i parken}, unit: person, direction: higher, dimension: environmental,
     perspective: outcome, theme: nature, quantity: count}
"""
    file = parse_indicator_file(content)
    store_indicator_file(file=file, root=None, dry_run=True)
    assert not hits(nobody, q="fuglesang")
    store_indicator_file(file=file, root=None)
    assert hits(nobody, q="fuglesang")
    assert Watermark.objects.filter(root=None).exists()


def test_the_keywords_do_not_depend_on_who_writes_the_index(common: Indicator) -> None:
    [kind] = [kind for kind in all_kinds() if kind.name == "indicator"]
    rows = kind.rows().filter(pk=common.pk)
    with override("en"):
        english = list(kind.documents(rows))
    assert english == list(kind.documents(rows))
    assert "befolkning" in english[0].keywords


def test_a_misspelt_word_of_the_common_set_is_proposed(nobody: Client, common: Indicator) -> None:
    page = nobody.get("/oslo/sok/", {"q": "støyplaje"}).content.decode()
    assert "støyplage" in page


def test_where_there_is_no_organisation_there_is_no_home() -> None:
    assert home_among([], {}) is None


def test_what_all_share_is_followed_beside_any_organisation(cast: Cast, nobody: Client) -> None:
    """Whoever brings one organisation's index up to date brings the common part along: it is few."""
    make_indicator("maakeskrik", name="Måkeskrik")
    follow_write(roots=[cast.solvik.pk], most=100, wait=True)
    assert hits(nobody, q="måkeskrik")
