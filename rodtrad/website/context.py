"""What every template gets: the footer's links and the languages to choose from. No reads of the database.

`unsent` is what waits to be sent, but for what this very page has in its form. It is asked for by templates that show
it, never by the pages for what went wrong.
"""

from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rodtrad.website.unsent import MARK, unsent_in

#: Each language by its own name, whatever the reader's language is.
OWN_NAMES = {"nb": "Bokmål", "nn": "Nynorsk", "en": "English"}


def site(request: HttpRequest) -> dict[str, Any]:
    """Give the footer its groups of links and its languages."""
    return {
        "footer_groups": footer_groups(),
        "languages": languages(),
        "language_next": request.get_full_path(),
        "unsent": lambda: [one for one in unsent_in(request) if one.mark != request.POST.get(MARK)],
    }


def footer_groups() -> list[dict[str, Any]]:
    return [
        {
            "heading": _("Om nettstedet"),
            "links": [
                {"url": reverse("about"), "label": _("Om Rødtråd")},
                {"url": reverse("glossary"), "label": _("Ordliste")},
                {"url": reverse("accessibility"), "label": _("Tilgjengelighet")},
                {"url": reverse("privacy"), "label": _("Personvern")},
                {"url": reverse("catalogue"), "label": _("Komponenter")},
            ],
        },
    ]


def languages() -> list[dict[str, Any]]:
    current = (get_language() or settings.LANGUAGE_CODE)[:2]
    return [
        {"code": code, "label": OWN_NAMES.get(code, code), "current": code == current}
        for code, _name in settings.LANGUAGES
    ]
