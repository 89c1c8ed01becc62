"""How a title is worded, which tells much of what it is: «Ved å …», «Å …», «Sikre …», «Oslo er …»."""

import re
from enum import StrEnum

_BY_DOING = re.compile(
    r"^(?:ved|gjennom)\s+(?:å|at)\s+\w+|^ved\s+\w*(?:arbeid|samarbeid|bruk)\b", re.IGNORECASE
)
_INFINITIVE = re.compile(r"^å\s+\w+", re.IGNORECASE)
_STATEMENT = re.compile(
    r"^[A-ZÆØÅ].{1,80}?\s(?:er|har|skal|gir|får|kan|blir|tar|lever|bor|opplever|deltar|lykkes|mestrer|vokser)\s"
)
#: Verbs that plans ask with. Infinitives and imperatives of others are known by their ending.
_ASKING = frozenset(
    [
        "arbeide",
        "avklare",
        "avslutte",
        "behandle",
        "beholde",
        "bevare",
        "bidra",
        "bruke",
        "bygge",
        "dempe",
        "delta",
        "dele",
        "drive",
        "effektivisere",
        "engasjere",
        "etablere",
        "evaluere",
        "fjerne",
        "fordele",
        "foreslå",
        "forbedre",
        "forebygge",
        "forenkle",
        "forvalte",
        "fremme",
        "følge",
        "få",
        "gi",
        "gjennomføre",
        "gjøre",
        "heve",
        "hindre",
        "holde",
        "ha",
        "iverksette",
        "innføre",
        "invitere",
        "involvere",
        "jobbe",
        "kartlegge",
        "kjøpe",
        "kutte",
        "lage",
        "legge",
        "motivere",
        "mobilisere",
        "møte",
        "opprette",
        "opprettholde",
        "oppgradere",
        "oppmuntre",
        "organisere",
        "planlegge",
        "prioritere",
        "prøve",
        "rekruttere",
        "redusere",
        "sette",
        "satse",
        "samarbeide",
        "sikre",
        "skaffe",
        "skape",
        "sørge",
        "stille",
        "stimulere",
        "støtte",
        "styrke",
        "synliggjøre",
        "søke",
        "ta",
        "tilby",
        "tilpasse",
        "tilrettelegge",
        "utarbeide",
        "utbedre",
        "utforme",
        "utnytte",
        "utrede",
        "utvide",
        "utvikle",
        "utvise",
        "vedlikeholde",
        "vektlegge",
        "verne",
        "videreføre",
        "videreutvikle",
        "vurdere",
        "være",
        "øke",
        "åpne",
        "arbeid",
        "auke",
        "byggje",
        "leggje",
        "lage",
        "gjere",
        "vidareutvikle",
        "sørgje",
    ]
)


class Form(StrEnum):
    BY_DOING = "by_doing"
    INFINITIVE = "infinitive"
    IMPERATIVE = "imperative"
    STATEMENT = "statement"
    OTHER = "other"


def form_of(title: str) -> Form:
    """Return how the title is worded."""
    if _BY_DOING.match(title):
        return Form.BY_DOING
    if _INFINITIVE.match(title):
        return Form.INFINITIVE
    first = title.split(" ", 1)[0].casefold().strip(",.:;")
    if first in _ASKING:
        return Form.IMPERATIVE
    return Form.STATEMENT if _STATEMENT.match(title) else Form.OTHER
