"""The plan map: every plan once in its place, none over another, and no line across a plan."""

from itertools import combinations, pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rodtrad.core.drawing.plan_map import BASE, ROWS, SIDE, Band, Box, PlanInput, PlanMap, plan_map

LEVELS = (*ROWS, SIDE, BASE)
#: A busy machine is slow to make the first examples.
patient = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
CHAIN = [
    PlanInput("planstrategi", "overall_strategic"),
    PlanInput("samfunnsdel", "overall_strategic", "planstrategi"),
    PlanInput("arealdel", "overall_strategic", "samfunnsdel"),
    PlanInput("temaplan", "strategic_elaboration", "samfunnsdel", 2),
    PlanInput("økonomiplan", "priority", "samfunnsdel"),
    PlanInput("virksomhetsplan", "execution", "økonomiplan"),
    PlanInput("årsrapport", "reporting", "økonomiplan"),
    PlanInput("folkehelse", "knowledge"),
]


@st.composite
def plan_lists(draw: st.DrawFn) -> list[PlanInput]:
    ids = [f"p{number}" for number in range(draw(st.integers(0, 40)))]
    parents = st.one_of(st.none(), st.sampled_from([*ids, "borte"]))
    return [
        PlanInput(one, draw(st.sampled_from(LEVELS)), draw(parents), draw(st.integers(1, 3))) for one in ids
    ]


def band_of(drawn: PlanMap, level: str) -> Band:
    return next(band for band in drawn.bands if band.level == level)


def is_inside(box: Box, band: Band) -> bool:
    return (
        band.x <= box.x
        and box.x + box.width <= band.x + band.width
        and band.y <= box.y
        and box.y + box.height <= band.y + band.height
    )


def overlap(one: Box, other: Box) -> bool:
    return (
        one.x < other.x + other.width
        and other.x < one.x + one.width
        and one.y < other.y + other.height
        and other.y < one.y + one.height
    )


def crosses(start: tuple[float, float], end: tuple[float, float], box: Box) -> bool:
    """Tell whether a level or upright stretch runs through the inside of a box."""
    low_x, high_x = sorted((start[0], end[0]))
    low_y, high_y = sorted((start[1], end[1]))
    return low_x < box.x + box.width and high_x > box.x and low_y < box.y + box.height and high_y > box.y


@patient
@given(plan_lists())
def test_every_plan_stands_once_in_its_band_and_on_no_other(plans: list[PlanInput]) -> None:
    drawn = plan_map(plans)
    assert [box.id for box in drawn.boxes] == [plan.id for plan in plans]
    levels = {plan.id: plan.level for plan in plans}
    for box in drawn.boxes:
        assert is_inside(box, band_of(drawn, levels[box.id]))
    assert not any(overlap(one, other) for one, other in combinations(drawn.boxes, 2))
    assert all(box.x + box.width <= drawn.width and box.y + box.height <= drawn.height for box in drawn.boxes)


@patient
@given(plan_lists())
def test_a_line_for_each_plan_that_elaborates_another_and_none_across_a_plan(plans: list[PlanInput]) -> None:
    drawn = plan_map(plans)
    ids = {plan.id for plan in plans}
    wanted = {(plan.parent, plan.id) for plan in plans if plan.parent in ids and plan.parent != plan.id}
    assert {(line.parent, line.child) for line in drawn.lines} == wanted
    for line in drawn.lines:
        assert all(start[0] == end[0] or start[1] == end[1] for start, end in pairwise(line.points)), "square"
        for start, end in pairwise(line.points):
            assert not any(crosses(start, end, box) for box in drawn.boxes), (line, start, end)


@patient
@given(plan_lists())
def test_bands_lie_over_one_another_in_the_order_of_the_plan_system(plans: list[PlanInput]) -> None:
    drawn = plan_map(plans)
    stacked = [band_of(drawn, level) for level in (*ROWS, BASE)]
    assert all(above.y + above.height == below.y for above, below in pairwise(stacked))
    assert stacked[-1].y + stacked[-1].height == drawn.height


def test_the_plan_system_of_a_municipality() -> None:
    drawn = plan_map(CHAIN)
    boxes = {box.id: box for box in drawn.boxes}
    assert boxes["planstrategi"].y == boxes["samfunnsdel"].y == boxes["arealdel"].y
    assert (
        boxes["temaplan"].x == boxes["samfunnsdel"].x == boxes["økonomiplan"].x == boxes["virksomhetsplan"].x
    )
    assert boxes["årsrapport"].x > boxes["virksomhetsplan"].x
    assert boxes["årsrapport"].y == boxes["virksomhetsplan"].y
    assert boxes["folkehelse"].y > boxes["virksomhetsplan"].y
    assert band_of(drawn, SIDE).height == band_of(drawn, BASE).y


def test_nothing_at_all_is_still_the_plan_system() -> None:
    assert [band.level for band in plan_map([]).bands] == [*ROWS, BASE]


def test_what_has_no_place_is_refused() -> None:
    with pytest.raises(ValueError, match="no such level"):
        plan_map([PlanInput("a", "sky")])
    with pytest.raises(ValueError, match="same id"):
        plan_map([PlanInput("a", "priority"), PlanInput("a", "priority")])
