"""T-32: titles that are nearly the same.

Comparing each with each is out of the question for 100 000 titles. Two are near when they have the same
words apart from endings and at most one word. So each title is filed under its word stems with each one
left out in turn; only those that share a file are compared, and then by rapidfuzz.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext_lazy as _
from rapidfuzz import fuzz

from rodtrad.core.checks import Finding, Pictogram, Rule, Severity
from rodtrad.goals.rules.check import Check, finding
from rodtrad.goals.rules.titles import are_versions, normal, order
from rodtrad.goals.rules.words import SMALL
from rodtrad.goals.snapshot import ElementRecord, Snapshot

NEAR = Rule(
    id="T-32",
    severity=Severity.NOTE,
    title=_("Nesten samme tittel"),
    text=_("To elementer på samme nivå bør ikke ha titler som er nesten like."),
    reason=_("Ofte er det den samme tingen, ført inn to ganger av to som ikke visste om hverandre."),
    reference=_("Metode: én ting, ett sted"),
    pictogram=Pictogram.TWIN,
    remedy=_("Slå dem sammen om de er det samme. Ellers begrunner du et unntak."),
)
#: Titles are near at this likeness of the whole and of each word that differs (per cent).
WHOLE, WORD = 88.0, 75.0
#: A stem is a word's first letters: endings come after.
STEM = 5
#: Titles in one file are compared with at most this many that come before.
WINDOW = 40
_DIGITS = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class _Title:
    element: ElementRecord
    text: str
    words: tuple[str, ...]
    stems: tuple[str, ...]


def near(snapshot: Snapshot, today: date) -> Iterator[Finding]:
    for level in _titles_by_level(snapshot):
        for one, other in _pairs(level):
            values = {"other": one.element.title, "plan": one.element.plan.title}
            text = _("Ligner «%(other)s» i «%(plan)s».")
            yield finding(NEAR, other.element, text, one.element, values=values)


def _titles_by_level(snapshot: Snapshot) -> Iterator[list[_Title]]:
    """Yield each level's titles in order; of those that are the same, the first."""
    levels: dict[str, dict[str, ElementRecord]] = defaultdict(dict)
    for element in snapshot.live:
        text = normal(element.title)
        known = levels[element.level.id].get(text)
        if known is None or order(element) < order(known):
            levels[element.level.id][text] = element
    for titles in levels.values():
        yield [
            _read(element, text) for text, element in sorted(titles.items(), key=lambda item: order(item[1]))
        ]


def _read(element: ElementRecord, text: str) -> _Title:
    words = tuple(word for word in text.split() if word not in SMALL)
    return _Title(element, text, words, tuple(sorted({word[:STEM] for word in words})))


def _pairs(titles: list[_Title]) -> Iterator[tuple[_Title, _Title]]:
    """Yield each title that is near one before it, with that one."""
    files: dict[int, list[int]] = {}
    for at, title in enumerate(titles):
        keys = _keys(title)
        found = _first_near(title, keys, files, titles)
        if found is not None and not are_versions(found.element, title.element):
            yield found, title
        for key in keys:
            files.setdefault(key, []).append(at)


def _keys(title: _Title) -> list[int]:
    """Return the files that it goes into. Numbers must be the same, so they are part of a file's name."""
    if len(title.stems) < 2:
        return []
    numbers = tuple(_DIGITS.findall(title.text))
    left = {title.stems, *(title.stems[:at] + title.stems[at + 1 :] for at in range(len(title.stems)))}
    return [hash((numbers, stems)) for stems in left if stems]


def _first_near(
    title: _Title, keys: list[int], files: dict[int, list[int]], titles: list[_Title]
) -> _Title | None:
    seen: set[int] = set()
    for key in keys:
        for at in files.get(key, [])[-WINDOW:]:
            if at in seen:
                continue
            seen.add(at)
            if _are_near(titles[at], title):
                return titles[at]
    return None


def _are_near(one: _Title, other: _Title) -> bool:
    if not fuzz.token_sort_ratio(one.text, other.text, score_cutoff=WHOLE):
        return False
    left = [word for word in one.words if word not in other.words]
    right = [word for word in other.words if word not in one.words]
    if len(left) > len(right):
        left, right = right, left
    return all(any(fuzz.ratio(word, candidate) >= WORD for candidate in right) for word in left)


CHECKS = (Check(NEAR, near),)
