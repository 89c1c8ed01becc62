"""What others have changed about a plan while somebody wrote."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from rodtrad.core.models import Visibility
from rodtrad.planning.errors import FieldChange
from rodtrad.plans.models import (
    KnowledgeKind,
    PlanCorrection,
    PlanLevel,
    PlanStatus,
    PlanType,
    Question,
    Treatment,
)
from rodtrad.website.presenters.wording import day

_WORDS: dict[str, Any] = {
    "type": PlanType,
    "level": PlanLevel,
    "status": PlanStatus,
    "treatment": Treatment,
    "question": Question,
    "knowledge_kind": KnowledgeKind,
    "visibility": Visibility,
}


@dataclass(frozen=True)
class ChangedField:
    """A field that somebody else changed: what the person started with, and what stands there now."""

    label: str
    started: str
    now: str


def changed_meanwhile(changes: Sequence[FieldChange], labels: Mapping[str, str]) -> list[ChangedField]:
    return [
        ChangedField(labels[one.field], _text(one.field, one.started), _text(one.field, one.now))
        for one in changes
    ]


@dataclass(frozen=True)
class CorrectionRow:
    """What was changed of a plan after it was adopted, with the day and why."""

    label: str
    day: str
    before: str
    after: str
    reason: str


def correction_rows(found: Iterable[PlanCorrection]) -> list[CorrectionRow]:
    labels = {
        "title": _("Tittel"),
        "description": _("Hva planen er"),
        "type": _("Plantype"),
        "from_year": _("Første år"),
        "to_year": _("Siste år"),
        "status": _("Status"),
        "ended_on": _("Opphevet"),
    }
    return [
        CorrectionRow(
            labels.get(one.field, one.field),
            day(localdate(one.made_at)),
            _text(one.field, one.before),
            _text(one.field, one.after),
            one.reason,
        )
        for one in found
    ]


def _text(field: str, value: Any) -> str:
    if isinstance(value, list):
        return ", ".join(value) or _("ingen")
    if value in ("", None):
        return _("ingen")
    if field in _WORDS:
        return str(capfirst(_WORDS[field](value).label))
    return str(value)
