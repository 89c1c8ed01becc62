"""The clocks of a process: windows, states, what cannot be lawful, what a moved date does. No database."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as some

from rodtrad.planning.clocks.course import StepDates
from rodtrad.planning.clocks.data_file import DataFileError
from rodtrad.planning.clocks.deadlines import Choice, all_deadlines, chosen, chosen_all, read_deadlines
from rodtrad.planning.clocks.evaluate import Clock, ClockState, Reckoned, reckon
from rodtrad.planning.clocks.free_days import holiday, is_free
from rodtrad.planning.clocks.moving import effect_of, with_moved
from rodtrad.planning.clocks.templates import all_templates, read_templates, templates_for
from rodtrad.plans.models import PlanType
from tests.planning.processes import FISCAL, course

TODAY, MEETING = date(2026, 11, 25), date(2026, 12, 14)


def clock(found: Reckoned, rule: str) -> Clock:
    return next(one for one in found.clocks if one.rule.id == rule)


def row_of(found: Reckoned, step: str) -> object:
    return next(one for one in found.rows if one.step.id == step)


def test_the_secretary_is_told_that_the_proposal_is_eleven_days_late() -> None:
    found = reckon(course(FISCAL, TODAY, MEETING, from_year=2027))
    proposal = clock(found, "pbl-11-4")
    assert (proposal.state, proposal.limit) == (ClockState.PASSED, date(2026, 11, 14))
    assert (TODAY - date(2026, 11, 14)).days == 11
    recommendation = clock(found, "koml-14-3-recommendation")
    assert (recommendation.state, recommendation.limit) == (ClockState.DUE, date(2026, 11, 30))
    assert found.earliest_meeting == date(2026, 12, 25)
    assert found.latest_meeting == date(2026, 12, 31)


def test_gjerstad_has_two_clocks_on_two_objects() -> None:
    done = {"proposal": (None, None, date(2023, 11, 21)), "recommendation": (None, None, date(2023, 11, 28))}
    dates = {**done, "council": (None, None, date(2023, 12, 14))}
    found = reckon(course(FISCAL, date(2024, 1, 2), date(2023, 12, 14), from_year=2024, dates=dates))
    proposal, recommendation = clock(found, "pbl-11-4"), clock(found, "koml-14-3-recommendation")
    assert proposal.counted
    assert recommendation.counted
    assert (proposal.state, proposal.counted.days, proposal.days_short) == (ClockState.BROKEN, 23, 7)
    assert (recommendation.state, recommendation.counted.days) == (ClockState.KEPT, 16)
    assert clock(found, "koml-14-3-year-end").state is ClockState.KEPT


def test_the_first_meeting_follows_from_the_days_of_publication() -> None:
    dates = {"proposal": (None, None, date(2026, 11, 20)), "recommendation": (date(2026, 12, 10),)}
    found = reckon(course(FISCAL, TODAY, date(2026, 12, 16), from_year=2027, dates=dates))
    assert found.earliest_meeting == date(2026, 12, 24), "14 days after the recommendation that is planned"
    assert clock(found, "koml-14-3-recommendation").state is ClockState.BROKEN


def test_windows_backwards_from_the_meeting_and_forwards_from_today() -> None:
    found = reckon(course("social-element", TODAY, date(2027, 6, 16)))
    hearing = row_of(found, "hearing")
    assert hearing.latest.last == date(2027, 6, 16)  # type: ignore[attr-defined]  # a StepRow
    assert hearing.latest.first == date(2027, 5, 5)  # type: ignore[attr-defined]  # a StepRow
    assert hearing.earliest.first == TODAY + timedelta(days=42)  # type: ignore[attr-defined]  # a StepRow
    assert found.earliest_meeting == TODAY + timedelta(days=84)
    assert found.unreachable is None


def test_an_order_that_cannot_be_lawful_says_which_rule_and_how_many_days() -> None:
    found = reckon(course("social-element", TODAY, date(2027, 1, 6)))
    assert found.unreachable
    assert found.unreachable.days_short == 42
    rules = [(lag.step.id, lag.days, lag.rule.id if lag.rule else "") for lag in found.unreachable.lags]
    assert rules == [("programme_hearing", 42, "pbl-11-13"), ("hearing", 42, "pbl-11-14")]


def test_steps_in_the_wrong_order_are_named() -> None:
    dates = {
        "programme_hearing": (date(2026, 12, 1), date(2027, 1, 20)),
        "programme_adopted": (date(2027, 1, 10),),
    }
    found = reckon(course("social-element", TODAY, date(2027, 9, 1), dates=dates))
    assert [(one.step.id, one.after.id, one.days) for one in found.order] == [
        ("programme_adopted", "programme_hearing", 10)
    ]


def test_what_is_done_waits_for_nothing_that_was_never_recorded() -> None:
    dates = {"hearing": (date(2026, 9, 1), date(2026, 10, 20), date(2026, 10, 20))}
    found = reckon(course("social-element", TODAY, date(2026, 12, 16), dates=dates))
    assert found.unreachable is None
    assert found.earliest_meeting == TODAY
    assert clock(found, "pbl-11-14").state is ClockState.KEPT
    assert clock(found, "pbl-11-13").state is ClockState.WAITING


def test_a_hearing_that_is_too_short_is_broken_and_tells_the_first_lawful_last_day() -> None:
    dates = {"hearing": (date(2026, 12, 1), date(2027, 1, 11))}
    hearing = clock(reckon(course("zoning", TODAY, dates=dates)), "pbl-12-10")
    assert (hearing.state, hearing.days_short, hearing.limit) == (ClockState.BROKEN, 1, date(2027, 1, 12))
    assert hearing.shows_both_readings


def test_a_short_hearing_does_not_last_longer_for_being_ticked_off_late() -> None:
    days = (date(2026, 9, 1), date(2026, 9, 15))
    for done_on, lasted in ((date(2026, 11, 1), 14), (date(2026, 9, 15), 14), (date(2026, 9, 10), 9)):
        dates = {"hearing": (*days, done_on)}
        hearing = clock(reckon(course("zoning", TODAY, dates=dates)), "pbl-12-10")
        assert hearing.counted
        assert (hearing.state, hearing.counted.days) == (ClockState.BROKEN, lasted)
    open_ended = {"hearing": (date(2026, 9, 1), None, date(2026, 10, 13))}
    assert clock(reckon(course("zoning", TODAY, dates=open_ended)), "pbl-12-10").state is ClockState.KEPT


def test_the_stricter_reading_is_the_roots_choice() -> None:
    dates = {"hearing": (date(2026, 12, 1), date(2027, 1, 12))}
    plain = clock(reckon(course("zoning", TODAY, dates=dates)), "pbl-12-10")
    strict = clock(
        reckon(course("zoning", TODAY, dates=dates, choices={"pbl-12-10": Choice(strict=True)})), "pbl-12-10"
    )
    assert (plain.state, strict.state, strict.days_short) == (ClockState.KEPT, ClockState.BROKEN, 1)
    assert plain.shows_both_readings
    assert strict.shows_both_readings


def test_a_law_that_is_read_cannot_be_made_milder() -> None:
    found = reckon(course(FISCAL, TODAY, MEETING, choices={"pbl-11-4": Choice(days=10)}))
    assert clock(found, "pbl-11-4").rule.span.days == 30
    found = reckon(course(FISCAL, TODAY, MEETING, choices={"pbl-11-4": Choice(days=35)}))
    assert clock(found, "pbl-11-4").limit == date(2026, 11, 9)


@pytest.mark.parametrize(
    ("rule", "day", "limit"),
    [
        ("koml-14-6-accounts", (3, 1), date(2028, 3, 1)),
        ("koml-14-3-year-end", (12, 15), date(2026, 12, 15)),
        ("koml-14-3-year-end", (1, 15), date(2026, 1, 15)),
    ],
)
def test_a_default_day_is_changed_and_the_laws_only_to_an_earlier(
    rule: str, day: tuple[int, int], limit: date
) -> None:
    found = chosen_all({rule: Choice(day=day)})[rule]
    assert found.day_in(2027) == limit
    assert found.own_day == chosen_all({})[rule].day


def test_a_later_day_than_the_laws_is_left_out() -> None:
    accounts = read_deadlines(RULE.replace("day_rule: notice, days: 30", "day_rule: by_day, day: 02-22"))[0]
    assert chosen(accounts, Choice(day=(3, 1))).day == (2, 22)
    assert chosen(accounts, Choice(day=(2, 1))).day == (2, 1)


def test_a_limit_has_no_stricter_reading() -> None:
    found = chosen_all({"pbl-12-12": Choice(strict=True), "koml-14-3-year-end": Choice(strict=True)})
    assert not found["pbl-12-12"].span.strict
    assert not found["koml-14-3-year-end"].span.strict


def test_a_zoning_plan_is_decided_within_twelve_weeks() -> None:
    ready = {"ready": (None, None, date(2026, 9, 1))}
    found = reckon(course("zoning", TODAY, date(2026, 11, 25), dates=ready))
    assert (clock(found, "pbl-12-12").state, clock(found, "pbl-12-12").days_short) == (ClockState.BROKEN, 1)
    assert found.latest_meeting == date(2026, 11, 24)


def test_a_planstrategi_is_adopted_within_a_year_of_the_constitution() -> None:
    dates = {"constituted": (None, None, date(2023, 10, 19))}
    found = reckon(course("planning-strategy", date(2024, 9, 1), date(2024, 10, 30), dates=dates))
    term = clock(found, "pbl-10-1-term")
    assert (term.state, term.limit, term.days_short) == (ClockState.BROKEN, date(2024, 10, 19), 11)


def test_a_rule_does_not_hold_before_the_law() -> None:
    dates = {"hearing": (date(2005, 1, 1), date(2005, 1, 10), date(2005, 1, 10))}
    found = reckon(course("social-element", date(2006, 1, 1), date(2005, 6, 1), dates=dates))
    assert not [one for one in found.clocks if one.rule.id == "pbl-11-14"]


def test_an_optional_step_counts_when_it_has_a_date() -> None:
    without = reckon(course("land-use-element", TODAY))
    assert "second_hearing" not in [one.step.id for one in without.rows]
    dates = {"second_hearing": (date(2027, 5, 1), date(2027, 5, 20))}
    found = reckon(course("land-use-element", TODAY, dates=dates))
    assert [one.days_short for one in found.clocks if one.step.id == "second_hearing"] == [23]


def test_a_moved_hearing_moves_what_follows_and_breaks_the_notice() -> None:
    dates = {
        "hearing": (date(2027, 1, 4), date(2027, 2, 15)),
        "recommendation": (date(2027, 2, 20),),
    }
    done = {
        one: (None, None, date(2026, 11, 1)) for one in ("start", "programme", "programme_adopted", "draft")
    }
    before = course("social-element", TODAY, date(2027, 3, 10), dates={**done, **dates})
    after = before.with_dates("hearing", StepDates(date(2027, 2, 1), date(2027, 3, 1)))
    effect = effect_of(before, after)
    assert [(one.step.id, one.after) for one in effect.steps] == [
        ("hearing", (date(2027, 2, 1), date(2027, 3, 15))),
        ("recommendation", (date(2027, 3, 15), date(2027, 3, 15))),
    ]
    assert [one.rule.id for one in effect.breaks] == ["pbl-11-14"]
    assert effect.after.earliest_meeting == date(2027, 3, 15)
    moved = effect_of(before, with_moved(after, effect.steps))
    assert not moved.steps
    assert not moved.breaks


def test_a_meeting_that_is_moved_forward_breaks_the_notice_that_was_kept() -> None:
    done = {"proposal": (None, None, date(2026, 11, 10)), "recommendation": (None, None, date(2026, 11, 20))}
    before = course(FISCAL, TODAY, MEETING, from_year=2027, dates=done)
    effect = effect_of(before, before.with_wanted(date(2026, 12, 2)))
    assert [one.rule.id for one in effect.breaks] == ["pbl-11-4", "koml-14-3-recommendation"]
    back = effect_of(before.with_wanted(date(2026, 12, 2)), before)
    assert [one.rule.id for one in back.mends] == ["pbl-11-4", "koml-14-3-recommendation"]


@given(
    some.dates(date(2010, 1, 1), date(2040, 1, 1)), some.integers(0, 900), some.sampled_from(all_templates())
)
def test_the_earliest_meeting_keeps_every_notice_and_the_day_before_does_not(
    today: date, away: int, template: object
) -> None:
    found = reckon(course(template.id, today, today + timedelta(days=away)))  # type: ignore[attr-defined]  # a Template
    assert found.earliest_meeting
    assert (found.unreachable is not None) == (found.earliest_meeting > today + timedelta(days=away))
    again = reckon(course(template.id, today, found.earliest_meeting))  # type: ignore[attr-defined]  # a Template
    assert again.unreachable is None
    for row in again.rows:
        if row.earliest and row.latest:
            assert row.earliest.first <= row.latest.first


def test_every_plan_type_has_a_template_and_every_rule_is_used() -> None:
    named = [kind for one in all_templates() for kind in one.types]
    assert set(named) == set(PlanType.values)
    used = {tie.rule for one in all_templates() for step in one.steps for tie in step.ties}
    assert used == {one.id for one in all_deadlines()}
    assert templates_for("fiscal_plan")[0].id == FISCAL


RULE = """
laws: {pbl: {nb: A, nn: B, en: C}}
rules:
  - {id: x, law: pbl, paragraph: § 1, object: y, thing: {nb: A, nn: B, en: C}, text: {nb: A, nn: B, en: C},
     day_rule: notice, days: 30, mark: S}
"""


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("days: 30", "days: 0", "notice takes days"),
        ("days: 30", "days: mange", "days must be a whole number"),
        ("day_rule: notice", "day_rule: snart", "day_rule must be one of"),
        ("mark: S", "mark: X", "mark must be one of S, K"),
        ("law: pbl", "law: xyz", "the law xyz is not named"),
        ("mark: S", "mark: S, dager: 3", "unknown field dager"),
        ("text: {nb: A, nn: B, en: C}", "text: {nb: A}", "text must have a text for each"),
        ("mark: S", "mark: S, valid_from: igår", "valid_from must be a date"),
        ("day_rule: notice, days: 30", "day_rule: by_day, day: 02-30", "day is no day of the year"),
        ("day_rule: notice", "day_rule: at_most, years: 1", "either days or years"),
    ],
)
def test_a_fault_in_the_rules_is_told_with_file_and_row(before: str, after: str, said: str) -> None:
    assert len(read_deadlines(RULE)) == 1
    with pytest.raises(DataFileError) as caught:
        read_deadlines(RULE.replace(before, after))
    assert said in str(caught.value)
    assert "deadlines.yaml, line 4:" in str(caught.value)


TEMPLATE = """
processes:
  - id: other
    types: []
    name: {nb: A, nn: B, en: C}
    steps:
      - {id: one, name: {nb: A, nn: B, en: C}, ties: [{rule: pbl-11-4, before: two}]}
      - {id: two, name: {nb: A, nn: B, en: C}, meeting: true}
"""


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        ("pbl-11-4, before", "pbl-99, before", "there is no rule pbl-99"),
        ("before: two", "before: three", "there is no step three"),
        ("before: two", "after: two", "cannot be tied so"),
        ("id: two", "id: one", "the step one stands twice"),
        ("meeting: true", "meeting: false", "must be the meeting"),
        ("rule: pbl-11-4, before: two", "rule: pbl-11-14", "cannot be tied so"),
        ("id: other", "id: annet", "there must be a process other"),
    ],
)
def test_a_fault_in_a_template_is_told_with_file_and_row(before: str, after: str, said: str) -> None:
    assert len(read_templates(TEMPLATE)) == 1
    with pytest.raises(DataFileError, match=r"processes\.yaml, line \d+: ") as caught:
        read_templates(TEMPLATE.replace(before, after))
    assert said in str(caught.value)


@pytest.mark.parametrize("text", ["", "- a", "laws: [", "laws: {}\nrules: 3", "rules: []"])
def test_a_file_that_is_no_list_of_rules_is_refused(text: str) -> None:
    with pytest.raises(DataFileError, match=r"deadlines\.yaml"):
        read_deadlines(text)


def test_holidays_are_known_by_name() -> None:
    assert holiday(date(2026, 12, 25)) == "Første juledag"
    assert holiday(date(2026, 11, 25)) == ""
    assert is_free(date(2026, 11, 14)), "a Saturday"
    assert not is_free(date(2026, 12, 14))
