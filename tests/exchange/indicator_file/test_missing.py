"""An installation gets what it lacks of the common set, and keeps what it has changed."""

import pytest

from rodtrad.exchange.indicator_file.shipped import add_missing_of_common_set, common_set, load_common_set
from rodtrad.indicators.models import Dataset, Indicator, LivingFact, Observation
from rodtrad.organisations.models import Root
from tests.indicators.factories import make_indicator

pytestmark = pytest.mark.django_db

WHOLE = common_set()


def keys() -> set[str]:
    return set(Indicator.objects.filter(root=None).values_list("key", flat=True))


def test_an_empty_installation_gets_all_of_it() -> None:
    report = add_missing_of_common_set()
    assert report is not None
    assert keys() == {one.definition.key for one in WHOLE.indicators}
    assert Dataset.objects.filter(root=None).count() == len(WHOLE.datasets)
    assert LivingFact.objects.filter(root=None).count() == len(WHOLE.facts)
    assert Observation.objects.filter(indicator__key="innbyggere", area__code="0301").exists()
    assert load_common_set().changes_nothing


def test_what_is_held_is_left_as_it_is() -> None:
    load_common_set()
    assert add_missing_of_common_set() is None
    Indicator.objects.filter(key="innbyggere").update(name="Bosatte")
    Dataset.objects.filter(key="ssb-06913").update(query={}, is_nightly=True)
    Indicator.objects.filter(root=None, formula="share").exclude(key="befolkningsvekst").first().delete()  # type: ignore[union-attr]  # as it has some
    LivingFact.objects.filter(root=None).first().delete()  # type: ignore[union-attr]  # the set has some
    assert add_missing_of_common_set() is not None
    assert Indicator.objects.get(root=None, key="innbyggere").name == "Bosatte"
    assert Dataset.objects.get(root=None, key="ssb-06913").is_nightly
    assert keys() == {one.definition.key for one in WHOLE.indicators}
    assert LivingFact.objects.filter(root=None).count() == len(WHOLE.facts)


def test_a_key_that_a_root_has_is_left_to_it_with_all_that_rests_on_it() -> None:
    make_indicator("innbyggere", root=Root.objects.get(slug="oslo"))
    assert add_missing_of_common_set() is not None
    resting = {one.definition.key for one in WHOLE.indicators if "innbyggere" in one.definition.parts}
    assert resting
    assert not keys() & {"innbyggere", *resting}
    assert len(keys()) > len(WHOLE.indicators) / 2
    assert not Dataset.objects.filter(root=None, key="folketall-2024").exists()
    assert add_missing_of_common_set() is None
