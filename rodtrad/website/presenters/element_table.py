"""A root's elements as rows of a table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.utils.text import capfirst

from rodtrad.goals.models import Element, Judgement, Progress
from rodtrad.organisations.models import Root
from rodtrad.website.presenters.element_words import (
    JUDGEMENT_TONES,
    PROGRESS_TONES,
    element_url,
    tells_progress,
)
from rodtrad.website.presenters.targets import TargetMarks
from rodtrad.website.presenters.wording import Status, label_of, years


@dataclass(frozen=True)
class Row:
    title: str
    url: str
    number: str
    level: str
    responsible: str
    period: str
    status: Status | None
    plan: str
    origin: str
    key: str
    targets: TargetMarks | None


def present_rows(root: Root, elements: Iterable[Element], targets: Mapping[UUID, TargetMarks]) -> list[Row]:
    return [
        Row(
            title=element.title,
            url=element_url(root.slug, element.key),
            number=str(getattr(element, "number", "") or ""),
            level=str(capfirst(element.level.one)),
            responsible=element.responsible.name if element.responsible else "",
            period=period_of(element),
            status=status_of(element),
            plan=element.plan.title,
            origin=element.origin,
            key=element.key,
            targets=targets.get(element.pk),
        )
        for element in elements
    ]


def period_of(element: Element) -> str:
    return years(element.starts.year if element.starts else None, element.ends.year if element.ends else None)


def status_of(element: Element) -> Status | None:
    """Return the judgement when there is one, else the progress when it says something."""
    if element.judgement:
        return Status(JUDGEMENT_TONES[element.judgement], label_of(Judgement(element.judgement)))
    if tells_progress(element.level.role, element.progress, element.origin):
        return Status(PROGRESS_TONES[element.progress], label_of(Progress(element.progress)))
    return None
