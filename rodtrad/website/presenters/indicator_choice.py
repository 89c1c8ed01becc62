"""What of the catalogue of indicators is asked for, by the address, and the form that asks."""

from collections.abc import Mapping, Sequence
from typing import Any
from urllib.parse import urlencode

from django.db.models import TextChoices
from django.http import QueryDict
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from rodtrad.indicators.models import Dimension, Indicator, Perspective, Theme
from rodtrad.indicators.queries.choosing import Wish
from rodtrad.website.presenters.element_words import sdg_name

_LONGEST_TEXT = 100
_FIGURES: Mapping[str, bool | None] = {"": None, "har": True, "mangler": False}
_FIGURES_OF = {value: word for word, value in _FIGURES.items()}
_GOALS = frozenset({"", *(str(number) for number in range(1, 18))})


def wish_in(asked: QueryDict) -> Wish | None:
    """Return what an address asks for; None when it asks for something that is not there."""
    given = {
        name: asked.get(name, "").strip()
        for name in ("tekst", "tema", "dimensjon", "perspektiv", "maal", "tall")
    }
    known = (
        given["tema"] in ("", *Theme.values)
        and given["dimensjon"] in ("", *Dimension.values)
        and given["perspektiv"] in ("", *Perspective.values)
        and given["maal"] in _GOALS
        and given["tall"] in _FIGURES
    )
    if not known:
        return None
    return Wish(
        text=given["tekst"][:_LONGEST_TEXT],
        theme=given["tema"],
        dimension=given["dimensjon"],
        perspective=given["perspektiv"],
        sdg=given["maal"],
        has_figures=_FIGURES[given["tall"]],
    )


def choice_fields(wish: Wish, everything: Sequence[Indicator]) -> list[dict[str, object]]:
    """Return the choices for parts/filters.html; only those that the catalogue makes possible."""
    return [
        {"name": "tekst", "label": _("Ord"), "kind": "search", "value": wish.text, "wide": True},
        _select("tema", _("Tema"), wish.theme, Theme, {one.theme for one in everything}),
        _select(
            "dimensjon", _("Dimensjon"), wish.dimension, Dimension, {one.dimension for one in everything}
        ),
        _select(
            "perspektiv",
            _("Perspektiv"),
            wish.perspective,
            Perspective,
            {one.perspective for one in everything},
        ),
        _field("maal", _("Bærekraftsmål"), wish.sdg, _goals(everything)),
        _field(
            "tall",
            _("Tall"),
            _FIGURES_OF[wish.has_figures],
            [("har", _("Har tall her")), ("mangler", _("Klar til å hentes"))],
        ),
    ]


def chosen_in(fields: Sequence[Mapping[str, Any]], address: str) -> list[dict[str, str]]:
    """Return what is chosen, each with the address of the same without it."""
    given = {field["name"]: field["value"] for field in fields if field["value"]}
    found = []
    for field in fields:
        if value := given.get(field["name"]):
            rest = urlencode({name: one for name, one in given.items() if name != field["name"]})
            labels = {one["value"]: one["label"] for one in field.get("options", ())}
            found.append({"label": labels.get(value, value), "url": f"{address}?{rest}" if rest else address})
    return found


def _goals(everything: Sequence[Indicator]) -> list[tuple[str, str]]:
    """Return the sustainable development goals that something in the catalogue tells of."""
    goals = {target.goal_id: target.goal for one in everything for target in one.sdg_targets.all()}
    return [(str(number), f"{number} {sdg_name(goals[number])}") for number in sorted(goals)]


def _select(
    name: str, label: str, value: str, kinds: type[TextChoices], present: set[str]
) -> dict[str, object]:
    return _field(
        name, label, value, [(one.value, str(capfirst(one.label))) for one in kinds if one.value in present]
    )


def _field(name: str, label: str, value: str, options: Sequence[tuple[str, str]]) -> dict[str, object]:
    told = [("", _("Alle")), *options]
    return {
        "name": name,
        "label": label,
        "kind": "select",
        "value": value,
        "options": [{"value": one, "label": words} for one, words in told],
    }
