"""What the examples want of indicators: said with its source, judged by the figures that documents give."""

from collections.abc import Iterator

import pytest

from rodtrad.core.models import Origin
from rodtrad.demo.operations import FILES, MEASURED, demo_file, load_demo
from rodtrad.exchange.indicator_file.shipped import load_common_set
from rodtrad.exchange.operations import import_plan_file
from rodtrad.exchange.plan_file.entries import ElementEntry
from rodtrad.exchange.plan_file.parse import parse_plan_file
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import NOBODY
from rodtrad.targets.models import Target
from rodtrad.targets.queries import Judged, judged, targets_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def measured() -> None:
    load_common_set()
    import_plan_file(content=demo_file("oslo", with_targets=True))
    load_demo()


def of(slug: str) -> dict[str, Judged]:
    root = Root.objects.get(slug=slug)
    return {one.target.indicator.key: one for one in judged(targets_of(root, NOBODY))}


@pytest.mark.usefixtures("measured")
def test_the_measure_map_of_asker_is_judged_as_it_was_published() -> None:
    words = {key: one.judgement.word for key, one in of("asker").items()}
    assert words == {
        "befolkningsvekst": "ikke godkjent",
        "nye-boliger": "ikke godkjent",
        "andel-tette-boliger": "laveste aksepterte",
        "andel-rimelige-boliger": "ikke målt",
        "togreiser-vekst": "ønsket",
        "bussreiser-vekst": "ønsket",
        "sykkelreiser-vekst": "ikke godkjent",
    }
    assert {one.target.origin for one in of("asker").values()} == {Origin.QUOTED}


@pytest.mark.usefixtures("measured")
def test_the_climate_target_of_oslo_is_said_with_its_source_and_waits_for_figures() -> None:
    found = of("oslo")
    climate = found["utslippsendring-2009"]
    assert (climate.target.baseline_year, climate.target.year, climate.target.value) == (2009, 2030, -95.0)
    assert climate.target.source is not None
    assert climate.target.source.title == "Klimastrategi 2030"
    assert climate.judgement.word == "ikke målt"
    others = {one.target.origin for key, one in found.items() if key != "utslippsendring-2009"}
    assert others == {Origin.EXAMPLE}, "what no document says is marked"
    assert found["barn-i-lavinntekt"].judgement.word == "i rute"


@pytest.mark.parametrize("slug", FILES)
def test_a_file_without_its_targets_is_the_same_but_for_them(slug: str) -> None:
    whole, bare = (parse_plan_file(demo_file(slug, with_targets=one)) for one in (True, False))
    for element in (one for plan in whole.plans for one in _all(plan.elements)):
        element.targets = []
    assert [_keys(plan.elements) for plan in whole.plans] == [_keys(plan.elements) for plan in bare.plans]
    assert [one.key for one in whole.conflicts] == [one.key for one in bare.conflicts]


def _all(elements: list[ElementEntry]) -> Iterator[ElementEntry]:
    for one in elements:
        yield one
        yield from _all(one.elements)


def _keys(elements: list[ElementEntry]) -> list[object]:
    return [(one.key or one.carry, one.title, one.sdg, _keys(one.elements)) for one in elements]


def test_without_the_common_set_the_examples_hold_no_targets() -> None:
    assert not Target.objects.filter(root__slug__in=FILES).exists()
    assert not Root.objects.filter(slug__in=MEASURED).exists()
