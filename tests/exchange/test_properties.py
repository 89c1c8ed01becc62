"""Whatever a plan file says survives being written, read, stored and written again."""

from dataclasses import replace

import pytest
from django.db import transaction
from hypothesis import HealthCheck, given, settings

from rodtrad.core.models import LifeCycle
from rodtrad.exchange.operations import import_plan_file
from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.plan_file.dump import entries_of
from rodtrad.exchange.plan_file.load_thread import LIFE_CYCLE_OF
from rodtrad.exchange.plan_file.outside import look_outside
from rodtrad.exchange.plan_file.parse import parse_plan_file
from rodtrad.exchange.plan_file.resolve import Placed, Resolved, resolve
from rodtrad.exchange.plan_file.write import as_text
from rodtrad.organisations.models import Root
from rodtrad.plans.models import PlanStatus
from tests.exchange.strategies import INDICATORS, plan_files
from tests.indicators.factories import make_indicator


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(plan_files())
def test_what_is_written_reads_back_to_the_same(file: e.PlanFile) -> None:
    assert parse_plan_file(as_text(file).encode()) == file


@pytest.mark.django_db
@settings(max_examples=20, deadline=None, suppress_health_check=list(HealthCheck))
@given(plan_files())
def test_what_is_stored_is_what_the_file_says(file: e.PlanFile) -> None:
    with transaction.atomic():
        for key in INDICATORS:
            make_indicator(key)
        outside = look_outside("prove")
        content = as_text(file).encode()
        import_plan_file(content=content)
        stored = entries_of(Root.objects.get(slug="prove"))
        assert import_plan_file(content=content).tally.changes_nothing
        assert import_plan_file(content=as_text(stored).encode()).tally.changes_nothing
        _assert_same(resolve(file, outside), resolve(stored, outside))
        transaction.set_rollback(True)


def _assert_same(said: Resolved, stored: Resolved) -> None:
    assert stored.file.root == said.file.root
    for name in ("sources", "organisations", "cases", "conflicts", "sdg_targets", "exceptions"):
        assert _by_key(getattr(stored.file, name)) == _by_key(getattr(said.file, name)), name
    assert [_bare(plan) for plan in stored.file.plans] == [_bare(plan) for plan in said.file.plans]
    assert stored.file.frameworks[0].levels == said.file.frameworks[0].levels
    assert stored.rules == said.rules
    assert {key: _flat(p) for key, p in stored.elements.items()} == {
        key: _flat(p) for key, p in said.elements.items()
    }
    assert [_place(p) for p in stored.placed] == [_place(p) for p in said.placed]
    assert _links(stored) == _links(said)


def _by_key(entries: list[e.Entry]) -> list[e.Entry]:
    return sorted(entries, key=lambda entry: getattr(entry, "key", ""))


def _bare(plan: e.PlanEntry) -> e.PlanEntry:
    return replace(plan, elements=[])


def _flat(placed: Placed) -> e.ElementEntry:
    """Return what the element says of itself alone."""
    usual = LIFE_CYCLE_OF.get(PlanStatus(placed.plan.status), LifeCycle.DRAFT)
    return replace(
        placed.entry,
        life_cycle=placed.entry.life_cycle or usual,
        elements=[],
        addresses=[],
        contributes_to=[],
        link=None,
        no_link=False,
    )


def _place(placed: Placed) -> tuple[str, str, str, int, str]:
    return placed.plan.key, placed.key, placed.parent, placed.position, placed.entry.number


def _links(resolved: Resolved) -> dict[tuple[str, str, str], tuple[str, str, str, str]]:
    return {
        (k.child, k.parent, k.kind): (k.entry.origin, k.entry.source, k.entry.place, k.entry.reason)
        for k in resolved.links
    }
