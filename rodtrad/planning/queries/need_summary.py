"""Which way the answers of a need test point. It never decides: it says what was answered, and what is missing."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from rodtrad.planning.models import Answer, NeedAnswer, NeedQuestion

#: Disciplines that must have answered before the question of several disciplines is taken as looked into.
_SEVERAL = 2


class Points(StrEnum):
    """Which way the answers point."""

    TO_PLAN = "to_plan"
    AWAY = "away"
    BOTH_WAYS = "both_ways"
    TOO_FEW = "too_few"


@dataclass(frozen=True)
class Asked:
    """A question with its answers; `leans` is the answer that most gave, None without one or when they disagree."""

    question: NeedQuestion
    answers: tuple[NeedAnswer, ...]
    leans: Answer | None


@dataclass(frozen=True)
class NeedSummary:
    points: Points
    asked: tuple[Asked, ...]

    @property
    def against(self) -> list[Asked]:
        return [one for one in self.asked if one.leans == Answer.NO]

    @property
    def unclear(self) -> list[Asked]:
        """Return questions that were answered in part, or differently by different disciplines."""
        return [one for one in self.asked if one.answers and one.leans not in (Answer.YES, Answer.NO)]

    @property
    def missing(self) -> list[Asked]:
        return [one for one in self.asked if not one.answers]

    @property
    def disciplines(self) -> list[str]:
        return sorted({answer.discipline for one in self.asked for answer in one.answers})


def summarise(answers: Iterable[NeedAnswer]) -> NeedSummary:
    """Sum up the answers. Yes to a question always speaks for a plan, as the questions are put."""
    rows = list(answers)
    asked = tuple(
        _asked(question, tuple(one for one in rows if one.question == question)) for question in NeedQuestion
    )
    return NeedSummary(_points(asked), asked)


def _asked(question: NeedQuestion, answers: tuple[NeedAnswer, ...]) -> Asked:
    counted = Counter(one.answer for one in answers).most_common(2)
    leans = None
    if counted and (len(counted) == 1 or counted[0][1] > counted[1][1]):
        leans = Answer(counted[0][0])
    return Asked(question, answers, leans)


def _points(asked: tuple[Asked, ...]) -> Points:
    leans = [one.leans for one in asked]
    if any(not one.answers for one in asked):
        return Points.AWAY if leans.count(Answer.NO) >= _SEVERAL else Points.TOO_FEW
    if Answer.NO not in leans:
        return Points.TO_PLAN if leans.count(Answer.YES) >= len(leans) - 1 else Points.BOTH_WAYS
    return (
        Points.AWAY
        if leans.count(Answer.NO) > leans.count(Answer.YES) or leans[0] == Answer.NO
        else Points.BOTH_WAYS
    )
