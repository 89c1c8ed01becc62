"""A sentence taken apart into words and places for figures."""

import re
from dataclasses import dataclass
from enum import StrEnum

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
    """A place in a sentence: for a figure, or with the key `PLACE_NAME` for the name of the root."""

    key: str
    form: Form = Form.FIGURE


class Why(StrEnum):
    """Why a text is no sentence with figures."""

    BRACES = "braces"
    KEY = "key"
    FORM = "form"
    NO_FIGURE = "no_figure"


class SentenceError(ValueError):
    """A text is no sentence with figures; `told` is the part that is wrong."""

    def __init__(self, why: Why, told: str) -> None:
        super().__init__(f"{why}: {told}")
        self.why = why
        self.told = told


_SLOT = re.compile(r"\{([^{}]*)\}")


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
    if not any(isinstance(one, Slot) and one.key != PLACE_NAME for one in pieces):
        raise SentenceError(Why.NO_FIGURE, text)
    return pieces


def _slot(text: str) -> Slot:
    key, _colon, form = (part.strip() for part in text.partition(":"))
    if not is_key(key):
        raise SentenceError(Why.KEY, text)
    if form not in [one.value for one in Form] or (key == PLACE_NAME and form):
        raise SentenceError(Why.FORM, form)
    return Slot(key, Form(form))
