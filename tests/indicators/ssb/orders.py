"""Orders of the stub's tables."""

from rodtrad.indicators.sources.order import Order

CELLS = {"where": {"ContentsCode": "Personer1"}}


def population(**values: object) -> Order:
    """Return an order of inhabitants: by sex as breakdown, and in all."""
    wanted = {"Region": ["0301", "3201"], "Kjonn": "*", "Tid": "from(2024)"} | values
    series = [
        {
            "indicator": "innbyggere",
            "where": {"ContentsCode": "Personer1", "Kjonn": code},
            "breakdown": {"kjønn": sex},
        }
        for code, sex in (("1", "menn"), ("2", "kvinner"))
    ]
    return Order("07459", {"values": wanted, "series": series})


def units(**values: object) -> Order:
    """Return an order of a whole table that one call cannot give."""
    series = [{"indicator": "innbyggere", "where": {"ContentsCode": "Personer"}}]
    wanted = {"Grunnkretser": "*", "Tid": "*"} | values
    return Order("04317", {"values": wanted, "region": "Grunnkretser", "series": series})
