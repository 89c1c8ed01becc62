"""Units as Open SDG writes them, in our own codes. What is not known is not guessed."""

from rodtrad.indicators.units.names import SYNONYMS
from rodtrad.indicators.units.unit import UnitError, parse_unit

_SAME = {
    "percentage": "percent",
    "percentages": "percent",
    "percentage (%)": "percent",
    "percent (%)": "percent",
    "pt": "percent",
    "total": "number",
    "count": "number",
    "persons": "person",
    "people": "person",
    "households": "household",
    "children": "child",
    "tonnes": "tonn",
    "tons": "tonn",
    "metric tons": "tonn",
    "tonnes of co2 equivalent": "tonn_co2e",
    "tonnes co2e": "tonn_co2e",
    "hours": "hour",
    "days": "day",
    "hectares": "ha",
    "kilometres": "km",
}
_TIMES = {
    "": "",
    "0": "",
    "units": "",
    "unit": "",
    "3": "1000",
    "thousands": "1000",
    "thousand": "1000",
    "6": "1000000",
    "millions": "1000000",
    "million": "1000000",
    "9": "1000000000",
    "billions": "1000000000",
    "billion": "1000000000",
}


def unit_code(text: str, multiplier: str = "") -> str:
    """Return our code for a unit; empty where the words are none that we know."""
    plain = " ".join(text.casefold().split())
    times = _TIMES.get(" ".join(multiplier.casefold().split()))
    if not plain or times is None:
        return ""
    code = " ".join(filter(None, (times, _SAME.get(plain) or SYNONYMS.get(plain, plain))))
    try:
        parse_unit(code)
    except UnitError:
        return ""
    return code
