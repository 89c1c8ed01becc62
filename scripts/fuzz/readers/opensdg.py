"""The CSV and the metadata of Open SDG."""

import math
from collections.abc import Iterator

from rodtrad.core.sheets.problems import SheetError
from rodtrad.indicators.sources.opensdg.front_matter import MetadataError
from rodtrad.indicators.sources.opensdg.metadata import read_metadata
from rodtrad.indicators.sources.opensdg.reading import read_data
from scripts.fuzz.examine import Reader
from scripts.fuzz.mutate import bytes_mutated, cells_mutated, lines_mutated
from scripts.fuzz.readers.must_hold import clean
from scripts.fuzz.trees import yaml_mutated

_DATA = """Year,Kjønn,Alder,Series,Units,Observation status,GeoCode,Value
2023,,,Fattige,prosent,,0301,10.5
2023,kvinner,,Fattige,prosent,,0301,11
2023,kvinner,"0-17, alle",Fattige,prosent,,0301,
2024,,,Fattige,prosent,P,0301,-0.5
2024,,,Fattige,antall,A,0301,1e3
2023-2024,,,Fattige,antall,,,7
2024K1,,,Fattige,antall,,3201,7
"""
_FIELDS = """indicator: 1.2.1
sdg_goal: '1'
target_id: '1.2'
indicator_name: Andel under fattigdomsgrensa
national_indicator_available: Lavinntekt
computation_units: prosent
tags: [by, bydel]
nested: {a: {b: c}}
source_active_1: true
source_organisation_1: Statistisk sentralbyrå
source_url_1: https://www.ssb.no/
META_LAST_UPDATE: 2024-03-28
"""


def _read_data(content: bytes, _deep: bool) -> Iterator[str]:
    data = read_data(content)
    figures = data.as_figures(dict.fromkeys(data.measures, "mal"), area="0301")
    assert len(figures) == len(data.lines), "a row without a figure"
    assert not any(math.isinf(line.value) for line in data.lines), "an infinite figure"
    for line in data.lines:
        assert math.isnan(line.value) is not line.status.has_figure, "a status that does not fit its figure"
        parts = (part for pair in line.breakdown for part in pair)
        for text in (line.area, line.measure.series, line.measure.unit, line.measure.multiplier, *parts):
            clean(text, "a text")
    yield from data.breakdowns


def _read_metadata(content: bytes, _deep: bool) -> Iterator[str]:
    told = read_metadata(content)
    for name, text in told.told.items():
        clean(name, "a name")
        clean(text, "a field")
    clean(told.page, "the page")
    yield from (name for name in ("indicator", "target", "goal", "title") if getattr(told, name))


READERS = {
    "opensdg": Reader(
        "opensdg",
        lambda: [_DATA.encode(), b"Year,Group,Value\n2015,A,1\n2015,B,3\n2015,,2\n"],
        (cells_mutated,) * 3 + (lines_mutated, bytes_mutated),
        _read_data,
        (SheetError,),
        ".csv",
    ),
    "opensdg_metadata": Reader(
        "opensdg_metadata",
        lambda: [_FIELDS.encode(), f"---\n{_FIELDS}---\n## Om tallene\n\nTekst.\n".encode()],
        (yaml_mutated,) * 2 + (lines_mutated, bytes_mutated),
        _read_metadata,
        (MetadataError,),
        ".md",
    ),
}
