"""A rule of the thread check: what it looks for, why, and where that is said."""

from dataclasses import dataclass
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Text = str | Promise


class Severity(StrEnum):
    """How much a finding matters; declared from the gravest."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"

    @property
    def rank(self) -> int:
        """Return 0 for the gravest, so that findings sort by it."""
        return _RANKS[self.value]

    @property
    def label(self) -> str:
        return str(_LABELS[self])


_RANKS = {severity.value: rank for rank, severity in enumerate(Severity)}
_LABELS: dict[Severity, Text] = {
    Severity.ERROR: _("Feil"),
    Severity.WARNING: _("Advarsel"),
    Severity.NOTE: _("Merknad"),
}


class Pictogram(StrEnum):
    """What the break looks like on the line."""

    BROKEN = "broken"
    LOOSE = "loose"
    CROSSING = "crossing"
    SKIPPED = "skipped"
    LATE = "late"
    TWIN = "twin"
    FADED = "faded"
    EMPTY_RING = "empty_ring"
    LOCKED = "locked"
    DETACHED = "detached"


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. The id is short and never reused: exceptions and pipelines refer to it."""

    id: str
    severity: Severity
    title: Text
    #: What the rule asks for, in one sentence.
    text: Text
    #: Why it matters to whoever follows the thread.
    reason: Text
    #: Law with paragraph, or "Metode: …".
    reference: Text
    pictogram: Pictogram
    #: What to do about a finding.
    remedy: Text
