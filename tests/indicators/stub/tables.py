"""Tables of the stub, made in code. The figure of a cell is its place in the whole table, unless said otherwise."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import prod

import numpy as np
from numpy.typing import NDArray

UPDATED = "2026-06-15T06:00:00Z"


@dataclass
class StubVariable:
    code: str
    values: dict[str, str]
    label: str = ""
    elimination: bool = False
    #: Codelists by id: label, and their values with what each of them sums or selects.
    codelists: dict[str, tuple[str, dict[str, tuple[str, ...]]]] = field(default_factory=dict)
    role: str = ""


@dataclass
class StubTable:
    ident: str
    label: str
    variables: list[StubVariable]
    updated: str = UPDATED
    may_be_summed: bool = True
    discontinued: bool = False
    #: Figures and signs that are not as the rule has it, by the codes of the cell.
    figures: dict[tuple[str, ...], float | None] = field(default_factory=dict)
    signs: dict[tuple[str, ...], str] = field(default_factory=dict)

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(len(variable.values) for variable in self.variables)

    @property
    def cells(self) -> int:
        return prod(self.shape)

    def variable(self, code: str) -> StubVariable | None:
        return next((each for each in self.variables if each.code.casefold() == code.casefold()), None)

    def place(self, *codes: str) -> int:
        """Return the place of a cell in the whole table: what its figure is."""
        places = [list(each.values).index(code) for each, code in zip(self.variables, codes, strict=True)]
        return int(np.ravel_multi_index(places, self.shape))

    def take(self, chosen: Mapping[str, list[list[str]]]) -> tuple[NDArray[np.float64], dict[int, str]]:
        """Return figures and signs of some cells; each chosen value is a list of codes that are summed."""
        values = np.zeros(())
        grids, sizes = [], []
        for variable in self.variables:
            places_of = {code: place for place, code in enumerate(variable.values)}
            groups = chosen.get(variable.code) or [list(places_of)]
            grids.append([[places_of[code] for code in group] for group in groups])
            sizes.append(len(groups))
        if all(len(group) == 1 for grid in grids for group in grid):
            places = np.ix_(*[[group[0] for group in grid] for grid in grids])
            values = np.ravel_multi_index(np.broadcast_arrays(*places), self.shape).astype(np.float64)
        else:
            values = np.zeros(sizes)
            for at in np.ndindex(*sizes):
                members = np.ix_(*[grid[n] for grid, n in zip(grids, at, strict=True)])
                values[at] = np.ravel_multi_index(np.broadcast_arrays(*members), self.shape).sum()
        signs: dict[int, str] = {}
        flat = values.reshape(-1)
        for cell in {*self.figures, *self.signs}:
            at = self._within(cell, chosen)
            if at is not None:
                place = int(np.ravel_multi_index(at, sizes))
                figure = self.figures.get(cell, None if self.signs.get(cell, "*") != "*" else flat[place])
                flat[place] = np.nan if figure is None else figure
                if cell in self.signs:
                    signs[place] = self.signs[cell]
        return flat, signs

    def _within(self, cell: tuple[str, ...], chosen: Mapping[str, list[list[str]]]) -> tuple[int, ...] | None:
        at = []
        for variable, code in zip(self.variables, cell, strict=True):
            groups = chosen.get(variable.code)
            if groups is None:
                return None
            found = [n for n, group in enumerate(groups) if group == [code]]
            if not found:
                return None
            at.append(found[0])
        return tuple(at)


def population(regions: Mapping[str, str] | None = None, years: range = range(2015, 2027)) -> StubTable:
    """Return a table as 07459 is: inhabitants by region, sex and year; sex may be left out."""
    named = dict(
        regions or {"0": "Hele landet", "0301": "Oslo", "3201": "Bærum", "4601": "Bergen", "1508": "Ålesund"}
    )
    municipalities = {code: (code,) for code in named if len(code) == 4}
    return StubTable(
        "07459",
        "07459: Befolkning, etter region, kjønn, statistikkvariabel og år",
        [
            StubVariable(
                "Region",
                named,
                "region",
                True,
                {
                    "agg_KommSummer": (
                        "Kommuner 2024, sammenslåtte tidsserier",
                        {f"K-{code}": (code,) for code in municipalities},
                    ),
                    "agg_Alle": ("Alle", {"F-alle": tuple(municipalities)}),
                },
                "geo",
            ),
            StubVariable("Kjonn", {"1": "Menn", "2": "Kvinner"}, "kjønn", True),
            StubVariable(
                "ContentsCode", {"Personer1": "Personer"}, "statistikkvariabel", False, {}, "metric"
            ),
            StubVariable("Tid", {str(year): str(year) for year in years}, "år", False, {}, "time"),
        ],
    )


def basic_units() -> StubTable:
    """Return a table as 04317 is: 34 097 areas and 28 years, 954 716 cells, more than one call may have."""
    return StubTable(
        "04317",
        "04317: Grunnkretsenes befolkning",
        [
            StubVariable(
                "Grunnkretser", {f"{number:08}": f"Krets {number}" for number in range(34_097)}, "grunnkrets"
            ),
            StubVariable("ContentsCode", {"Personer": "Personer"}, "statistikkvariabel", False, {}, "metric"),
            StubVariable(
                "Tid", {str(year): str(year) for year in range(1999, 2027)}, "år", False, {}, "time"
            ),
        ],
    )


def kostra(updated: str = "2026-06-15T06:00:00Z") -> StubTable:
    """Return a table as KOSTRA's are: regions of all kinds, accounting dimensions that cannot be left out."""
    regions = {
        "EAK": "Landet",
        "EAKUO": "Landet uten Oslo",
        "EKA03": "Oslo",
        "EKG01": "KOSTRA-gruppe 1",
        "EKG13": "KOSTRA-gruppe 13",
        "0301": "Oslo",
        "3201": "Bærum",
        "0231": "Skedsmo (-2019)",
    }
    return StubTable(
        "12362",
        "12362: Utgifter til tjenesteområdene, etter region, funksjon, art, statistikkvariabel og år",
        [
            StubVariable(
                "KOKkommuneregion0000",
                regions,
                "region",
                False,
                {
                    "agg_KOGkommuneregion0000012345": (
                        "Uttrekk for Kommuner 2024-",
                        {"0301": ("0301",), "3201": ("3201",)},
                    ),
                    "agg_KOGkommuneregion0000067890": (
                        "Uttrekk for KOSTRA-grupper",
                        {"EKG01": ("EKG01",), "EKG13": ("EKG13",)},
                    ),
                },
                "geo",
            ),
            StubVariable("KOKregnskapsomfa0000", {"A": "Konsern", "B": "Kommunekassen"}, "regnskapsomfang"),
            StubVariable("KOKfunksjon0000", {"FG2": "Barnehage", "FG3": "Grunnskole"}, "funksjon"),
            StubVariable("KOKart0000", {"AGD2": "Brutto driftsutgifter"}, "art"),
            StubVariable(
                "ContentsCode",
                {"KOSbelop0000": "Beløp (1000 kr)", "KOSbelopinnbyg0000": "Beløp per innbygger (kr)"},
                "statistikkvariabel",
                False,
                {},
                "metric",
            ),
            StubVariable(
                "Tid", {str(year): str(year) for year in range(2015, 2026)}, "år", False, {}, "time"
            ),
        ],
        updated=updated,
        may_be_summed=False,
    )
