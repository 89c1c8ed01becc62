"""Targets for the cast's goals."""

from rodtrad.goals.models import Element
from rodtrad.indicators.models import Indicator
from rodtrad.targets.models import Target


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
