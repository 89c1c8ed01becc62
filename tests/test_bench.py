"""The made-up municipality that speed is measured on: the same each time, allowed by the model, and odd enough."""

from datetime import date

import pytest

from bench.town import build_town
from bench.town_file import plan_file
from rodtrad.exchange.operations import import_plan_file
from rodtrad.goals.checking import run_check
from rodtrad.goals.models import Element, Link


def test_a_town_is_the_same_each_time() -> None:
    assert plan_file(build_town("bygd", 1_000)) == plan_file(build_town("bygd", 1_000))


@pytest.mark.django_db
def test_a_town_goes_in_as_a_plan_file_and_gives_findings_of_every_rule() -> None:
    root = import_plan_file(content=plan_file(build_town("bygd", 1_000))).root
    assert Element.objects.filter(root=root).count() == 1_000
    assert Link.objects.filter(root=root).count() == 2_000
    result = run_check(root=root, today=date(2026, 6, 1))
    assert {rule.id for rule in result.by_rule()} == set(result.rules)
