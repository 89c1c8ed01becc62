"""The choices of the list of cases."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from rodtrad.cases.models import Body, CaseStatus
from rodtrad.cases.queries.cases import CaseChoice

Fields = list[dict[str, object]]


def case_filters(
    choice: CaseChoice, bodies: Sequence[Body], years: Sequence[int]
) -> tuple[Fields, list[dict[str, str]]]:
    """Return the fields for parts/filters.html, and what is chosen with the address without it."""
    statuses = [(one.value, str(capfirst(one.label))) for one in CaseStatus]
    fields: Fields = [
        {"name": "q", "label": _("Ord i tittel eller nummer"), "kind": "search", "value": choice.text},
        _select("status", _("Status"), choice.status, statuses),
        _select("organ", _("Organ"), choice.body, [(one.key, one.name) for one in bodies]),
        _select("ar", _("Avgjort i"), str(choice.year or ""), [(str(one), str(one)) for one in years]),
    ]
    words = {"q": choice.text, "status": dict(statuses).get(choice.status, ""), "ar": str(choice.year or "")}
    words["organ"] = next((one.name for one in bodies if one.key == choice.body), choice.body)
    values = {"q": choice.text, "status": choice.status, "organ": choice.body, "ar": str(choice.year or "")}
    chosen = [
        {"label": words[name], "url": "?" + urlencode([p for p in values.items() if p[0] != name and p[1]])}
        for name, value in values.items()
        if value
    ]
    return fields, chosen


def _select(name: str, label: str, value: str, options: Sequence[tuple[str, str]]) -> dict[str, object]:
    choices = [{"value": "", "label": _("Alle")}, *({"value": key, "label": said} for key, said in options)]
    return {"name": name, "label": label, "kind": "select", "value": value, "options": choices}
