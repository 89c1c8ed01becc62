"""What is wrong with definitions and figures, in words, where it stands in the file."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from rodtrad.exchange.indicator_file.entries import IndicatorFile, Whereabouts
from rodtrad.exchange.plan_file.problems import Problems, suggestion
from rodtrad.indicators.operations.definitions import DefinitionFault, Kind, Reason

_KINDS = {Kind.DATASET: "datasets", Kind.INDICATOR: "indicators"}


def note_definition_faults(
    problems: Problems, file: IndicatorFile, faults: Iterable[DefinitionFault]
) -> None:
    """Note the faults with line and column; a key that stands twice is told where it stands last."""
    places: dict[tuple[Kind, str], Whereabouts] = {
        **{(Kind.DATASET, one.definition.key): one.at for one in file.datasets},
        **{(Kind.INDICATOR, one.definition.key): one.at for one in file.indicators},
    }
    for fault in faults:
        at = places.get((fault.kind, fault.key), Whereabouts())
        message, remedy = _words(fault)
        problems.add(at.spot_of(fault.field), place_of(at, _KINDS[fault.kind], fault.key), message, remedy)


def place_of(at: Whereabouts, kind: str, key: str) -> str:
    return " › ".join(filter(None, (at.file, kind, key)))


def _words(fault: DefinitionFault) -> tuple[str, str]:
    """Return what is wrong and what to do."""
    told = {"key": fault.key, "told": fault.told, "field": fault.field}
    near = suggestion(fault.told, fault.known) if fault.known else ""
    messages = {
        Reason.TWICE: (_("«%(key)s» står to ganger i «%(field)s»."), _("Ta bort den ene.")),
        Reason.SHADOWS_COMMON: (
            _("Nøkkelen «%(key)s» er brukt i det felles settet («%(told)s»)."),
            _("Bruk den felles indikatoren, eller gi deres egen en annen nøkkel."),
        ),
        Reason.USED_BY_ROOT: (
            _("En organisasjon har alt en egen indikator med nøkkelen «%(key)s»."),
            _("Velg en annen nøkkel."),
        ),
        Reason.UNKNOWN_DATASET: (_("Tabellen «%(told)s» finnes ikke."), near),
        Reason.UNKNOWN_INDICATOR: (_("Indikatoren «%(told)s» finnes ikke."), near),
        Reason.UNKNOWN_TARGET: (_("«%(told)s» er ikke et delmål i bærekraftsmålene."), near),
        Reason.UNKNOWN_UNIT: (
            _("Enheten «%(told)s» er ukjent."),
            _("Skriv for eksempel person, percent, kr, kr/person eller per 1000 person."),
        ),
        Reason.UNITS_DIFFER: (_("Enhetene går ikke opp: %(told)s"), _("Rett enheten eller formelen.")),
        Reason.NEEDS_PARTS: (
            _("Formelen trenger både teller og nevner."),
            _("Skriv «numerator» og «denominator», eller ta bort «formula»."),
        ),
        Reason.NEEDS_TERMS: (
            _("Formelen trenger minst to ledd."),
            _("Skriv «terms: [en, to]», eller ta bort «formula»."),
        ),
        Reason.NO_TERMS: (
            _("Ledd hører bare til en sum eller en differanse."),
            _("Ta bort «terms», eller skriv «formula: sum»."),
        ),
        Reason.ITSELF: (_("«%(key)s» kan ikke regnes ut av seg selv."), _("Skriv en annen indikator.")),
        Reason.CIRCLE: (_("Indikatorene går i ring: %(told)s."), _("Ta bort ett av leddene.")),
        Reason.BAND_WITHOUT_DIRECTION: (
            _("Et bånd hører bare til retningen «band»."),
            _("Skriv «direction: band», eller ta bort «band»."),
        ),
        Reason.BAND_BACKWARDS: (
            _("Båndet må ha en nedre grense som er lavere enn den øvre."),
            _("Skriv «band: {low: 1, high: 2}»."),
        ),
        Reason.MORE_OPEN: (
            _("«%(key)s» er åpnere enn «%(told)s», som den er regnet ut av."),
            _("Gi dem samme synlighet."),
        ),
        Reason.HIDES_NO_COUNT: (
            _("Bare antall kan skjules når de er små; «%(key)s» er ikke et antall."),
            _("Ta bort «hidden_below», eller skriv «quantity: count»."),
        ),
    }
    message, remedy = messages[fault.reason]
    return message % told, remedy
