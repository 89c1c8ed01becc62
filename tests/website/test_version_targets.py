"""A reader of a version sees what was wanted of each indicator, and what differs between two versions."""

import pytest
from django.test import Client

from rodtrad.targets.models import Target
from tests.goals.editing import Desk
from tests.indicators.factories import make_indicator
from tests.targets.factories import make_target
from tests.website.test_version_pages import address, freeze, text_of

pytestmark = pytest.mark.django_db


def test_figure_unit_year_and_baseline_of_a_target_stand_on_the_version(desk: Desk, nobody: Client) -> None:
    indicator = make_indicator("lavinntekt", root=desk.root, unit="percent")
    make_target(desk.draft_goal, indicator, value=5, year=2034, baseline_value=12.5, baseline_year=2020)
    freeze(desk, "hearing", "2026-03-02")
    told = text_of(nobody.get(address(desk, "versjoner/1/")))
    assert f"{indicator.name} (5 % i 2034, fra 12,5 % i 2020)" in told


def test_a_unit_that_is_no_sign_is_written_out(desk: Desk, nobody: Client) -> None:
    indicator = make_indicator("avfall", root=desk.root, unit="kr/person")
    make_target(desk.draft_goal, indicator, value=12000, year=2030, baseline_value=None, baseline_year=None)
    freeze(desk, "hearing", "2026-03-02")
    told = text_of(nobody.get(address(desk, "versjoner/1/"))).replace("\xa0", " ")
    assert "(12 000 kr per innbygger i 2030)" in told


def test_what_differs_of_a_target_is_told_with_unit_and_year(desk: Desk, nobody: Client) -> None:
    indicator = make_indicator("lavinntekt", root=desk.root, unit="percent")
    freeze(desk, "hearing", "2026-03-02")
    target = make_target(desk.draft_goal, indicator, value=5, year=2034)
    freeze(desk, "hearing", "2026-03-03")
    Target.objects.filter(pk=target.pk).update(value=8)
    freeze(desk, "hearing", "2026-03-04")
    was, now = "5 % i 2034, fra 20 % i 2020", "8 % i 2034, fra 20 % i 2020"
    new = text_of(nobody.get(address(desk, "sammenlikn/?fra=1&til=2")))
    assert f"Måltall: {indicator.name}" in new
    assert was in new
    assert "(satt)" not in new
    changed = text_of(nobody.get(address(desk, "sammenlikn/?fra=2&til=3")))
    assert was in changed
    assert now in changed
    assert changed.index(was) < changed.index(now)
