"""The seven questions of the plan system in the reader's language, and a root's plans that answer them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from rodtrad.organisations.models import Root
from rodtrad.plans.models import Plan
from rodtrad.website.presenters.glossary import reader_language
from rodtrad.website.presenters.plans import PlanRow, plan_rows


@dataclass(frozen=True)
class QuestionStop:
    """One station: the question, what stands there, and the plans."""

    key: str
    question: str
    text: str
    document: str
    plans: tuple[PlanRow, ...]


@cache
def questions() -> list[dict[str, Any]]:
    """Return the questions as they stand in plan_system.yaml."""
    text = files("rodtrad.website").joinpath("data/plan_system.yaml").read_text(encoding="utf-8")
    loaded: list[dict[str, Any]] = yaml.safe_load(text)["questions"]
    return loaded


def question_label(key: str) -> str:
    """Return the wording for citizens of a question that a plan names; empty when it names none."""
    language = reader_language()
    return next((str(entry["question"][language]) for entry in questions() if entry["key"] == key), "")


def answers(plan: Plan, key: str) -> bool:
    """Tell whether the plan answers the question: the one it names, or else the one that its type answers."""
    if plan.question:
        return plan.question == key
    return any(entry["key"] == key and plan.type in entry["plan_types"] for entry in questions())


def stops(root: Root, plans: Sequence[Plan]) -> list[QuestionStop]:
    """Hang each plan on the question it names, or else on the one its type answers."""
    language = reader_language()
    found: list[QuestionStop] = []
    for entry in questions():
        own = [plan for plan in plans if answers(plan, entry["key"])]
        found.append(
            QuestionStop(
                key=entry["key"],
                question=entry["question"][language],
                text=entry["text"][language],
                document=entry["document"][language],
                plans=tuple(plan_rows(root, own)),
            )
        )
    return found
