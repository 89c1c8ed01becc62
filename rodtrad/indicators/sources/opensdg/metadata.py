"""The metadata of an indicator: YAML, alone or before a page of Markdown.

Two sets of names are read: those Open SDG began with, and the concepts of the UN's metadata (SDMX).
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext as _

from rodtrad.core.text import visible
from rodtrad.indicators.sources.opensdg.front_matter import MetadataError, fields, parts

LARGEST_FILE: Final = 1_000_000
_MOST_SOURCES = 9
_NUMBER = re.compile(r"\b([0-9]{1,2})[.-]([0-9]{1,2}|[a-z])(?:[.-]([0-9]{1,2}))?\b")
_YES = {"true", "yes", "on"}
#: What we call it, and what the files do; the first that is filled in counts.
_NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("national_indicator_available", "indicator_available", "graph_title", "indicator_name"),
    "name": ("indicator_name", "SDG_INDICATOR"),
    "target_text": ("target", "target_name", "SDG_TARGET"),
    "definition": ("indicator_definition", "STAT_CONC_DEF"),
    "description": ("national_indicator_description", "DATA_COMP"),
    "unit": ("computation_units", "UNIT_MEASURE"),
    "coverage": ("national_geographical_coverage", "COVERAGE", "REF_AREA"),
    "custodian": ("un_custodian_agency", "SDG_CUSTODIAN_AGENCIES"),
    "tier": ("un_designated_tier",),
    "status": ("reporting_status",),
    "footnote": ("data_footnote",),
    "limits": ("comments_limitations", "REC_USE_LIM"),
    "updated": ("META_LAST_UPDATE", "national_metadata_updated_date"),
}
_INDICATORS = ("indicator", "indicator_number", "indicator_sort_order", "SDG_INDICATOR")
_TARGETS = ("target_id", "target_number", "SDG_TARGET")
_GOALS = ("sdg_goal", "goal_number", "SDG_GOAL")


@dataclass(frozen=True)
class Source:
    organisation: str = ""
    text: str = ""
    url: str = ""
    coverage: str = ""
    released: str = ""
    next_release: str = ""


@dataclass(frozen=True)
class Metadata:
    """What is told of an indicator. `indicator`, `target` and `goal` are numbers: 1.2.1, 1.2, 1.

    `title` is what is measured here, `name` what the UN calls the indicator; with `proxy` they are not the same thing.
    `told` holds every text of the file by its own name, `page` what stands below as Markdown.
    """

    indicator: str
    target: str
    goal: str
    title: str
    name: str
    target_text: str
    definition: str
    description: str
    unit: str
    coverage: str
    custodian: str
    tier: str
    status: str
    footnote: str
    limits: str
    updated: str
    proxy: bool
    has_figures: bool
    sources: tuple[Source, ...]
    page: str
    told: Mapping[str, str]


def read_metadata(content: bytes) -> Metadata:
    """Return what the file tells. Raises MetadataError."""
    front, page = parts(_text(content))
    told = {visible(name): visible(text) for name, text in fields(front) if name}
    if not told:
        raise MetadataError(_("Fila har ingen felt. Metadata er YAML: ett navn og en verdi på hver linje."))
    indicator = _numbered(told, _INDICATORS, 3)
    target = _numbered(told, _TARGETS, 2) or indicator.rpartition(".")[0]
    return Metadata(
        indicator=indicator,
        target=target,
        goal=_goal(told) or target.partition(".")[0],
        **{
            ours: next((told[name] for name in names if told.get(name)), "") for ours, names in _NAMES.items()
        },
        proxy=told.get("proxy", "").casefold() in {*_YES, "proxy", "both"},
        has_figures=told.get("data_non_statistical", "").casefold() not in _YES,
        sources=tuple(_sources(told)),
        page=page.strip(),
        told=told,
    )


def _text(content: bytes) -> str:
    if len(content) > LARGEST_FILE:
        raise MetadataError(_("Fila er for stor til å være metadata: %d kB.") % (len(content) // 1000))
    try:
        return visible(content.decode("utf-8-sig").replace("\r\n", "\n"))
    except UnicodeDecodeError as error:
        message = _("Fila er ikke UTF-8: feil tegn ved byte %d. Lagre den som UTF-8.") % error.start
        raise MetadataError(message) from error


def _numbered(told: Mapping[str, str], names: tuple[str, ...], parts: int) -> str:
    """Return a number as 1.2.1, from the first field that has one; 01-02-01 and 1-2-1 are the same."""
    for name in names:
        for found in _NUMBER.findall(told.get(name, "")):
            pieces = [piece.lstrip("0") for piece in found if piece]
            if len(pieces) >= parts:
                return ".".join(pieces[:parts])
    return ""


def _goal(told: Mapping[str, str]) -> str:
    found = (re.search("[1-9][0-9]?", told.get(name, "")) for name in _GOALS)
    return next((number.group() for number in found if number), "")


def _sources(told: Mapping[str, str]) -> Iterator[Source]:
    """Yield the sources that are switched on; forms fill in «Link to source» for those that are not."""
    for number in range(1, _MOST_SOURCES + 1):

        def field(name: str, number: int = number) -> str:
            return told.get(f"source_{name}_{number}", "")

        if field("active").casefold() in _YES:
            yield Source(
                organisation=field("organisation"),
                text=field("url_text"),
                url=field("url"),
                coverage=field("geographical_coverage"),
                released=field("release_date"),
                next_release=field("next_release"),
            )
    if compiled := told.get("DATA_SOURCE") or told.get("COMPILING_ORG"):
        yield Source(organisation=told.get("COMPILING_ORG", ""), text=compiled)
