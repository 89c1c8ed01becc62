"""From a document's bytes to lines, in a process of its own; what cannot be read becomes a sentence."""

import json
import subprocess
import sys
from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as lazy

from rodtrad.exchange.document.kinds import kind_of
from rodtrad.exchange.document.lines import Line
from rodtrad.exchange.document.refusal import (
    LARGEST_FILE,
    MOST_PAGES,
    Refusal,
    RefusedError,
)
from rodtrad.exchange.errors import ExchangeError

#: What a reader waits for at most. The web server itself gives up later.
_SECONDS = 20
_MB = 1024 * 1024

_WORDS: dict[Refusal, str | Promise] = {
    Refusal.EMPTY: lazy("Fila er tom. Velg fila som planen står i."),
    Refusal.TOO_LARGE: lazy(
        "Fila er større enn %(megabytes)d MB. Del den, eller lagre den på nytt uten bilder."
    ),
    Refusal.UNKNOWN: lazy(
        "Fila er verken PDF, Word (.docx) eller ren tekst. Lagre planen som en av dem, og prøv igjen."
    ),
    Refusal.LIES: lazy(
        "Navnet på fila sier én type, men innholdet er en annen. Åpne den i programmet den er laget i, og lagre "
        "den på nytt."
    ),
    Refusal.OLD_WORD: lazy(
        "Fila er lagret i et eldre format fra Office. Åpne den i Word og lagre den som .docx, og prøv igjen."
    ),
    Refusal.ENCRYPTED: lazy("Fila er låst med passord. Lagre en kopi uten passord, og prøv igjen."),
    Refusal.BROKEN: lazy("Fila er skadet og lar seg ikke lese. Lagre den på nytt, eller prøv en annen kopi."),
    Refusal.SCANNED: lazy(
        "Fila har bilder, men ingen tekst; trolig er den skannet. Kjør den gjennom tekstgjenkjenning, eller finn "
        "fila den ble skrevet ut fra."
    ),
    Refusal.NO_TEXT: lazy("Det er ingen tekst i fila. Velg en fil som planen står i."),
    Refusal.TOO_MANY_PAGES: lazy("Fila har mer enn %(pages)d sider. Del den, og les inn én del om gangen."),
    Refusal.TOO_MUCH_TEXT: lazy("Det er for mye tekst i fila. Del den, og les inn én del om gangen."),
    Refusal.UNPACKS_TOO_LARGE: lazy(
        "Fila blir for stor når den pakkes ut. Lagre den på nytt uten bilder, og prøv igjen."
    ),
    Refusal.FORBIDDEN_XML: lazy(
        "Fila inneholder noe som ikke hører hjemme i et Word-dokument. Lagre den på nytt i Word, og prøv igjen."
    ),
    Refusal.TOO_SLOW: lazy("Fila tok for lang tid å lese. Del den, eller lagre den på nytt, og prøv igjen."),
}


class DocumentError(ExchangeError):
    """A document cannot be read; `why` tells the reason, the message what to do."""

    def __init__(self, why: Refusal) -> None:
        words = str(_WORDS[why]) % {"megabytes": LARGEST_FILE // _MB, "pages": MOST_PAGES}
        super().__init__(words + " " + _("Ingenting er lagret."))
        self.why = why


def lines_of(*, content: bytes, name: str, words: Mapping[str, str]) -> list[Line]:
    """Return the document's lines. `words` are those that name levels. Raises DocumentError with what to do."""
    if len(content) > LARGEST_FILE:
        raise DocumentError(Refusal.TOO_LARGE)
    try:
        kind = kind_of(content, name)
    except RefusedError as refused:
        raise DocumentError(refused.why) from refused
    command = [sys.executable, "-m", "rodtrad.exchange.document.child", kind.value, json.dumps(words)]
    try:
        done = subprocess.run(  # noqa: S603  # our own program, and a word from a fixed list
            command, input=content, capture_output=True, timeout=_SECONDS, check=False
        )
    except subprocess.TimeoutExpired as error:
        raise DocumentError(Refusal.TOO_SLOW) from error
    return _answered(done)


def _answered(done: "subprocess.CompletedProcess[bytes]") -> list[Line]:
    """Return the lines in the answer; a process that ended without one ran into its limits."""
    try:
        answer = json.loads(done.stdout)
    except ValueError as error:
        raise DocumentError(Refusal.TOO_SLOW if done.returncode < 0 else Refusal.TOO_MUCH_TEXT) from error
    if "refusal" in answer:
        raise DocumentError(Refusal(answer["refusal"]))
    return [Line.from_json(line) for line in answer["lines"]]
