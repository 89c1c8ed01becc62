"""The planstrategi: how a term follows the last, what work and answers sum to, and what versions and files hold."""

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
from rodtrad.planning.models import ItemDecision, PlanningStrategy
from rodtrad.planning.operations.adopt import adopt
from rodtrad.planning.operations.strategies import draft_from_last, start_strategy
from rodtrad.planning.queries.need_summary import Points, summarise
from rodtrad.planning.queries.strategies import items_of, read_strategy
from rodtrad.planning.queries.terms import compare_terms
from rodtrad.planning.queries.versions import shown_to
from rodtrad.planning.queries.workload import workload
from rodtrad.planning.semesters import read_semester, semester, semester_code
from tests.goals.editing import Desk
from tests.goals.factories import (
    make_element,
    make_organisation,
)
from tests.planning.strategies import (
    make_answer,
    make_capacity,
    make_guideline_answer,
    make_item,
    make_strategy,
    make_whole_strategy,
)

pytestmark = [pytest.mark.django_db, pytest.mark.data]
TODAY = date(2025, 3, 1)


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
        root=desk.root,
        key="sak",
        number="1/24",
        title="Planstrategi",
        date=date(2024, 3, 20),
        status="decided",
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
    other = adopt(actor=desk.approver, plan=desk.draft, case=case, day=date(2024, 3, 20), open_up=False)
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


def test_reading_takes_a_fixed_number_of_queries(desk: Desk, django_assert_num_queries: Any) -> None:
    strategy = make_whole_strategy(desk.draft, desk.challenge)
    with django_assert_num_queries(9):
        content = read_strategy(strategy, EVERYTHING)
    assert len(content.items) == 1
