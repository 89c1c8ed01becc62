"""Which language a command speaks: `--language`, else RODTRAD_LANGUAGE, else that of the terminal."""

import os
import re
from collections.abc import Mapping, Sequence
from itertools import pairwise

from rodtrad.config.environment import ConfigurationError
from rodtrad.core.words import LANGUAGES, chosen_language, use_language
from rodtrad.core.words import gettext as _

#: In the order POSIX gives them: the first that is set decides.
_LOCALE_SETTINGS = ("LC_ALL", "LC_MESSAGES", "LANG")


def choose_language(arguments: Sequence[str], environ: Mapping[str, str] = os.environ) -> None:
    """Use the language for this process; raises ConfigurationError for a setting that names none of ours."""
    asked = _on_command_line(arguments)
    given = environ.get("RODTRAD_LANGUAGE", "").strip()
    use_language(asked or (given if given in LANGUAGES else _of_terminal(environ)))
    if given and given not in LANGUAGES and not asked:
        raise ConfigurationError(
            _("RODTRAD_LANGUAGE må være nb, nn eller en, men er «%(given)s».") % {"given": given}
        )


def environment_with_language() -> dict[str, str]:
    """Return what a command that we start needs in its environment to speak as we do."""
    return {"RODTRAD_LANGUAGE": chosen_language()}


def _on_command_line(arguments: Sequence[str]) -> str | None:
    """Return the language asked for; read before everything else, since help and faults are told in it too.

    What is no language of ours is left for the command line to refuse.
    """
    found = None
    for argument, following in pairwise([*arguments, ""]):
        if argument == "--":
            break
        name, equals, value = argument.partition("=")
        value = value if equals else following
        if name == "--language" and value in LANGUAGES:
            found = value
    return found


def _of_terminal(environ: Mapping[str, str]) -> str:
    """Return nynorsk where the terminal is nynorsk, else bokmål.

    As on the pages, English is chosen and never guessed: many a Norwegian server is set to C or en_US.
    """
    locale = next((environ[name] for name in _LOCALE_SETTINGS if environ.get(name)), "")
    return "nn" if re.match(r"nn(?![a-z])", locale) else LANGUAGES[0]
