"""Words in the three languages of the interface, for what is data and not in the catalogues."""

from dataclasses import dataclass

from django.utils.translation import get_language


@dataclass(frozen=True, slots=True)
class Trilingual:
    """Reads in the language that is active when it is written out."""

    nb: str
    nn: str
    en: str

    def __str__(self) -> str:
        language = (get_language() or "nb")[:2]
        return self.nn if language == "nn" else self.en if language == "en" else self.nb


NO_WORDS = Trilingual("", "", "")
