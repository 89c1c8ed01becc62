"""What a reader asks to see, from the address. The words in the address are Norwegian, as in the pages."""

from dataclasses import dataclass, field
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from rodtrad.goals.queries import Filters

LONGEST = 200
YEARS = range(1900, 2200)


@dataclass(frozen=True)
class Asked:
    """The filters with what was wrong about them, and the rest of the address."""

    filters: Filters
    problems: list[str] = field(default_factory=list)
    kept: tuple[tuple[str, str], ...] = ()

    def pairs(self) -> list[tuple[str, str]]:
        """Return the filters as they stand in an address."""
        chosen = self.filters
        single = [
            ("ansvarlig", chosen.responsible),
            ("barekraft", chosen.sdg),
            ("framdrift", chosen.progress),
            ("plan", chosen.plan),
            ("ar", str(chosen.year or "")),
            ("omrade", chosen.area),
            ("q", chosen.text),
        ]
        return [("niva", level) for level in chosen.levels] + [pair for pair in single if pair[1]]

    def address(self, *, without: tuple[str, str] | None = None, **changes: str) -> str:
        """Return the query string with some of it changed; an empty value leaves a part out."""
        pairs = [pair for pair in [*self.kept, *self.pairs()] if pair != without and pair[0] not in changes]
        pairs += [(name, value) for name, value in changes.items() if value]
        return f"?{urlencode(pairs)}" if pairs else "?"


def cleaned(query: QueryDict, name: str) -> str:
    return query.get(name, "").replace("\x00", "").strip()[:LONGEST]


def asked_for(query: QueryDict, *keep: str) -> Asked:
    """Read the filters; what cannot be understood is left out and told. `keep` names parts to carry on."""
    problems: list[str] = []
    levels = tuple(
        dict.fromkeys(
            level.replace("\x00", "")[:LONGEST] for level in query.getlist("niva")[:50] if level.strip("\x00")
        )
    )
    filters = Filters(
        levels=levels,
        responsible=cleaned(query, "ansvarlig"),
        sdg=cleaned(query, "barekraft"),
        progress=cleaned(query, "framdrift"),
        plan=cleaned(query, "plan"),
        year=_year(cleaned(query, "ar"), problems),
        area=cleaned(query, "omrade"),
        text=cleaned(query, "q"),
    )
    kept = tuple((name, cleaned(query, name)) for name in keep if name in query)
    return Asked(filters, problems, kept)


def _year(text: str, problems: list[str]) -> int | None:
    if not text:
        return None
    if text.isdecimal() and len(text) == 4 and int(text) in YEARS:
        return int(text)
    problems.append(_("«%(text)s» er ikke et årstall. Skriv fire siffer, som 2026.") % {"text": text})
    return None
