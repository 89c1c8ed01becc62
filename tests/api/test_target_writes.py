"""Targets written by programs: what is stored, who may, what is refused and how it is told."""

from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from rodtrad.core.models import Origin, Visibility
from rodtrad.goals.models import Element
from rodtrad.indicators.models import Indicator
from rodtrad.organisations.models import Scope
from rodtrad.targets.models import Target
from tests.api.test_writes import made, refused
from tests.api.writing import Program, program
from tests.cast import Cast
from tests.indicators.factories import make_indicator

pytestmark = pytest.mark.django_db
ELEMENT = "/elements/solvik:leksehjelp"
TARGETS = f"{ELEMENT}/targets"
NEW = {"indicator": "fravar", "year": 2030, "value": 4.5, "baseline_year": 2024, "baseline_value": 9}
BAND = {
    "indicator": "fravar",
    "method": "band",
    "bands": {
        "wanted": {"high": 4.5},
        "accepted": [{"low": 4.5, "high": 6, "low_included": False}],
        "not_accepted": [{"low": 6, "low_included": False}],
    },
}
ANYWAY = {"If-Match": "*"}


@pytest.fixture(autouse=True)
def indicator(cast: Cast) -> Indicator:
    return make_indicator("fravar", root=cast.solvik)


@pytest.fixture
def randi(cast: Cast) -> Program:
    return program(cast.user("randi"))


@pytest.fixture
def target(randi: Program) -> str:
    """The address of a target that is set."""
    return f"{TARGETS}/{made(randi.send('POST', TARGETS, NEW))['id']}"


def row() -> Target:
    return Target.objects.get(root__slug="solvik", element__key="leksehjelp", indicator__key="fravar")


def test_set_a_target(randi: Program, cast: Cast) -> None:
    answer = randi.send("POST", TARGETS, NEW)
    told = made(answer)
    assert (told["method"], told["path"], told["organisation"]) == ("linear", "linear", None)
    assert told["target"] == {"year": 2030, "value": 4.5}
    assert told["baseline"] == {"year": 2024, "value": 9}
    assert (told["origin"], told["source"]) == ("own", None)
    assert told["standing"]["status"] == "not_measured"
    assert told["standing"]["reason"]
    again = randi.get(answer["Location"].removeprefix("/api/v1"))
    assert again.json() == told
    assert again["ETag"].startswith(answer["ETag"][:-1])
    assert told in randi.get(TARGETS).json()["items"]
    event = row().events.get()
    assert event.pgh_context.metadata["user"] == str(cast.user("randi").pk)


def test_a_band_comes_back_as_it_was_sent(randi: Program) -> None:
    told = made(randi.send("POST", TARGETS, BAND))
    assert told["bands"] == {
        "wanted": {"low": None, "high": 4.5, "low_included": True, "high_included": True},
        "accepted": [{"low": 4.5, "high": 6, "low_included": False, "high_included": True}],
        "not_accepted": [{"low": 6, "high": None, "low_included": False, "high_included": True}],
    }
    assert row().bands == {
        "wanted": [None, 4.5],
        "accepted": [[4.5, 6, False]],
        "not_accepted": [[6, None, False]],
    }
    address = f"{TARGETS}/{told['id']}"
    sent_back = {"bands": told["bands"], "settings": told["settings"]}
    assert made(randi.send("PATCH", address, sent_back, ANYWAY), 200)["bands"] == told["bands"]


def test_steps_and_settings(randi: Program) -> None:
    way = {"path": "steps", "steps": [{"year": 2028, "value": 6}, {"year": 2026, "value": 8}]}
    told = made(randi.send("POST", TARGETS, {**NEW, **way, "settings": {"on_track_from": 0.9}}))
    assert told["steps"] == [{"year": 2026, "value": 8}, {"year": 2028, "value": 6}]
    assert told["settings"] == {"on_track_from": 0.9}


def test_a_target_for_a_unit_stands_beside_the_one_for_all(randi: Program, target: str) -> None:
    told = made(randi.send("POST", TARGETS, {**NEW, "organisation": "skolekontoret"}))
    assert told["organisation"]["key"] == "skolekontoret"
    sentence = refused(randi.send("POST", TARGETS, NEW), 422, "organisation")
    assert "allerede et måltall" in sentence
    refused(randi.send("PATCH", target, {"organisation": "skolekontoret"}, ANYWAY), 422, "organisation")


def test_change_what_was_fetched(randi: Program, target: str) -> None:
    Target.objects.update(set_on="2020-01-01", origin=Origin.EXAMPLE)
    answer = randi.send("PATCH", target, {"value": 3.5}, {"If-Match": randi.etag(target)})
    told = made(answer, 200)
    assert told["target"] == {"year": 2030, "value": 3.5}
    assert told["baseline"] == {"year": 2024, "value": 9}
    assert (told["set_on"], told["origin"]) == (str(timezone.localdate()), "own")
    told = made(randi.send("PATCH", target, {"baseline_year": None, "baseline_value": None}, ANYWAY), 200)
    assert told["baseline"] is None


def test_the_second_of_two_is_told(randi: Program, cast: Cast, target: str) -> None:
    other = program(cast.user("randi"))
    first, second = randi.etag(target), other.get(target, **{"Accept-Language": "en"})["ETag"]
    made(randi.send("PATCH", target, {"value": 3}, {"If-Match": first}), 200)
    answer = other.send("PATCH", target, {"value": 2}, {"If-Match": second})
    refused(answer, 412)
    refused(other.send("DELETE", target, None, {"If-Match": second}), 412)
    assert row().value == 3
    made(other.send("PATCH", target, {"value": 2}, {"If-Match": answer["ETag"]}), 200)


def test_without_a_version_nothing_is_written(randi: Program, target: str) -> None:
    refused(randi.send("PATCH", target, {"value": 1}), 428)
    refused(randi.send("DELETE", target), 428)
    refused(randi.send("PATCH", target, {"value": 1}, {"If-Match": '"tull"'}), 412)
    assert row().value == 4.5


def test_delete(randi: Program, target: str) -> None:
    how = {"Idempotency-Key": "slett", "If-Match": randi.etag(target)}
    assert randi.send("DELETE", target, None, how).status_code == 204
    assert randi.get(target).status_code == 404
    again = randi.send("DELETE", target, None, how)
    assert (again.status_code, again["Idempotency-Replayed"]) == (204, "true")
    refused(randi.send("DELETE", target, None, ANYWAY), 404)
    refused(randi.send("PATCH", target, {"value": 1}, ANYWAY), 404)
    assert Indicator.objects.filter(key="fravar").exists()


def test_sent_twice_it_is_set_once(randi: Program) -> None:
    key = {"Idempotency-Key": "natt-1"}
    first, again = (randi.send("POST", TARGETS, NEW, key) for _time in range(2))
    assert made(first) == made(again)
    assert again["Idempotency-Replayed"] == "true"
    refused(randi.send("POST", TARGETS, {**NEW, "value": 1}, key), 422, "Idempotency-Key")


def test_a_dry_run_stores_nothing(randi: Program, target: str) -> None:
    made(randi.send("PATCH", f"{target}?dry_run=1", {"value": 1}, ANYWAY), 200)
    assert randi.send("DELETE", f"{target}?dry_run=1", None, ANYWAY).status_code == 204
    assert row().value == 4.5
    told = made(randi.send("POST", f"{TARGETS}?dry_run=1", {**NEW, "organisation": "skolekontoret"}))
    assert not Target.objects.filter(pk=told["id"]).exists()


def test_an_adopted_plan_does_not_lock_what_is_wanted(randi: Program) -> None:
    goal = "/elements/solvik:gode-skoler/targets"
    address = f"{goal}/{made(randi.send('POST', goal, NEW))['id']}"
    made(randi.send("PATCH", address, {"value": 1}, ANYWAY), 200)
    assert randi.send("DELETE", address, None, ANYWAY).status_code == 204


@pytest.mark.parametrize(
    ("change", "fields"),
    [
        ({"indicator": "finnes-ikke"}, ("indicator",)),
        ({"indicator": "utvik-tal"}, ("indicator",)),
        ({"indicator": None}, ("indicator",)),
        ({"organisation": "finnes-ikke"}, ("organisation",)),
        ({"organisation": "utvik"}, ("organisation",)),
        ({"method": "gjetning"}, ("method",)),
        ({"method": None}, ("method",)),
        ({"value": None}, ("value",)),
        ({"year": None}, ("year",)),
        ({"year": None, "value": None}, ("value",)),
        ({"value": "4,5"}, ("value",)),
        ({"value": True}, ("value",)),
        ({"value": float("inf")}, ("value",)),
        ({"value": float("nan")}, ("value",)),
        ({"year": 99999}, ("year",)),
        ({"year": 2030.5}, ("year",)),
        ({"baseline_year": None}, ("baseline_year",)),
        ({"baseline_year": 2031}, ("baseline_year",)),
        ({"path": "steps"}, ("path",)),
        ({"path": "rett fram"}, ("path",)),
        ({"steps": [{"year": 2026, "value": 8}]}, ("steps",)),
        ({"path": "steps", "steps": [{"year": 2026, "value": 8}] * 2}, ("steps",)),
        ({"path": "steps", "steps": [{"year": 2026}]}, ("value",)),
        ({"path": "steps", "steps": [{"year": 2026, "value": 8}] * 101}, ("steps",)),
        ({"path": "geometric", "value": -4.5}, ("path",)),
        ({"method": "band"}, ("bands",)),
        ({"bands": BAND["bands"]}, ("bands",)),
        ({**BAND, "bands": {"wanted": {"low": 6, "high": 4}}}, ("bands",)),
        ({**BAND, "bands": {"accepted": []}}, ("wanted",)),
        ({**BAND, "bands": [[1, 2]]}, ("bands",)),
        ({**BAND, "bands": {"wanted": {"low": 1, "low_included": 7}}}, ("low_included",)),
        ({"settings": {"finnes_ikke": 1}}, ("settings",)),
        ({"settings": {"on_track_from": "ord"}}, ("settings",)),
        ({"settings": {"on_track_from": 0.5, "behind_from": 0.9}}, ("settings",)),
        ({"settings": []}, ("settings",)),
        ({"origin": "quoted"}, ("origin",)),
        ({"finnes_ikke": 1}, ("finnes_ikke",)),
    ],
    ids=lambda value: str(value)[-50:],
)
def test_what_cannot_be_a_target_is_told_by_field(
    randi: Program, change: dict[str, Any], fields: tuple[str, ...]
) -> None:
    before = Target.objects.count()
    refused(randi.send("POST", TARGETS, {**NEW, **change}), 422, *fields)
    assert Target.objects.count() == before


def test_a_refused_change_leaves_it_as_it_was(randi: Program, target: str) -> None:
    refused(randi.send("PATCH", target, {"baseline_year": 2040}, ANYWAY), 422, "baseline_year")
    refused(randi.send("PATCH", target, {"method": "band"}, ANYWAY), 422, "bands")
    refused(randi.send("PATCH", target, {"indicator": "leseglede"}, ANYWAY), 422, "indicator")
    assert (row().baseline_year, row().method) == (2024, "linear")


@pytest.mark.parametrize(
    "settings", [{"\ud800": 1}, {"a\x00": 1}, {"on_track_from": "\ud800"}, {"a" * 99: 1}]
)
def test_hostile_settings_are_refused_in_words(randi: Program, settings: dict[str, Any]) -> None:
    answer = randi.send("POST", TARGETS, {**NEW, "settings": settings})
    assert answer.status_code == 422
    assert answer["Content-Type"] == "application/problem+json"


@pytest.mark.parametrize("person", ["lise", "anne"])
def test_who_reads_only_writes_nothing(cast: Cast, person: str, target: str) -> None:
    one = program(cast.user(person))
    refused(one.send("POST", TARGETS, {**NEW, "organisation": "skolekontoret"}), 403)
    refused(one.send("PATCH", target, {"value": 1}, ANYWAY), 403)
    refused(one.send("DELETE", target, None, ANYWAY), 403)
    assert row().value == 4.5


def test_another_organisation_reads_what_is_open_and_writes_nothing(
    cast: Cast, target: str, indicator: Indicator
) -> None:
    ulla = program(cast.user("ulla"))
    refused(ulla.send("PATCH", target, {"value": 1}, ANYWAY), 403)
    refused(ulla.send("DELETE", target, None, ANYWAY), 403)
    refused(ulla.send("POST", TARGETS, {**NEW, "organisation": "skolekontoret"}), 403)
    Indicator.objects.filter(pk=indicator.pk).update(visibility=Visibility.INTERNAL)
    assert ulla.get(target).status_code == 404
    refused(ulla.send("PATCH", target, {"value": 1}, ANYWAY), 404)
    refused(ulla.send("DELETE", target, None, ANYWAY), 404)
    refused(ulla.send("POST", TARGETS, {**NEW, "organisation": "skolekontoret"}), 422, "indicator")


def test_what_one_may_not_see_does_not_exist(cast: Cast, randi: Program, target: str) -> None:
    ulla, hidden = program(cast.user("ulla")), Target.objects.filter(element__key="stengt-skole").get()
    address = "/elements/solvik:stengt-skole/targets"
    assert randi.get(f"{address}/{hidden.pk}").status_code == 200
    for answer in (
        ulla.get(f"{address}/{hidden.pk}"),
        ulla.send("POST", address, NEW),
        ulla.send("PATCH", f"{address}/{hidden.pk}", {"value": 1}, ANYWAY),
        ulla.send("DELETE", f"{address}/{hidden.pk}", None, ANYWAY),
        # by way of another element that they may see
        ulla.get(f"{TARGETS}/{hidden.pk}"),
        randi.send("PATCH", f"{TARGETS}/{hidden.pk}", {"value": 1}, ANYWAY),
        randi.send("DELETE", f"/elements/utvik:eit-mal/targets/{target[-36:]}", None, ANYWAY),
        randi.send("DELETE", f"{TARGETS}/00000000-0000-0000-0000-000000000000", None, ANYWAY),
    ):
        assert answer.status_code == 404, answer.content.decode()


def test_a_token_of_another_root_or_without_the_scope_writes_nothing(
    cast: Cast, target: str, nobody: Client
) -> None:
    others = tuple(scope.value for scope in Scope if scope != Scope.WRITE_TARGETS)
    utvik = Element.objects.get(root__slug="utvik", key="eit-mal").root
    for one in (program(cast.user("randi"), others), program(cast.user("randi"), root=utvik)):
        refused(one.send("POST", TARGETS, {**NEW, "organisation": "skolekontoret"}), 403)
        refused(one.send("PATCH", target, {"value": 1}, ANYWAY), 403)
        refused(one.send("DELETE", target, None, ANYWAY), 403)
    for client in (nobody, cast.client("randi")):
        assert client.post(f"/api/v1{TARGETS}", NEW, content_type="application/json").status_code == 401
        assert client.delete(f"/api/v1{target}", headers=ANYWAY).status_code == 401
    assert row().value == 4.5


def test_a_token_with_just_the_scope_is_enough(cast: Cast) -> None:
    one = program(cast.user("randi"), (Scope.WRITE_TARGETS.value,))
    told = made(one.send("POST", TARGETS, NEW))
    assert one.send("DELETE", f"{TARGETS}/{told['id']}", None, ANYWAY).status_code == 204
