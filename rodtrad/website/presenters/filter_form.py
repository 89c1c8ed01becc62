"""The form that chooses among a root's elements, and the choices made."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from rodtrad.core.text import sort_key
from rodtrad.goals.models import Level, Progress
from rodtrad.goals.queries.facets import Facet
from rodtrad.sdg.models import SdgGoal
from rodtrad.targets.methods import IndicatorStatus
from rodtrad.website.filters import WITH_TARGETS, Asked
from rodtrad.website.presenters.element_words import sdg_name, tells_progress

Option = dict[str, object]


@dataclass(frozen=True)
class FilterForm:
    levels: list[Option]
    fields: list[dict[str, object]]
    chosen: list[dict[str, str]]
    clear_url: str
    kept: tuple[tuple[str, str], ...]
    problems: list[str] = field(default_factory=list)

    @property
    def is_used(self) -> bool:
        return bool(self.chosen or self.problems)


def filter_form(
    asked: Asked,
    *,
    levels: Sequence[Level],
    facets: Sequence[Facet],
    goals: Iterable[SdgGoal],
    with_text: bool = False,
    with_targets: bool = False,
) -> FilterForm:
    """Return the form with the choices that the root's elements make possible; targets where the root has some."""
    fields = [
        _select("ansvarlig", _("Ansvarlig"), asked.filters.responsible, _responsible(facets)),
        _select(
            "barekraft",
            _("Bærekraftsmål"),
            asked.filters.sdg,
            [(str(g.number), f"{g.number} {sdg_name(g)}") for g in goals],
        ),
        _select("framdrift", _("Framdrift"), asked.filters.progress, _progress(facets)),
        _select("ar", _("Gjelder i"), str(asked.filters.year or ""), _years(facets)),
    ]
    if with_targets or asked.target:
        fields.append(_select("maltall", _("Måltall"), asked.target, _targets()))
    if with_text:
        text = {
            "name": "q",
            "label": _("Ord i tittel"),
            "kind": "search",
            "value": asked.filters.text,
            "wide": True,
        }
        fields.insert(0, text)
    filled = {facet.level_id for facet in facets}
    options = [
        {"value": key, "label": label, "chosen": key in asked.filters.levels}
        for key, label in _level_choices([level for level in levels if level.id in filled])
    ]
    return FilterForm(
        levels=options,
        fields=[one for one in fields if one.get("kind") == "search" or len(one["options"]) > 1],  # type: ignore[arg-type]  # a list of options
        chosen=_chosen(asked, options, fields),
        clear_url=Asked(type(asked.filters)(), kept=asked.kept).address(),
        kept=asked.kept,
        problems=asked.problems,
    )


def _select(name: str, label: str, value: str, options: Iterable[tuple[str, str]]) -> dict[str, object]:
    choices = [{"value": "", "label": _("Alle")}, *({"value": key, "label": words} for key, words in options)]
    return {"name": name, "label": label, "kind": "select", "value": value, "options": choices}


def _level_choices(levels: Sequence[Level]) -> list[tuple[str, str]]:
    """Name each key once: two frameworks may use the same key."""
    named: dict[str, list[str]] = {}
    for level in levels:
        named.setdefault(level.key, []).append(str(capfirst(level.many)))
    return [(key, " / ".join(dict.fromkeys(words))) for key, words in named.items()]


def _responsible(facets: Sequence[Facet]) -> list[tuple[str, str]]:
    found = {facet.responsible_key: facet.responsible_name for facet in facets if facet.responsible_key}
    return sorted(found.items(), key=lambda pair: sort_key(pair[1]))


def _progress(facets: Sequence[Facet]) -> list[tuple[str, str]]:
    present = {facet.progress for facet in facets if tells_progress(facet.role, facet.progress, facet.origin)}
    return [(choice.value, str(capfirst(choice.label))) for choice in Progress if choice.value in present]


def _targets() -> list[tuple[str, str]]:
    standing = [(status.value, str(capfirst(status.label))) for status in IndicatorStatus]
    return [(WITH_TARGETS, _("Har måltall")), *standing]


def _years(facets: Sequence[Facet]) -> list[tuple[str, str]]:
    """Return the years that some element's period names, at most thirty."""
    named = [day.year for facet in facets for day in (facet.first, facet.last) if day]
    if not named:
        return []
    first = min(named)
    return [(str(year), str(year)) for year in range(first, min(max(named), first + 30) + 1)]


def _chosen(
    asked: Asked, levels: Sequence[Option], fields: Sequence[dict[str, object]]
) -> list[dict[str, str]]:
    """Name each choice, with the address of the page without it."""
    words = {("niva", str(one["value"])): str(one["label"]) for one in levels}
    for one in fields:
        for option in one.get("options", ()):  # type: ignore[attr-defined]  # a list of options
            words[str(one["name"]), option["value"]] = f"{one['label']}: {option['label']}"
    return [{"label": words.get(pair, pair[1]), "url": asked.address(without=pair)} for pair in asked.pairs()]
