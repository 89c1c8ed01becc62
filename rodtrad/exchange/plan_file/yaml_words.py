"""Says in Norwegian what the YAML parser found wrong, and what people do about it."""

import yaml
from django.utils.translation import gettext as _

from rodtrad.exchange.errors import Problem


def in_words(error: yaml.YAMLError) -> Problem:
    """Return the fault with line, column and remedy."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return Problem(1, 1, "", _("Dette er ikke gyldig YAML: %(problem)s.") % {"problem": error}, _look())
    problem, context = error.problem or "", error.context or ""
    message, remedy = _explain(problem, context)
    mark = error.problem_mark or error.context_mark
    if "quoted scalar" in context and "end of stream" in problem:
        mark = error.context_mark or mark  # where the quotation mark opens, not the end of the file
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return Problem(line, column, "", message, remedy)


def _look() -> str:
    return _("Se etter feil innrykk, manglende kolon eller anførselstegn på denne linja eller linja før.")


def _explain(problem: str, context: str) -> tuple[str, str]:
    """Return message and remedy, matched on parts of the parser's English; what is unknown is passed on."""
    quoted = "quoted scalar" in context
    for part, applies, message, remedy in (
        ("tab character", True, _("Linja bruker tabulator."), _use_spaces()),
        (
            "cannot start any token",
            True,
            _("Her står et tegn som ikke kan begynne en verdi."),
            _quote_or_spaces(),
        ),
        (
            "mapping values are not allowed",
            True,
            _("Her står et kolon som YAML ikke venter."),
            _quote_or_indent(),
        ),
        (
            "end of stream",
            quoted,
            _("Anførselstegnet som åpnes her, blir aldri lukket."),
            _("Sett det andre."),
        ),
        ("escape", quoted, _("Omvendt skråstrek (\\) betyr noe eget mellom doble anførselstegn."), _single()),
        ("or ']'", True, _("En liste som begynner med [, er ikke lukket."), _("Sett inn ] eller et komma.")),
        ("or '}'", True, _("Felter som begynner med {, er ikke lukket."), _("Sett inn } eller et komma.")),
        ("node content", True, _("Her mangler en verdi; kanskje er [ eller { ikke lukket."), _look()),
        ("'-' indicator", True, _("Innrykket stemmer ikke: her ventes et punkt med bindestrek."), _look()),
        ("block sequence entries", True, _("En bindestrek står der YAML ikke venter en liste."), _look()),
        ("expected key", True, _("Innrykket stemmer ikke med linjene over."), _look()),
        ("expected ':'", True, _("Her mangler et kolon etter feltnavnet."), _look()),
        (
            "alphabetic or numeric",
            True,
            _("En verdi begynner med & eller *."),
            _("Sett den i anførselstegn."),
        ),
        ("document start", True, _("Her står mer enn YAML venter på slutten."), _look()),
    ):
        if part in problem and applies:
            return message, remedy
    return _("Dette er ikke gyldig YAML: %(problem)s.") % {"problem": problem or context}, _look()


def _use_spaces() -> str:
    return _("Bruk mellomrom til innrykk, ikke tabulator.")


def _quote_or_spaces() -> str:
    return _("Sett teksten i anførselstegn. Er det en tabulator, bruk mellomrom.")


def _quote_or_indent() -> str:
    return _(
        'Har teksten kolon, sett den i anførselstegn: title: "Mål 1: trygge veier". Ellers, se på innrykket.'
    )


def _single() -> str:
    return _("Bruk enkle anførselstegn ('), eller skriv to skråstreker (\\\\).")
