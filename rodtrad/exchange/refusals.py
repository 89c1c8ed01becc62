"""Turns the database's refusals into words."""

from django.db import DatabaseError
from django.utils.translation import gettext as _
from psycopg import Error
from psycopg.errors import DiskFull

from rodtrad.goals.models import Element


def in_words(error: DatabaseError) -> str:
    """Return a sentence for what the database refused, with the element it concerns when it says so."""
    cause = error.__cause__
    diagnosis = cause.diag if isinstance(cause, Error) else None
    constraint = diagnosis.constraint_name if diagnosis else None
    named = _element(diagnosis.message_detail if diagnosis else None)
    if constraint == "adoption_lock":
        return _(
            "Elementet «%s» står i en vedtatt plan, og vedtatt tekst endres ikke. Lag en ny plan for "
            "endringen, eller oppgi en begrunnelse om det er en retting (--correction). Ingenting er lagret."
        ) % (named or "?")
    if constraint == "link_no_circle":
        return _("Koblingene går i ring ved «%s». Ta bort én av dem. Ingenting er lagret.") % (named or "?")
    if constraint == "link_across_membership":
        return _(
            "En kobling til en annen organisasjon går bare fra et medlem til regionen det er med i. "
            "Ingenting er lagret."
        )
    if isinstance(cause, DiskFull):
        return _("Disken er full der databasen ligger. Frigjør plass og prøv igjen. Ingenting er lagret.")
    return _("Databasen sa nei (%(name)s): %(message)s Ingenting er lagret.") % {
        "name": constraint or type(error).__name__,
        "message": str(error).splitlines()[0].rstrip(".") + "." if str(error) else "",
    }


def _element(identity: str | None) -> str | None:
    """Return the key of the element; the transaction is over, so a new element is not found."""
    if not identity or len(identity) != 36:
        return None
    return Element.objects.filter(id=identity).values_list("key", flat=True).first() or identity
