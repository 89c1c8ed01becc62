"""What is wanted of an indicator hangs together, or each fault is told with its field and what to do."""

import math

import pytest

from rodtrad.targets.models import Target
from rodtrad.targets.operations.check_target import check_target


def target(**fields: object) -> Target:
    given = {"baseline_year": 2020, "baseline_value": 20.0, "year": 2030, "value": 10.0, **fields}
    return Target(**{"method": "linear", **given})


NONE = {"year": None, "value": None, "baseline_year": None, "baseline_value": None}


@pytest.mark.parametrize(
    "right",
    [
        {},
        {"baseline_year": None, "baseline_value": None},
        {"path": "geometric"},
        {"path": "steps", "steps": [[2024, 15.0], [2027, 12.0]]},
        {"path": "geometric", "baseline_year": None, "baseline_value": None, "value": -3.0},
        {"method": "cagr", "settings": {"base_year": 2018, "is_parity": True}},
        {"method": "direction", **NONE},
        {"method": "direction", "settings": {"seen_by": "recent"}, **NONE},
        {"method": "band", "bands": {"wanted": [10, None], "accepted": [[5, 10, True, False]]}, **NONE},
    ],
    ids=str,
)
def test_what_hangs_together_has_no_faults(right: dict[str, object]) -> None:
    assert check_target(target=target(**right)) == []


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        (NONE, "value"),
        ({"year": None}, "year"),
        ({"value": None}, "value"),
        ({"baseline_value": None}, "baseline"),
        ({"baseline_year": 2030}, "baseline"),
        ({"path": "geometric", "value": 0.0}, "path"),
        ({"path": "steps"}, "path"),
        ({"path": "steps", "steps": [[2027, 12.0], [2024, 15.0]]}, "steps"),
        ({"steps": [[2027, 12.0]]}, "steps"),
        ({"method": "cagr", "path": "geometric"}, "path"),
        ({"method": "band"}, "bands"),
        ({"bands": {"wanted": [1, 2]}}, "bands"),
        ({"method": "band", "bands": {"wanted": [1, 2], "accepted": [[2, 3]]}}, "bands"),
        ({"settings": {"limit": 0.5}}, "settings"),
        ({"settings": {"on_track_from": "0.9"}}, "settings"),
        ({"settings": {"on_track_from": math.nan}}, "settings"),
        ({"settings": {"on_track_from": True}}, "settings"),
        ({"settings": {"on_track_from": 0.5}}, "settings"),
        ({"method": "cagr", "settings": {"is_parity": 1}}, "settings"),
        ({"method": "direction", "settings": {"seen_by": "both"}}, "settings"),
        ({"method": "direction", "settings": {"recent_years": -1}}, "settings"),
        ({"method": "direction", "settings": {"fewest_points": 0}}, "settings"),
        ({"method": "direction", "settings": {"fewest_points": 2.5}}, "settings"),
        ({"method": "cagr", "settings": {"base_year": 10**400}}, "settings"),
    ],
    ids=str,
)
def test_a_fault_is_told_once_with_its_field_and_a_remedy(wrong: dict[str, object], field: str) -> None:
    [fault] = check_target(target=target(**wrong))
    assert fault.field == field
    assert str(fault.message)
    assert str(fault.remedy)


@pytest.mark.parametrize("name", ["value", "baseline_value"])
@pytest.mark.parametrize("value", [math.inf, math.nan])
def test_a_figure_is_finite(name: str, value: float) -> None:
    [fault] = check_target(target=target(**{name: value}))
    assert fault.field == name.split("_")[0]
