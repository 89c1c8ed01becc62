"""The common set that comes with the program: whole, honest about its sources, and the same when it is read again."""

import re
from collections import Counter

import pytest

from rodtrad.exchange.indicator_file.load import store_indicator_file
from rodtrad.exchange.indicator_file.shipped import common_set, load_common_set, shipped_files
from rodtrad.geography.models import Area
from rodtrad.indicators.models import (
    Batch,
    Dataset,
    Dimension,
    Direction,
    Formula,
    Indicator,
    Observation,
    Perspective,
    Provider,
    Theme,
)
from rodtrad.indicators.operations.definitions import IndicatorDefinition
from rodtrad.indicators.sources.order import Order
from rodtrad.indicators.sources.ssb.form import read_form
from rodtrad.indicators.units.unit import parse_unit
from rodtrad.sdg.models import SdgTarget

pytestmark = pytest.mark.django_db

SET = common_set()
INDICATORS = [entry.definition for entry in SET.indicators]
DATASETS = [entry.definition for entry in SET.datasets]
FETCHED = (Provider.SSB, Provider.KOSTRA)


@pytest.fixture
def loaded() -> None:
    load_common_set()


def value_of(indicator: str, area: str, year: int) -> float | None:
    row = Observation.objects.get(
        indicator__root=None, indicator__key=indicator, area__code=area, period__startswith=str(year * 12)
    )
    return row.value


def test_there_are_at_least_sixty_in_every_dimension_and_theme() -> None:
    assert len(INDICATORS) >= 60
    assert {one.dimension for one in INDICATORS} == set(Dimension.values)
    assert {one.theme for one in INDICATORS} == set(Theme.values)
    perspectives = Counter(one.perspective for one in INDICATORS)
    assert perspectives[Perspective.OUTCOME] > len(INDICATORS) / 2


@pytest.mark.parametrize("one", INDICATORS, ids=lambda one: one.key)
def test_each_has_names_a_definition_a_unit_and_sdg_targets(one: IndicatorDefinition) -> None:
    assert all((one.name, one.name_nn, one.name_en))
    assert re.fullmatch(r".{20,}\.", one.definition, re.DOTALL)
    parse_unit(one.unit)
    # How many are born, and how old people are, is what plans must know; it is no goal.
    assert one.sdg_targets or (one.theme, one.direction) == (Theme.POPULATION, Direction.NONE)
    assert set(one.sdg_targets) <= set(SdgTarget.objects.values_list("code", flat=True))
    assert one.dataset or one.formula or one.key == "barn-i-lavinntekt-antall"


def test_every_table_is_used_and_says_who_publishes_it() -> None:
    given = {entry.dataset for entry in SET.figures}
    used = {one.dataset for one in INDICATORS} | given
    for one in DATASETS:
        assert one.key in used or "from_areas" in one.query or one.provider == Provider.KLASS, one.key
        own = one.provider == Provider.TABLE and not one.publisher
        assert one.publisher or own, one.key


def test_every_query_can_be_read_and_gives_figures_of_indicators_of_its_own_table() -> None:
    asked = [one for one in DATASETS if one.provider in FETCHED and one.query]
    assert len(asked) >= 15
    held = {one.key: one.dataset for one in INDICATORS}
    for one in asked:
        form = read_form(Order(one.table, one.query), service="prøve")
        assert re.fullmatch(r"[0-9]{5}", one.table)
        for series in form.series:
            assert held[series.mark.indicator] == one.key, (one.key, series.mark)


def test_no_table_claims_to_have_been_tried_against_its_source() -> None:
    assert not [one.key for one in DATASETS if one.verified_on]


def test_every_table_that_was_not_tried_is_told(loaded: None) -> None:
    told = load_common_set().as_text()
    untried = Dataset.objects.filter(root=None, verified_on=None).exclude(provider=Provider.DOCUMENT)
    count = untried.filter(key__in=[one.key for one in DATASETS]).count()
    assert count == len([one for one in DATASETS if one.provider != Provider.DOCUMENT])
    assert f"{count} tabeller er ikke prøvd mot kilden." in told


def test_the_second_time_nothing_changes(loaded: None) -> None:
    batches = Batch.objects.count()
    report = load_common_set()
    assert report.changes_nothing
    assert Batch.objects.count() == batches
    assert "Ingenting er endret." in report.as_text()


def test_the_population_of_every_area_is_the_one_the_area_holds(loaded: None) -> None:
    rows = Observation.objects.filter(
        indicator__root=None, indicator__key="innbyggere", period=2024 * 12_000 + 12
    )
    held = dict(Area.objects.exclude(population=None).filter(valid_to=None).values_list("code", "population"))
    assert {code: value for code, value in rows.values_list("area__code", "value") if code in held} == held
    assert len([code for code in held if len(code) == 4]) == 357


def test_the_figures_of_documents_are_there_with_their_document(loaded: None) -> None:
    assert value_of("innbyggere", "0301", 2025) == 723_200
    assert value_of("stoyutsatte", "0301", 2025) == 35
    assert value_of("befolkningsvekst", "3203", 2015) == 0.9
    missing = Observation.objects.get(indicator__key="andel-rimelige-boliger", area__code="3203")
    assert missing.value is None
    oslo = Observation.objects.filter(batch__dataset__key="oslo-kps-2025")
    assert oslo.count() == 14
    assert "s. 4" in Dataset.objects.get(root=None, key="oslo-kps-2025").title


def test_what_is_reckoned_has_parts_with_a_table_of_their_own() -> None:
    given = {one.key: one for one in INDICATORS}
    reckoned = [one for one in INDICATORS if one.formula]
    assert {one.formula for one in reckoned} >= {Formula.SHARE, Formula.PER_CAPITA, Formula.SUM}
    for one in reckoned:
        assert not one.dataset
        assert all(given[part].dataset for part in one.parts)


def test_no_indicator_says_less_than_its_name(loaded: None) -> None:
    assert (
        Indicator.objects.filter(root=None, key__in=[one.key for one in INDICATORS], definition="").count()
        == 0
    )


def test_the_parts_of_the_set_can_be_read_alone_in_their_order() -> None:
    assert list(shipped_files()) == sorted(shipped_files())
    report = store_indicator_file(file=SET, root=None, dry_run=True)
    assert report.dry_run
