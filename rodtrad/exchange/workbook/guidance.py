"""The first sheet of a workbook: how it is read, and what may stand in each column. In bokmål, as the headings."""

from collections.abc import Sequence

from django.utils.translation import override

from rodtrad.exchange.workbook.columns import Column
from rodtrad.exchange.workbook.here import Here
from rodtrad.exchange.workbook.values import CHOICES, in_bokmal

GUIDANCE = "Veiledning"
#: The sheet with words and names to choose among.
CHOICE_LISTS = "Ord og navn"
NOT_READ = (GUIDANCE, CHOICE_LISTS)


def guidance(here: Here, columns: list[Column], target_columns: Sequence[Column]) -> list[tuple[str, str]]:
    """Return the sheet's rows: what, and how."""
    with override("nb"):
        return [
            (f"{here.root.name}: mål, strategier og tiltak", ""),
            ("", ""),
            (
                "Slik er arket",
                "Hver rad er ett element. Tittelen står i kolonnen for nivået sitt; de andre nivåene er tomme.",
            ),
            (
                "Endre",
                "Behold nøkkelen. En celle dere tømmer, blir tom i Rødtråd. En kolonne dere sletter, blir ikke rørt.",
            ),
            (
                "Legge til",
                "Skriv en ny rad uten nøkkel. Den blir til et nytt element, internt til noen åpner det.",
            ),
            (
                "Velge",
                f"Cellene med ord og navn har en liste å velge fra. Listene står i arket «{CHOICE_LISTS}».",
            ),
            ("Slette", "En rad som tas bort, sletter ingenting. Slett på elementets egen side."),
            (
                "Ta inn",
                f"Last opp eller lim inn på /{here.root.slug}/ark/. Dere ser hva som skjer, før noe lagres.",
            ),
            (
                "Måltall",
                "Arket «Måltall» har en rad for hvert måltall. Element, indikator og enhet sier hvilket raden gjelder.",
            ),
            ("Formler", "Formler regnes ikke ut, og sammenslåtte celler og skjulte rader tas ikke inn."),
            ("", ""),
            ("Kolonne", "Hva den inneholder"),
            *((column.heading, _help(column)) for column in columns),
            ("", ""),
            ("Kolonne i «Måltall»", "Hva den inneholder"),
            *((column.heading, str(column.help)) for column in target_columns),
        ]


def _help(column: Column) -> str:
    words = ", ".join(in_bokmal(column.name).values()) if column.name in CHOICES else ""
    return f"{column.help} {words}." if words else str(column.help)
