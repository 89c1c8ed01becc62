"""T-91, T-92: rules about exceptions. The check itself finds these, last, by what the others found."""

from django.utils.translation import gettext_lazy as _

from rodtrad.core.checks import Pictogram, Rule, Severity

EXPIRED = Rule(
    id="T-91",
    severity=Severity.WARNING,
    title=_("Unntak som har gått ut"),
    text=_("Et unntak gjelder til sluttdatoen. Etter det står funnet igjen."),
    reason=_("Et unntak er en avtale om å komme tilbake til saken."),
    reference=_("Metode: unntak med begrunnelse, eier og sluttdato"),
    pictogram=Pictogram.LATE,
    remedy=_("Rett det funnet gjelder, eller begrunn unntaket på nytt med en ny sluttdato."),
)
NEEDLESS = Rule(
    id="T-92",
    severity=Severity.NOTE,
    title=_("Unntak fra noe som ikke er funnet"),
    text=_("Et unntak skal gjelde et funn som finnes."),
    reason=_("Unntak som ingen trenger, skjuler det neste funnet på samme sted."),
    reference=_("Metode: unntak med begrunnelse, eier og sluttdato"),
    pictogram=Pictogram.EMPTY_RING,
    remedy=_("Slett unntaket, eller rett regelen og nøkkelen det viser til."),
)
RULES = (EXPIRED, NEEDLESS)
