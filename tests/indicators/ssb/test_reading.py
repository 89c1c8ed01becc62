"""Answers become figures; what is missing keeps its reason."""

from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

import numpy as np
import orjson
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from rodtrad.core.periods import Frequency, Period
from rodtrad.indicators.columns import Figures, ObservationStatus
from rodtrad.indicators.sources.errors import UnreadableError
from rodtrad.indicators.sources.order import Fetched, Order, Raw
from rodtrad.indicators.sources.ssb.areas import area_code
from rodtrad.indicators.sources.ssb.client import Client
from rodtrad.indicators.sources.ssb.fetch import fetch
from rodtrad.indicators.sources.ssb.metadata import MetadataError, read_codelist, read_metadata
from rodtrad.indicators.sources.ssb.reading import read
from tests.indicators.ssb.orders import population
from tests.indicators.stub.server import Stub
from tests.indicators.stub.tables import StubTable, StubVariable

PLACE = Path(__file__).resolve().parents[4] / "shared" / "data" / "stat"
NOW = datetime(2026, 9, 22, tzinfo=UTC)


def figure(figures: Figures, area: str, period: str) -> tuple[float, ObservationStatus]:
    """Return the figure of men in an area and a year."""
    years = [str(each) for each in figures.periods]
    at = np.flatnonzero(
        (figures.area == figures.areas.index(area))
        & (figures.period == years.index(period))
        & (figures.series == 0)
    )
    assert len(at) == 1
    return float(figures.value[at[0]]), ObservationStatus(figures.status[at[0]])


@pytest.mark.parametrize(
    ("sign", "status"),
    [
        (".", ObservationStatus.NOT_POSSIBLE),
        ("..", ObservationStatus.MISSING),
        (":", ObservationStatus.CONFIDENTIAL),
        ("...", ObservationStatus.NOT_YET),
    ],
)
def test_a_sign_in_place_of_a_figure_keeps_its_meaning(
    stub_ssb: Stub, sign: str, status: ObservationStatus
) -> None:
    stub_ssb.ssb.tables["07459"].signs[("0301", "1", "Personer1", "2025")] = sign
    figures = read(fetch(population(), client=Client(clock=stub_ssb.clock))).figures
    value, found = figure(figures, "0301", "2025")
    assert np.isnan(value)
    assert found is status
    assert figure(figures, "0301", "2026")[1] is ObservationStatus.FIGURE


def test_a_figure_with_a_star_is_provisional_and_a_dash_is_nothing_of_it(stub_ssb: Stub) -> None:
    table = stub_ssb.ssb.tables["07459"]
    starred, dashed = ("0301", "1", "Personer1", "2025"), ("0301", "1", "Personer1", "2026")
    table.signs |= {starred: "*", dashed: "-"}
    figures = read(fetch(population(), client=Client(clock=stub_ssb.clock))).figures
    assert figure(figures, "0301", "2025") == (table.place(*starred), ObservationStatus.PROVISIONAL)
    assert figure(figures, "0301", "2026") == (0.0, ObservationStatus.FIGURE)


def test_nothing_without_a_reason_is_missing_and_an_unknown_sign_is_told_of(stub_ssb: Stub) -> None:
    table = stub_ssb.ssb.tables["07459"]
    table.figures[("0301", "1", "Personer1", "2024")] = None
    table.figures[("0301", "1", "Personer1", "2025")] = 5.0
    table.signs[("0301", "1", "Personer1", "2025")] = "e"
    answer = read(fetch(population(), client=Client(clock=stub_ssb.clock)))
    value, status = figure(answer.figures, "0301", "2024")
    assert np.isnan(value)
    assert status is ObservationStatus.MISSING
    assert figure(answer.figures, "0301", "2025") == (5.0, ObservationStatus.FIGURE)
    assert answer.notes == ("Tegnet «e» er ukjent. Tallene det står ved, er lest som vanlige tall.",)


def test_a_value_is_missing_exactly_where_its_status_says_so(stub_ssb: Stub) -> None:
    table = stub_ssb.ssb.tables["07459"]
    table.signs |= {("3201", "2", "Personer1", "2026"): ":", ("0301", "2", "Personer1", "2024"): "."}
    figures = read(fetch(population(), client=Client(clock=stub_ssb.clock))).figures
    without = ~np.isin(figures.status, [ObservationStatus.FIGURE, ObservationStatus.PROVISIONAL])
    assert without.sum() == 2
    assert (np.isnan(figures.value) == without).all()


@pytest.mark.parametrize("order", [[0, 1, 2, 3], [3, 2, 1, 0], [2, 3, 0, 1]])
def test_the_order_of_dimensions_does_not_matter(stub_ssb: Stub, order: list[int]) -> None:
    table = stub_ssb.ssb.tables["07459"]
    table.variables = [table.variables[place] for place in order]
    figures = read(fetch(population(), client=Client(clock=stub_ssb.clock))).figures
    codes = {"Region": "3201", "Kjonn": "1", "ContentsCode": "Personer1", "Tid": "2025"}
    expected = table.place(*[codes[variable.code] for variable in table.variables])
    assert figure(figures, "3201", "2025")[0] == expected


def test_a_table_without_areas_is_of_the_area_that_is_said(stub_ssb: Stub) -> None:
    stub_ssb.ssb.tables["05803"] = StubTable(
        "05803",
        "05803: Endringer",
        [
            StubVariable("ContentsCode", {"Folketallet": "Folketallet"}, "", False, {}, "metric"),
            StubVariable("Tid", {"2025": "2025", "2026": "2026"}, "", False, {}, "time"),
        ],
    )
    series = [{"indicator": "innbyggere", "where": {"ContentsCode": "Folketallet"}}]
    order = Order("05803", {"values": {"Tid": "*"}, "area": "0", "series": series})
    figures = read(fetch(order, client=Client(clock=stub_ssb.clock))).figures
    assert figures.areas == ("0",)
    assert figures.value.tolist() == [0.0, 1.0]


@pytest.mark.parametrize(
    ("codes", "periods"),
    [
        (["2026M01", "2026M02"], ["2026M01", "2026M02"]),
        (["2025K4", "2026K1"], ["2025K4", "2026K1"]),
        (["2013-2016"], ["2013-2016"]),
    ],
)
def test_time_is_read_as_ssb_writes_it(stub_ssb: Stub, codes: list[str], periods: list[str]) -> None:
    stub_ssb.ssb.tables["07459"].variables[3].values = {code: code for code in codes}
    figures = read(fetch(population(Tid="*"), client=Client(clock=stub_ssb.clock))).figures
    assert [str(period) for period in figures.periods] == periods


def test_the_same_text_is_a_school_year_where_the_table_has_such(stub_ssb: Stub) -> None:
    stub_ssb.ssb.tables["07459"].variables[3].values = {"2025-2026": "2025-2026"}
    query = population(Tid="*").query
    order = Order("07459", query, Frequency.SCHOOL_YEAR)
    assert [
        str(period) for period in read(fetch(order, client=Client(clock=stub_ssb.clock))).figures.periods
    ] == ["2025/26"]


def test_a_time_that_is_none_is_named(stub_ssb: Stub) -> None:
    stub_ssb.ssb.tables["07459"].variables[3].values = {"2026U01": "uke 1"}
    fetched = fetch(population(Tid="*"), client=Client(clock=stub_ssb.clock))
    with pytest.raises(
        UnreadableError, match="tabell 07459 kan ikke leses: «2026U01» er ikke en tid vi kjenner"
    ):
        read(fetched)


@pytest.mark.parametrize(
    "content", [b"", b"[]", b"{}", b"nei", b'{"version":"2.0","class":"dataset","id":[]}']
)
def test_kept_answers_that_are_damaged_are_refused_in_words(content: bytes) -> None:
    fetched = Fetched(population(), Raw(b"", "", NOW), (Raw(content, "", NOW),), NOW, NOW)
    with pytest.raises(UnreadableError, match="SSB, tabell 07459 kan ikke leses"):
        read(fetched)


@pytest.mark.parametrize(
    ("code", "ours"),
    [
        ("0", "0"),
        ("0301", "0301"),
        ("K-0301", "0301"),
        ("F-03", "03"),
        ("030101a", "030101"),
        ("03010100", "03010100"),
    ],
)
def test_codes_of_areas_are_ours(code: str, ours: str) -> None:
    assert area_code(code) == ours


def test_figures_may_be_marked_by_a_rule(stub_ssb: Stub) -> None:
    fetched = fetch(population(), client=Client(clock=stub_ssb.clock))
    figures = read(fetched, is_provisional=lambda period, published: period == Period.year_of(2026)).figures
    assert figure(figures, "0301", "2026")[1] is ObservationStatus.PROVISIONAL
    assert figure(figures, "0301", "2025")[1] is ObservationStatus.FIGURE


def real(name: str) -> bytes:
    assert PLACE.is_dir(), f"{PLACE} is not here: fetch the data that stand beside the project"
    return (PLACE / name).read_bytes()


@pytest.mark.realdata
def test_a_real_answer_of_ssb_becomes_figures() -> None:
    """Table 05300: no areas, two signs, years with gaps."""
    content = real("ssb_05300_jsonstat2_with_status.json")
    series = [
        {
            "indicator": "kino-nær",
            "where": {"ContentsCode": "Avstand", "Avstand1": distance, "Kulturtilbud": "01"},
            "breakdown": {"avstand": distance},
        }
        for distance in ("01", "06")
    ]
    order = Order("05300", {"values": {"Tid": "*"}, "area": "0", "series": series})
    figures = read(Fetched(order, Raw(b"", "", NOW), (Raw(content, "", NOW),), NOW, NOW)).figures
    told = orjson.loads(content)
    assert figures.value[:9].tolist() == told["value"][:9]
    assert [str(period) for period in figures.periods][:3] == ["1991", "1994", "1997"]
    assert told["status"]["360"] == ".."  # the first year of the longest distance, for cinemas
    assert ObservationStatus(figures.status[9]) is ObservationStatus.MISSING
    asked = told["value"][:9] + told["value"][360:369]
    assert np.isnan(figures.value).tolist() == [value is None for value in asked]


@pytest.mark.realdata
def test_a_real_description_of_a_table_is_read() -> None:
    metadata = read_metadata(real("scb_pxwebapi2_TAB6471_metadata.json"), table="TAB6471")
    assert [len(each.values) for each in metadata.variables] == [312, 134, 3, 1, 16]
    assert [each.code for each in metadata.variables if each.mandatory] == ["Alder", "ContentsCode", "Tid"]
    assert metadata.time == "Tid"
    assert metadata.variables[0].codelists[0].ident == "vs_CKM01Riket"
    assert metadata.updated is not None
    assert not metadata.may_be_summed


def test_a_table_that_is_no_longer_updated_is_told_of(stub_ssb: Stub) -> None:
    stub_ssb.ssb.tables["07459"].discontinued = True
    answer = read(fetch(population(), client=Client(clock=stub_ssb.clock)))
    assert answer.notes == ("Tabell 07459 blir ikke oppdatert lenger. Finn tabellen som har tatt over.",)


json = st.recursive(
    st.none() | st.booleans() | st.integers(-9, 9) | st.text(max_size=4),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from(
                [
                    "id",
                    "dimension",
                    "role",
                    "time",
                    "extension",
                    "category",
                    "index",
                    "label",
                    "codelists",
                    "values",
                    "code",
                    "a",
                ]
            ),
            inner,
            max_size=5,
        )
    ),
    max_leaves=30,
)


@given(json)
@example({"id": [[]], "dimension": {}})
def test_descriptions_are_read_or_refused_and_nothing_else(told: object) -> None:
    content = orjson.dumps(told)
    for attempt in (lambda: read_metadata(content, table="1"), lambda: read_codelist(content)):
        with suppress(MetadataError):
            attempt()


@given(json)
def test_a_description_that_is_nearly_right_is_read_or_refused(told: object) -> None:
    content = orjson.dumps(
        {"id": ["a"], "role": told, "dimension": {"a": {"category": told, "extension": told}}}
    )
    with suppress(MetadataError):
        read_metadata(content, table="1")
