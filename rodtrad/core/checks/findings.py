"""What a rule found: where, about what, and who may know."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rodtrad.core.checks.rules import Text
from rodtrad.core.models import Visibility


class SubjectKind(StrEnum):
    """What a finding is about."""

    ELEMENT = "element"
    CONFLICT = "conflict"
    PLAN = "plan"
    LINK = "link"
    SDG_TARGET = "sdg_target"
    INDICATOR = "indicator"
    #: A table that figures come from.
    DATASET = "dataset"
    EXCEPTION = "exception"
    #: What the council asked for, by its id.
    INSTRUCTION = "instruction"


@dataclass(frozen=True, slots=True)
class Message:
    """A sentence with values, put into the reader's language when it is read."""

    text: Text
    values: Mapping[str, object] = field(default_factory=dict)

    def __str__(self) -> str:
        if not self.values:
            return str(self.text)
        return str(self.text) % {name: _worded(value) for name, value in self.values.items()}


def _worded(value: object) -> object:
    """Write a day as the reader's language writes days; the rest as it is."""
    return date_format(value, "DATE_FORMAT") if isinstance(value, date) else value


@dataclass(frozen=True, slots=True)
class Place:
    """Where the subject stands: the plan with the number in it, and the source's own place."""

    plan_key: str = ""
    plan_title: str = ""
    number: str = ""
    source: str = ""
    source_place: str = ""

    def __str__(self) -> str:
        number = _("nummer %(number)s") % {"number": self.number} if self.number else ""
        plan = ", ".join(part for part in (self.plan_title, number) if part)
        return " · ".join(part for part in (plan, self.source_place) if part)


@dataclass(frozen=True, slots=True)
class Related:
    """Another record that the finding names."""

    kind: SubjectKind
    key: str
    title: str


@dataclass(frozen=True, slots=True)
class Finding:
    """One finding of one rule.

    `visibility` is the narrowest of all its ends. A TEAM end is open to those who hold a role at one of its
    organisations, so `team_organisations` has one set for each TEAM end, and all must be open.
    For a finding about a link, the key is that of the link's child and `related` holds the parent.
    """

    rule: str
    kind: SubjectKind
    key: str
    title: str
    message: Message
    organisation: UUID | None = None
    organisation_name: str = ""
    place: Place = Place()
    related: tuple[Related, ...] = ()
    visibility: int = Visibility.PUBLIC
    team_organisations: frozenset[frozenset[UUID]] = frozenset()
    involves_example: bool = False

    def is_visible(self, *, ceiling: int, team: Collection[UUID], sees_all: bool = False) -> bool:
        """Tell whether someone who sees up to `ceiling`, and team matters of `team`, may know of it."""
        if sees_all or self.visibility <= ceiling:
            return True
        if self.visibility != Visibility.TEAM or ceiling < Visibility.INTERNAL:
            return False
        return all(not gate.isdisjoint(team) for gate in self.team_organisations)
