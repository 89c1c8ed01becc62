"""What was written when the log-in ended, as the page shows it: what people wrote in words, the rest to send along."""

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from rodtrad.core.text import shorten
from rodtrad.website.unsent import Unsent, without_number

#: Signs of a text that are shown before one asks for all of it.
_SHOWN = 2_000
#: The button of the form that shows it again without storing anything.
_LOOK = {
    **dict.fromkeys(
        (
            "edit_element",
            "new_element",
            "succeed_element",
            "split_element",
            "merge_element",
            "new_target",
            "edit_target",
            "new_living_fact",
            "edit_living_fact",
        ),
        ("forhandsvis", "1"),
    ),
    **dict.fromkeys(("new_conflict", "edit_conflict"), ("gjor", "tegn")),
}
#: The page where people choose between two versions stores what is chosen, whatever the button.
_CHOOSES = "uenig"


def present_unsent(one: Unsent) -> dict[str, Any]:
    names = {name for name, _value in one.fields}
    return {
        "heading": _headings()[one.form],
        "address": one.address,
        "when": datetime.fromtimestamp(one.sent, tz=timezone.get_current_timezone()),
        "texts": _texts(one),
        "fields": one.fields,
        "mark": one.mark if one.person else "",
        "look": None if _CHOOSES in names else _LOOK.get(one.form),
    }


def _texts(one: Unsent) -> list[dict[str, str]]:
    found, labels = [], _labels()
    at: dict[str, int] = {}
    for name, value in one.fields:
        at[name] = at.get(name, 0) + 1
        if not one.is_written(name) or not value.strip():
            continue
        bare, number = without_number(name)
        number = number or (str(at[name]) if bare == "steg" else "")
        found.append(
            {
                "label": f"{labels[bare]} {number}".strip(),
                "text": shorten(value, _SHOWN),
                "whole": value if len(value) > _SHOWN else "",
            }
        )
    return found


def _headings() -> dict[str, str]:
    return {
        "edit_element": _("Rediger"),
        "new_element": _("Nytt element"),
        "link_element": _("Koble"),
        "move_element": _("Flytt"),
        "carry_element": _("Videreføre"),
        "succeed_element": _("Omskriv til neste plan"),
        "split_element": _("Del i flere"),
        "merge_element": _("Slå sammen"),
        "new_conflict": _("Ny målkonflikt"),
        "edit_conflict": _("Endre målkonflikten"),
        "new_target": _("Legg til måltall"),
        "edit_target": _("Endre måltall"),
        "new_living_fact": _("Ny setning"),
        "edit_living_fact": _("Endre setningen"),
        "element_review": _("Gjennomgang"),
        "plan_review": _("Gjennomgang"),
        "element_restore": _("Sett tilbake"),
        "exchange": _("Ta inn et ark"),
        "document_reading": _("Les et dokument"),
    }


def _labels() -> dict[str, str]:
    return {
        "title": _("Tittel"),
        "tittel": _("Tittel"),
        "description": _("Beskrivelse"),
        "sdg": _("Bærekraftsmål"),
        "keywords": _("Stikkord"),
        "handling": _("Slik følges føringen"),
        "reason": _("Hvorfor rettes den vedtatte teksten?"),
        "correction": _("Hvorfor rettes plass eller nummer i den vedtatte planen?"),
        "rettelse": _("Hvorfor rettes den vedtatte planen?"),
        "grunn": _("Hvorfor hører de sammen?"),
        "begrunnelse": _("Begrunnelse"),
        "kommentar": _("Kommentar"),
        "leser": _("Hvem er lenken til"),
        "celler": _("Celler fra regnearket"),
        "number": _("Nummer i planen"),
        "steg": _("Steg"),
        "value": _("Verdi"),
        "baseline_value": _("Verdi i utgangspunktet"),
        "steps": _("Trinn"),
        "text": _("Setningen"),
        "text_nn": _("Setningen på nynorsk"),
        "text_en": _("Setningen på engelsk"),
        "band_wanted": _("Ønsket"),
        "band_accepted": _("Laveste aksepterte"),
        "band_not_accepted": _("Ikke godkjent"),
    }
