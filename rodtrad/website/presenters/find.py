"""The ways in that a root has."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.organisations.models import Root


@dataclass(frozen=True)
class Way:
    title: str
    text: str
    url: str
    count: str


def ways(root: Root, places: int, themes: int, targets: int) -> list[Way]:
    """Return the ways in that lead somewhere in this root."""
    return [
        Way(
            _("Sju spørsmål"),
            _("Fra hva som er vanskelig, til hva det ble. Hvert spørsmål har en plan som svarer."),
            reverse("plan_system", args=[root.slug]),
            "",
        ),
        Way(
            _("Sted"),
            _("Hva gjelder der du bor?"),
            reverse("places", args=[root.slug]),
            ngettext("%(count)d sted", "%(count)d steder", places) % {"count": places} if places else "",
        ),
        Way(
            _("Tema"),
            _("Skole, bolig, fjord eller noe annet du bryr deg om."),
            reverse("themes", args=[root.slug]),
            ngettext("%(count)d tema", "%(count)d temaer", themes) % {"count": themes} if themes else "",
        ),
        Way(
            _("Saker og møter"),
            _("Hva de folkevalgte har avgjort, hva som skal opp, og hva som ble av det de ba om."),
            reverse("cases", args=[root.slug]),
            "",
        ),
        Way(
            _("Årshjul"),
            _("Hva som skjer i året og i perioden: møter, høringer, frister og nye tall."),
            reverse("wheel", args=[root.slug]),
            "",
        ),
        Way(
            _("Bærekraftsmål"),
            _("Hvilke av FNs mål som betyr mest her, og hva som blir gjort."),
            reverse("sdg", args=[root.slug]),
            ngettext("%(count)d delmål", "%(count)d delmål", targets) % {"count": targets} if targets else "",
        ),
    ]
