"""The stand-in has SSB's habits; what the client bears with is what is really sent."""

import gzip
import urllib.error
import urllib.request
from typing import Any

import orjson
import pytest

from tests.indicators.stub.server import Stub
from tests.indicators.stub.tables import StubTable

DATA = "/tables/07459/data?valueCodes[ContentsCode]=Personer1&valueCodes[Tid]="


def ask(stub: Stub, path: str, body: Any = None) -> tuple[int, bytes, dict[str, str]]:
    data = orjson.dumps(body) if body is not None else None
    request = urllib.request.Request(stub.ssb_address + path, data)
    try:
        with urllib.request.urlopen(request, timeout=10) as answer:
            return answer.status, answer.read(), dict(answer.headers)
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.read(), dict(error.headers)


def title(stub: Stub, path: str, body: Any = None) -> tuple[int, str]:
    status, content, _headers = ask(stub, path, body)
    return status, orjson.loads(content)["title"]


@pytest.mark.parametrize(
    ("path", "said"),
    [
        (DATA + "1814", "Non-existent value"),
        (DATA + "2026&valueCodes[Regoin]=0301", "Non-existent variable"),
        ("/tables/07459/data?valueCodes[Tid]=2026", "Missing selection for mandantory variable"),
        (DATA + "range(2020,2022)", "Illegal selection expression"),
        (DATA + "2026&valueCodes[Region]=K-0301&codelist[Region]=agg_kommsummer", "Non-existent codelist"),
    ],
)
def test_it_refuses_with_the_words_of_ssb(stub_ssb: Stub, path: str, said: str) -> None:
    assert title(stub_ssb, path) == (400, said)


def test_brackets_hold_an_expression_with_a_comma_together_in_an_address(stub_ssb: Stub) -> None:
    status, content, _headers = ask(stub_ssb, DATA + "2015,[range(2020,2022)]")
    assert status == 200
    assert list(orjson.loads(content)["dimension"]["Tid"]["category"]["index"]) == [
        "2015",
        "2020",
        "2021",
        "2022",
    ]


def test_the_same_code_twice_is_500_with_nothing_in_it(stub_ssb: Stub) -> None:
    assert ask(stub_ssb, DATA + "2026,2026")[:2] == (500, b"")
    twice = {"variableCode": "Tid", "valueCodes": ["2026", "2026"]}
    body = {"selection": [{"variableCode": "ContentsCode", "valueCodes": ["*"]}, twice]}
    assert ask(stub_ssb, "/tables/07459/data", body)[:2] == (500, b"")
    assert ask(stub_ssb, DATA + "2026,top(1)")[0] == 200


def test_a_long_address_is_not_found(stub_ssb: Stub) -> None:
    assert ask(stub_ssb, DATA + "2026&valueCodes[Region]=" + "0301," * 500)[0] == 404


def test_too_many_cells_are_refused_empty_ones_too(stub_ssb: Stub) -> None:
    table = stub_ssb.ssb.tables["04317"]
    assert table.cells == 954_716
    whole = "/tables/04317/data?valueCodes[Grunnkretser]=*&valueCodes[ContentsCode]=*&valueCodes[Tid]=*"
    assert title(stub_ssb, whole) == (400, "Too many cells selected")
    stub_ssb.ssb.too_many = 403  # what the specification says
    assert ask(stub_ssb, whole)[0] == 403


def test_the_rate_stands_in_the_headers_and_not_in_the_configuration(stub_ssb: Stub) -> None:
    stub_ssb.rate = (2, 60.0)
    _status, content, headers = ask(stub_ssb, "/config")
    assert orjson.loads(content)["maxCallsPerTimeWindow"] == 0
    assert headers["x-ratelimit-policy"] == "2;w=60s"
    assert headers["x-ratelimit-remaining"] == "1"
    ask(stub_ssb, "/config")
    status, _content, headers = ask(stub_ssb, "/config")
    assert (status, headers["Retry-After"]) == (429, "61")
    stub_ssb.clock.pass_time(61)
    assert ask(stub_ssb, "/config")[0] == 200


def test_metadata_are_a_dataset_with_no_values(stub_ssb: Stub) -> None:
    told = orjson.loads(ask(stub_ssb, "/tables/07459/metadata")[1])
    assert told["value"] == []
    assert told["size"] == [5, 2, 1, 12]


@pytest.mark.parametrize(
    ("hour", "minute", "status"), [(5, 0, 503), (11, 39, 503), (11, 40, 200), (4, 59, 200)]
)
def test_it_is_down_while_metadata_are_updated(stub_ssb: Stub, hour: int, minute: int, status: int) -> None:
    stub_ssb.clock.set(hour, minute)
    assert ask(stub_ssb, "/config")[0] == status


def test_what_is_left_out_is_summed(stub_ssb: Stub) -> None:
    table: StubTable = stub_ssb.ssb.tables["07459"]
    told = orjson.loads(ask(stub_ssb, DATA + "2026&valueCodes[Region]=0301")[1])
    assert told["value"] == [
        table.place("0301", "1", "Personer1", "2026") + table.place("0301", "2", "Personer1", "2026")
    ]


def test_it_answers_with_gzip_when_asked_to(stub_ssb: Stub) -> None:
    request = urllib.request.Request(
        stub_ssb.ssb_address + "/tables/04317/metadata", headers={"Accept-Encoding": "gzip"}
    )
    with urllib.request.urlopen(request, timeout=10) as answer:
        assert answer.headers["Content-Encoding"] == "gzip"
        assert orjson.loads(gzip.decompress(answer.read()))["size"] == [34_097, 1, 28]
