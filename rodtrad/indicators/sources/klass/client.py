"""Asks Klass, version 1: versions of a classification, its codes, its changes, and how it corresponds with others."""

from dataclasses import dataclass, field
from datetime import date

from django.conf import settings
from django.utils.translation import gettext as _

from rodtrad.indicators.sources.calling import Caller
from rodtrad.indicators.sources.calls import Answer, Bounds, Call, Service
from rodtrad.indicators.sources.clock import Clock, WallClock
from rodtrad.indicators.sources.pacing import Patience, Rate

NAME = "Klass"
LANGUAGE = "nb"
#: Klass says nothing of a rate; this is less than the table service takes.
RATE = Rate(20, 60.0)


@dataclass
class Client:
    """Speaks with Klass."""

    address: str = ""
    name: str = NAME
    language: str = LANGUAGE
    clock: Clock = field(default_factory=WallClock)
    patience: Patience = field(default_factory=Patience)
    bounds: Bounds = field(default_factory=Bounds)

    def __post_init__(self) -> None:
        self.address = (self.address or settings.KLASS_ADDRESS).rstrip("/")
        self.caller = Caller(
            Service(self.name, self.address, "KLASS_ADDRESS"),
            RATE,
            clock=self.clock,
            patience=self.patience,
            bounds=self.bounds,
        )

    def versions(self, classification: str) -> Answer:
        """Return the classification with its versions."""
        return self._ask(f"/classifications/{classification}.json", classification, [])

    def codes_at(self, classification: str, day: date) -> Answer:
        asked = [("date", day.isoformat())]
        return self._ask(f"/classifications/{classification}/codesAt.json", classification, asked)

    def changes(self, classification: str, begins: date, ends: date) -> Answer:
        """Return the changes from a day, up to but not with another; those that are decided for the future too."""
        asked = [("from", begins.isoformat()), ("to", ends.isoformat()), ("includeFuture", "true")]
        return self._ask(f"/classifications/{classification}/changes.json", classification, asked)

    def corresponds_at(self, source: str, target: str, day: date) -> Answer:
        asked = [("targetClassificationId", target), ("date", day.isoformat())]
        return self._ask(f"/classifications/{source}/correspondsAt.json", source, asked)

    def correspondence_table(self, ident: str) -> Answer:
        return self._ask(f"/correspondencetables/{ident}.json", ident, [])

    def _ask(self, path: str, about: str, asked: list[tuple[str, str]]) -> Answer:
        named = _("standard %s") % about
        return self.caller.ask(Call(path, [*asked, ("language", self.language)], about=named, table=about))
