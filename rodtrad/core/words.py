"""Texts in the chosen language where Django has not started, or cannot: the command line, the embedded database.

They lie in the same catalogues as the texts of the pages, read by the standard library. The pages' own language is
the reader's (`core.languages`); this is the one of the person at the keyboard, the same for the whole process.
"""

from gettext import NullTranslations
from gettext import translation as catalogue
from pathlib import Path

#: The first is the language the texts are written in.
LANGUAGES = ("nb", "nn", "en")
_LOCALE = Path(__file__).resolve().parent.parent / "locale"


class _Chosen:
    language = LANGUAGES[0]
    texts = NullTranslations()


def use_language(language: str) -> None:
    """Give the texts in this language from now on; one without a catalogue gives them as they are written."""
    _Chosen.language = language
    _Chosen.texts = catalogue("django", _LOCALE, [language], fallback=True)


def chosen_language() -> str:
    return _Chosen.language


def gettext(text: str) -> str:
    return _Chosen.texts.gettext(text)


def ngettext(one: str, many: str, number: int) -> str:
    return _Chosen.texts.ngettext(one, many, number)


def gettext_noop(text: str) -> str:
    """Mark a text that is translated when it is shown."""
    return text
