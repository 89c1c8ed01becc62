"""A whole fetch against a server that behaves as SSB does."""

from pathlib import Path
from urllib.parse import unquote

import pytest
import requests
import yaml

from rodtrad.indicators.sources.calls import Bounds
from rodtrad.indicators.sources.errors import (
    ChangedMeanwhileError,
    QueryError,
    RefusedError,
    SourceError,
    UnreachableError,
    UnreadableError,
)
from rodtrad.indicators.sources.kept import KeptInMemory
from rodtrad.indicators.sources.order import Fetched, Order
from rodtrad.indicators.sources.ssb.client import Client, tables_in
from rodtrad.indicators.sources.ssb.fetch import fetch
from rodtrad.indicators.sources.ssb.form import read_form
from rodtrad.indicators.sources.ssb.limits import Limits
from rodtrad.indicators.sources.ssb.reading import read
from tests.indicators.ssb.orders import population, units
from tests.indicators.stub.server import Fault, Stub
from tests.indicators.stub.tables import StubVariable


def get(stub: Stub, order: Order, kept: KeptInMemory | None = None) -> Fetched:
    return fetch(order, client=Client(clock=stub.clock), kept=kept)


def test_a_table_over_the_limit_comes_whole_in_two_calls(stub_ssb: Stub) -> None:
    fetched = get(stub_ssb, units())
    assert len(fetched.parts) == len(stub_ssb.calls("/data")) == 2
    figures = read(fetched).figures
    assert len(figures) == 954_716
    assert len(figures.areas) == 34_097
    table = stub_ssb.ssb.tables["04317"]
    place = (figures.area == figures.areas.index("00020001")) & (figures.period == 27)
    assert figures.value[place].tolist() == [table.place("00020001", "Personer", "2026")]
    assert sorted(figures.value) == list(range(954_716))


def test_every_figure_is_its_own_however_it_is_split(stub_ssb: Stub) -> None:
    order = population(Region="*", Tid="*")
    table = stub_ssb.ssb.tables["07459"]
    for cells in (800_000, 50, 7):
        stub_ssb.ssb.cells = cells
        stub_ssb.clock.pass_time(600)
        figures = read(get(stub_ssb, order)).figures
        assert len(figures) == table.cells
        for area, period, series, value in zip(
            figures.area, figures.period, figures.series, figures.value, strict=True
        ):
            sex = "1" if figures.marks[series].breakdown == (("kjønn", "menn"),) else "2"
            assert value == table.place(figures.areas[area], sex, "Personer1", str(figures.periods[period]))


def test_many_values_go_by_post_and_few_by_get(stub_ssb: Stub) -> None:
    get(stub_ssb, population())
    some = [f"{number:08}" for number in range(1, 34_097, 100)]
    get(stub_ssb, units(Grunnkretser=some))
    few, many = stub_ssb.calls("/data")
    assert (few.method, many.method) == ("GET", "POST")
    assert (few.status, many.status) == (200, 200)
    assert "valueCodes[Region]=0301,3201" in unquote(few.address)


def test_a_code_named_twice_in_any_way_is_asked_for_once(stub_ssb: Stub) -> None:
    order = population(Region=["0301", "0301", "03??", "*01"], Tid=["2026", "top(1)", "2026"])
    figures = read(get(stub_ssb, order)).figures
    assert figures.areas == ("0301", "3201", "4601")
    assert {seen.status for seen in stub_ssb.seen} == {200}


def test_a_codelist_is_chosen_by_its_label(stub_ssb: Stub) -> None:
    labelled = {"labelled": "kommuner 2024, sammenslåtte tidsserier", "values": ["K-0301"]}
    figures = read(get(stub_ssb, population(Region=labelled))).figures
    assert figures.areas == ("0301",)
    assert "codelist[Region]=agg_KommSummer" in unquote(stub_ssb.calls("/data")[0].address)


def test_a_renamed_variable_is_named_and_nothing_is_asked_for(stub_ssb: Stub) -> None:
    region = stub_ssb.ssb.tables["07459"].variables[0]
    region.code = "Regionkode"
    with pytest.raises(
        QueryError, match=r"«Region» finnes ikke.*«Regionkode», «Kjonn», «ContentsCode», «Tid»"
    ) as caught:
        get(stub_ssb, population())
    where = caught.value.where
    assert (where.service, where.table, where.variable) == ("SSB", "07459", "Region")
    assert not stub_ssb.calls("/data")


def test_a_value_that_is_gone_is_named_with_those_that_look_like_it(stub_ssb: Stub) -> None:
    with pytest.raises(QueryError, match=r"«Region» har ingen verdi «3021».*Likner: «3201»") as caught:
        get(stub_ssb, population(Region=["0301", "3021"]))
    assert (caught.value.where.variable, caught.value.where.value) == ("Region", "3021")


def test_a_table_that_changes_between_its_description_and_its_figures_is_looked_at_again(
    stub_ssb: Stub,
) -> None:
    """SSB says only «Non-existent value»; we say which."""

    class Changing(Client):
        def limits(self) -> Limits:
            stub_ssb.ssb.tables["07459"].variables[0].values.pop("3201", None)
            return super().limits()

    with pytest.raises(QueryError, match="ingen verdi «3201»"):
        fetch(population(), client=Changing(clock=stub_ssb.clock))


def test_a_refusal_that_we_cannot_explain_says_what_was_asked_for(stub_ssb: Stub) -> None:
    stub_ssb.ssb.too_many = 403
    client = Client(clock=stub_ssb.clock)
    client.limits()
    stub_ssb.ssb.cells = 2
    with pytest.raises(
        RefusedError, match=r"HTTP 403: Too many cells selected.*Region: 0301–3201 \(2\)"
    ) as caught:
        fetch(population(), client=client)
    assert (caught.value.where.status, caught.value.where.title) == (403, "Too many cells selected")
    assert caught.value.where.table == "07459"


def test_a_table_that_is_not_there_is_said_so(stub_ssb: Stub) -> None:
    del stub_ssb.ssb.tables["07459"]
    with pytest.raises(RefusedError, match=r"avviste tabell 07459 \(HTTP 404: Non-existent table\)"):
        get(stub_ssb, population())


def test_no_two_editions_are_mixed(stub_ssb: Stub) -> None:
    """The table is published while its second part is fetched: all of it is fetched anew."""
    stub_ssb.ssb.cells = 4
    table, kept = stub_ssb.ssb.tables["07459"], KeptInMemory()

    class Publishing(KeptInMemory):
        def put(self, key: str, content: bytes) -> None:
            super().put(key, content)
            if len(self.held) == 1:
                table.updated, table.figures = (
                    "2026-09-22T00:00:00Z",
                    {("0301", "1", "Personer1", "2026"): 7.0},
                )

    kept = Publishing()
    fetched = get(stub_ssb, population(), kept)
    assert fetched.published is not None
    assert fetched.published.isoformat() == "2026-09-22T00:00:00+00:00"
    assert fetched.resumed == 0
    assert 7.0 in read(fetched).figures.value


def test_a_table_that_never_rests_is_left_for_later(stub_ssb: Stub) -> None:
    stub_ssb.ssb.cells = 4
    table = stub_ssb.ssb.tables["07459"]

    class Publishing(KeptInMemory):
        def put(self, key: str, content: bytes) -> None:
            table.updated = f"2026-09-22T00:00:{len(self.held):02}Z"
            super().put(key, content)

    with pytest.raises(
        ChangedMeanwhileError, match="07459 ble publisert på nytt mens den ble hentet"
    ) as caught:
        get(stub_ssb, population(), Publishing())
    assert caught.value.passing


def test_what_is_kept_of_an_older_edition_is_not_used(stub_ssb: Stub) -> None:
    kept = KeptInMemory()
    get(stub_ssb, population(), kept)
    assert get(stub_ssb, population(), kept).resumed == 1
    stub_ssb.ssb.tables["07459"].updated = "2026-09-22T00:00:00Z"
    assert get(stub_ssb, population(), kept).resumed == 0


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"[]", "ikke en JSON-stat-tabell"),
        (b'{"dimension":{"Region":{"category":{"index":{"0301":0}}}}}', "«Region» mangler 1 verdier"),
    ],
)
def test_an_answer_that_is_not_what_was_asked_for_is_not_kept(
    stub_ssb: Stub, monkeypatch: pytest.MonkeyPatch, body: bytes, reason: str
) -> None:
    kept = KeptInMemory()
    monkeypatch.setattr("tests.indicators.stub.pxweb.cube", lambda table, chosen: body)
    with pytest.raises(UnreadableError, match=reason):
        get(stub_ssb, population(), kept)
    assert not kept.held


def test_too_few_figures_are_not_kept(stub_ssb: Stub, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        "tests.indicators.stub.tables.StubTable.take", lambda table, chosen: (([1.0, 2.0]), {})
    )
    monkeypatch.setattr("tests.indicators.stub.pxweb.np.ascontiguousarray", lambda values: values)
    with pytest.raises(UnreadableError, match="det har 2 tall, og skulle hatt 12"):
        get(stub_ssb, population())


def test_an_answer_may_be_as_large_as_we_say_and_no_larger(stub_ssb: Stub) -> None:
    client = Client(clock=stub_ssb.clock, bounds=Bounds(size=1 << 20))
    with pytest.raises(UnreadableError, match=r"mer enn 1 MB for tabell 04317"):
        fetch(units(), client=client)


def test_the_rate_of_the_configuration_is_kept_where_there_is_one(stub_ssb: Stub) -> None:
    stub_ssb.ssb.rate_in_config, stub_ssb.ssb.cells, stub_ssb.rate = (3, 1), 4, (10_000, 1.0)
    client = Client(clock=stub_ssb.clock)
    client.limits()
    assert (client.caller.pace.rate.calls, client.caller.pace.rate.seconds) == (3, 1.0)


def test_configuration_that_is_gone_does_not_stop_a_fetch(stub_ssb: Stub) -> None:
    stub_ssb.fail(Fault.MOVED, after=1)
    assert get(stub_ssb, population()).parts


def test_an_address_without_https_is_refused(stub_ssb: Stub) -> None:
    with pytest.raises(
        SourceError, match=r"SSB_ADDRESS må begynne med https://, men er «http://data\.ssb\.no»"
    ):
        Client(address="http://data.ssb.no")


def test_the_catalogue_can_be_searched(stub_ssb: Stub) -> None:
    client = Client(clock=stub_ssb.clock)
    assert [table["id"] for table in tables_in(client.tables(search="grunnkrets"))] == ["04317"]
    assert len(tables_in(client.tables(size=2, page=2))) == 1


def test_answers_come_packed_and_are_handed_over_unpacked(stub_ssb: Stub) -> None:
    fetched = get(stub_ssb, population(Region="*", Tid="*"))
    assert len(fetched.parts[0].content) > 1_000  # what the stub packs
    assert fetched.parts[0].content.startswith(b'{"version"')


def test_a_mandatory_variable_may_have_any_name(stub_ssb: Stub) -> None:
    table = stub_ssb.ssb.tables["07459"]
    table.variables.append(StubVariable("Alder", {"00": "0 år", "01": "1 år"}))
    with pytest.raises(QueryError, match="mangler «Alder», som ikke kan utelates"):
        get(stub_ssb, population())


def test_ratios_are_never_summed_by_leaving_something_out(stub_ssb: Stub) -> None:
    series = [{"indicator": "innbyggere", "where": {"ContentsCode": "Personer1"}}]
    order = Order("07459", {"values": {"Region": "*", "Tid": "*"}, "series": series})
    assert get(stub_ssb, order).parts
    stub_ssb.ssb.tables["07459"].may_be_summed = False
    with pytest.raises(QueryError, match="tallene kan ikke summeres, og da må spørringen ha med «Kjonn»"):
        get(stub_ssb, order)


def test_the_form_in_the_how_to_is_one_that_is_read() -> None:
    guide = (Path(__file__).resolve().parents[3] / "docs/howto/new-source.md").read_text("utf-8")
    told = yaml.safe_load(guide.split("```yaml\n")[1].split("```")[0])
    form = read_form(Order(told["table"], told["query"]), service="SSB")
    assert form.region == "Region"
    assert form.query.wishes[0].labelled == "Kommuner 2024-"
    assert {wish.variable for wish in form.query.wishes} == {
        "Region",
        "Alder",
        "Tid",
        "ContentsCode",
        "Kjonn",
    }
    assert form.series[0].mark.breakdown == (("kjønn", "gutter"),)


@pytest.mark.parametrize(
    ("error", "words"),
    [
        (requests.exceptions.SSLError, "sertifikatet ble ikke godtatt"),
        (requests.exceptions.ProxyError, r"mellomtjeneren \(proxy\) slapp ikke spørringen gjennom"),
        (requests.exceptions.ConnectTimeout, "svaret kom ikke i tide"),
        (requests.exceptions.ConnectionError, "forbindelsen ble brutt eller kom ikke i stand"),
    ],
)
def test_what_stands_in_the_way_is_said(
    stub_ssb: Stub, monkeypatch: pytest.MonkeyPatch, error: type[requests.RequestException], words: str
) -> None:
    def refuse(*given: object, **named: object) -> None:
        raise error

    monkeypatch.setattr(requests.Session, "request", refuse)
    with pytest.raises(UnreachableError, match=f"SSB kunne ikke nås om tabell 07459, gang på gang: {words}"):
        get(stub_ssb, population())
