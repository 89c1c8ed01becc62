"""Figures inside sentences, written in the reader's language when the sentence is read."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.formats import number_format

#: Puts a figure into words, in the language that is active when it is called.
Write = Callable[[float], str]

_DECIMALS = 2
_MINUS = "\N{MINUS SIGN}"


@dataclass(frozen=True, slots=True)
class Written:
    """A figure that is put into words when it is read."""

    value: float
    write: Write

    def __str__(self) -> str:
        return self.write(self.value)


def write_plainly(value: float) -> str:
    """Write a figure with two decimals at most and no grouping, where no indicator says how it is written."""
    text = f"{value:.{_DECIMALS}f}".rstrip("0").rstrip(".")
    text = "0" if text in {"-0", ""} else text
    decimals = len(text.partition(".")[2])
    return number_format(text, decimal_pos=decimals, use_l10n=True).replace("-", _MINUS)


def write_year(year: float) -> str:
    """Write a year; with decimals where a figure holds for a part of one."""
    return str(int(year)) if float(year).is_integer() else write_plainly(year)


def write_percent(share: float) -> str:
    """Write a share of one as a percentage with one decimal at most."""
    return write_plainly(round(share * 100, 1))
