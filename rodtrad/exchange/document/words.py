"""Confidence and reasons in words."""

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rodtrad.exchange.document.proposal import MOST_PROPOSALS, Proposal, Reason, Why

SURE, FAIRLY_SURE = 0.8, 0.6

#: Each sentence may tell the words in the document, as «%(words)s».
_REASONS: dict[Why, str | Promise] = {
    Why.LABEL: lazy("Står under «%(words)s»."),
    Why.INLINE: lazy("«%(words)s» står foran på samme linje."),
    Why.NUMBERED: lazy("Står rett etter «%(words)s»."),
    Why.PAGE_HEADING: lazy("Er overskriften på siden der «%(words)s» står for seg selv."),
    Why.FORM: lazy("Er skrevet slik, uansett hvilken overskrift det står under."),
    Why.FORM_FITS: lazy("Er skrevet slik nivået pleier."),
    Why.DISPLACED: lazy("Overskriften «%(words)s» står tom et annet sted på siden."),
    Why.EMPTY_LABEL: lazy("Hører ikke til noe annet, og «%(words)s» står tom på siden."),
    Why.COMPOSITE: lazy("«%(words)s»: linjen over punktene er det første, punktene det andre."),
    Why.CONTAINER: lazy("Er en overskrift etter «%(words)s»."),
    Why.PICTURE: lazy("Teksten står med «%(words)s»; den er lagt i beskrivelsen."),
    Why.QUOTED: lazy("Står i anførselstegn etter ordet visjon."),
    Why.THEME: lazy("Er en kort overskrift med tekst under, på siden til «%(words)s»."),
    Why.TABLE: lazy("Står i en tabell, under eller ved «%(words)s»."),
    Why.CONTINUED: lazy("Fortsetter listen under «%(words)s» fra siden før."),
    Why.OWN_NAME: lazy("Det er deres eget navn på nivået."),
    Why.AGAIN: lazy("Står flere steder i dokumentet."),
}


def confidence_words(confidence: float) -> str:
    if confidence >= SURE:
        return _("sikker")
    return _("ganske sikker") if confidence >= FAIRLY_SURE else _("usikker")


def reason_words(reason: Reason) -> str:
    return str(_REASONS[reason.why]) % {"words": reason.words}


def why_words(proposal: Proposal) -> str:
    """Return the reasons as one text."""
    return " ".join(reason_words(reason) for reason in proposal.reasons)


def too_many_words() -> str:
    """Say that there are more proposals than are shown."""
    return (
        _("Bare de første %d forslagene er med. Del dokumentet, og les inn én del om gangen.")
        % MOST_PROPOSALS
    )


def place_words(proposal: Proposal) -> str:
    """Return where in the document the proposal stands."""
    parts = []
    if proposal.page:
        parts.append(_("side %d") % proposal.page)
    if proposal.line:
        # Word tells no pages, so paragraphs are counted through the whole document.
        parts.append((_("linje %d") if proposal.page else _("avsnitt %d")) % proposal.line)
    if proposal.heading:
        parts.append(f"«{proposal.heading}»")
    return ", ".join(parts)
