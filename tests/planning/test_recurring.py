"""When something recurs: the rules that calendars use, within bounds."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.planning.wheel.defaults import all_defaults, defaults_for
from rodtrad.planning.wheel.recurring import RecurrenceError, check_rule, days_between


def test_the_election_is_the_second_monday_of_september_every_fourth_year() -> None:
    rule = "FREQ=YEARLY;INTERVAL=4;BYMONTH=9;BYDAY=2MO"
    days = days_between(rule, date(2023, 9, 11), date(2020, 1, 1), date(2032, 1, 1))
    assert days == [date(2023, 9, 11), date(2027, 9, 13), date(2031, 9, 8)]


def test_a_leap_day_comes_only_when_there_is_one() -> None:
    days = days_between("FREQ=YEARLY", date(2024, 2, 29), date(2024, 1, 1), date(2033, 1, 1))
    assert days == [date(2024, 2, 29), date(2028, 2, 29), date(2032, 2, 29)]


def test_what_happens_once_happens_once() -> None:
    assert days_between("", date(2026, 5, 1), date(2026, 1, 1), date(2030, 1, 1)) == [date(2026, 5, 1)]
    assert days_between("", date(2026, 5, 1), date(2027, 1, 1), date(2030, 1, 1)) == []


@pytest.mark.parametrize(
    "rule",
    [
        *("hver dag", "FREQ=DAILY", "FREQ=SECONDLY", "FREQ=YEARLY;BYMONTH=13", "FREQ=YEARLY;BYEASTER=1"),
        *(
            "FREQ=YEARLY;UNTIL=20200101",
            "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
            "FREQ=YEARLY;" + "BYMONTH=1," * 200,
        ),
        *("FREQ=YEARLY\nEXDATE:20260101", "FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=31"),
    ],
)
def test_a_rule_that_is_none_is_told_with_one_that_is(rule: str) -> None:
    with pytest.raises(RecurrenceError, match=r"FREQ=YEARLY|kan ikke brukes"):
        check_rule(rule, date(2026, 1, 1))


@given(first=st.dates(date(2000, 1, 1), date(2090, 1, 1)), years=st.integers(1, 9))
def test_a_year_s_round_comes_once_a_year(first: date, years: int) -> None:
    starts = first.replace(day=min(first.day, 28))
    last = date(starts.year + years, 12, 31)
    assert len(days_between("FREQ=YEARLY", starts, starts, last)) == years + 1


def test_an_endless_rule_is_cut_off() -> None:
    assert len(days_between("FREQ=WEEKLY", date(2000, 1, 3), date(2000, 1, 1), date(9999, 1, 1))) == 500


def test_the_municipal_year_has_what_the_law_asks_for() -> None:
    told = {one.key: one for one in all_defaults()}
    assert (told["regnskap"].starts.month, told["regnskap"].starts.day) == (2, 22)
    assert (told["arsberetning"].starts.month, told["arsberetning"].starts.day) == (3, 31)
    assert (told["okonomiplan-vedtas"].starts.month, told["okonomiplan-vedtas"].starts.day) == (12, 31)


def test_the_byrad_s_proposal_comes_in_september_and_the_director_s_later() -> None:
    oslo = {one.key for one in defaults_for("parliamentary")}
    others = {one.key for one in defaults_for("executive_committee")}
    assert "okonomiplan-forslag-byrad" in oslo - others
    assert "okonomiplan-forslag" in others - oslo
