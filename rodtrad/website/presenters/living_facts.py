"""Living facts: sentences with the figures that stand now, and where those come from."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from rodtrad.core.models import Origin
from rodtrad.indicators.living_facts import (
    PLACE_NAME,
    Form,
    Slot,
    in_ten,
    nearest_portion,
    parse_sentence,
    slots_in,
)
from rodtrad.indicators.models import Dimension, Indicator, Provider
from rodtrad.indicators.queries.living_facts import Facts, Figured, ToldFact
from rodtrad.website.presenters.figures import figure, period_words
from rodtrad.website.presenters.glossary import reader_language
from rodtrad.website.presenters.indicators import mark_of, source_words
from rodtrad.website.presenters.wording import day as day_words


@dataclass(frozen=True)
class Piece:
    """A part of a sentence. A figure leads to its indicator."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Sentence:
    """A fact as readers see it. `lead` is its first figure, where the sentence begins with one."""

    lead: Piece | None
    pieces: list[Piece]
    sources: list[str]
    notes: list[str]
    origin: str
    root: str

    @property
    def as_list(self) -> "list[Sentence]":
        """Return the sentence alone, for a part of a page that shows several."""
        return [self]


@dataclass(frozen=True)
class FactGroup:
    heading: str
    sentences: list[Sentence]


@dataclass(frozen=True)
class Waiting:
    """A fact without figures: as it was written, and the indicators that it waits for."""

    text: str
    lacks: list[Piece]


def sentence_of(told: ToldFact) -> Sentence:
    pieces = [_piece(told, one) for one in parse_sentence(told.fact.in_language(reader_language()))]
    lead = pieces.pop(0) if pieces[0].url else None
    return Sentence(
        lead=lead,
        pieces=_without_space(pieces) if lead else pieces,
        sources=list(dict.fromkeys(_source(one) for one in told.figures.values())),
        notes=list(dict.fromkeys(note for one in told.figures.values() for note in _notes(one))),
        origin=told.fact.origin
        if told.fact.origin == Origin.EXAMPLE
        else next(filter(None, (mark_of(one.indicator) for one in told.figures.values())), ""),
        root=told.root.short_name,
    )


#: Facts that the front page has room for.
_ON_FRONT = 4


@dataclass(frozen=True)
class FrontFacts:
    """Some facts of one root, and where all of them are."""

    root: str
    lang: str
    url: str
    sentences: list[Sentence]


def front_facts(of_roots: Sequence[Sequence[ToldFact]]) -> FrontFacts | None:
    """Return the facts of the first root with as many as there is room for, or else of the one with most."""
    chosen = max(of_roots, key=lambda told: min(len(told), _ON_FRONT), default=())
    if not chosen:
        return None
    root = chosen[0].root
    return FrontFacts(
        root=root.name,
        lang=root.language if root.language != reader_language() else "",
        url=reverse("living_facts", args=[root.slug]),
        sentences=[sentence_of(one) for one in chosen[:_ON_FRONT]],
    )


def grouped_facts(told: Sequence[ToldFact]) -> list[FactGroup]:
    """Return the facts by the dimension of the first figure in each, in the order of the dimensions."""
    headings = {
        Dimension.SOCIAL: _("Folk og levekår"),
        Dimension.ECONOMIC: _("Arbeid og økonomi"),
        Dimension.ENVIRONMENTAL: _("Klima og natur"),
    }
    found: dict[str, list[Sentence]] = {}
    for one in told:
        found.setdefault(_first(one).dimension, []).append(sentence_of(one))
    return [FactGroup(headings[one], found[one.value]) for one in Dimension if one.value in found]


def waiting_facts(slug: str, facts: Facts) -> list[Waiting]:
    language = reader_language()
    return [
        Waiting(row.in_language(language), [_link(slug, one) for one in lacks])
        for row, lacks in facts.waiting
    ]


def _link(slug: str, indicator: Indicator) -> Piece:
    return Piece(indicator.title, reverse("indicator", args=[slug, indicator.key]))


def _first(told: ToldFact) -> Indicator:
    first = slots_in(parse_sentence(told.fact.text))[0]
    return told.figures[first.figure].indicator


def _piece(told: ToldFact, piece: str | Slot) -> Piece:
    if isinstance(piece, str):
        return Piece(piece)
    if piece.key == PLACE_NAME:
        return Piece(told.root.short_name)
    found = told.figures[piece.figure]
    url = reverse("indicator", args=[told.root.slug, piece.key])
    return Piece(said(found, piece.form).replace(" ", "\N{NO-BREAK SPACE}"), url)


def said(found: Figured, form: Form) -> str:
    """Say a figure in the form that is asked for; as it is, where it does not fit that form."""
    value = found.shown.value or 0.0
    if form is Form.PERIOD:
        return period_words(found.shown.period)
    portion = in_ten(value) if form is Form.IN_TEN else nearest_portion(value) if form.needs_share else None
    if portion is None:
        return figure(found.indicator, value)
    if form is Form.FRACTION:
        return f"{portion.part}/{portion.whole}"
    return _("%(part)d av %(whole)d") % {"part": portion.part, "whole": portion.whole}


def _without_space(pieces: list[Piece]) -> list[Piece]:
    return [Piece(pieces[0].text.lstrip(), pieces[0].url), *pieces[1:]] if pieces else pieces


def _source(found: Figured) -> str:
    """Return who says so and what it is for: «Statistisk sentralbyrå, 06913, for 2025»."""
    dataset = found.batch.dataset
    told = {"source": source_words(dataset), "period": period_words(found.shown.period)}
    if dataset.provider == Provider.DOCUMENT:
        return told["source"]  # it says itself what it is for
    return _("%(source)s, for %(period)s") % told


def _notes(found: Figured) -> list[str]:
    """Return how old a figure is, where that is known and worth knowing."""
    came = found.batch.published_at or found.batch.received_at
    day = day_words(localtime(came).date())
    notes = []
    if found.batch.dataset.provider != Provider.DOCUMENT:
        notes.append(_("Publisert %s.") % day if found.batch.published_at else _("Hentet %s.") % day)
    if found.late_since:
        notes.append(_("Nyere tall skulle kommet %s.") % day_words(found.late_since))
    if found.shown.is_provisional:
        notes.append(_("Foreløpig tall."))
    return notes
