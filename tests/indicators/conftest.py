"""A stand-in for SSB that every test of figures may ask."""

from collections.abc import Iterator

import pytest
from django.conf import LazySettings

from tests.indicators.stub.server import Stub
from tests.indicators.stub.tables import basic_units, kostra, population


@pytest.fixture
def stub_ssb(settings: LazySettings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Stub]:
    """Give SSB on this machine: tables 07459, 04317 and 12362, Klass, and a clock on which waiting takes no time.

    SSB_ADDRESS and KLASS_ADDRESS lead there. `stub_ssb.clock` is for the client, `.fail(Fault.DOWN)` makes the next
    call fail, `.ssb.tables["07459"]` can be changed, `.calls("/data")` tells what was asked.
    """
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    with Stub() as stub:
        for table in (population(), basic_units(), kostra()):
            stub.ssb.tables[table.ident] = table
        settings.SSB_ADDRESS, settings.KLASS_ADDRESS = stub.ssb_address, stub.klass_address
        yield stub
