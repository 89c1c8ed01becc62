"""A goal's targets in the browser: the planner's story, what is wrong beside its field, wrong person, two at once."""

import re
from typing import Any

import pytest
from django.test import Client

from rodtrad.core.models import Origin, Visibility
from rodtrad.geography.models import Area
from rodtrad.goals.models import Element
from rodtrad.indicators.models import Direction, Indicator
from rodtrad.indicators.operations.load import load_figures
from rodtrad.organisations.models import RoleKind, Source
from rodtrad.targets.models import Target
from rodtrad.targets.operations.change_target import change_target
from tests.cast import Cast, as_
from tests.goals.editing import Desk
from tests.indicators.factories import MARCH, figures, make_dataset, make_indicator
from tests.targets.factories import make_target

pytestmark = pytest.mark.django_db
GOAL = "/skrivebordet/element/nytt-maal/"
NEW = f"{GOAL}nytt-maltall/"
LINEAR: dict[str, str] = {
    "method": "linear",
    "value": "8",
    "year": "2030",
    "baseline_value": "16,0",
    "baseline_year": "2020",
    "path": "linear",
}
BAND: dict[str, str] = {
    "method": "band",
    "band_wanted": "1,30–1,69",
    "band_accepted": "1,00–1,29\n1,70–1,99",
    "band_not_accepted": "<0,99\n>2,00",
}


def plain(html: str) -> str:
    return " ".join(html.replace("\u00a0", " ").split())


def version(html: str) -> str:
    [found] = re.findall(r'name="versjon" value="([^"]*)"', html)
    return str(found)


@pytest.fixture
def poor(desk: Desk) -> Indicator:
    """Give Oslo's area to the root, and figures of children in poor families there."""
    desk.root.area = Area.objects.get(code="0301", valid_to=None)
    desk.root.save()
    dataset = make_dataset("lavinntekt-prove")
    made = make_indicator(
        "fattige-barn", name="Barn i fattige familier", dataset=dataset, unit="percent", decimals=1,
        direction=Direction.LOWER,
    )  # fmt: skip
    cells = {("0301", "2020"): 16.0, ("0301", "2025"): 11.0}
    load_figures(dataset=dataset, figures=figures(cells, "fattige-barn"), received_at=MARCH)
    return made


@pytest.fixture
def growth() -> Indicator:
    dataset = make_dataset("vekst-prove")
    made = make_indicator(
        "folkevekst", name="Årlig befolkningsvekst", dataset=dataset, unit="percent", decimals=2,
        direction=Direction.BAND,
    )  # fmt: skip
    load_figures(dataset=dataset, figures=figures({("0301", "2025"): 1.1}, "folkevekst"), received_at=MARCH)
    return made


def test_a_planner_gives_a_goal_two_indicators_and_sees_how_they_stand(
    desk: Desk, poor: Indicator, growth: Indicator
) -> None:
    client = as_(desk.editor)
    assert NEW in client.get(GOAL).content.decode()

    chosen = client.get(NEW, {"q": "fattige"}).content.decode()
    assert f"{NEW}?indikator=fattige-barn" in chosen
    assert "folkevekst" not in chosen
    assert "11,0 % i 2025" in plain(chosen)
    asked = plain(client.get(NEW, {"indikator": "fattige-barn"}).content.decode())
    assert "Verdi (prosent)" in asked
    assert "lavere er bedre" in asked
    answer = client.post(f"{NEW}?indikator=fattige-barn", LINEAR)
    assert answer["Location"] == f"{GOAL}#indikatorer"
    answer = client.post(f"{NEW}?indikator=folkevekst", BAND)
    assert answer["Location"] == f"{GOAL}#indikatorer"

    html = plain(client.get(GOAL).content.decode())
    assert (
        "Fart mot målet: fra 16,0 % i 2020 til 8,0 % i 2030 er 12,0 % ventet i 2025, og tallet er 11,0 %."
        in html
    )
    assert "Bånd: 1,10 % i 2025 er innenfor det laveste aksepterte, men ikke som ønsket." in html
    assert "laveste aksepterte 1–1,29 og 1,7–1,99 · ikke godkjent &lt; 0,99 og &gt; 2" in html
    [here] = re.findall(r'<a class="found on-targets" href="#indikatorer">(.*?)</a>', html)
    assert re.findall(r"</svg>([^<]+)<", here) == ["laveste aksepterte", "i rute"]
    stored = Target.objects.get(element=desk.draft_goal, indicator=growth)
    assert stored.bands == {
        "wanted": [1.3, 1.69],
        "accepted": [[1.0, 1.29], [1.7, 1.99]],
        "not_accepted": [[None, 0.99, True, False], [2.0, None, False]],
    }
    assert stored.origin == Origin.OWN

    measure = plain(client.get("/skrivebordet/element/bro/").content.decode())
    [above] = re.findall(r'<a class="found on-targets" href="([^"]+)">', measure)
    assert above == f"{GOAL}#indikatorer"


def test_what_stands_in_the_form_reads_back_as_the_same(
    desk: Desk, poor: Indicator, growth: Indicator
) -> None:
    wanted: list[dict[str, Any]] = [
        {"path": "steps", "steps": [[2024, 12.25], [2027, 9.0]], "settings": {"on_track_from": 0.9}},
        {"method": "cagr", "settings": {"is_parity": True, "base_year": 2018, "behind_from": 0.57}},
        {
            "method": "band",
            "bands": {"wanted": [10, 20, False], "accepted": [[20.5, None]], "not_accepted": [[None, -1e-7]]},
            "baseline_year": None,
            "baseline_value": None,
        },
        {"method": "direction", "settings": {"seen_by": "recent", "fewest_points": 3, "recent_years": 4}},
    ]
    client = as_(desk.editor)
    for number, fields in enumerate(wanted):
        target = make_target(
            desk.draft_goal, make_indicator(f"maling-{number}"), origin=Origin.EXAMPLE, **fields
        )
        address = f"{GOAL}maltall/{target.pk}/endre/"
        html = client.get(address).content.decode()
        assert client.post(address, boxes(html)).status_code == 302, fields
        after = Target.objects.get(pk=target.pk)
        assert {name: getattr(after, name) for name in fields} == fields
        assert after.origin == Origin.EXAMPLE, "nothing was changed, so it is what it was"


def boxes(html: str) -> dict[str, str]:
    """Return what a browser would send of the form as it stands."""
    from lxml import html as parser

    [form] = [one for one in parser.fromstring(html).forms if "versjon" in one.fields]
    return {name: value for name, value in form.form_values() if name != "csrfmiddlewaretoken"}


@pytest.mark.parametrize(
    ("sent", "field", "told"),
    [
        ({**LINEAR, "value": ""}, "value", "Skriv verdien som er målet."),
        ({**LINEAR, "value": "mange"}, "value", "«mange» er ikke et tall."),
        ({**LINEAR, "year": "32"}, "year", "«32» er ikke et år."),
        ({**LINEAR, "year": "2015"}, "baseline_value", "Målåret må være etter basisåret"),
        (
            {**LINEAR, "baseline_year": ""},
            "baseline_value",
            "Utgangspunktet har verdi eller år, men ikke begge.",
        ),
        ({**LINEAR, "path": "geometric", "value": "-4"}, "path", "på samme side av null"),
        ({**LINEAR, "path": "steps", "steps": ""}, "steps", "Skriv minst ett trinn"),
        ({**LINEAR, "path": "steps", "steps": "i fjor: 3"}, "steps", "er ikke et trinn"),
        ({**LINEAR, "path": "steps", "steps": "2040: 3"}, "steps", "Trinnene må komme etter hverandre"),
        ({**LINEAR, "linear_on_track_from": "50"}, "linear_on_track_from", "Innstillingene går ikke sammen"),
        ({**LINEAR, "method": ""}, "method", "Velg hvordan målet vurderes."),
        ({**LINEAR, "organisation": "finnes-ikke"}, "organisation", "finnes-ikke"),
        ({**BAND, "band_wanted": ""}, "band_wanted", "Skriv båndet som er ønsket"),
        ({**BAND, "band_wanted": "omtrent 5"}, "band_wanted", "er ikke et bånd"),
        ({**BAND, "band_accepted": "1,5–1,8"}, "band_wanted", "To bånd overlapper: 1,3–1,69 og 1,5–1,8."),
        ({**BAND, "band_wanted": "2–1"}, "band_wanted", "fra det laveste tallet til det høyeste"),
    ],
)
def test_what_is_wrong_stands_at_its_field_and_nothing_is_stored(
    desk: Desk, poor: Indicator, sent: dict[str, str], field: str, told: str
) -> None:
    answer = as_(desk.editor).post(f"{NEW}?indikator=fattige-barn", sent)
    assert answer.status_code == 422
    html = answer.content.decode()
    [error] = re.findall(rf'id="felt-{field}_error"[^>]*>([^<]*)<', html)
    assert told in error
    assert f'href="#felt-{field}"' in html
    assert not Target.objects.filter(element=desk.draft_goal).exists()


def test_bands_that_meet_share_no_figure_it_is_the_better_ones(desk: Desk, poor: Indicator) -> None:
    met = {**BAND, "band_wanted": "1–2", "band_accepted": "2–3\n0,5–1", "band_not_accepted": "under 0,5\n3–9"}
    assert as_(desk.editor).post(f"{NEW}?indikator=fattige-barn", met).status_code == 302
    made = Target.objects.get(element=desk.draft_goal, indicator=poor)
    assert made.bands == {
        "wanted": [1, 2],
        "accepted": [[2, 3, False], [0.5, 1, True, False]],
        "not_accepted": [[None, 0.5, True, False], [3, 9, False]],
    }


def test_it_is_seen_beforehand_and_nothing_is_stored(desk: Desk, poor: Indicator) -> None:
    answer = as_(desk.editor).post(f"{NEW}?indikator=fattige-barn", {**LINEAR, "forhandsvis": "1"})
    html = plain(answer.content.decode())
    assert "Slik står det, når dette lagres" in html
    assert "12,0 % ventet i 2025" in html
    assert 'value="16,0"' in html
    assert not Target.objects.filter(element=desk.draft_goal).exists()


def test_one_for_the_whole_and_one_for_an_office_but_not_two_for_the_same(
    desk: Desk, poor: Indicator
) -> None:
    client = as_(desk.editor)
    assert client.post(f"{NEW}?indikator=fattige-barn", LINEAR).status_code == 302
    again = client.post(f"{NEW}?indikator=fattige-barn", LINEAR)
    assert again.status_code == 422
    assert "har allerede et måltall her for hele organisasjonen" in plain(again.content.decode())
    office = client.post(f"{NEW}?indikator=fattige-barn", {**LINEAR, "organisation": "kontoret"})
    assert office.status_code == 302
    assert Target.objects.filter(element=desk.draft_goal).count() == 2


def test_it_is_changed_and_is_then_ours(desk: Desk, poor: Indicator) -> None:
    source = Source.objects.create(root=desk.root, key="vedtak", title="Vedtaket")
    target = make_target(desk.draft_goal, poor, origin=Origin.QUOTED, source=source, place="s. 4")
    client, address = as_(desk.editor), f"{GOAL}maltall/{target.pk}/endre/"
    assert "Vedtaket, s. 4" in client.get(GOAL).content.decode()
    html = client.get(address).content.decode()
    assert "Måltallet er hentet fra en kilde." in html
    assert client.post(address, boxes(html) | {"value": "9,5"}).status_code == 302
    target.refresh_from_db()
    assert (target.value, target.baseline_value) == (9.5, 20.0)
    assert (target.origin, target.source, target.place) == (Origin.OWN, None, "")


def test_two_who_change_the_same_see_each_other(desk: Desk, poor: Indicator) -> None:
    target = make_target(desk.draft_goal, poor)
    client, address = as_(desk.editor), f"{GOAL}maltall/{target.pk}/endre/"
    mine = boxes(client.get(address).content.decode()) | {"value": "7"}
    change_target(
        actor=desk.editor,
        target=target,
        values={"value": 12.5, "year": 2031},
    )
    answer = client.post(address, mine)
    html = plain(answer.content.decode())
    assert answer.status_code == 409
    assert "<del>10</del> → <ins>12,5</ins>" in html
    assert 'name="value" value="7"' in html
    target.refresh_from_db()
    assert target.value == 12.5

    assert client.post(address, mine | {"versjon": version(html)}).status_code == 302
    target.refresh_from_db()
    assert (target.value, target.year) == (7.0, 2030), "what one sends after having seen it, holds"


def test_what_each_changed_alone_is_kept(desk: Desk, poor: Indicator) -> None:
    target = make_target(desk.draft_goal, poor)
    client, address = as_(desk.editor), f"{GOAL}maltall/{target.pk}/endre/"
    mine = boxes(client.get(address).content.decode()) | {"value": "7"}
    change_target(
        actor=desk.editor,
        target=target,
        values={"year": 2032},
    )
    assert client.post(address, mine).status_code == 302
    target.refresh_from_db()
    assert (target.value, target.year) == (7.0, 2032)


def test_it_is_deleted_after_a_yes_and_the_history_tells(desk: Desk, poor: Indicator) -> None:
    client = as_(desk.editor)
    client.post(f"{NEW}?indikator=fattige-barn", LINEAR)
    target = Target.objects.get(element=desk.draft_goal)
    page = f"{GOAL}maltall/{target.pk}/slett/"
    assert page in client.get(GOAL).content.decode()
    html = client.get(page).content.decode()
    assert "indikatoren og tallene dens" in html
    assert Target.objects.filter(pk=target.pk).exists()

    change_target(actor=desk.editor, target=target, values={"value": 9.0})
    stale = client.post(page, {"versjon": version(html)})
    assert stale.status_code == 409
    assert "Ingenting er slettet." in stale.content.decode()
    fresh = {"versjon": version(stale.content.decode())}
    assert client.post(page, fresh)["Location"] == f"{GOAL}#indikatorer"
    assert not Target.objects.filter(pk=target.pk).exists()
    assert client.post(page, fresh).status_code == 404

    told = plain(client.get(f"{GOAL}historikk/").content.decode())
    assert "Barn i fattige familier · 8 i 2030 · fra 16 i 2020 · fart mot målet" in told
    assert "Barn i fattige familier · 9 i 2030" in told
    feed = client.get("/skrivebordet/historikk/").content.decode()
    assert "Slettet 1 måltall" in feed


def test_who_may_not_is_told_so(desk: Desk, poor: Indicator, cast: Cast, nobody: Client) -> None:
    target = make_target(desk.draft_goal, poor)
    pages = [
        NEW,
        f"{NEW}?indikator=fattige-barn",
        f"{GOAL}maltall/{target.pk}/endre/",
        f"{GOAL}maltall/{target.pk}/slett/",
    ]
    for page in pages:
        assert nobody.get(page).status_code == 302, page
        for kind in (RoleKind.READER, RoleKind.CONTRIBUTOR, RoleKind.APPROVER, RoleKind.ADMINISTRATOR):
            client = as_(desk.person(kind))
            assert client.get(page).status_code == 403, (kind, page)
            assert client.post(page, LINEAR).status_code == 403, (kind, page)
    for kind in (RoleKind.READER, RoleKind.CONTRIBUTOR):
        html = as_(desk.person(kind)).get(GOAL).content.decode()
        assert "Barn i fattige familier" in html
        assert "maltall" not in html
    target.refresh_from_db()
    assert target.value == 10.0


def test_what_one_may_not_see_is_not_there(desk: Desk, poor: Indicator, nobody: Client) -> None:
    Element.objects.filter(pk=desk.draft_goal.pk).update(visibility=Visibility.INTERNAL)
    assert nobody.get(NEW).status_code == 404
    client = as_(desk.editor)
    assert client.get(NEW, {"indikator": "finnes-ikke"}).status_code == 404
    other = make_target(desk.goal, poor)
    assert client.get(f"{GOAL}maltall/{other.pk}/endre/").status_code == 404, "it is another element's"


def test_an_editor_of_the_responsible_unit_sets_targets_there_only(desk: Desk, poor: Indicator) -> None:
    client = as_(desk.person(RoleKind.EDITOR, desk.office))
    own = client.post("/skrivebordet/element/vei/nytt-maltall/?indikator=fattige-barn", LINEAR)
    assert own.status_code == 302
    assert client.get("/skrivebordet/element/bro/nytt-maltall/").status_code == 403


def test_targets_of_an_adopted_plan_stay_open_and_the_page_says_why(desk: Desk, poor: Indicator) -> None:
    client = as_(desk.editor)
    page = "/skrivebordet/element/maal/nytt-maltall/?indikator=fattige-barn"
    assert "Måltall er ikke del av den låste teksten" in client.get(page).content.decode()
    assert client.post(page, LINEAR).status_code == 302


def test_a_version_that_we_did_not_sign_is_no_request_of_ours(desk: Desk, poor: Indicator) -> None:
    target = make_target(desk.draft_goal, poor)
    client = as_(desk.editor)
    for what in ("endre", "slett"):
        answer = client.post(f"{GOAL}maltall/{target.pk}/{what}/", {**LINEAR, "versjon": "noe:annet"})
        assert answer.status_code == 400
