"""The planstrategi: what is refused, how a term follows the last, and what work and answers sum to."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from django.utils import translation

from rodtrad.cases.models import Case
from rodtrad.exchange.errors import PlanFileError
from rodtrad.exchange.operations import import_plan_file
from rodtrad.exchange.plan_file.dump import dump_root
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import EVERYTHING, NOBODY
from rodtrad.planning.errors import FieldErrors, NotAllowedError
from rodtrad.planning.models import ItemDecision, PlanningStrategy, StrategyItem
from rodtrad.planning.operations.adopt import adopt
from rodtrad.planning.operations.strategies import draft_from_last, start_strategy
from rodtrad.planning.queries.need_summary import Points, summarise
from rodtrad.planning.queries.strategies import items_of, read_strategy
from rodtrad.planning.queries.terms import compare_terms
from rodtrad.planning.queries.versions import shown_to
from rodtrad.planning.queries.workload import workload
from rodtrad.planning.semesters import read_semester, semester, semester_code
from tests.goals.checked import findings, keys
from tests.goals.editing import Desk
from tests.goals.factories import (
    make_element,
    make_framework,
    make_organisation,
    make_plan,
    make_root,
    make_source,
    top,
)
from tests.indicators.factories import make_indicator
from tests.planning.strategies import (
    make_answer,
    make_capacity,
    make_guideline_answer,
    make_item,
    make_phase,
    make_strategy,
    make_trend,
    make_view,
    make_whole_strategy,
)
from tests.refusals import Attempts, constraints_of, refused

pytestmark = [pytest.mark.django_db, pytest.mark.data]
breaks = Attempts()
TODAY = date(2025, 3, 1)


@breaks("strategy_term_once")
def two_of_a_term(here: Root, there: Root) -> None:
    make_strategy(here, key="en")
    make_strategy(here, key="to")


@breaks("strategy_term_in_order")
def term_that_ends_first(here: Root, there: Root) -> None:
    make_strategy(here, term_to=2022)


@breaks("strategy_follows_another")
def follows_itself(here: Root, there: Root) -> None:
    row = make_strategy(here)
    PlanningStrategy.objects.filter(pk=row.pk).update(follows=row)


@breaks("planningstrategy_same_root_plan")
def plan_of_another(here: Root, there: Root) -> None:
    plan = make_plan(there, type="planning_strategy")
    PlanningStrategy.objects.create(root=here, plan=plan, term_from=2023, term_to=2027)


@breaks("planningstrategy_same_root_follows")
def follows_another_roots(here: Root, there: Root) -> None:
    make_strategy(here, follows=make_strategy(there))


@breaks("strategy_item_plan_once")
def plan_twice(here: Root, there: Root) -> None:
    strategy, plan = make_strategy(here), make_plan(here)
    make_item(strategy, plan)
    make_item(strategy, plan)


@breaks("strategy_item_title_once")
def title_twice(here: Root, there: Root) -> None:
    strategy = make_strategy(here)
    make_item(strategy)
    make_item(strategy)


@breaks("strategy_item_plan_or_title")
def both_plan_and_title(here: Root, there: Root) -> None:
    make_item(make_strategy(here), make_plan(here), proposed_title="X")


@breaks("strategy_item_plan_or_title")
def neither_plan_nor_title(here: Root, there: Root) -> None:
    make_item(make_strategy(here), proposed_title="")


@breaks("strategy_item_decision_has_plan")
def revises_what_is_not_there(here: Root, there: Root) -> None:
    make_item(make_strategy(here), decision="revise")


@breaks("strategy_item_says_what_instead")
def not_a_plan_and_nothing_else(here: Root, there: Root) -> None:
    make_item(make_strategy(here), decision="not_a_plan")


@breaks("strategy_item_adopted_after_start")
def adopted_before_start(here: Root, there: Root) -> None:
    make_item(make_strategy(here), start_semester=4051, adopt_semester=4050)


@breaks("strategy_item_semester_in_bounds")
def semester_of_no_time(here: Root, there: Root) -> None:
    make_item(make_strategy(here), start_semester=20251)


@breaks("strategy_item_work_not_negative")
def less_than_no_work(here: Root, there: Root) -> None:
    make_item(make_strategy(here), work=-1)


@breaks("strategy_item_not_own_previous")
def its_own_previous(here: Root, there: Root) -> None:
    item = make_item(make_strategy(here))
    StrategyItem.objects.filter(pk=item.pk).update(previous=item)


@breaks("strategyitem_same_root_plan")
def item_of_another_roots_plan(here: Root, there: Root) -> None:
    make_item(make_strategy(here), make_plan(there))


@breaks("strategyitem_same_root_owner")
def item_of_another_roots_unit(here: Root, there: Root) -> None:
    make_item(make_strategy(here), owner=top(there))


@breaks("strategyitem_same_root_previous")
def item_after_another_roots(here: Root, there: Root) -> None:
    make_item(make_strategy(here), previous=make_item(make_strategy(there)))


@breaks("need_answer_once")
def answer_twice(here: Root, there: Root) -> None:
    item = make_item(make_strategy(here))
    make_answer(item, "theme", "yes")
    make_answer(item, "theme", "no")


@breaks("need_answer_has_discipline")
def answer_of_nobody(here: Root, there: Root) -> None:
    make_answer(make_item(make_strategy(here)), "theme", "yes", "")


@breaks("strategy_trend_has_title")
def trend_without_title(here: Root, there: Root) -> None:
    make_trend(make_strategy(here), title="")


@breaks("strategy_trend_indicator_of_root")
def trend_in_another_roots_indicator(here: Root, there: Root) -> None:
    make_trend(make_strategy(here), indicator=make_indicator("deres", root=there))


@breaks("guideline_answer_once")
def guideline_twice(here: Root, there: Root) -> None:
    strategy, element = make_strategy(here), _element(here)
    make_guideline_answer(strategy, element)
    make_guideline_answer(strategy, element)


@breaks("guidelineanswer_same_root_element")
def guideline_of_another(here: Root, there: Root) -> None:
    make_guideline_answer(make_strategy(here), _element(there))


@breaks("strategytrend_same_root_element")
def trend_of_another_roots_challenge(here: Root, there: Root) -> None:
    make_trend(make_strategy(here), element=_element(there))


@breaks("strategy_view_has_sender")
def view_of_nobody(here: Root, there: Root) -> None:
    make_view(make_strategy(here), sender="")


@breaks("strategy_view_has_summary")
def view_of_nothing(here: Root, there: Root) -> None:
    make_view(make_strategy(here), summary="")


@breaks("capacity_semester_once")
def capacity_twice(here: Root, there: Root) -> None:
    strategy = make_strategy(here)
    make_capacity(strategy, 2024, 1, "1")
    make_capacity(strategy, 2024, 1, "2")


@breaks("capacity_semester_in_bounds")
def capacity_of_no_time(here: Root, there: Root) -> None:
    make_capacity(make_strategy(here), 1900, 1, "1")


@breaks("capacity_not_negative")
def less_than_no_capacity(here: Root, there: Root) -> None:
    make_capacity(make_strategy(here), 2024, 1, "-1")


@breaks("strategy_phase_has_title")
def phase_without_title(here: Root, there: Root) -> None:
    make_phase(make_strategy(here), title="")


@breaks("strategy_phase_in_order")
def phase_that_ends_first(here: Root, there: Root) -> None:
    make_phase(make_strategy(here), last=date(2022, 1, 1))


def _element(root: Root) -> Any:
    plan = make_plan(root, framework=make_framework(root), status="under_way")
    return make_element(plan, "foring")


_MAKERS = {
    "planningstrategy": lambda here, **given: make_strategy(here, **given),
    "strategyitem": lambda here, **given: make_item(make_strategy(here), **given),
    "strategytrend": lambda here, **given: make_trend(make_strategy(here), **given),
    "strategyview": lambda here, **given: make_view(make_strategy(here), **given),
    "strategyphase": lambda here, **given: make_phase(make_strategy(here), **given),
}


@pytest.mark.parametrize("kind", _MAKERS)
def test_a_source_is_the_roots_own_and_a_quote_has_one(kind: str) -> None:
    with refused(f"{kind}_quote_has_source"):
        _MAKERS[kind](make_root(), origin="quoted")
    with refused(f"{kind}_same_root_source"):
        _MAKERS[kind](make_root(), source=make_source(make_root()))


@pytest.mark.parametrize(("constraint", "attempt"), breaks.cases())
def test_the_database_refuses(constraint: str, attempt: Any) -> None:
    here, there = make_root(), make_root()
    with refused(constraint):
        attempt(here, there)


def test_no_constraint_is_forgotten() -> None:
    ours = (
        "strategy_",
        "strategyitem",
        "planningstrategy",
        "capacity",
        "guideline",
        "need_answer",
        "strategytrend",
    )
    said = {one for one in constraints_of("planning") if one.startswith(ours)}
    alike = ("_quote_has_source", "_same_root_source", "_same_root_strategy", "_same_root_item")
    assert {one for one in said if not one.endswith(alike)} <= set(breaks.by_name)


def test_half_years() -> None:
    assert semester_code(semester(2025, 2)) == "2025H2"
    assert read_semester(" 2025h1 ") == semester(2025, 1)
    for wrong in ("2025", "2025H3", "H1", "1850H1", "2025H01", ""):
        with pytest.raises(ValueError, match=r".*"):
            read_semester(wrong)


# Terms


@pytest.fixture
def last(desk: Desk) -> PlanningStrategy:
    """Return a term with a plan revised, one refused, one proposed, and a guideline."""
    strategy = make_strategy(desk.root, 2023, principles="Få planer")
    make_item(strategy, desk.draft, decision="revise", reason="Gammel", position=1)
    make_item(strategy, proposed_title="Nei", decision="not_a_plan", instead="Et prosjekt", position=2)
    make_item(strategy, proposed_title="Ny plan", decision="make", position=3)
    make_guideline_answer(strategy, make_element(desk.draft, "foring", key="foring"), "Svar")
    return strategy


def test_a_term_is_drafted_from_the_last(desk: Desk, last: PlanningStrategy) -> None:
    made = start_strategy(actor=desk.editor, root=desk.root, term_from=2027, term_to=2031)
    assert [
        (one.title, one.decision, one.previous and one.previous.decision) for one in made.items.all()
    ] == [
        (desk.draft.title, "undecided", "revise"),
        ("Ny plan", "undecided", "make"),
    ]
    assert made.principles == "Få planer"
    assert [(one.element.key, one.text) for one in made.guideline_answers.all()] == [("foring", "")]
    assert made.follows == last
    assert draft_from_last(actor=desk.editor, strategy=made) == 0


def test_a_term_is_started_by_who_may_and_once(desk: Desk, last: PlanningStrategy) -> None:
    for kind in ("reader", "contributor"):
        with pytest.raises(NotAllowedError):
            start_strategy(actor=desk.person(kind), root=desk.root, term_from=2027, term_to=2031)
    office = desk.person("editor", make_organisation(desk.root, key="skolen"))
    with pytest.raises(NotAllowedError):
        start_strategy(actor=office, root=desk.root, term_from=2027, term_to=2031)
    for first, end in ((2023, 2027), (2027, 2027), (2027, 2050), (27, 31)):
        with pytest.raises(FieldErrors):
            start_strategy(actor=desk.editor, root=desk.root, term_from=first, term_to=end)
    assert PlanningStrategy.objects.filter(root=desk.root).count() == 1


def test_terms_are_compared(desk: Desk, last: PlanningStrategy) -> None:
    made = start_strategy(actor=desk.editor, root=desk.root, term_from=2027, term_to=2031)
    made.items.filter(plan=desk.draft).update(decision="revise")
    made.items.filter(proposed_title="Ny plan").update(proposed_title="Ny plan, med nytt navn")
    make_item(made, proposed_title="Enda en", position=9)
    found = compare_terms(items_of(last, EVERYTHING), items_of(made, EVERYTHING))
    assert [one.item.title for one in found.new] == ["Enda en"]
    assert [one.item.title for one in found.gone] == ["Nei"]
    assert [one.item.title for one in found.changed] == ["Ny plan, med nytt navn"]
    assert [one.item.title for one in found.same] == [desk.draft.title]


def test_work_is_spread_over_its_half_years(desk: Desk) -> None:
    strategy = make_strategy(desk.root)
    first, last_one = semester(2024, 1), semester(2025, 1)
    make_item(strategy, decision="make", start_semester=first, adopt_semester=last_one, work=9)
    make_item(strategy, proposed_title="Uten tid", decision="make", work="2.5")
    make_item(
        strategy, proposed_title="Nei", decision="not_a_plan", instead="X", start_semester=first, work=50
    )
    make_capacity(strategy, 2024, 1, "2")
    make_capacity(strategy, 2028, 1, "2")
    found = workload(list(strategy.items.all()), list(strategy.capacities.all()), term=(2023, 2027))
    by = {one.semester: one for one in found.loads}
    assert [by[one].work for one in range(first, last_one + 1)] == [3, 3, 3]
    assert sum(one.work for one in found.loads) == 9
    assert found.untimed == Decimal("2.5")
    assert [(one.semester, one.short) for one in found.overfull] == [(first, Decimal(1))]
    assert semester(2028, 1) in by


# The need test


@pytest.mark.parametrize(("answers", "points"), [
    ("yyyyy", Points.TO_PLAN),
    ("yypyy", Points.TO_PLAN),
    ("yppyy", Points.BOTH_WAYS),
    ("yynyy", Points.BOTH_WAYS),
    ("nyyyy", Points.AWAY),
    ("ynnyn", Points.AWAY),
    ("yy---", Points.TOO_FEW),
    ("nn---", Points.AWAY),
    ("-----", Points.TOO_FEW),
])  # fmt: skip
def test_which_way_the_answers_point(desk: Desk, answers: str, points: Points) -> None:
    item = make_item(make_strategy(desk.root))
    questions = ("theme", "feasible", "enough", "purpose", "disciplines")
    for question, sign in zip(questions, answers, strict=True):
        if sign != "-":
            make_answer(item, question, {"y": "yes", "n": "no", "p": "partly"}[sign])
    found = summarise(item.answers.all())
    assert found.points == points
    assert len(found.missing) == answers.count("-")
    assert item.decision == ItemDecision.UNDECIDED


def test_disciplines_that_disagree_lean_nowhere(desk: Desk) -> None:
    item = make_item(make_strategy(desk.root))
    make_answer(item, "theme", "yes", "økonomi")
    make_answer(item, "theme", "no", "helse")
    [theme] = [one for one in summarise(item.answers.all()).asked if one.answers]
    assert theme.leans is None


# Versions, files, rules


def test_an_adopted_version_holds_the_strategy(desk: Desk) -> None:
    strategy = make_whole_strategy(desk.draft, desk.challenge)
    desk.draft.visibility = 1
    desk.draft.save()
    case = Case.objects.create(
        root=desk.root, key="sak", number="1/24", title="Planstrategi", date=date(2024, 3, 20)
    )
    version = adopt(actor=desk.approver, plan=strategy.plan, case=case, day=date(2024, 3, 20))
    whole = shown_to(version, EVERYTHING)
    told = whole.content.parts["strategy"]
    assert told["intro"] == "Innledning"
    assert [one["plan"] for one in told["items"]] == [desk.draft.key]
    assert told["items"][0]["answers"][0]["discipline"] == "økonomi"
    assert told["capacity"] == [{"semester": "2024H1", "person_months": 4.5, "origin": "own", "place": ""}]
    assert whole.is_whole
    seen = shown_to(version, NOBODY)
    assert seen.content.parts["strategy"]["items"] == []
    assert not seen.is_whole
    other = adopt(actor=desk.approver, plan=desk.draft, case=case, day=date(2024, 3, 20))
    assert b'"strategy"' not in bytes(other.content)


def test_a_plan_file_carries_all_of_it(desk: Desk) -> None:
    make_whole_strategy(desk.draft, desk.challenge)
    root = Root.objects.get(pk=desk.root.pk)
    text = dump_root(root)
    assert "strategy:" in text
    with translation.override("nb"):
        tally = import_plan_file(content=text.encode()).tally
    assert not [
        one
        for one in (*tally.made, *tally.changed)
        if one.startswith("planning.") and (tally.made[one] or tally.changed[one])
    ]
    text = dump_root(root)
    PlanningStrategy.objects.filter(root=root).delete()
    import_plan_file(content=text.encode())
    assert dump_root(root) == text


@pytest.mark.parametrize(("before", "after", "said"), [
    ("decision: continue", "decision: not_a_plan", "instead"),
    ("semester: 2024H1", "semester: 2024H3", "er ikke et halvår"),
    ("type: planning_strategy", "type: theme_plan", "hører bare til i en plan av typen"),
    ("term_to: 2027", "term_to: 2020", "slutter før den begynner"),
    ("answer: 'yes'", "answer: kanskje", "kanskje"),
    ("person_months: 4.5", "person_months: -1", "Månedsverk er et tall"),
])  # fmt: skip
def test_a_plan_file_with_faults_is_refused_with_line(desk: Desk, before: str, after: str, said: str) -> None:
    make_whole_strategy(desk.draft, desk.challenge)
    text = dump_root(Root.objects.get(pk=desk.root.pk))
    assert before in text
    with translation.override("nb"), pytest.raises(PlanFileError, match="Linje") as refused_file:
        import_plan_file(content=text.replace(before, after).encode())
    assert said in str(refused_file.value)


def _master(root: Root, **fields: Any) -> Any:
    return make_plan(root, key="arealdel", type="land_use_element", **fields)


def test_the_master_plan_must_be_treated(root: Root) -> None:
    strategy = make_strategy(root)
    plan = _master(root)
    assert keys(root, "T-93", TODAY) == ["arealdel"]
    make_item(strategy, plan, decision="continue")
    assert keys(root, "T-93", TODAY) == []


def test_no_strategy_of_the_term_no_finding(root: Root) -> None:
    _master(root)
    make_strategy(root, 2015)
    assert keys(root, "T-93", TODAY) == []


def test_a_strategy_later_than_a_year(root: Root) -> None:
    strategy = make_strategy(root)
    assert keys(root, "T-94", date(2024, 10, 18)) == []
    [late] = findings(root, "T-94", date(2024, 10, 19))
    assert "2024" in str(late.message)
    strategy.plan.status, strategy.plan.in_force_from = "adopted", date(2024, 10, 1)
    strategy.plan.save()
    assert keys(root, "T-94", date(2026, 1, 1)) == []
    strategy.plan.in_force_from = date(2024, 12, 1)
    strategy.plan.save()
    assert keys(root, "T-94", date(2026, 1, 1)) == ["planstrategi-2023"]


def test_more_plans_than_capacity(root: Root) -> None:
    strategy = make_strategy(root)
    make_item(
        strategy, decision="make", start_semester=semester(2025, 1), adopt_semester=semester(2025, 2), work=8
    )
    assert keys(root, "T-95", TODAY) == []
    make_capacity(strategy, 2025, 1, "3")
    make_capacity(strategy, 2025, 2, "4")
    with translation.override("nb"):
        [found] = findings(root, "T-95", TODAY)
        assert str(found.message) == "Det er mer planarbeid enn kapasitet i 1. halvår 2025."


def test_a_plan_started_outside(root: Root) -> None:
    strategy = make_strategy(root)
    make_item(strategy)
    plan = make_plan(root, key="tema", status="under_way")
    assert keys(root, "T-96", TODAY) == []
    make_item(strategy, make_plan(root, key="annen"), decision="continue")
    assert keys(root, "T-96", TODAY) == ["tema"]
    make_item(strategy, plan, decision="make")
    assert keys(root, "T-96", TODAY) == []


def test_a_guideline_without_answer(root: Root, plan: Any) -> None:
    strategy = make_strategy(root)
    element = make_element(plan, "foring", key="forventninger")
    assert keys(root, "T-97", TODAY) == ["forventninger"]
    make_guideline_answer(strategy, element, "Følges opp.")
    assert keys(root, "T-97", TODAY) == []


def test_reading_takes_a_fixed_number_of_queries(desk: Desk, django_assert_num_queries: Any) -> None:
    strategy = make_whole_strategy(desk.draft, desk.challenge)
    with django_assert_num_queries(9):
        content = read_strategy(strategy, EVERYTHING)
    assert len(content.items) == 1
