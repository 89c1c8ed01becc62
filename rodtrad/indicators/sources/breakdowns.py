"""What figures are broken down by, as files tell it: no longer than the store holds."""

from django.utils.translation import gettext as _

from rodtrad.indicators.columns import LONGEST_BREAKDOWN, Mark


def fault_of_length(breakdown: tuple[tuple[str, str], ...]) -> str:
    """Return what is wrong with the length of a breakdown; empty when nothing is."""
    length = len(Mark("", breakdown).breakdown_key)
    if length <= LONGEST_BREAKDOWN:
        return ""
    return _("Det tallet er delt inn etter, er på %(length)d tegn til sammen; grensen er %(limit)d.") % {
        "length": length,
        "limit": LONGEST_BREAKDOWN,
    }


def remedy_of_length() -> str:
    return _("Kort ned teksten.")
