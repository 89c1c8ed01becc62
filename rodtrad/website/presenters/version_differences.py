"""How two versions of a plan differ, in words: what is told first is the count, then each element."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.core.differences import Piece
from rodtrad.planning.comparing import (
    Change,
    Differences,
    ElementDifference,
    Scope,
    TargetDifference,
    after_hearing,
)
from rodtrad.planning.content import Content
from rodtrad.planning.operations.hearing_words import changed_words
from rodtrad.website.presenters.glossary import reader_language
from rodtrad.website.presenters.version_places import moved_words
from rodtrad.website.presenters.version_targets import target_sides
from rodtrad.website.presenters.versions import binding_word
from rodtrad.website.presenters.wording import day


@dataclass(frozen=True)
class Line:
    """One thing that differs about an element. Either words with marks, or what was and what is."""

    label: str
    pieces: tuple[Piece, ...] = ()
    before: str = ""
    after: str = ""


@dataclass(frozen=True)
class DifferenceRow:
    """An element that differs; `words` says how in a few words, `tone` gives the mark."""

    level: str
    number: str
    title: str
    words: str
    tone: str
    lines: tuple[Line, ...]


def said_of_hearing(plan_type: str, differences: Differences) -> tuple[str, str] | None:
    """Say what changes since the hearing mean for a plan of the type: the tone, and the sentence."""
    found = after_hearing(plan_type, differences)
    if found is None:
        return None
    told = changed_words(found.changed, found.documents)
    rest = {
        Scope.NEW_HEARING: _("Arealbruk som ikke var med i høringen, kan ikke vedtas uten ny høring "
                             "(planloven § 11-15)."),
        Scope.RENEWED_SAY: _("Vurder om endringene er så store at berørte må få uttale seg på nytt. En vesentlig "
                             "endring etter offentlig ettersyn krever det."),
        Scope.TOLD: _("Loven krever ikke ny høring av samfunnsdelen. Saken bør si hvorfor den er endret."),
    }  # fmt: skip
    return ("" if found.scope is Scope.TOLD else "watch"), f"{told} {rest[found.scope]}"


def summary(differences: Differences) -> list[str]:
    """Say how many elements differ, by kind."""
    counts = differences.counts
    texts = {
        Change.ADDED: ngettext("%(count)d nytt", "%(count)d nye", counts[Change.ADDED]),
        Change.REMOVED: ngettext("%(count)d tatt ut", "%(count)d tatt ut", counts[Change.REMOVED]),
        Change.REWORDED: ngettext("%(count)d omskrevet", "%(count)d omskrevne", counts[Change.REWORDED]),
        Change.MOVED: ngettext("%(count)d flyttet", "%(count)d flyttet", counts[Change.MOVED]),
        Change.LINKED: ngettext(
            "%(count)d koblet på en annen måte", "%(count)d koblet på en annen måte", counts[Change.LINKED]
        ),
        Change.TARGET: ngettext(
            "%(count)d med endret måltall", "%(count)d med endrede måltall", counts[Change.TARGET]
        ),
        Change.OTHER: ngettext(
            "%(count)d med andre endringer", "%(count)d med andre endringer", counts[Change.OTHER]
        ),
    }
    return [text % {"count": counts[kind]} for kind, text in texts.items() if counts[kind]]


def difference_rows(differences: Differences, before: Content, after: Content) -> list[DifferenceRow]:
    return [_row(one, before, after) for one in differences.elements]


def _row(one: ElementDifference, before: Content, after: Content) -> DifferenceRow:
    words, element = _change_words(), one.element
    content = after if one.after else before
    told = [words[kind] for kind in Change if kind in one.changes]
    tone = "ok" if Change.ADDED in one.changes else "off" if Change.REMOVED in one.changes else "half"
    return DifferenceRow(
        level=str(capfirst(content.level_name(element.level, reader_language()))),
        number=element.number,
        title=element.title,
        words=str(capfirst(", ".join(told))),
        tone=tone,
        lines=tuple(_lines(one, before, after)),
    )


def _lines(one: ElementDifference, before: Content, after: Content) -> Iterator[Line]:
    labels = _labels()
    for wording in one.texts:
        yield Line(labels[wording.field], wording.pieces)
    if one.before is None or one.after is None:
        if one.element.description:
            before_text, after_text = (side.description if side else "" for side in (one.before, one.after))
            yield Line(labels["description"], before=before_text, after=after_text)
    else:
        if Change.MOVED in one.changes:
            was, now = moved_words(one.before, one.after, before, after)
            yield Line(_("Plass"), before=was, after=now)
        if Change.OTHER in one.changes:
            yield from _others(one)
    if one.links_added or one.links_removed:
        yield Line(_("Koblinger"), before=", ".join(one.links_removed), after=", ".join(one.links_added))
    for why in one.reasons:
        yield Line(f"{_('Begrunnelse')}: {why.title}", before=text(why.before), after=text(why.after))
    for target in one.targets:
        yield _target(target)


def _others(one: ElementDifference) -> Iterator[Line]:
    labels = _labels()
    for name in one.details:
        old, new = (_detail(name, getattr(side, name)) for side in (one.before, one.after))
        yield Line(labels[name], before=old, after=new)


def _detail(name: str, value: object) -> str:
    if name in ("starts", "ends") and isinstance(value, str) and value:
        return day(date.fromisoformat(value))
    return binding_word(is_binding=value) if isinstance(value, bool) else text(value)


def _target(one: TargetDifference) -> Line:
    told = one.after or one.before
    assert told is not None
    named = f"{told.name} ({told.organisation})" if told.organisation else told.name
    before, after = target_sides(one)
    return Line(_("Måltall: %(name)s") % {"name": named}, before=before, after=after)


def text(value: object) -> str:
    if value is None or value == "":
        return "–"
    if isinstance(value, str):
        return value
    if isinstance(value, Sequence):
        return ", ".join(text(one) for one in value) or "–"
    return f"{value:g}".replace(".", ",") if isinstance(value, float) else str(value)


def _change_words() -> dict[Change, str]:
    return {
        Change.ADDED: _("nytt"),
        Change.REMOVED: _("tatt ut"),
        Change.REWORDED: _("omskrevet"),
        Change.MOVED: _("flyttet"),
        Change.LINKED: _("koblet på en annen måte"),
        Change.TARGET: _("endret måltall"),
        Change.OTHER: _("endrede opplysninger"),
    }


def _labels() -> dict[str, str]:
    return {
        "title": _("Tittel"),
        "description": _("Beskrivelse"),
        "handling": _("Slik følges den"),
        "binding": _("Føringen er"),
        "keywords": _("Handler om"),
        "level": _("Nivå"),
        "starts": _("Begynner"),
        "ends": _("Slutter"),
        "responsible": _("Ansvarlig"),
        "contributing": _("Medvirkende"),
        "sdg_goals": _("Bærekraftsmål"),
        "areas": _("Steder"),
        "sdg": _("Delmål i bærekraftsmålene"),
        "origin": _("Opphav"),
        "source": _("Kilde"),
        "place": _("Sted i kilden"),
    }
