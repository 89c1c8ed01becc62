from dataclasses import replace

import pytest

from rodtrad.indicators.sources.errors import AwayError
from rodtrad.indicators.sources.order import Order
from rodtrad.indicators.sources.ssb.client import Client
from rodtrad.indicators.sources.ssb.fetch import fetch
from rodtrad.indicators.sources.ssb.reading import read
from tests.indicators.source_kit import SourceKit
from tests.indicators.ssb.orders import population, units
from tests.indicators.stub.server import Stub


def _with(**query: object) -> Order:
    order = population()
    return replace(order, query={**order.query, **query})


class TestSsb(SourceKit):
    folder = "ssb"
    client = Client
    fetch = staticmethod(fetch)
    read = staticmethod(read)
    order = population(Tid="*")
    refused = [
        (replace(population(), table="../config"), "nummeret på en tabell"),
        (replace(population(), table=""), "nummeret på en tabell"),
        (population(Regoin="*"), "Regoin"),
        (population(Region=["0301", "9999"]), "9999"),
        (population(Region={"codelist": "agg_kommsummer"}), "agg_kommsummer"),
        (population(Region={"labelled": "Kommuner 1838"}), "Kommuner 1838"),
        (population(Region={"codelist": "agg_KommSummer", "years": "*"}), "codelist"),
        (population(Region=["0301", 3201]), "Region"),
        (population(Tid="from(1900)"), "from(1900)"),
        (population(Tid=[]), "Tid"),
        (population(region="*"), "to ganger"),
        (_with(series=[]), "series"),
        (_with(series=[{"indicator": "x", "where": {"ContentsCode": "Personer2"}}]), "Personer2"),
        (_with(series=[{"indicator": "x", "where": {"ContentsCode": "Personer1"}}]), "Kjonn"),
        (_with(series=[{"indicator": "x"}]), "ContentsCode"),
        (_with(series="x"), "series"),
        (_with(values=[]), "values"),
        (_with(area="0301"), "region"),
        (_with(region=""), "area"),
        (units(Tid="*", Grunnkretser="99999999"), "99999999"),
    ]

    @pytest.fixture(autouse=True)
    def _small_calls(self, stub_ssb: Stub) -> None:
        stub_ssb.ssb.cells = 16

    @pytest.mark.parametrize(("hour", "minute"), [(5, 0), (5, 19), (11, 30), (11, 49), (6, 30), (8, 9)])
    def test_it_stays_away_when_tables_are_updated_and_figures_blanked(
        self, stub_ssb: Stub, hour: int, minute: int
    ) -> None:
        stub_ssb.clock.set(hour, minute)
        with pytest.raises(AwayError) as caught:
            self.get(stub_ssb)
        assert caught.value.again_at is not None
        assert caught.value.again_at > stub_ssb.clock.now()
        assert f"{caught.value.again_at:%H.%M}" in str(caught.value)
        assert not stub_ssb.calls("/data")
        assert 503 not in {seen.status for seen in stub_ssb.seen}

    @pytest.mark.parametrize(("hour", "minute"), [(4, 59), (8, 10), (11, 29), (11, 50), (0, 0), (23, 59)])
    def test_it_asks_at_other_times(self, stub_ssb: Stub, hour: int, minute: int) -> None:
        stub_ssb.clock.set(hour, minute)
        assert self.get(stub_ssb).parts
