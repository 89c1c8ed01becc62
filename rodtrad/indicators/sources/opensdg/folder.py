"""A folder of Open SDG: each indicator's figures (`data/indicator_1-2-1.csv`) and metadata (`meta/1-2-1.md`)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from django.utils.translation import gettext as _

from rodtrad.core.sheets.problems import CellProblem

#: Where the files of a site lie; those of one that was tidied by hand lie in the folder itself.
PLACES = ("", "data", "meta")
_NUMBER = r"(?P<number>[0-9]{1,2}-[0-9a-z]{1,2}(?:-[0-9a-z]{1,12}){0,3})"
_DATA = re.compile(rf"(?:indicator_)?{_NUMBER}\.csv", re.IGNORECASE)
_METADATA = re.compile(rf"(?:meta_|indicator_)?{_NUMBER}\.(?:md|ya?ml)", re.IGNORECASE)
_LONGEST_NUMBER = 24


@dataclass(frozen=True, slots=True)
class FileProblem:
    """One fault, and the file it is in."""

    file: str
    problem: CellProblem

    def __str__(self) -> str:
        return f"{self.file}: {self.problem}"


@dataclass(frozen=True, slots=True)
class Pair:
    """The two files of one indicator, by name. `number` is as in the names, «1-2-1»."""

    number: str
    data: str
    metadata: str


@dataclass
class Sorted:
    """What the names of the files tell. `others` are none of Open SDG's, or of an indicator that has no figures."""

    pairs: list[Pair] = field(default_factory=list)
    problems: list[FileProblem] = field(default_factory=list)
    without_figures: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)


def sort_files(names: Iterable[str]) -> Sorted:
    """Tell the files apart by their names, which are paths from the folder with `/` between the parts."""
    found = Sorted()
    data: dict[str, str] = {}
    metadata: dict[str, str] = {}
    for name in sorted(names):
        place, _slash, base = name.rpartition("/")
        for pattern, held in ((_DATA, data), (_METADATA, metadata)):
            told = pattern.fullmatch(base) if place in PLACES else None
            if told and len(told["number"]) <= _LONGEST_NUMBER:
                _hold(held, told["number"].lower(), name, found)
                break
        else:
            found.others.append(name)
    for number, name in data.items():
        if number in metadata:
            found.pairs.append(Pair(number, name, metadata[number]))
        else:
            found.problems.append(_lacks_metadata(name, number))
    found.without_figures = [name for number, name in metadata.items() if number not in data]
    found.pairs.sort(key=lambda pair: _in_order(pair.number))
    return found


def _hold(held: dict[str, str], number: str, name: str, found: Sorted) -> None:
    if (first := held.setdefault(number, name)) != name:
        message = _("Fila gjelder den samme indikatoren som %s.") % first
        found.problems.append(FileProblem(name, CellProblem("", message, _("Ta bort en av dem."))))


def _lacks_metadata(name: str, number: str) -> FileProblem:
    message = _("Fila har ingen metadata, som sier hva tallene er.")
    return FileProblem(name, CellProblem("", message, _("Legg til meta/%s.md.") % number))


def _in_order(number: str) -> list[tuple[int, str]]:
    """Return what sorts 2 before 10, and 1-2 before 1-a."""
    return [(int(part) if part.isdecimal() else 1000, part) for part in number.split("-")]
