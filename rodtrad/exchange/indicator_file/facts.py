"""What is wrong with living facts, in words, where it stands in the file."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from rodtrad.core.text import shorten
from rodtrad.exchange.indicator_file.entries import IndicatorFile, Whereabouts
from rodtrad.exchange.indicator_file.faults import place_of
from rodtrad.exchange.plan_file.problems import Problems, suggestion
from rodtrad.indicators.living_facts import Why
from rodtrad.indicators.operations.define_facts import NO_AREA, NO_SHARE, TWICE, UNKNOWN, FactFault


def note_fact_faults(problems: Problems, file: IndicatorFile, faults: Iterable[FactFault]) -> None:
    """Note the faults with line and column; a key that stands twice is told where it stands last."""
    places = {one.definition.key: one.at for one in file.facts}
    for fault in faults:
        at = places.get(fault.key, Whereabouts())
        message, remedy = fact_words(fault)
        name = "key" if fault.field == "key" else "text"
        problems.add(at.spot_of(name), place_of(at, "facts", fault.key), message, remedy)


def fact_words(fault: FactFault) -> tuple[str, str]:
    """Return what is wrong and what to do."""
    told = {"key": fault.key, "told": shorten(fault.told, 80)}
    messages = {
        TWICE: (_("«%(key)s» står to ganger."), _("Ta bort den ene.")),
        UNKNOWN: (_("Indikatoren «%(told)s» finnes ikke."), suggestion(fault.told, fault.known)),
        NO_SHARE: (
            _("«%(told)s» er ikke en andel i prosent, og kan ikke sies som en brøkdel."),
            _("Skriv plassen uten kolon: {%(told)s}.") % told,
        ),
        NO_AREA: (
            _("«%(told)s» er ikke koden til et sted."),
            _("Skriv koden slik den står hos SSB, for eksempel 0301 for Oslo, eller ta den bort."),
        ),
        Why.PERIOD: (
            _("«%(told)s» er ikke en periode."),
            _("Skriv den som 2024, 2024K1 eller 2023/24, eller ta den bort: da gjelder siste tall."),
        ),
        Why.BRACES: (
            _("Krøllparentesene går ikke opp ved «%(told)s»."),
            _("Skriv hver plass slik: {nøkkel}."),
        ),
        Why.KEY: (
            _("«%(told)s» er ikke nøkkelen til en indikator."),
            _("Skriv nøkkelen slik den står i adressen til indikatoren, for eksempel {innbyggere}."),
        ),
        Why.FORM: (
            _("«%(told)s» er ikke en måte å si et tall på."),
            _("Skriv av, av-ti, brøk eller år etter kolon, eller ingenting."),
        ),
        Why.NO_FIGURE: (
            _("Setningen har ikke plass til noe tall."),
            _("Skriv nøkkelen til en indikator i krøllparenteser, for eksempel {innbyggere}."),
        ),
    }
    message, remedy = messages[fault.reason]
    return message % told, remedy
