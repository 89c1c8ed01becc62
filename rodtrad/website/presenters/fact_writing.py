"""Writing sentences with figures: what there is to choose, how a sentence would stand, and what others have done."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import override

from rodtrad.core.differences import word_differences
from rodtrad.geography.models import Area
from rodtrad.indicators.models import Indicator, LivingFact, Theme
from rodtrad.indicators.operations.write_facts import TextConflict
from rodtrad.indicators.queries.catalogue import Line
from rodtrad.indicators.queries.fact_writing import FactChange
from rodtrad.indicators.queries.living_facts import Facts
from rodtrad.organisations.models import Root
from rodtrad.website.forms.living_fact import text_labels
from rodtrad.website.presenters.history import moment, who_of
from rodtrad.website.presenters.living_facts import Piece, Sentence, sentence_of, waiting_facts
from rodtrad.website.presenters.target_writing import known_words

_LANGUAGES = {"text": "nb", "text_nn": "nn", "text_en": "en"}


def indicator_choices(
    indicators: Iterable[Indicator], lines: Mapping[int, Line]
) -> list[tuple[str, list[tuple[str, str]]]]:
    """Return the indicators by theme, each with its latest figure: those that have one first."""
    by_theme: dict[str, list[tuple[bool, str, tuple[str, str]]]] = {}
    for one in indicators:
        known = known_words(one, lines.get(one.pk, []))
        label = f"{one.title} ({known or _('ikke noe tall ennå')})"
        by_theme.setdefault(one.theme, []).append((not known, one.sort_key, (one.key, label)))
    return [
        (str(capfirst(theme.label)), [choice for *_order, choice in sorted(by_theme[theme.value])])
        for theme in Theme
        if theme.value in by_theme
    ]


def area_choices(root: Root, others: Iterable[Area]) -> list[tuple[str, str]]:
    return [("", root.short_name), *((one.code, one.name) for one in others)]


@dataclass(frozen=True)
class Preview:
    """How a sentence would stand in one language; without `sentence` it waits for figures of `lacks`."""

    lang: str
    sentence: Sentence | None
    lacks: list[Piece]


def previews(fact: LivingFact, root: Root, facts: Facts) -> list[Preview]:
    """Return how a sentence would stand, in each language that it is written in."""
    shown = []
    for name, lang in _LANGUAGES.items():
        if not getattr(fact, name):
            continue
        with override(lang):
            sentence = sentence_of(facts.told[0]) if facts.told else None
        waiting = waiting_facts(root.slug, facts)
        shown.append(Preview(lang, sentence, waiting[0].lacks if waiting else []))
    return shown


@dataclass(frozen=True)
class OwnFact:
    """One of the root's own sentences, for those who write them: as it stands now, or what it waits for."""

    key: str
    text: str
    sentence: Sentence | None
    lacks: list[Piece]
    edit: str
    delete: str
    is_first: bool
    is_last: bool


def own_rows(root: Root, rows: Sequence[LivingFact], facts: Facts) -> list[OwnFact]:
    told = {one.fact.pk: one for one in facts.told}
    lacks = {
        row.pk: one.lacks
        for (row, _lacks), one in zip(facts.waiting, waiting_facts(root.slug, facts), strict=True)
    }
    return [
        OwnFact(
            key=row.key,
            text=row.text,
            sentence=sentence_of(told[row.pk]) if row.pk in told else None,
            lacks=lacks.get(row.pk, []),
            edit=reverse("edit_living_fact", args=[root.slug, row.key]),
            delete=reverse("delete_living_fact", args=[root.slug, row.key]),
            is_first=number == 0,
            is_last=number == len(rows) - 1,
        )
        for number, row in enumerate(rows)
    ]


def disputed_texts(conflicts: Iterable[TextConflict]) -> list[dict[str, str]]:
    """Return the texts that others have changed, for the note above the form."""
    labels = text_labels()
    return [
        {"label": labels[one.field], "started": one.started or "–", "now": one.now or "–"}
        for one in conflicts
    ]


def present_changes(changes: Iterable[FactChange], people: Mapping[str, str]) -> list[dict[str, object]]:
    """Return what has been done to sentences, as the page of history shows it."""
    labels = text_labels()
    return [
        {
            "when": moment(one.when),
            "machine_when": one.when.isoformat(),
            "who": who_of(one.told, people),
            "act": _act_words(one),
            "changes": [
                {"label": labels[name], "pieces": word_differences(was, now)}
                for name, (was, now) in one.fields.items()
            ]
            or [{"label": labels["text"], "pieces": word_differences(one.text, one.text)}],
        }
        for one in changes
    ]


def _act_words(one: FactChange) -> str:
    if one.act == "insert":
        return _("skrev setningen")
    if one.act == "delete":
        return _("slettet setningen")
    return _("endret setningen") if one.fields else _("flyttet setningen")
