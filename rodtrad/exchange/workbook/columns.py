"""The columns of a sheet: what each is called, what it holds, and which levels a root has."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as lazy

from rodtrad.goals.models import Level

_SPACES = re.compile(r"\s+")
#: What comes along from Word and the web and nobody sees: soft hyphens, and spaces and joiners without width.
_UNSEEN = re.compile("[\u00ad\u200b-\u200d\u2060\ufeff]")


@dataclass(frozen=True)
class Column:
    """`name` is ours; `heading` is written, always in bokmål; `also` is read too, nynorsk among it."""

    name: str
    heading: str
    also: tuple[str, ...]
    width: int
    help: str | Promise


#: The column that tells how the row was when it was fetched (workbook.stamp).
STAMP = "stamp"
#: Written before the levels' columns.
FIRST = (
    Column("key", "Nøkkel", ("nykel", "key"), 24, lazy(
        "Elementets faste navn her. Behold den når dere endrer en rad. Tom i en ny rad: da lages den av tittelen."
    )),
    Column("plan", "Plan", (), 30, lazy("Planen elementet kommer fra: tittel eller nøkkel.")),
    Column("number", "Nummer", ("nr", "nr."), 10, lazy("Nummeret i planen, som 2 eller 2.1.")),
)  # fmt: skip
#: Written after them.
LAST = (
    Column("parent", "Står under", ("under",), 24, lazy(
        "Nøkkelen til det elementet står under i planen. Tom i en ny rad: nærmeste rad over som nivået kan stå "
        "under. Tom i en rad som finnes: elementet blir stående."
    )),
    Column("description", "Beskrivelse", ("skildring", "omtale"), 50, lazy("Tekst, gjerne flere linjer.")),
    Column("responsible", "Ansvarlig", ("ansvarleg",), 26, lazy("Enheten som har ansvaret: navn eller nøkkel.")),
    Column("contributing", "Medvirkende", ("medverkande",), 26, lazy("Enheter som er med, med semikolon mellom.")),
    Column("starts", "Fra", ("frå", "start", "fra og med"), 12, lazy("Dato som 31.12.2026, eller et år.")),
    Column("ends", "Til", ("slutt", "frist", "til og med"), 12, lazy("Dato, eller et år: til og med 31. desember.")),
    Column("progress", "Framdrift", ("fremdrift",), 14, lazy("Hvor langt arbeidet er kommet.")),
    Column("judgement", "Vurdering", ("status",), 14, lazy("Om det går som det skal.")),
    Column("contributes_to", "Bidrar til", ("bidreg til",), 26, lazy(
        "Nøkler til det elementet bidrar til, med semikolon mellom. Det elementet står under, følger med av seg selv."
    )),
    Column("addresses", "Svarer på", ("svarar på",), 26, lazy("Nøkler til utfordringer og behov det svarer på.")),
    Column("sdg", "Bærekraftsmål", ("berekraftsmål", "fns bærekraftsmål"), 16, lazy(
        "Mål og delmål med semikolon mellom: 3; 4.1."
    )),
    Column("visibility", "Synlighet", ("synlegheit",), 12, lazy("Hvem som ser det. Tom i en ny rad: intern.")),
    Column("origin", "Opphav", (), 12, lazy("Hvor teksten kommer fra. Det som er sitert, må ha en kilde.")),
    Column("source", "Kilde", ("kjelde",), 26, lazy("Dokumentet: tittel eller nøkkel.")),
    Column("place", "Sted i kilden", ("stad i kjelda", "sted"), 16, lazy("Side, kapittel, overskrift.")),
    Column(STAMP, "Versjon", (), 10, lazy(
        "Merket viser hvordan raden var da den ble hentet. La det stå: da blir ingenting skrevet over som andre har "
        "endret siden. Tom i en ny rad."
    )),
)  # fmt: skip
FIXED: Mapping[str, Column] = {column.name: column for column in (*FIRST, *LAST)}
#: A level's column has this before the level's name for people.
LEVEL = "level:"


def plain(heading: str) -> str:
    """Return a heading as it is compared: small letters, one space, nothing that is not seen, no mark at the end."""
    return _SPACES.sub(" ", _UNSEEN.sub("", heading)).strip().rstrip("*: ").casefold()


def seen(text: str) -> str:
    """Return a key or a word to choose without what nobody sees."""
    return _UNSEEN.sub("", text).strip()


def level_columns(levels: Sequence[Level]) -> list[Column]:
    """Return a column for each name that a level has; levels of several frameworks may share one."""
    found: dict[str, Column] = {}
    for level in levels:
        heading = str(capfirst(level.one_nb))
        name = LEVEL + plain(heading)
        also = tuple(plain(word) for word in (level.one_nn, level.many_nb, level.many_nn, level.key))
        known = found[name].also if name in found else ()
        found[name] = Column(
            name, heading, (*known, *also), 32, lazy("Tittelen, i kolonnen for nivået sitt.")
        )
    return list(found.values())


def layout(levels: Sequence[Level]) -> list[Column]:
    """Return the columns of a sheet for these levels, in order."""
    return [*FIRST, *level_columns(levels), *LAST]


def by_heading(columns: Sequence[Column]) -> dict[str, Column]:
    """Return the columns by what their heading may be; a fixed column's own name goes before a level's."""
    found = {word: column for column in columns for word in column.also}
    found |= {plain(column.heading): column for column in columns if column.name.startswith(LEVEL)}
    return found | {plain(column.heading): column for column in columns if column.name in FIXED}
