"""Targets for the cast's goals."""

from rodtrad.goals.models import Element
from rodtrad.indicators.models import Indicator
from rodtrad.indicators.operations.load import load_figures
from rodtrad.targets.models import Target
from tests.indicators.factories import MARCH, figures, make_dataset, make_indicator


def make_target(element: Element, indicator: Indicator, **fields: object) -> Target:
    given = {
        "method": "linear",
        "baseline_year": 2020,
        "baseline_value": 20.0,
        "year": 2030,
        "value": 10.0,
        **fields,
    }
    return Target.objects.create(root=element.root, element=element, indicator=indicator, **given)


def make_measured(key: str, element: Element) -> Target:
    """Make an indicator of the common set with a figure for Oslo, and a target for the element."""
    dataset = make_dataset(f"{key}-tabell")
    indicator = make_indicator(key, dataset=dataset)
    load_figures(dataset=dataset, figures=figures({("0301", "2025"): 15.0}, key), received_at=MARCH)
    return make_target(element, indicator)
