from datetime import UTC, datetime

import numpy as np
import pytest

from rodtrad.core.periods import Period
from rodtrad.indicators.columns import ObservationStatus
from rodtrad.indicators.sources.errors import QueryError
from rodtrad.indicators.sources.kostra.areas import area_code
from rodtrad.indicators.sources.kostra.client import Client
from rodtrad.indicators.sources.kostra.fetch import fetch
from rodtrad.indicators.sources.kostra.provisional import is_provisional
from rodtrad.indicators.sources.kostra.query import kostra_order
from rodtrad.indicators.sources.kostra.reading import read
from tests.indicators.source_kit import SourceKit
from tests.indicators.stub.server import Stub

WHERE = {
    "ContentsCode": "KOSbelopinnbyg0000",
    "KOKregnskapsomfa0000": "A",
    "KOKfunksjon0000": "FG2",
    "KOKart0000": "AGD2",
}
SERIES = {"utgifter-barnehage": WHERE}


class TestKostra(SourceKit):
    folder = "kostra"
    client = Client
    fetch = staticmethod(fetch)
    read = staticmethod(read)
    order = kostra_order("12362", SERIES)
    refused = [
        (kostra_order("12362", {"x": {"ContentsCode": "KOSbelop0000"}}), "KOKregnskapsomfa0000"),
        (kostra_order("12362", {"x": {**WHERE, "KOKfunksjon0000": "FG99"}}), "FG99"),
        (kostra_order("12362", SERIES, labelled="Kommuner 2020-2023"), "Uttrekk for Kommuner 2020-2023"),
        (kostra_order("12362", SERIES, region="KOKbydelsregion0000"), "KOKbydelsregion0000"),
    ]

    @pytest.fixture(autouse=True)
    def _small_calls(self, stub_ssb: Stub) -> None:
        stub_ssb.ssb.cells = 20


def test_groups_and_the_country_come_with_the_municipalities(stub_ssb: Stub) -> None:
    figures = read(fetch(kostra_order("12362", SERIES), client=Client(clock=stub_ssb.clock))).figures
    assert figures.areas == ("0", "EAKUO", "03", "EKG01", "EKG13", "0301", "3201", "0231")
    table = stub_ssb.ssb.tables["12362"]
    oslo = figures.value[(figures.area == 5) & (figures.period == 0)]
    assert oslo.tolist() == [table.place("0301", "A", "FG2", "AGD2", "KOSbelopinnbyg0000", "2015")]


def test_a_codelist_is_found_by_its_label_whatever_its_id(stub_ssb: Stub) -> None:
    for ident in ("agg_KOGkommuneregion0000012345", "agg_KOGkommuneregion0000099999"):
        region = stub_ssb.ssb.tables["12362"].variables[0]
        region.codelists = {ident: ("Uttrekk for Kommuner 2024-", {"0301": ("0301",), "3201": ("3201",)})}
        order = kostra_order("12362", SERIES, labelled="Kommuner 2024-")
        assert read(fetch(order, client=Client(clock=stub_ssb.clock))).figures.areas == ("0301", "3201")


def test_an_accounting_dimension_that_is_left_out_is_named(stub_ssb: Stub) -> None:
    order = kostra_order("12362", {"x": {key: WHERE[key] for key in ("ContentsCode", "KOKfunksjon0000")}})
    with pytest.raises(
        QueryError, match="mangler «KOKregnskapsomfa0000», «KOKart0000», som ikke kan utelates"
    ):
        fetch(order, client=Client(clock=stub_ssb.clock))


@pytest.mark.parametrize(
    ("updated", "status"),
    [
        ("2026-03-16T07:00:00Z", ObservationStatus.PROVISIONAL),
        ("2026-06-14T21:59:00Z", ObservationStatus.PROVISIONAL),
        ("2026-06-14T22:00:00Z", ObservationStatus.FIGURE),  # 15 June in Oslo
        ("2026-06-15T06:00:00Z", ObservationStatus.FIGURE),
    ],
)
def test_only_the_last_year_is_provisional_and_only_until_june(
    stub_ssb: Stub, updated: str, status: ObservationStatus
) -> None:
    stub_ssb.ssb.tables["12362"].updated = updated
    figures = read(fetch(kostra_order("12362", SERIES), client=Client(clock=stub_ssb.clock))).figures
    last = figures.period == [str(period) for period in figures.periods].index("2025")
    assert set(figures.status[last]) == {status}
    assert set(figures.status[~last]) == {ObservationStatus.FIGURE}


def test_what_is_suppressed_stays_suppressed_in_march_too(stub_ssb: Stub) -> None:
    table = stub_ssb.ssb.tables["12362"]
    table.updated = "2026-03-16T07:00:00Z"
    table.signs[("3201", "A", "FG2", "AGD2", "KOSbelopinnbyg0000", "2025")] = ":"
    figures = read(fetch(kostra_order("12362", SERIES), client=Client(clock=stub_ssb.clock))).figures
    at = figures.status == ObservationStatus.CONFIDENTIAL
    assert at.sum() == 1
    assert np.isnan(figures.value[at]).all()


@pytest.mark.parametrize(
    ("code", "ours"),
    [
        ("0301", "0301"),
        ("030101", "030101"),
        ("EAK", "0"),
        ("EAKUO", "EAKUO"),
        ("EAB", "EAB"),
        ("EKA03", "03"),
        ("EKG01", "EKG01"),
        ("EKG17", "EKG17"),
    ],
)
def test_codes_of_regions_are_ours(code: str, ours: str) -> None:
    assert area_code(code) == ours


def test_the_rule_is_of_the_year_the_period_ends_in() -> None:
    march = datetime(2026, 3, 20, tzinfo=UTC)
    assert is_provisional(Period.year_of(2025), march)
    assert not is_provisional(Period.year_of(2024), march)
