"""Results are kept in the process until something that the check reads has changed."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import psycopg
import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rodtrad.goals import check_cache
from rodtrad.goals.check_cache import (
    _version_sql,
    cached_check,
    data_version,
    data_versions,
    forget_checks,
    recent_check,
)
from rodtrad.goals.checking import run_check
from rodtrad.goals.models import Element
from rodtrad.organisations.models import Root
from rodtrad.plans.models import Plan
from tests.goals.checked import TODAY
from tests.goals.factories import (
    make_conflict,
    make_element,
    make_exception,
    make_local_target,
    make_member,
    make_organisation,
    make_root,
    tag,
)


@pytest.fixture(autouse=True)
def _forget() -> Iterator[None]:
    forget_checks()
    yield
    forget_checks()


@pytest.fixture
def goal(plan: Plan) -> Element:
    return make_element(plan, "maal", key="maalet", sdg=["11.6"])


@pytest.mark.usefixtures("alone")
def test_the_second_time_costs_one_query(root: Root, goal: Element) -> None:
    first = cached_check(root, TODAY)
    with CaptureQueriesContext(connection) as captured:
        assert cached_check(root, TODAY) is first
    assert len(captured) == 1


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let some minutes have passed each time."""
    monkeypatch.setattr(check_cache, "HOLDS", timedelta(0))


@pytest.mark.usefixtures("later")
def test_time_alone_makes_one_new_check_and_no_more(root: Root, goal: Element) -> None:
    first, second, third, fourth = (cached_check(root, TODAY) for _minutes in range(4))
    assert first is not second
    assert second is third is fourth


@pytest.mark.usefixtures("later")
def test_an_event_with_an_early_number_that_comes_late_is_found(root: Root, goal: Element) -> None:
    """As when one transaction takes a number, and another takes the next and is over first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT nextval(pg_get_serial_sequence('goals_elementevent', 'pgh_id'))")
        early = cursor.fetchone()[0]
    Element.objects.filter(pk=goal.pk).update(progress="done")
    cached_check(root, TODAY)
    first, version = cached_check(root, TODAY), data_version(root.pk)
    events = apps.get_model("goals", "ElementEvent").objects
    event = events.filter(pgh_obj=goal.pk).latest("pgh_id")
    event.pgh_id = early
    event.save(force_insert=True)
    assert data_version(root.pk) == version
    assert cached_check(root, TODAY) is not first


def test_another_day_is_another_check(root: Root, goal: Element) -> None:
    assert cached_check(root, TODAY).today != cached_check(root, date(2027, 1, 1)).today


CHANGES: dict[str, Callable[[Root, Element], object]] = {
    "title": lambda root, goal: Element.objects.filter(pk=goal.pk).update(progress="done"),
    "tag": lambda root, goal: tag(goal, "13"),
    "tag of a whole goal": lambda root, goal: goal.sdg_goals.add(13),
    "tag lost": lambda root, goal: goal.sdg_targets.clear(),
    "exception": lambda root, goal: make_exception(root, "T-03", goal.key),
    "conflict": lambda root, goal: make_conflict(root, goal),
    "local target": lambda root, goal: make_local_target(root, "13.2"),
    "organisation": lambda root, goal: make_organisation(root),
    "plan": lambda root, goal: Plan.objects.filter(pk=goal.plan_id).update(visibility=1),
    "root": lambda root, goal: Root.objects.filter(pk=root.pk).update(visibility=1),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES.keys())
def test_a_change_makes_another_version(root: Root, goal: Element, change: Callable[..., object]) -> None:
    before = data_version(root.pk)
    change(root, goal)
    assert data_version(root.pk) != before


def test_a_change_in_the_region_makes_another_version(root: Root, goal: Element) -> None:
    region = make_root(kind="region")
    make_member(region, root)
    before = data_version(root.pk)
    make_organisation(region)
    assert data_version(root.pk) != before


def test_leaving_the_region_makes_another_version(root: Root, goal: Element) -> None:
    member = make_member(make_root(kind="region"), root)
    make_organisation(root)
    before = data_version(root.pk)
    member.delete()
    assert data_version(root.pk) != before


def test_a_change_elsewhere_does_not(root: Root, goal: Element) -> None:
    before = data_version(root.pk)
    make_organisation(make_root())
    assert data_version(root.pk) == before


def test_all_that_the_check_reads_counts(root: Root, goal: Element) -> None:
    """Every table of a root's own that the check asks for makes another version when it changes."""
    with CaptureQueriesContext(connection) as captured:
        run_check(root=root, today=TODAY)
    asked = {table for query in captured for table in re.findall(r'(?:FROM|JOIN) "(\w+)"', query["sql"])}
    shared = {"sdg_sdggoal", "sdg_sdgtarget", "geography_area"}
    by_batch = {"indicators_observation", "indicators_batch"}
    assert asked > {"goals_element", "goals_link", "targets_target", *by_batch}
    frozen = {
        "plans_version",
        "plans_versionmark",
    }  # rows that are never changed: they are counted as they are
    for table in asked - shared - by_batch - frozen:
        assert f"FROM {re.sub('_sdg_(?=goals|targets)', 'sdg', table)}event " in _version_sql(), table
    for table in ("indicators_batch", *frozen):
        assert f"FROM {table} " in _version_sql()


# Nothing was written since the last time


@pytest.fixture
def untouched(db: None) -> Root:
    """Give a root that stands there already: this test's transaction has written nothing."""
    return Root.objects.get(slug="solvik")


def asked(root: Root) -> list[str]:
    with CaptureQueriesContext(connection) as captured:
        data_version(root.pk)
    return ["events" if "elementevent" in query["sql"] else "moment" for query in captured]


def comes_to_ask_the_moment_only(root: Root) -> bool:
    """Tell whether the moment soon is enough: other tests on the same server may write between two questions."""
    return any(asked(root) == ["moment"] for _attempt in range(100))


def test_when_nothing_was_written_only_the_moment_is_asked(untouched: Root) -> None:
    first = data_version(untouched.pk)
    assert comes_to_ask_the_moment_only(untouched)
    assert data_version(untouched.pk) == first


def test_when_somebody_else_wrote_the_events_are_asked(untouched: Root) -> None:
    data_version(untouched.pk)
    with psycopg.connect(**connection.get_connection_params()) as elsewhere:
        elsewhere.execute("SELECT pg_current_xact_id()")  # as any writing transaction begins
    assert asked(untouched) == ["moment", "events"]
    assert comes_to_ask_the_moment_only(untouched)


def test_what_this_transaction_wrote_is_never_taken_from_memory(untouched: Root) -> None:
    versions = {data_version(untouched.pk)}
    for progress in ("done", "stopped", "under_way"):
        Element.objects.filter(root=untouched, key="gode-skoler").update(progress=progress)
        versions.add(data_version(untouched.pk))
        assert asked(untouched) == ["events"]
    assert len(versions) >= 3


def test_several_roots_are_asked_for_at_once(untouched: Root) -> None:
    ids = list(Root.objects.values_list("id", flat=True))
    assert len(ids) > 3
    with CaptureQueriesContext(connection) as captured:
        together = data_versions(ids)
    assert len(captured) <= 2
    assert together == {root_id: data_version(root_id) for root_id in ids}


@pytest.fixture
def long(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every check count as a long one, that may lag as long as a test takes."""
    monkeypatch.setattr(check_cache, "LONG", timedelta(0))
    monkeypatch.setattr(check_cache, "LAG", 100_000)


@pytest.mark.usefixtures("long")
def test_who_works_in_a_large_root_does_not_wait_for_each_check(root: Root, goal: Element) -> None:
    first = recent_check(root, TODAY)
    assert not first.is_behind
    _finish(goal)
    lagging = recent_check(root, TODAY)
    assert lagging.is_behind
    assert lagging.findings == first.findings
    assert not cached_check(root, TODAY).is_behind
    assert recent_check(root, TODAY) is cached_check(root, TODAY)


@pytest.mark.usefixtures("long")
def test_a_check_that_lags_is_made_anew_in_time(
    root: Root, goal: Element, monkeypatch: pytest.MonkeyPatch
) -> None:
    recent_check(root, TODAY)
    _finish(goal)
    monkeypatch.setattr(check_cache, "LAG", 0)
    assert not recent_check(root, TODAY).is_behind


def test_a_quick_check_never_lags(root: Root, goal: Element) -> None:
    recent_check(root, TODAY)
    _finish(goal)
    assert not recent_check(root, TODAY).is_behind


def _finish(element: Element) -> None:
    Element.objects.filter(pk=element.pk).update(progress="done")
