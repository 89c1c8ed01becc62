"""Says in Norwegian what the YAML parser found wrong, and what people do about it."""

import re
from typing import NamedTuple

import yaml
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rodtrad.exchange.errors import Problem


class _Words(NamedTuple):
    """What to say when the parser's English sentence has `part` in it; `quoted`: inside quotation marks only."""

    part: str
    message: Promise
    remedy: Promise
    quoted: bool = False


_LOOK = lazy("Se etter feil innrykk, manglende kolon eller anførselstegn på denne linja eller linja før.")
_WORDS = (
    _Words(
        "tab character",
        lazy("Linja bruker tabulator."),
        lazy("Bruk mellomrom til innrykk, ikke tabulator."),
    ),
    _Words(
        "cannot start any token",
        lazy("Her står et tegn som ikke kan begynne en verdi."),
        lazy("Sett teksten i anførselstegn. Er det en tabulator, bruk mellomrom."),
    ),
    _Words(
        "mapping values are not allowed",
        lazy("Her står et kolon som YAML ikke venter."),
        lazy(
            'Har teksten kolon, sett den i anførselstegn: title: "Mål 1: trygge veier". '
            "Ellers, se på innrykket."
        ),
    ),
    _Words(
        "end of stream",
        lazy("Anførselstegnet som åpnes her, blir aldri lukket."),
        lazy("Sett det andre der teksten slutter."),
        quoted=True,
    ),
    _Words(
        "escape",
        lazy("Omvendt skråstrek (\\) betyr noe eget mellom doble anførselstegn."),
        lazy("Bruk enkle anførselstegn ('), eller skriv to skråstreker (\\\\)."),
        quoted=True,
    ),
    _Words(
        "or ']'", lazy("En liste som begynner med [, er ikke lukket."), lazy("Sett inn ] eller et komma.")
    ),
    _Words(
        "or '}'",
        lazy("Felter som begynner med {, er ikke lukket."),
        lazy("Sett inn } eller et komma. Har en tekst kolon, sett den i anførselstegn."),
    ),
    _Words("node content", lazy("Her mangler en verdi; kanskje er [ eller { ikke lukket."), _LOOK),
    _Words("'-' indicator", lazy("Innrykket stemmer ikke: her ventes et punkt med bindestrek."), _LOOK),
    _Words("block sequence entries", lazy("En bindestrek står der YAML ikke venter en liste."), _LOOK),
    _Words("expected key", lazy("Innrykket stemmer ikke med linjene over."), _LOOK),
    _Words("expected ':'", lazy("Her mangler et kolon etter feltnavnet."), _LOOK),
    _Words(
        "alphabetic or numeric", lazy("En verdi begynner med & eller *."), lazy("Sett den i anførselstegn.")
    ),
    _Words("document start", lazy("Her står mer enn YAML venter på slutten."), _LOOK),
)


#: A value that opens with a double quotation mark, and has no other on its line.
_LEFT_OPEN = re.compile(r'^\s*(?:-\s+)?(?:[\w-]+:\s+)?"[^"]*$')


def in_words(error: yaml.YAMLError, content: str) -> Problem:
    """Return the fault with line, column and remedy."""
    if not isinstance(error, yaml.MarkedYAMLError):
        return Problem(
            1, 1, "", _("Dette er ikke gyldig YAML: %(problem)s.") % {"problem": error}, str(_LOOK)
        )
    problem, context = error.problem or "", error.context or ""
    message, remedy = _explain(problem, context)
    mark = error.problem_mark or error.context_mark
    if "quoted scalar" in context and "end of stream" in problem:
        mark = error.context_mark or mark  # where the quotation mark opens, not the end of the file
    line, column = (mark.line + 1, mark.column + 1) if mark else (1, 1)
    return Problem(line, column, "", message, remedy + _of_open_quotes(content, before=line))


def _of_open_quotes(content: str, *, before: int) -> str:
    """Name a line above that leaves a quotation mark open: the text then runs on to the next one, lines below."""
    for number, line in enumerate(content.splitlines()[: before - 1], start=1):
        if _LEFT_OPEN.match(line):
            return " " + _("Se også på linje %(line)d: anførselstegnet der er ikke lukket.") % {
                "line": number
            }
    return ""


def _explain(problem: str, context: str) -> tuple[str, str]:
    """Return message and remedy, matched on parts of the parser's English; what is unknown is passed on."""
    quoted = "quoted scalar" in context
    for words in _WORDS:
        if words.part in problem and (quoted or not words.quoted):
            return str(words.message), str(words.remedy)
    return _("Dette er ikke gyldig YAML: %(problem)s.") % {"problem": problem or context}, str(_LOOK)
