"""T-71 to T-76 and T-79: what the thread check says of indicators and targets."""

from datetime import date

import pytest

from rodtrad.core.models import Visibility
from rodtrad.geography.models import Area
from rodtrad.goals.checking import visible_to
from rodtrad.goals.models import Element
from rodtrad.indicators.models import Direction, Perspective
from rodtrad.indicators.operations.load import load_figures
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import NOBODY, Viewer
from rodtrad.plans.models import Plan
from rodtrad.sdg.models import SdgTarget
from tests.goals.checked import check, findings, keys
from tests.goals.factories import make_element, make_exception
from tests.indicators.factories import MARCH, figures, make_dataset, make_indicator
from tests.targets.factories import make_target

pytestmark = pytest.mark.django_db
INSIDE = Viewer(ceiling=Visibility.INTERNAL)


@pytest.fixture
def goal(plan: Plan) -> Element:
    return make_element(plan, "maal", key="maalet")


def _message(root: Root, rule: str) -> str:
    [found] = findings(root, rule)
    return str(found.message)


# T-71


def test_goal_without_outcome_indicator(root: Root, goal: Element) -> None:
    assert keys(root, "T-71") == ["maalet"]


def test_goal_with_an_outcome_indicator(root: Root, goal: Element) -> None:
    make_target(goal, make_indicator())
    assert keys(root, "T-71") == []


def test_an_outcome_below_or_above_measures_the_goal_too(root: Root, plan: Plan, goal: Element) -> None:
    below = make_element(plan, "delmaal", contributes_to=goal)
    make_target(make_element(plan, "tiltak", contributes_to=goal), make_indicator())
    assert keys(root, "T-71") == []
    make_element(plan, "delmaal", contributes_to=make_element(plan, "maal", key="det-andre"))
    assert keys(root, "T-71") == ["det-andre"], "once, on the topmost"
    assert below.key not in keys(root, "T-71")


def test_an_output_is_no_outcome(root: Root, goal: Element) -> None:
    make_target(goal, make_indicator(perspective=Perspective.OUTPUT))
    assert keys(root, "T-71") == ["maalet"]


def test_a_goal_that_has_stopped_needs_no_outcome(root: Root, plan: Plan) -> None:
    make_element(plan, "maal", progress="stopped")
    assert keys(root, "T-71") == []


# T-72


def test_indicator_with_a_direction_alone(root: Root, goal: Element) -> None:
    make_target(goal, make_indicator(name="Leseglede"), method="direction", year=None, value=None)
    make_target(goal, make_indicator("med-maltall"))
    assert keys(root, "T-72") == ["maalet"]
    assert _message(root, "T-72") == "Det er ikke sagt hvor mye eller når: «Leseglede»."


def test_a_band_says_what_is_wanted(root: Root, goal: Element) -> None:
    make_target(goal, make_indicator(), method="band", year=None, value=None, bands={"wanted": [None, 10]})
    assert keys(root, "T-72") == []


# T-73


def test_goal_measured_by_activity_alone(root: Root, plan: Plan, goal: Element) -> None:
    measure = make_element(plan, "tiltak", contributes_to=goal, key="kurs")
    make_target(measure, make_indicator("kurs", name="Kurs holdt", perspective=Perspective.ACTIVITY))
    assert keys(root, "T-73") == ["maalet"]
    assert "«Kurs holdt»" in _message(root, "T-73")
    assert keys(root, "T-71") == [], "it is told once"


@pytest.mark.parametrize("better", [Perspective.OUTPUT, Perspective.OUTCOME])
def test_goal_measured_by_more_than_activity(root: Root, goal: Element, better: str) -> None:
    make_target(goal, make_indicator("kurs", perspective=Perspective.ACTIVITY))
    make_target(goal, make_indicator("bedre", perspective=better))
    assert keys(root, "T-73") == []


def test_activity_alone_is_told_of_the_lowest_goal(root: Root, plan: Plan, goal: Element) -> None:
    below = make_element(plan, "delmaal", contributes_to=goal, key="delmaalet")
    make_target(below, make_indicator(perspective=Perspective.INPUT))
    assert keys(root, "T-73") == ["delmaalet"]
    make_target(goal, make_indicator("virkning"))
    assert keys(root, "T-73") == [], "the outcome is measured above"


def test_an_internal_indicator_is_not_told_to_the_public(root: Root, goal: Element) -> None:
    hidden = make_indicator(
        "uro", name="Uro", root=root, perspective=Perspective.ACTIVITY, visibility=Visibility.INTERNAL
    )
    make_target(goal, hidden)
    result = check(root, "T-73")
    assert len(visible_to(result, INSIDE).findings) == 1
    assert not visible_to(result, NOBODY).findings
    make_target(goal, make_indicator("kurs", name="Kurs", perspective=Perspective.ACTIVITY))
    [shown] = visible_to(check(root, "T-73"), NOBODY).findings
    assert "«Kurs»" in str(shown.message)
    assert "Uro" not in str(shown.message)
    assert all(one.key != "uro" for one in shown.related)


def test_what_hangs_on_a_hidden_element_is_not_told_to_the_public(
    root: Root, plan: Plan, goal: Element
) -> None:
    hidden = make_element(plan, "tiltak", contributes_to=goal, visibility=Visibility.INTERNAL)
    make_target(hidden, make_indicator(perspective=Perspective.ACTIVITY))
    result = check(root, "T-73")
    assert len(visible_to(result, INSIDE).findings) == 1
    assert not visible_to(result, NOBODY).findings


# T-74


def test_target_year_that_has_passed(root: Root, goal: Element) -> None:
    make_target(goal, make_indicator(name="Leseglede"), year=2025)
    make_target(goal, make_indicator("senere"), year=2026)
    assert _message(root, "T-74") == "Året som måltallet gjelder, er over (2025): «Leseglede»."
    assert findings(root, "T-74", today=date(2025, 12, 31)) == []


def test_what_is_done_needs_no_new_target(root: Root, plan: Plan) -> None:
    make_target(make_element(plan, "tiltak", progress="done"), make_indicator(), year=2024)
    assert keys(root, "T-74") == []


# T-75


def test_target_without_direction(root: Root, goal: Element) -> None:
    make_target(goal, make_indicator(), baseline_year=None, baseline_value=None)
    assert keys(root, "T-75") == ["maalet"]


@pytest.mark.parametrize(
    "fields",
    [
        {"indicator": {"direction": Direction.LOWER}, "baseline_year": None, "baseline_value": None},
        {"indicator": {}},  # from 20 to 10
        {"indicator": {}, "method": "band", "year": None, "value": None, "bands": {"wanted": [1, 2]}},
    ],
    ids=["the indicator says", "the baseline says", "a band"],
)
def test_target_with_a_direction(root: Root, goal: Element, fields: dict[str, object]) -> None:
    given = dict(fields)
    indicator = make_indicator(**given.pop("indicator"))  # type: ignore[arg-type]  # a case of this test
    make_target(goal, indicator, **given)
    assert keys(root, "T-75") == []


# T-76


def test_definition_changed_after_the_target_was_set(root: Root, goal: Element) -> None:
    indicator = make_indicator(name="Leseglede", defined_on=date(2026, 1, 2))
    target = make_target(goal, indicator, set_on=date(2026, 1, 1))
    assert _message(root, "T-76") == "Endret 2. januar 2026, etter at måltallet ble satt: «Leseglede»."
    target.set_on = date(2026, 1, 2)
    target.save()
    assert keys(root, "T-76") == []


# T-79


def test_sdg_target_that_nothing_measures(root: Root, plan: Plan) -> None:
    make_element(plan, "maal", "Byen er stille", sdg=["11.6"])
    make_element(plan, "tiltak", sdg=["11.2"])
    assert keys(root, "T-79") == ["11.6"], "what measures are tagged with is no claim of the goals"
    assert "«Byen er stille»" in _message(root, "T-79")


def test_sdg_target_that_a_shown_figure_or_a_target_measures(root: Root, plan: Plan) -> None:
    goal = make_element(plan, "maal", sdg=["11.6", "11.2"])
    root.area = Area.objects.get(code="0301", valid_to=None)
    root.save()
    dataset = make_dataset()
    shown = make_indicator("stoy", dataset=dataset)
    shown.sdg_targets.add(SdgTarget.objects.get(code="11.6"))
    wanted = make_indicator("bane")
    wanted.sdg_targets.add(SdgTarget.objects.get(code="11.2"))
    assert "«Stoy»" in "".join(str(found.message) for found in findings(root, "T-79"))
    load_figures(dataset=dataset, figures=figures({("0301", "2025"): 1.0}, "stoy"), received_at=MARCH)
    make_target(goal, wanted)
    assert keys(root, "T-79") == []


# What all have in common


def test_a_repealed_element_is_not_checked(root: Root, plan: Plan) -> None:
    repealed = make_element(plan, "maal", life_cycle="repealed")
    make_target(
        repealed, make_indicator(), year=2024, method="linear", baseline_year=None, baseline_value=None
    )
    assert check(root, "T-71", "T-72", "T-73", "T-74", "T-75", "T-76").findings == ()


def test_an_exception_holds_a_finding(root: Root, goal: Element) -> None:
    make_target(goal, make_indicator(), year=2025)
    make_exception(root, "T-74", "maalet")
    result = check(root, "T-74")
    assert (len(result.findings), len(result.excepted)) == (0, 1)


def test_several_targets_of_an_element_are_one_finding(root: Root, goal: Element) -> None:
    for key in ("a", "b", "c", "d"):
        make_target(goal, make_indicator(key, name=f"Tall {key}"), year=2025)
    assert _message(root, "T-74").endswith("«Tall a», «Tall b», «Tall c» (+ 1).")
