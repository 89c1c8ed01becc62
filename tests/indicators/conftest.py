"""A stand-in for SSB that every test of figures may ask."""

from collections.abc import Iterator

import pytest
from django.conf import LazySettings

from rodtrad.indicators.sources.clock import WallClock
from rodtrad.indicators.sources.pacing import forget_paces
from tests.indicators.stub.server import Stub
from tests.indicators.stub.tables import basic_units, kostra, population


@pytest.fixture
def stub_ssb(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stub]:
    """Give SSB on this machine: tables 07459, 04317 and 12362, Klass, and a clock on which waiting takes no time.

    SSB_ADDRESS and KLASS_ADDRESS lead there, and clients that are given no clock go by the stub's, where it is night.
    `.clock.set(5, 10)` goes to another time, `.fail(Fault.DOWN)` makes the next call fail, `.ssb.tables["07459"]` can
    be changed, `.calls("/data")` tells what was asked.
    """
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    forget_paces()
    with Stub() as stub:
        for table in (population(), basic_units(), kostra()):
            stub.ssb.tables[table.ident] = table
        for name in ("now", "seconds", "sleep"):
            monkeypatch.setattr(WallClock, name, staticmethod(getattr(stub.clock, name)))
        settings.SSB_ADDRESS, settings.KLASS_ADDRESS = stub.ssb_address, stub.klass_address
        yield stub
