"""A sentence taken apart into words and places for figures."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from rodtrad.core.periods import Period, PeriodError, parse_period
from rodtrad.core.text import is_key


class Form(StrEnum):
    """How a figure is said. All but the figure and the period are for shares in per cent."""

    FIGURE = ""
    #: «1 av 6»
    PORTION = "av"
    #: «8 av 10»
    IN_TEN = "av-ti"
    #: «2/3»
    FRACTION = "brøk"
    #: The period that the figure is for: «2025».
    PERIOD = "år"

    @property
    def needs_share(self) -> bool:
        return self in (Form.PORTION, Form.IN_TEN, Form.FRACTION)


#: The place for the name of the root; no indicator can stand there under this key.
PLACE_NAME = "sted"


@dataclass(frozen=True)
class Slot:
    """A place in a sentence: for a figure, or with the key `PLACE_NAME` for the name of the root.

    Without an area the figure is for the root's own; without a period it is the latest.
    """

    key: str
    form: Form = Form.FIGURE
    #: The code of an area.
    area: str = ""
    #: A period as people write it.
    period: str = ""

    def __str__(self) -> str:
        where = f" i {self.area}" if self.area else ""
        when = f" for {self.period}" if self.period else ""
        return f"{{{self.key}{where}{when}{':' if self.form else ''}{self.form.value}}}"

    @property
    def figure(self) -> "Slot":
        """Return the place for the figure itself, however it is said here."""
        return replace(self, form=Form.FIGURE)

    def is_for(self, period: Period) -> bool:
        """Tell whether the place is for that period: «2023/24» is a school year where the figures have those."""
        try:
            return not self.period or parse_period(self.period, period.frequency) == period
        except PeriodError:
            return False


class Why(StrEnum):
    """Why a text is no sentence with figures."""

    BRACES = "braces"
    KEY = "key"
    FORM = "form"
    PERIOD = "period"
    NO_FIGURE = "no_figure"


class SentenceError(ValueError):
    """A text is no sentence with figures; `told` is the part that is wrong."""

    def __init__(self, why: Why, told: str) -> None:
        super().__init__(f"{why}: {told}")
        self.why = why
        self.told = told


_SLOT = re.compile(r"\{([^{}]*)\}")
_PARTS = re.compile(
    r"(?P<key>[^\s:]*)(?:\s+i\s+(?P<area>[^\s:]+))?(?:\s+for\s+(?P<period>[^:]+))?\s*(?::(?P<form>.*))?"
)


def parse_sentence(text: str) -> list[str | Slot]:
    """Return words and places in the order they stand. Raises SentenceError."""
    pieces: list[str | Slot] = []
    for number, part in enumerate(_SLOT.split(text)):
        if number % 2:
            pieces.append(_slot(part))
        elif "{" in part or "}" in part:
            raise SentenceError(Why.BRACES, part.strip())
        elif part:
            pieces.append(part)
    if not slots_in(pieces):
        raise SentenceError(Why.NO_FIGURE, text)
    return pieces


def slots_in(pieces: Iterable[str | Slot]) -> list[Slot]:
    """Return the places for figures."""
    return [one for one in pieces if isinstance(one, Slot) and one.key != PLACE_NAME]


def _slot(text: str) -> Slot:
    found = _PARTS.fullmatch(text.strip())
    key, area, period, form = (
        ((found[name] or "").strip() for name in ("key", "area", "period", "form"))
        if found
        else ("", "", "", "")
    )
    if not is_key(key):
        raise SentenceError(Why.KEY, text)
    if form not in [one.value for one in Form] or (key == PLACE_NAME and (form or area or period)):
        raise SentenceError(Why.FORM, form)
    if period and not _is_period(period):
        raise SentenceError(Why.PERIOD, period)
    return Slot(key, Form(form), area, period)


def _is_period(text: str) -> bool:
    try:
        parse_period(text)
    except PeriodError:
        return False
    return True
