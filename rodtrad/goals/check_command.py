"""What `rodtrad check` does, apart from reading its arguments."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone, translation
from django.utils.translation import gettext as _

from rodtrad.core.checks import Severity
from rodtrad.goals.check_formats import FORMATS
from rodtrad.goals.checking import run_check, visible_to
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import EVERYTHING

#: Exit codes: nothing grave found, an error stands, the question was wrong.
CLEAN, ERRORS, WRONG = 0, 1, 2


def check_command(
    slug: str, output: str = "text", severity: str = "note", today: date | None = None, language: str = "nb"
) -> tuple[str, int]:
    """Return what to print and the exit code: 1 when an error stands, 2 when the question cannot be answered.

    `severity` is the least grave to show; it does not change the exit code.
    """
    with translation.override(language):
        if output not in FORMATS:
            return _unknown(
                _("Formatet «%(given)s» finnes ikke. Velg mellom: %(known)s."), output, FORMATS
            ), WRONG
        if severity not in list(Severity):
            text = _("Alvorsgraden «%(given)s» finnes ikke. Velg mellom: %(known)s.")
            return _unknown(text, severity, [each.value for each in Severity]), WRONG
        root = Root.objects.filter(slug=slug).first()
        if root is None:
            known = Root.objects.order_by("slug").values_list("slug", flat=True)
            text = _("Ingen organisasjon heter «%(given)s». Disse finnes: %(known)s.")
            return _unknown(text, slug, known), WRONG
        result = visible_to(run_check(root=root, today=today or timezone.localdate()), EVERYTHING)
        shown = result.at_least(Severity(severity))
        return FORMATS[output](shown), ERRORS if result.has_errors else CLEAN


def _unknown(text: str, given: str, known: Iterable[object]) -> str:
    names = ", ".join(str(name) for name in known)
    return text % {"given": given, "known": names or "–"} + "\n"
