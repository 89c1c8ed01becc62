"""How two versions of a planstrategi differ, in words: its plans, and what it says beside them."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.planning.comparing import Change, PartDifference
from rodtrad.planning.models import Answer, ItemDecision, NeedQuestion, ViewOf
from rodtrad.planning.semesters import read_semester, semester_name
from rodtrad.website.presenters.version_differences import DifferenceRow, Line, text
from rodtrad.website.presenters.wording import day, label_of

#: What stands of a part that is new or gone, beside its title.
_WHOLE = {
    "items": ("decision", "instead", "reason"),
    "trends": ("text",),
    "guidelines": ("text",),
    "views": ("summary", "answer"),
    "phases": ("text",),
    "capacity": ("person_months",),
}


def part_rows(parts: Sequence[PartDifference]) -> list[DifferenceRow]:
    return [_row(one) for one in parts]


def part_summary(parts: Sequence[PartDifference]) -> list[str]:
    """Say how many plans are new, gone and decided otherwise, and how much else differs."""
    counts = Counter(_sort(one) for one in parts)
    texts = {
        "added": ngettext("%(count)d ny plan", "%(count)d nye planer", counts["added"]),
        "removed": ngettext("%(count)d plan tatt ut", "%(count)d planer tatt ut", counts["removed"]),
        "decided": ngettext(
            "%(count)d avgjort på en annen måte", "%(count)d avgjort på en annen måte", counts["decided"]
        ),
        "items": ngettext("%(count)d plan ellers endret", "%(count)d planer ellers endret", counts["items"]),
        "rest": ngettext(
            "%(count)d endring utenom planene", "%(count)d endringer utenom planene", counts["rest"]
        ),
    }
    return [told % {"count": counts[name]} for name, told in texts.items() if counts[name]]


def _sort(one: PartDifference) -> str:
    if one.kind != "items":
        return "rest"
    if one.before is None or one.after is None:
        return "added" if one.before is None else "removed"
    return "decided" if "decision" in one.fields else "items"


def _row(one: PartDifference) -> DifferenceRow:
    tone = "ok" if Change.ADDED in one.changes else "off" if Change.REMOVED in one.changes else "half"
    return DifferenceRow(
        level=_kinds()[one.kind],
        number="",
        title=_title(one),
        words=str(capfirst(", ".join(_words(one)))),
        tone=tone,
        lines=tuple(_lines(one)),
    )


def _title(one: PartDifference) -> str:
    if one.kind == "head":
        return _("Innledning og prinsipper")
    return semester_name(read_semester(one.title)) if one.kind == "capacity" else one.title


def _words(one: PartDifference) -> Iterator[str]:
    if Change.ADDED in one.changes:
        yield _("nytt")
    if Change.REMOVED in one.changes:
        yield _("tatt ut")
    if "decision" in one.fields:
        yield _("avgjort på en annen måte")
    if one.texts:
        yield _("omskrevet")
    if set(one.fields) - {"decision"}:
        yield _("endrede opplysninger")


def _lines(one: PartDifference) -> Iterator[Line]:
    labels = _labels()
    if one.before is None or one.after is None:
        for name in _WHOLE[one.kind]:
            was, now = _said(name, one.before), _said(name, one.after)
            if was or now:
                yield Line(labels[name], before=was, after=now)
        return
    for name in one.fields:
        was, now = _said(name, one.before), _said(name, one.after)
        yield Line(labels[name], before=was or "–", after=now or "–")
    for told in one.texts:
        yield Line(labels[told.field], told.pieces)


def _said(name: str, side: Mapping[str, Any] | None) -> str:
    """Return a value as the strategy's own page writes it."""
    value = side.get(name) if side else None
    if value is None or value in ("", []):
        return ""
    match name:
        case "decision":
            return str(capfirst(label_of(ItemDecision(value))))
        case "kind":
            return str(capfirst(label_of(ViewOf(value))))
        case "start" | "adopted":
            return semester_name(read_semester(value))
        case "first" | "last" | "constituted_on" | "received_on":
            return day(date.fromisoformat(value))
        case "answers":
            return "; ".join(_answer(one) for one in value)
        case _:
            return text(value)


def _answer(one: Mapping[str, Any]) -> str:
    told = f"{NeedQuestion(one['question']).label} {one['discipline']}: {Answer(one['answer']).label}"
    return f"{told} ({one['reason']})" if one["reason"] else told


def _kinds() -> dict[str, str]:
    return {
        "head": _("Planstrategien"),
        "items": _("Plan i perioden"),
        "trends": _("Utviklingstrekk"),
        "guidelines": _("Føring"),
        "views": _("Synspunkt"),
        "phases": _("Del av arbeidet"),
        "capacity": _("Kapasitet"),
    }


def _labels() -> dict[str, str]:
    return {
        "title": _("Tittel"),
        "sender": _("Organisasjon"),
        "text": _("Tekst"),
        "intro": _("Innledning"),
        "principles": _("Prinsipper for planarbeidet"),
        "constituted_on": _("Konstituert"),
        "decision": _("Beslutning"),
        "instead": _("Dette gjøres i stedet"),
        "reason": _("Begrunnelse"),
        "start": _("Arbeidet starter"),
        "adopted": _("Planen vedtas"),
        "owner": _("Ansvarlig"),
        "work": _("Månedsverk"),
        "answers": _("Behovsprøving"),
        "element": _("Utfordring på tråden"),
        "indicator": _("Indikator"),
        "summary": _("Synspunkt"),
        "answer": _("Kommunens svar"),
        "kind": _("Fra"),
        "received_on": _("Mottatt"),
        "first": _("Første dag"),
        "last": _("Siste dag"),
        "person_months": _("Månedsverk"),
    }
