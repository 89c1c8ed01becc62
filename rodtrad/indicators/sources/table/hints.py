"""What headings and cells hint at: a sort of column, a period of our time, a kind of place, a number of decimals."""

import re
from collections.abc import Iterable, Sequence

from rodtrad.core.periods import Frequency, Period, PeriodError
from rodtrad.geography.models import AreaKind
from rodtrad.indicators.sources.table.headings import folded
from rodtrad.indicators.sources.table.places import KnownArea, Places
from rodtrad.indicators.sources.table.times import starred_period

#: A year in a cell is a period only when it is about our time: a count may be 1500.
_YEARS = range(1950, 2101)
_TWO_YEARS = 24
_WORDS = {
    "place": r"(kommune|bydel|bydels|område|steds?|region|fylke|fylkes|krets)([- ]?(nr\.?|nummer|navn|kode))?|knr|bnr",
    "period": r"år|årstall|periode|kvartal|måned|tidspunkt|skoleår|tertial|halvår|year|aar",
    "series": r"indikator|måltall|variabel|statistikkvariabel|nøkkeltall|mål",
    "breakdown": r"kjønn|alder|aldersgruppe|trinn|innvandrings?.*|landbakgrunn|gruppe|type|kategori|utdanning|næring",
    "out": r"merknad|kommentar|kilde|fotnote|note|nr\.?|løpenummer|id",
    "value": r"antall.*|andel.*|prosent.*|sum.*|tall|verdi|beløp|kr|kroner|snitt.*|gjennomsnitt.*|totalt?",
}


def hint_of(heading: str) -> str:
    """Return what sort of column a heading hints at; empty for none."""
    words = folded(heading)
    return next((role for role, form in _WORDS.items() if re.fullmatch(form, words)), "")


def our_time(text: str, frequency: Frequency | None = None) -> Period | None:
    try:
        period = starred_period(text, frequency)
    except PeriodError:
        return None
    return period if period.year in _YEARS else None


def frequency_of(texts: Iterable[str]) -> Frequency:
    """Return how long the periods are that stand there: the shortest, for years stand in many a table beside.

    «2023/24» alone is a school year: two years together are seldom told of.
    """
    periods = [period for text in texts if (period := our_time(text))]
    found = {period.frequency for period in periods}
    if found == {Frequency.SEVERAL_YEARS}:
        is_school = all(period.months == _TWO_YEARS for period in periods)
        return Frequency.SCHOOL_YEAR if is_school else Frequency.SEVERAL_YEARS
    return next((one for one in Frequency if one in found), Frequency.YEAR)


def may_be_places(heading: str, cells: list[str]) -> bool:
    """Tell whether a column may name places: bare numbers are codes only under a heading that says so."""
    return hint_of(heading) == "place" or not all(text.replace(".", "").isdigit() for text in cells)


def kind_of(columns: Iterable[list[str]], areas: Sequence[KnownArea], usual: str) -> str:
    """Return what kind of place most cells name; the usual one when it is even."""
    kinds = (AreaKind.DISTRICT, AreaKind.MUNICIPALITY, AreaKind.COUNTY)
    readers = {kind.value: Places.of((one for one in areas if one.kind == kind), kind) for kind in kinds}
    counts = dict.fromkeys(readers, 0)
    for cells in columns:
        for text in cells:
            for name, places in readers.items():
                counts[name] += places.names_one(text)
    best = max(counts, key=lambda name: (counts[name], name == usual))
    return best if counts[best] else usual


def decimals(cells: Iterable[str]) -> int:
    found = [re.fullmatch(r"-?[0-9 \u00a0]+[.,]([0-9]{1,2})", text) for text in cells]
    return max((len(one[1]) for one in found if one), default=0)
