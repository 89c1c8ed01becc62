"""Which area a cell means: by code, also one that a spreadsheet took the first nought from, or by name."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from rodtrad.core.periods import Period
from rodtrad.geography.models import AreaKind

#: How many digits a code of each kind has.
_DIGITS = {AreaKind.COUNTY: 2, AreaKind.MUNICIPALITY: 4, AreaKind.DISTRICT: 6}
_CODE_AND_NAME = re.compile(r"(?:K[-_])?([0-9]{1,6}[a-z]?|[A-Z]{2,4}[0-9]{0,2})(?:\s*[-–:]?\s+(\D.*))?")
_ENDINGS = (" i alt", " kommune", " fylkeskommune", " fylke", " bydel")
_COUNTRY = {"norge", "landet", "hele landet", "noreg", "heile landet", "norway"}


@dataclass(frozen=True)
class KnownArea:
    code: str
    name: str
    kind: str
    other_names: str = ""
    #: Of one name, an area in force is meant before one that was.
    is_in_force: bool = True
    #: The last day of one that is no more, and the codes and names of what it became.
    last_day: date | None = None
    became: tuple[str, ...] = ()


class UnknownAreaError(ValueError):
    """No area has this code or name."""


class SeveralAreasError(ValueError):
    """More than one area has this name; `codes` are theirs."""

    def __init__(self, codes: Iterable[str]) -> None:
        self.codes = sorted(codes)
        super().__init__(", ".join(self.codes))


@dataclass
class Places:
    """The areas that a table may mean. Of one name, the area of the table's own kind is meant."""

    kind: str
    codes: set[str] = field(default_factory=set)
    names: dict[str, list[KnownArea]] = field(default_factory=lambda: defaultdict(list))
    #: By code the area that is no more, where none in force has the code.
    gone: dict[str, KnownArea] = field(default_factory=dict)

    @classmethod
    def of(cls, areas: Iterable[KnownArea], kind: str) -> "Places":
        found = cls(kind)
        areas = list(areas)
        in_force = {area.code for area in areas if area.last_day is None}
        for area in sorted(areas, key=lambda one: one.last_day or date.max):
            if area.last_day and area.code not in in_force:
                found.gone[area.code] = area
            found.codes.add(area.code)
            for name in (area.name, *area.other_names.split("; ")):
                if name:
                    found.names[_folded(name)].append(area)
        return found

    def code_of(self, text: str) -> str:
        """Return the code of the area that a cell means. Raises UnknownAreaError, SeveralAreasError."""
        plain = " ".join(text.split())
        if matched := _CODE_AND_NAME.fullmatch(plain):
            code, name = self._full_code(matched[1]), matched[2] or ""
            if code in self.codes and not self._is_of_another(name, code):
                return code
            plain = name or plain
        if plain.casefold() in _COUNTRY:
            return "0"
        named = self.names.get(_folded(plain), [])
        wanted = (
            self.kind,
            AreaKind.MUNICIPALITY,
        )  # «Oslo» among districts is the municipality, not the county
        own = next(filter(None, ([area for area in named if area.kind == kind] for kind in wanted)), named)
        codes = {area.code for area in own if area.is_in_force} or {area.code for area in own}
        if len(codes) > 1:
            raise SeveralAreasError(codes)
        if not codes:
            raise UnknownAreaError(text)
        return codes.pop()

    def gone_by(self, code: str, period: Period) -> KnownArea | None:
        """Return the area of a code that was no more when the period began."""
        area = self.gone.get(code)
        return area if area and area.last_day and area.last_day < period.starts else None

    def names_one(self, text: str) -> bool:
        """Tell whether a cell means an area, or several, of those that there are."""
        try:
            return self.code_of(text) in self.codes
        except SeveralAreasError:
            return True
        except UnknownAreaError:
            return False

    def _is_of_another(self, name: str, code: str) -> bool:
        """Tell whether the name beside a code is another area's: «01 Gamle Oslo» is no code of a county."""
        named = {area.code for area in self.names.get(_folded(name), [])}
        return bool(named) and code not in named

    def _full_code(self, code: str) -> str:
        """Put back the nought that a spreadsheet took away, where the table's kind of code shows it is gone."""
        digits = _DIGITS.get(AreaKind(self.kind), 0)
        return code.zfill(digits) if code.isdigit() and len(code) == digits - 1 else code


def _folded(name: str) -> str:
    plain = " ".join(name.split()).casefold().removeprefix("bydel ")
    for ending in _ENDINGS:
        plain = plain.removesuffix(ending)
    return plain
