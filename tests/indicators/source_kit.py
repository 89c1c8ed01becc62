"""What every source on the network must pass. Inherit `SourceKit`, say what the source is, and these tests are run.

See docs/howto/new-source.md. A source with a server of its own in the tests gives it the faults of `stub.server.Fault`.
"""

from collections.abc import Sized
from pathlib import Path
from typing import Any, ClassVar

import pytest

import rodtrad.indicators.sources
from rodtrad.indicators.sources.calls import Bounds
from rodtrad.indicators.sources.errors import QueryError, SourceError
from rodtrad.indicators.sources.kept import KeptInMemory
from rodtrad.indicators.sources.order import Fetched, Order
from rodtrad.indicators.sources.pacing import Patience
from tests.indicators.stub.clock import StubClock
from tests.indicators.stub.server import Fault, Stub

SOURCES = Path(rodtrad.indicators.sources.__file__).parent
FILES = {"__init__", "client", "query", "fetch", "reading"}
BOUNDS = Bounds(connect=10, read=10, whole=300, wait=300)
#: Real time passes only while an answer comes too late.
IMPATIENT = Bounds(connect=10, read=0.4, whole=300, wait=300)
PATIENCE = Patience(tries=4)
BEARABLE = [Fault.BROKEN, Fault.HUNG_UP, Fault.SLOW, Fault.DRIP, Fault.ERROR, Fault.DOWN, Fault.TOO_MANY]
HOPELESS = [Fault.GARBLED, Fault.EMPTY, Fault.MOVED]


class SourceKit:
    """The source's folder, how it is made, an order that needs several calls, and orders that cannot be."""

    folder: ClassVar[str]
    client: ClassVar[Any]
    fetch: ClassVar[Any]
    read: ClassVar[Any]
    order: ClassVar[Order]
    #: Orders that cannot be, and a word that the refusal must have.
    refused: ClassVar[list[tuple[Order, str]]]

    def ready(self, clock: StubClock, bounds: Bounds = BOUNDS) -> Any:
        return type(self).client(clock=clock, patience=PATIENCE, bounds=bounds)

    def get(
        self,
        stub: Stub,
        order: Order | None = None,
        kept: KeptInMemory | None = None,
        fault: Fault | None = None,
    ) -> Fetched:
        client = self.ready(stub.clock, IMPATIENT if fault is Fault.SLOW else BOUNDS)
        fetched = type(self).fetch(order or self.order, client=client, kept=kept)
        assert isinstance(fetched, Fetched)
        return fetched

    def rows(self, fetched: Fetched) -> Sized:
        """Return what is read of a fetch; a source that does not give figures says what it gives."""
        figures = type(self).read(fetched).figures
        assert isinstance(figures, Sized)
        return figures

    def test_its_folder_has_the_same_files_as_the_others(self) -> None:
        assert {path.stem for path in (SOURCES / self.folder).glob("*.py")} >= FILES

    def test_what_is_ordered_comes_out(self, stub_ssb: Stub) -> None:
        assert len(self.rows(self.get(stub_ssb)))

    def test_answers_are_handed_over_as_they_came(self, stub_ssb: Stub) -> None:
        fetched = self.get(stub_ssb)
        assert len(fetched.parts) > 1
        assert all(raw.content and raw.fetched and raw.address for raw in fetched.responses)

    def test_the_same_order_gives_the_same(self, stub_ssb: Stub) -> None:
        first, second = self.get(stub_ssb), self.get(stub_ssb)
        assert [part.content for part in first.parts] == [part.content for part in second.parts]

    def test_it_says_who_it_is(self, stub_ssb: Stub) -> None:
        self.get(stub_ssb)
        assert all(seen.agent.startswith("Rodtrad/") for seen in stub_ssb.seen)

    def test_what_was_fetched_before_is_not_asked_for_again(self, stub_ssb: Stub) -> None:
        """The network goes down after the first part, and comes back."""
        kept = KeptInMemory()
        whole = self.get(stub_ssb)
        before = len(stub_ssb.seen) - len(whole.parts) + 1
        stub_ssb.seen.clear()
        stub_ssb.fail(*[Fault.DOWN] * PATIENCE.tries, after=before)
        with pytest.raises(SourceError):
            self.get(stub_ssb, kept=kept)
        assert len(kept.held) == 1
        fetched = self.get(stub_ssb, kept=kept)
        assert fetched.resumed == 1
        assert [part.content for part in fetched.parts] == [part.content for part in whole.parts]

    @pytest.mark.parametrize("fault", BEARABLE)
    @pytest.mark.parametrize("after", [0, 1])
    def test_one_failure_is_borne(self, stub_ssb: Stub, fault: Fault, after: int) -> None:
        stub_ssb.fail(fault, after=after)
        assert len(self.rows(self.get(stub_ssb, fault=fault)))

    @pytest.mark.parametrize("fault", [*BEARABLE, *HOPELESS, Fault.FOREVER])
    @pytest.mark.parametrize("after", [0, 1, 3])
    def test_failure_upon_failure_is_said_in_words(self, stub_ssb: Stub, fault: Fault, after: int) -> None:
        stub_ssb.fail(*[fault] * 20, after=after)
        with pytest.raises(SourceError) as caught:
            self.get(stub_ssb, fault=fault)
        said = str(caught.value)
        assert said.endswith(".")
        assert caught.value.where.service in said
        assert caught.value.where.table in said
        assert "%(" not in said
        assert caught.value.passing == (fault not in HOPELESS)

    def test_waiting_has_an_end(self, stub_ssb: Stub) -> None:
        stub_ssb.fail(*[Fault.DOWN] * 20)
        with pytest.raises(SourceError):
            self.get(stub_ssb)
        assert len(stub_ssb.seen) == PATIENCE.tries
        assert 0 < sum(stub_ssb.clock.slept) <= PATIENCE.in_all

    def test_it_waits_as_long_as_it_is_asked_to(self, stub_ssb: Stub) -> None:
        stub_ssb.fail(Fault.TOO_MANY)
        self.get(stub_ssb)
        assert max(stub_ssb.clock.slept) >= 17

    def test_it_does_not_wait_for_a_day(self, stub_ssb: Stub) -> None:
        stub_ssb.fail(Fault.FOREVER)
        with pytest.raises(SourceError) as caught:
            self.get(stub_ssb)
        assert caught.value.again_at is not None
        assert (caught.value.again_at - stub_ssb.clock.now()).total_seconds() == pytest.approx(86_400)
        assert len(stub_ssb.seen) == 1

    def test_it_keeps_to_the_rate_that_it_is_told(self, stub_ssb: Stub) -> None:
        stub_ssb.rate = (2, 30.0)
        assert len(self.rows(self.get(stub_ssb)))
        assert 429 not in {seen.status for seen in stub_ssb.seen}
        assert stub_ssb.clock.seconds() >= 30

    def test_orders_that_cannot_be_are_refused_before_figures_are_asked_for(self, stub_ssb: Stub) -> None:
        for order, word in self.refused:
            with pytest.raises(QueryError) as caught:
                self.get(stub_ssb, order)
            assert word in str(caught.value)
            assert not caught.value.passing
        assert not stub_ssb.calls("/data")
