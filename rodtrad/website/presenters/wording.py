"""Words and formats that several pages share: periods, dates, statuses, origins."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import TextChoices
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.core.models import Origin
from rodtrad.organisations.models import Root
from rodtrad.plans.models import Plan, PlanStatus
from rodtrad.website.presenters.glossary import reader_language

PLAN_TONES: dict[str, str] = {
    PlanStatus.PLANNED: "none",
    PlanStatus.UNDER_WAY: "half",
    PlanStatus.HEARING: "watch",
    PlanStatus.ADOPTED: "ok",
    PlanStatus.REPEALED: "draft",
}


@dataclass(frozen=True)
class Status:
    """A status as parts/status shows it: shape and colour by tone, and the word."""

    tone: str
    word: str


@dataclass(frozen=True)
class FactValue:
    text: str
    url: str = ""
    origin: str = ""


@dataclass(frozen=True)
class Fact:
    """One line of a fact list; parts/facts.html shows it."""

    label: str
    entries: tuple[FactValue, ...]


def fact(label: str, *entries: FactValue | str | None) -> Fact | None:
    """Make a fact of what is known; nothing known makes none."""
    values = tuple(FactValue(entry) if isinstance(entry, str) else entry for entry in entries if entry)
    return Fact(label, values) if values else None


def known(*facts: Fact | None) -> list[Fact]:
    return [given for given in facts if given is not None]


def lang_of(root: Root) -> str:
    """Return the language to mark a root's own words with: none when it is the reader's."""
    return "" if root.language == reader_language() else root.language


def label_of(choice: TextChoices) -> str:
    """Return a choice's label with a capital. Django's `get_…_display` translates all the others too, each time."""
    return str(capfirst(choice.label))


def plan_status(plan: Plan) -> Status:
    return Status(PLAN_TONES.get(plan.status, "none"), label_of(PlanStatus(plan.status)))


def years(first: int | None, last: int | None) -> str:
    """Write a period of years: 2024–2027, fra 2025, til 2030."""
    if first and last:
        return str(first) if first == last else f"{first}–{last}"
    if first:
        return _("fra %(year)d") % {"year": first}
    return _("til %(year)d") % {"year": last} if last else ""


def horizon(number: int | None) -> str:
    return ngettext("%(count)d år", "%(count)d år", number) % {"count": number} if number else ""


def day(value: date | None) -> str:
    return date_format(value, "DATE_FORMAT") if value else ""


def days(first: date | None, last: date | None) -> str:
    """Write a period of days, the year once when it is the same."""
    if not first or not last:
        return day(first or last)
    if first.year == last.year:
        return f"{date_format(first, 'MONTH_DAY_FORMAT')} – {day(last)}"
    return f"{day(first)} – {day(last)}"


def common_origin(origins: Iterable[str]) -> str:
    """Return the origin to mark a whole list with, when all of it is examples or all of it readings."""
    found = set(origins)
    only = next(iter(found)) if len(found) == 1 else ""
    return only if only in (Origin.EXAMPLE, Origin.READING) else ""


def own_origin(origin: str, common: str) -> str:
    """Return the origin to mark one item with: none when its list already carries the mark."""
    return "" if origin == common else origin
