"""What a cell says: dates, lists, words to choose among. Faults are raised as BadValueError, for the row to note."""

import re
from collections.abc import Mapping
from datetime import date, timedelta
from functools import cache

from django.utils.translation import gettext as _
from django.utils.translation import override

from rodtrad.core.text import shorten
from rodtrad.exchange.plan_file.choices import JUDGEMENTS, ORIGINS, PROGRESSES, VISIBILITIES, Words
from rodtrad.exchange.plan_file.problems import suggestion
from rodtrad.exchange.workbook.columns import plain

_NORWEGIAN_DATE = re.compile(r"([0-9]{1,2})[./]\s?([0-9]{1,2})[./]\s?([0-9]{4})")
_ISO_DATE = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})(?:[T ][0-9:.]+)?")
_DATE_IN_WORDS = re.compile(r"([0-9]{1,2})\. ?([a-zæøå]+)\.? ([0-9]{4})")
_MONTHS = ("jan", "feb", "mar", "apr", "mai", "jun", "jul", "aug", "sep", "okt", "nov", "des")
_NUMBER = re.compile(r"[0-9][0-9 \u00a0\u202f]*(?:[.,][0-9]+)?")
_BETWEEN_THOUSANDS = re.compile(r"[ \u00a0\u202f]")
#: Control characters, and those that turn the direction of the text around.
_INVISIBLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]")
_LISTS = re.compile(r"[;\n]|,\s")
YEARS = range(1800, 2201)
#: What days from 1950 to 2100 are in a spreadsheet.
_SERIAL_DAYS = range(18_264, 73_051)
#: Columns with words to choose among.
CHOICES: Mapping[str, Words] = {
    "progress": PROGRESSES,
    "judgement": JUDGEMENTS,
    "visibility": VISIBILITIES,
    "origin": ORIGINS,
}


class BadValueError(Exception):
    """A cell's text does not go: what is wrong, and what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        self.message, self.remedy = message, remedy
        super().__init__(message)


def text(given: str, most: int, *, lines: bool = False) -> str:
    if len(given) > most:
        message = _("Teksten har %(length)d tegn; grensen er %(most)d.") % {
            "length": len(given),
            "most": most,
        }
        raise BadValueError(message, _("Kort den ned."))
    if invisible := _INVISIBLE.search(given):
        message = _("Teksten har et usynlig tegn (U+%04X).") % ord(invisible.group())
        raise BadValueError(message, _("Skriv den på nytt uten tegnet."))
    return given if lines else " ".join(given.split())


def number(given: str) -> int | None:
    """Return a whole number written as people write it, «1 000» and «2026,0» too; None for anything else."""
    if not _NUMBER.fullmatch(given):
        return None
    value = float(_BETWEEN_THOUSANDS.sub("", given).replace(",", "."))
    return int(value) if value.is_integer() and value < 10**12 else None


def day(given: str, month_and_day: tuple[int, int]) -> date | None:
    """Return a day: 31.12.2026, 31. desember 2026, 2026-12-31, or the first or last day of a year."""
    if not given:
        return None
    if found := _NORWEGIAN_DATE.fullmatch(given):
        day_of_month, month, year = map(int, found.groups())
    elif found := _ISO_DATE.fullmatch(given):
        year, month, day_of_month = map(int, found.groups())
    elif found := _DATE_IN_WORDS.fullmatch(" ".join(given.casefold().split())):
        day_of_month, year = int(found.group(1)), int(found.group(3))
        month = _MONTHS.index(found.group(2)[:3]) + 1 if found.group(2)[:3] in _MONTHS else 0
    else:
        year, (month, day_of_month) = number(given) or 0, month_and_day
    try:
        if year in YEARS:
            return date(year, month, day_of_month)
    except ValueError:
        pass  # the thirtieth of February: told as any other
    message = _("«%s» er ikke en dato.") % shorten(given, 40)
    raise BadValueError(message, _serial_day(given) or _("Skriv den som 31.12.2026 eller 2026-12-31."))


def _serial_day(given: str) -> str:
    """Return a remedy for a day that a spreadsheet shows as its number: days since 1900, or on old Macs since 1904."""
    days = number(given)
    if days is None or days not in _SERIAL_DAYS:
        return ""
    shown = (date(1899, 12, 30) + timedelta(days)).strftime("%d.%m.%Y")
    return _("Er det Excels tall for %s? Gi cella datoformat, eller skriv datoen.") % shown


def choice(given: str, column: str) -> str:
    """Return the word that we keep for what people write; both languages' labels and our own word go."""
    found = _readable(column).get(plain(given))
    if found is None:
        message = _("«%s» er ikke et av ordene her.") % shorten(given, 40)
        raise BadValueError(message, suggestion(given, list(in_bokmal(column).values())))
    return found


@cache
def in_bokmal(column: str) -> Mapping[str, str]:
    """Return the column's words, by our own, as people read them: workbooks are in bokmål."""
    with override("nb"):
        return {word: str(label) for word, label in CHOICES[column].items()}


@cache
def _readable(column: str) -> Mapping[str, str]:
    with override("nn"):
        found = {plain(str(label)): word for word, label in CHOICES[column].items()}
    found |= {plain(word): word for word in CHOICES[column]}
    return found | {plain(label): word for word, label in in_bokmal(column).items()}


def words(given: str) -> list[str]:
    """Return a list's words: semicolon, line break, or comma and space between them; each once."""
    return list(dict.fromkeys(word.strip() for word in _LISTS.split(given) if word.strip()))


def sdg_codes(given: str, known: set[str]) -> list[str]:
    """Return goals and targets; a spreadsheet's decimal comma is the point of a target."""
    codes = [code.replace(",", ".").removeprefix("0") for code in words(given)]
    for code in codes:
        if code not in known:
            message = _("«%s» er ikke et av FNs bærekraftsmål eller delmål.") % shorten(code, 20)
            raise BadValueError(
                message, _("Skriv målet som 13 eller delmålet som 13.2, med semikolon mellom.")
            )
    return list(dict.fromkeys(codes))
