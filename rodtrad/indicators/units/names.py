"""The units we know by name: what each is so many of."""

from fractions import Fraction

#: Things that are counted; a count of them may also be read as a bare number.
COUNTED = frozenset(
    {"person", "household", "dwelling", "child", "pupil", "employee", "man_year", "case", "visit", "vehicle"}
    | {"enterprise", "farm", "trip", "place"}
)
_BASES = COUNTED | {"kr", "co2e", "kwh", "m2", "m3", "km", "kg", "hour", "point", "index"}
_SCALED: dict[str, tuple[str, str]] = {
    "mill_kr": ("1000000", "kr"),
    "mrd_kr": ("1000000000", "kr"),
    "kg_co2e": ("1", "co2e"),
    "tonn_co2e": ("1000", "co2e"),
    "mwh": ("1000", "kwh"),
    "gwh": ("1000000", "kwh"),
    "twh": ("1000000000", "kwh"),
    "daa": ("1000", "m2"),
    "ha": ("10000", "m2"),
    "km2": ("1000000", "m2"),
    "m": ("0.001", "km"),
    "tonn": ("1000", "kg"),
    "minute": ("1/60", "hour"),
    "day": ("24", "hour"),
}
#: Bare numbers, and shares of one.
_PURE = {"number": "1", "ratio": "1", "percent": "0.01", "permille": "0.001"}
NAMES: dict[str, tuple[Fraction, str]] = (
    {name: (Fraction(1), name) for name in _BASES}
    | {name: (Fraction(scale), base) for name, (scale, base) in _SCALED.items()}
    | {name: (Fraction(scale), "") for name, scale in _PURE.items()}
)
#: Other ways in which the same is written.
SYNONYMS = {
    "%": "percent",
    "prosent": "percent",
    "prosentpoeng": "percent",
    "‰": "permille",
    "promille": "permille",
    "antall": "number",
    "personer": "person",
    "innbygger": "person",
    "innbyggere": "person",
    "husholdning": "household",
    "husholdninger": "household",
    "bolig": "dwelling",
    "boliger": "dwelling",
    "barn": "child",
    "elev": "pupil",
    "elever": "pupil",
    "ansatt": "employee",
    "ansatte": "employee",
    "årsverk": "man_year",
    "kroner": "kr",
    "nok": "kr",
    "m²": "m2",
    "kvm": "m2",
    "m³": "m3",
    "km²": "km2",
    "dekar": "daa",
    "time": "hour",
    "timer": "hour",
    "minutt": "minute",
    "minutter": "minute",
    "dag": "day",
    "dager": "day",
    "poeng": "point",
    "indeks": "index",
}
#: Names of two words, written as one.
SPACED = {
    "tonn co2e": "tonn_co2e",
    "tonn co2-ekvivalenter": "tonn_co2e",
    "kg co2e": "kg_co2e",
    "mill. kr": "mill_kr",
    "mrd. kr": "mrd_kr",
}
