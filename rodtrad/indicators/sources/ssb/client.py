"""Asks one service with PxWebApi version 2: its configuration, tables, metadata, codelists and figures."""

from dataclasses import dataclass, field

import orjson
from django.conf import settings
from django.utils.translation import gettext as _

from rodtrad.indicators.sources.calling import Caller
from rodtrad.indicators.sources.calls import Answer, Bounds, Call, Service
from rodtrad.indicators.sources.clock import Clock, WallClock
from rodtrad.indicators.sources.errors import RefusedError, UnreadableError, Where
from rodtrad.indicators.sources.pacing import Patience
from rodtrad.indicators.sources.ssb.asking import data_call
from rodtrad.indicators.sources.ssb.limits import RATE, Limits, read_limits
from rodtrad.indicators.sources.ssb.metadata import MetadataError, TableMetadata, read_codelist, read_metadata
from rodtrad.indicators.sources.ssb.query import Selection
from rodtrad.indicators.sources.ssb.quiet import refuse_untrusted, stay_away

NAME = "SSB"
#: SSB says «no» for Norwegian, both kinds.
LANGUAGE = "no"


@dataclass
class Client:
    """Speaks with SSB. What is given may be another service with the same interface, a clock, less patience."""

    address: str = ""
    name: str = NAME
    language: str = LANGUAGE
    clock: Clock = field(default_factory=WallClock)
    patience: Patience = field(default_factory=Patience)
    bounds: Bounds = field(default_factory=Bounds)

    def __post_init__(self) -> None:
        self.address = (self.address or settings.SSB_ADDRESS).rstrip("/")
        self.caller = Caller(
            Service(self.name, self.address, "SSB_ADDRESS"),
            RATE,
            clock=self.clock,
            patience=self.patience,
            bounds=self.bounds,
            before=stay_away(clock=self.clock, service=self.name),
        )
        self._limits: Limits | None = None

    def limits(self) -> Limits:
        """Return what one call may be; asked for once."""
        if self._limits is None:
            try:
                answer = self.caller.ask(Call("/config", about=_("innstillingene")))
            except RefusedError:
                self._limits = Limits()  # they are known from the user guide too
            else:
                self._limits, rate = read_limits(answer.content)
                self.caller.pace.rate = rate or self.caller.pace.rate
        return self._limits

    def tables(self, *, search: str = "", changed_in_days: int = 0, page: int = 1, size: int = 100) -> Answer:
        """Return one page of the catalogue, as it was given."""
        asked = [("lang", self.language), ("pageNumber", str(page)), ("pageSize", str(size))]
        if search:
            asked.append(("query", search))
        if changed_in_days:
            asked.append(("pastDays", str(changed_in_days)))
        return self.caller.ask(Call("/tables", asked, about=_("tabellista")))

    def metadata(self, table: str) -> tuple[TableMetadata, Answer]:
        call = Call(
            f"/tables/{table}/metadata", [("lang", self.language)], about=self._named(table), table=table
        )
        answer = self.caller.ask(call)
        try:
            return read_metadata(answer.content, table=table), answer
        except MetadataError as error:
            raise self._unreadable(table, str(error)) from None

    def codelist(self, ident: str) -> dict[str, str]:
        """Return the values of a codelist: code and label, in their order."""
        call = Call(f"/codelists/{ident}", [("lang", self.language)], about=_("kodelista %s") % ident)
        answer = self.caller.ask(call)
        try:
            return read_codelist(answer.content)
        except MetadataError as error:
            raise self._unreadable(ident, str(error)) from None

    def data(self, selection: Selection) -> Answer:
        """Return the figures of one call, as they were given. Raises AwayError when they are not to be trusted."""
        refuse_untrusted(clock=self.clock, service=self.name)
        call = data_call(
            selection,
            base=self.address,
            language=self.language,
            longest=self.limits().address,
            about=self._named(selection.table),
        )
        answer = self.caller.ask(call)
        refuse_untrusted(clock=self.clock, service=self.name)
        return answer

    def _named(self, table: str) -> str:
        return _("tabell %s") % table

    def _unreadable(self, about: str, reason: str) -> UnreadableError:
        text = _(
            "%(service)s beskriver ikke %(about)s slik vi venter (%(reason)s). Ingen tall er endret. "
            "Se om tjenesten har endret seg."
        )
        told = {"service": self.name, "about": about, "reason": reason}
        return UnreadableError(text % told, where=Where(service=self.name, table=about))


def tables_in(page: Answer) -> list[dict[str, object]]:
    """Return the tables of one page of the catalogue."""
    told = orjson.loads(page.content)
    return [table for table in told.get("tables", []) if isinstance(table, dict)]
