"""The rules about time, read from `planning/data/deadlines.yaml`, and how a root counts each of them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import cache
from typing import TypeVar

from rodtrad.core.trilingual import Trilingual
from rodtrad.planning.clocks.data_file import DataFileError, Row, read_rows
from rodtrad.planning.clocks.days import HAS_READINGS, DayRule, Span

FILE = "deadlines.yaml"
Kind = TypeVar("Kind", bound=StrEnum)
_MONTH_DAY = r"(\d\d)-(\d\d)"


class Mark(StrEnum):
    """Where the rule is known from: read in a public source, or general knowledge that a root may change."""

    SOURCE = "S"
    KNOWLEDGE = "K"


@dataclass(frozen=True, slots=True)
class Deadline:
    """A rule about time. `day` (month and day) and `year` (from the plan's first year) are for BY_DAY."""

    id: str
    law: Trilingual
    paragraph: str
    about: str
    thing: Trilingual
    text: Trilingual
    span: Span
    mark: Mark
    valid_from: date | None
    valid_to: date | None
    day: tuple[int, int] | None = None
    year: int = 0
    #: What the rule itself says, when a root counts otherwise; and the root's reason.
    own: Span | None = None
    #: The day that the rule itself names, when a root has another.
    own_day: tuple[int, int] | None = None
    reason: str = ""

    @property
    def day_rule(self) -> DayRule:
        return self.span.day_rule

    def holds(self, on: date) -> bool:
        return (self.valid_from is None or self.valid_from <= on) and (
            self.valid_to is None or on <= self.valid_to
        )

    def day_in(self, from_year: int | None) -> date | None:
        """Return the last lawful day for a plan whose period begins in the year; None when that is not known."""
        if self.day is None or from_year is None:
            return None
        return date(from_year + self.year, *self.day)


@dataclass(frozen=True, slots=True)
class Choice:
    """How a root counts a rule: other days, the stricter reading, or another day of the year (month and day)."""

    days: int | None = None
    strict: bool = False
    reason: str = ""
    day: tuple[int, int] | None = None


def may_choose(deadline: Deadline, days: int | None) -> bool:
    """Tell whether a root may count so: what is read in the law may only be made stricter."""
    own = (deadline.own or deadline.span).days
    if days is None:
        return True
    if not own:
        return False
    if deadline.mark is Mark.KNOWLEDGE:
        return days >= 1
    return days <= own if deadline.day_rule is DayRule.AT_MOST else days >= own


def may_choose_day(deadline: Deadline, day: tuple[int, int] | None) -> bool:
    """Tell whether a root may have this last day: only of a rule that names one, and no later than the law's."""
    if day is None:
        return True
    own = deadline.own_day or deadline.day
    return own is not None and (deadline.mark is Mark.KNOWLEDGE or day <= own)


def chosen(deadline: Deadline, choice: Choice | None) -> Deadline:
    """Return the rule as a root counts it. A choice that the law no longer allows is left out."""
    if choice is None:
        return deadline
    days = (
        choice.days if choice.days is not None and may_choose(deadline, choice.days) else deadline.span.days
    )
    span = replace(deadline.span, days=days, strict=choice.strict and deadline.day_rule in HAS_READINGS)
    day = choice.day if choice.day is not None and may_choose_day(deadline, choice.day) else deadline.day
    return replace(
        deadline,
        span=span,
        day=day,
        own=deadline.own or deadline.span,
        own_day=deadline.own_day or deadline.day,
        reason=choice.reason,
    )


def chosen_all(choices: Mapping[str, Choice]) -> dict[str, Deadline]:
    """Return all rules by id, as a root counts them."""
    return {one.id: chosen(one, choices.get(one.id)) for one in all_deadlines()}


@cache
def all_deadlines() -> tuple[Deadline, ...]:
    return read_deadlines()


@cache
def deadlines_by_id() -> dict[str, Deadline]:
    return {one.id: one for one in all_deadlines()}


def read_deadlines(text: str | None = None) -> tuple[Deadline, ...]:
    """Read the file, or the text in its place. Raises DataFileError with the file and the row."""
    whole = read_rows(FILE, text).only("laws", "rules")
    laws = whole.fields.get("laws")
    if not isinstance(laws, dict):
        raise whole.fault("laws must name each law.")
    names = Row(FILE, getattr(laws, "line", 1), laws)
    found: dict[str, Deadline] = {}
    for row in whole.rows("rules"):
        one = _deadline(row, names)
        if one.id in found:
            raise row.fault(f"the rule {one.id} stands twice.")
        found[one.id] = one
    return tuple(found.values())


def _deadline(row: Row, laws: Row) -> Deadline:
    row.only(
        "id", "law", "paragraph", "object", "thing", "text", "day_rule", "days", "years", "day", "year", "mark",
        "valid_from", "valid_to",
    )  # fmt: skip
    try:
        law = laws.words(row.text("law"))
    except DataFileError as error:
        raise row.fault(f"the law {row.text('law')} is not named under laws.") from error
    from_day, to_day = _day(row, "valid_from"), _day(row, "valid_to")
    if from_day and to_day and to_day < from_day:
        raise row.fault("valid_to must not come before valid_from.")
    span = _span(row)
    return Deadline(
        id=row.text("id"),
        law=law,
        paragraph=row.text("paragraph"),
        about=row.text("object"),
        thing=row.words("thing"),
        text=row.words("text"),
        span=span,
        mark=_choice_of(row, "mark", Mark),
        valid_from=from_day,
        valid_to=to_day,
        day=_month_day(row) if span.day_rule is DayRule.BY_DAY else None,
        year=row.number("year", 0),
    )


def _span(row: Row) -> Span:
    rule = _choice_of(row, "day_rule", DayRule)
    span = Span(rule, days=row.number("days", 0), years=row.number("years", 0))
    if span.days < 0 or span.years < 0 or span.days > 3660 or span.years > 20:
        raise row.fault("days and years must be positive, and no more than ten years of days.")
    if rule in (DayRule.NOTICE, DayRule.HEARING) and (not span.days or span.years):
        raise row.fault(f"{rule} takes days.")
    if rule is DayRule.AT_MOST and bool(span.days) == bool(span.years):
        raise row.fault("at_most takes either days or years.")
    if rule is DayRule.BY_DAY and (span.days or span.years):
        raise row.fault("by_day takes a day of the year, not days.")
    return span


def _choice_of(row: Row, name: str, kind: type[Kind]) -> Kind:
    try:
        return kind(row.text(name))
    except ValueError as error:
        raise row.fault(f"{name} must be one of {', '.join(kind)}.") from error


def _month_day(row: Row) -> tuple[int, int]:
    if not re.fullmatch(_MONTH_DAY, row.text("day")):
        raise row.fault("day must be month and day, for instance 12-31.")
    found = day_of_year(row.text("day"))
    if found is None:
        raise row.fault("day is no day of the year.")
    return found


def day_of_year(text: str) -> tuple[int, int] | None:
    """Read month and day, as 02-22. None for what is no day of every year."""
    found = re.fullmatch(_MONTH_DAY, text)
    if not found:
        return None
    month, day = int(found[1]), int(found[2])
    try:
        date(2025, month, day)  # a year without 29 February
    except ValueError:
        return None
    return month, day


def _day(row: Row, name: str) -> date | None:
    value = row.fields.get(name)
    if value is not None and type(value) is not date:
        raise row.fault(f"{name} must be a date, for instance 2020-01-01.")
    return value
