"""Figures, bands and steps as people write them, and back."""

import re
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django.utils.translation import gettext as _

from rodtrad.indicators.sources.table.numbers import NotAFigureError, read_figure
from rodtrad.targets.methods import Band

#: A band as a target holds it: the ends, then whether each belongs when not both do.
BandValues = list[float | bool | None]
_MINUS = "\N{MINUS SIGN}"
_FIGURE = r"[-−]?\s?[0-9][0-9\s.,]*"
_BETWEEN = re.compile(rf"(?:fra |mellom |from |between )?({_FIGURE})\s*(?:–|-|til|og|to|and)\s*({_FIGURE})")
_HALF_OPEN = re.compile(rf"(over |above )?({_FIGURE})\s*(?:–|-|til|to)\s*(under |below )?({_FIGURE})")
_END = re.compile(rf"(>=|<=|>|<|≥|≤|[a-zæøå]+ )\s*({_FIGURE})")
_AFTER = re.compile(rf"({_FIGURE})\s*(eller mer|eller mindre|or more|or less)")
#: What stands before an end: whether it is the lowest, and whether it belongs to the band.
_SIGNS = {
    ">": (True, False), "over": (True, False), "≥": (True, True), ">=": (True, True), "minst": (True, True),
    "fra": (True, True), "<": (False, False), "under": (False, False), "≤": (False, True), "<=": (False, True),
    "høyst": (False, True), "høgst": (False, True), "til": (False, True),
    "above": (True, False), "least": (True, True), "below": (False, False), "most": (False, True),
    "minimum": (True, True), "maksimum": (False, True), "maks": (False, True), "min": (True, True),
}  # fmt: skip
_STEP = re.compile(r"([0-9]{4})\s*[:=\s]\s*(.+)")


def figure_text(value: float | None) -> str:
    """Write a figure in full, with decimal comma and no grouping, so that it reads back as the same."""
    if value is None:
        return ""
    text = format(Decimal(repr(float(value))), "f")
    if "." in text:
        text = text.rstrip("0").rstrip(".")
    return text.replace(".", ",").replace("-", _MINUS)


def percent_text(share: float) -> str:
    """Write a share of one as a percentage without its sign."""
    text = format(Decimal(repr(float(share))) * 100, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text).replace(".", ",").replace("-", _MINUS)


def read_number(text: str) -> float:
    """Read a figure as people write it. Raises ValueError with a sentence."""
    bare = text.strip()
    try:
        if not any(letter.isdigit() for letter in bare):
            raise NotAFigureError(bare)
        value, _status = read_figure(bare)
    except NotAFigureError:
        raise ValueError(_("«%s» er ikke et tall. Skriv et vanlig tall, som 12,5.") % bare) from None
    return value


def read_percent(text: str) -> float:
    """Read a percentage as a share of one. Raises ValueError with a sentence."""
    return float(Decimal(repr(read_number(text.strip().rstrip("%")))) / 100)


def band_text(values: BandValues) -> str:
    """Write a band with signs, which are the same in all languages: «1,3–1,69», «> 70», «≥ 10; < 20»."""
    band = Band(*values)  # type: ignore[arg-type]  # two ends and two truths, in this order
    if band.low is not None and band.high is not None and band.low_included and band.high_included:
        return f"{figure_text(band.low)}–{figure_text(band.high)}"
    low = "" if band.low is None else f"{'≥' if band.low_included else '>'} {figure_text(band.low)}"
    high = "" if band.high is None else f"{'≤' if band.high_included else '<'} {figure_text(band.high)}"
    return "; ".join(end for end in (low, high) if end)


def read_band(text: str) -> BandValues:
    """Read a band as people write it. Raises ValueError with a sentence."""
    plain = " ".join(text.casefold().split()).replace("%", "").strip()
    if found := _HALF_OPEN.fullmatch(plain):
        over, under = bool(found[1]), bool(found[3])
        ends = [not over, not under] if under else [not over] if over else []
        return [read_number(found[2]), read_number(found[4]), *ends]
    if found := _BETWEEN.fullmatch(plain):
        return [read_number(found[1]), read_number(found[2])]
    low: tuple[float, bool] | None = None
    high: tuple[float, bool] | None = None
    for part in re.split(r" (?:og|and) |;", plain):
        is_low, value, belongs = _end(part.strip(), text)
        if (low if is_low else high) is not None:
            raise ValueError(_not_a_band(text))
        if is_low:
            low = value, belongs
        else:
            high = value, belongs
    values: BandValues = [low[0] if low else None, high[0] if high else None]
    belongs = [low is None or low[1], high is None or high[1]]
    while belongs and ends[-1]:
        ends.pop()
    return [*values, *ends]


def _end(part: str, whole: str) -> tuple[bool, float, bool]:
    """Return whether it is the lowest end, the figure, and whether it belongs."""
    if found := _AFTER.fullmatch(part):
        return found[2] in ("eller mer", "or more"), read_number(found[1]), True
    part = part.removeprefix("at ")
    if (found := _END.fullmatch(part)) and found[1].strip() in _SIGNS:
        is_low, belongs = _SIGNS[found[1].strip()]
        return is_low, read_number(found[2]), belongs
    raise ValueError(_not_a_band(whole))


def _not_a_band(text: str) -> str:
    return (
        _("«%s» er ikke et bånd. Skriv som «1,3–1,69», «over 70», «minst 40», «under 5» eller «høyst 24».")
        % text.strip()
    )


def read_bands(text: str) -> list[BandValues]:
    """Read a band from each line."""
    return [read_band(line) for line in text.splitlines() if line.strip()]


def without_shared_ends(bands: Mapping[str, Any]) -> dict[str, Any]:
    """Let a figure at which two bands meet belong to the better one: so people mean «1–2» beside «2–3»."""
    better: list[Band] = [Band(*bands["wanted"])] if bands.get("wanted") else []
    found = dict(bands)
    for name in ("accepted", "not_accepted"):
        if name in found:
            found[name] = [_apart_from(better, Band(*values)) for values in found[name]]
    return found


def _apart_from(better: list[Band], band: Band) -> BandValues:
    """Return the band without the ends that a better one has, and count it among those from now on."""
    lows = {one.high for one in better if one.high_included} - {None}
    highs = {one.low for one in better if one.low_included} - {None}
    if band.low != band.high:
        band = replace(
            band,
            low_included=band.low_included and band.low not in lows,
            high_included=band.high_included and band.high not in highs,
        )
    better.append(band)
    ends = [band.low_included, band.high_included]
    while ends and ends[-1]:
        ends.pop()
    return [band.low, band.high, *ends]


def steps_text(steps: list[list[Any]]) -> str:
    return "\n".join(f"{year}: {figure_text(value)}" for year, value in steps)


def read_steps(text: str) -> list[list[Any]]:
    """Read a step from each line: a year and a figure. Raises ValueError with a sentence."""
    steps: dict[int, float] = {}
    for line in text.splitlines():
        if not line.strip():
            continue
        found = _STEP.fullmatch(line.strip())
        if found is None:
            raise ValueError(
                _("«%s» er ikke et trinn. Skriv år, kolon og verdi, som «2027: 12,5».") % line.strip()
            )
        if int(found[1]) in steps:
            raise ValueError(_("Året %s står to ganger. Hvert trinn har sitt eget år.") % found[1])
        steps[int(found[1])] = read_number(found[2])
    return [[year, value] for year, value in sorted(steps.items())]
