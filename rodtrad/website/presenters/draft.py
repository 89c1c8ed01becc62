"""A draft as one reader gets it: the text and nothing around it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from django.utils.text import capfirst

from rodtrad.goals.models import Element
from rodtrad.goals.queries.documents import DocumentRow
from rodtrad.plans.models import Plan, PlanType
from rodtrad.website.presenters.element_words import code_of
from rodtrad.website.presenters.wording import label_of, lang_of


@dataclass(frozen=True)
class DraftEntry:
    over: str
    title: str
    text: str
    depth: int
    origin: str


@dataclass(frozen=True)
class DraftView:
    over: str
    title: str
    text: str
    root: str
    lang: str
    origin: str
    entries: Sequence[DraftEntry] = ()


def draft_of_element(element: Element) -> DraftView:
    over = str(capfirst(element.level.one))
    return DraftView(
        over, element.title, element.description, element.root.name, lang_of(element.root), element.origin
    )


def draft_of_plan(plan: Plan, rows: Sequence[DocumentRow]) -> DraftView:
    return DraftView(
        label_of(PlanType(plan.type)),
        plan.title,
        plan.description,
        plan.root.name,
        lang_of(plan.root),
        plan.origin,
        tuple(_entries(rows)),
    )


def _entries(rows: Sequence[DocumentRow]) -> Iterator[DraftEntry]:
    for row in rows:
        over = code_of(row.element.level, row.placement.number) or str(capfirst(row.element.level.one))
        element = row.element
        yield DraftEntry(over, element.title, element.description, min(row.depth, 3), element.origin)
        yield from _entries(row.below)
