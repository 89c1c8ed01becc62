"""What a reader asks the search page, from the address and back to it."""

from dataclasses import dataclass, field, replace
from urllib.parse import urlencode

from django.http import QueryDict
from django.utils.translation import gettext as _

from rodtrad.search.queries.asked import LONGEST
from rodtrad.website.filters import YEARS, cleaned

#: Pages further on are never asked for by a reader.
MOST_PAGES = 1000


@dataclass(frozen=True)
class Wish:
    text: str
    kind: str = ""
    level: str = ""
    plan: str = ""
    unit: str = ""
    year: int | None = None
    page: int = 1
    problems: list[str] = field(default_factory=list)

    def address(self, **changes: str | int | None) -> str:
        """Return the query string with some of it changed, on its first page unless told otherwise."""
        new = replace(self, **{"page": 1, **changes})  # type: ignore[arg-type]  # fields by name
        pairs = [
            ("q", new.text),
            ("type", new.kind),
            ("niva", new.level),
            ("plan", new.plan),
            ("enhet", new.unit),
            ("ar", str(new.year or "")),
            ("page", str(new.page) if new.page > 1 else ""),
        ]
        return "?" + urlencode([pair for pair in pairs if pair[1]])

    @property
    def is_narrowed(self) -> bool:
        return bool(self.kind or self.level or self.plan or self.unit or self.year)


def wish_of(query: QueryDict, *, in_root: bool = False) -> Wish:
    """Read the address. Level, plan and unit mean something in one organisation only."""
    problems: list[str] = []
    typed = query.get("q", "").replace("\x00", "").strip()
    if len(typed) > LONGEST:
        told = _("Bare de første %(count)d tegnene er brukt i søket.")
        problems.append(told % {"count": LONGEST})
    number = cleaned(query, "page")
    return Wish(
        text=typed[:LONGEST],
        kind=cleaned(query, "type"),
        level=cleaned(query, "niva") if in_root else "",
        plan=cleaned(query, "plan") if in_root else "",
        unit=cleaned(query, "enhet") if in_root else "",
        year=_year(cleaned(query, "ar"), problems),
        page=min(max(int(number), 1), MOST_PAGES) if number.isascii() and number.isdecimal() else 1,
        problems=problems,
    )


def _year(text: str, problems: list[str]) -> int | None:
    if not text:
        return None
    if text.isascii() and text.isdecimal() and len(text) == 4 and int(text) in YEARS:
        return int(text)
    problems.append(_("«%(text)s» er ikke et årstall. Skriv fire siffer, som 2026.") % {"text": text})
    return None
