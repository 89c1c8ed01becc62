"""An element as the texts of a row: what an export writes, and what a change is told by."""

from datetime import date

from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE

from rodtrad.exchange.plan_file import entries as e
from rodtrad.exchange.workbook.columns import LEVEL, plain
from rodtrad.exchange.workbook.here import Here, Standing
from rodtrad.exchange.workbook.values import CHOICES, in_bokmal
from rodtrad.goals.models import Level


def shown(here: Here, standing: Standing, level: Level) -> dict[str, str]:
    """Return the row's texts by column; what the person may not see is left out."""
    entry = standing.entry
    found = {
        "key": entry.key,
        "plan": here.plan_names.shown(standing.plan),
        "number": entry.number,
        LEVEL + plain(level.one_nb): entry.title,
        "parent": standing.parent
        if here.sees(standing.parent) or standing.parent not in here.elements
        else "",
        "description": entry.description.replace("\r\n", "\n").replace("\r", "\n"),
        "responsible": here.organisations.shown(entry.responsible),
        "contributing": _listed([here.organisations.shown(key) for key in entry.contributing]),
        "starts": _day(entry.starts),
        "ends": _day(entry.ends),
        "contributes_to": _links(here, entry.contributes_to),
        "addresses": _links(here, entry.addresses),
        "sdg": _listed(entry.sdg),
        "source": here.sources.shown(entry.source),
        "place": entry.place,
    }
    found |= {name: in_bokmal(name).get(getattr(entry, name), "") for name in CHOICES}
    return {name: ILLEGAL_CHARACTERS_RE.sub("", text).strip() if text else "" for name, text in found.items()}


def seen_links(here: Here, links: list[e.LinkEntry]) -> list[str]:
    """Return the keys of the other ends that the person may see, or that are new in the sheet."""
    return [link.to for link in links if here.sees(link.to) or _is_new(here, link.to)]


def _is_new(here: Here, key: str) -> bool:
    return "/" not in key and key not in here.elements


def _links(here: Here, links: list[e.LinkEntry]) -> str:
    return _listed(sorted(seen_links(here, links)))


def _listed(words: list[str]) -> str:
    return "; ".join(words)


def _day(day: date | None) -> str:
    return day.strftime("%d.%m.%Y") if day else ""
