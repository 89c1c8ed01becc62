"""The words that an indicator file may choose among, each with what it means."""

from collections.abc import Callable

from django.db.models import Choices
from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from rodtrad.core.models import Origin, Visibility
from rodtrad.core.periods import Frequency
from rodtrad.exchange.plan_file.choices import Words
from rodtrad.indicators.models import (
    Dimension,
    Direction,
    Formula,
    Perspective,
    Provider,
    Quantity,
    Theme,
)


def _words(choices: type[Choices]) -> Words:
    # The label as it was declared, so that it is translated when it is read.
    return {str(choice.value): choice._label_ for choice in choices}


def _label_of(value: str) -> str:
    return Frequency(value).label


_label: Callable[[str], str] = lazy(_label_of, str)

PROVIDERS = _words(Provider)
FREQUENCIES: Words = {one.value: _label(one.value) for one in Frequency}
DIRECTIONS = _words(Direction)
DIMENSIONS = _words(Dimension)
PERSPECTIVES = _words(Perspective)
THEMES = _words(Theme)
QUANTITIES = _words(Quantity)
FORMULAS = _words(Formula)
ORIGINS = _words(Origin)
#: At most internal, as the root itself: what only a team may see belongs to an element.
VISIBILITIES: Words = {
    choice.name.lower(): choice._label_ for choice in Visibility if choice is not Visibility.TEAM
}
#: Of a figure; each is a name of `ObservationStatus`, in small letters.
STATUSES: Words = {
    "provisional": _("foreløpig"),
    "missing": _("mangler"),
    "not_possible": _("finnes ikke"),
    "confidential": _("holdt tilbake"),
    "not_yet": _("ikke kommet ennå"),
}
