"""A frozen planstrategi as a page: what it said on the day, read from the version and nothing else."""

from collections.abc import Iterator
from typing import Any

from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from rodtrad.core.documents import (
    Block,
    Column,
    Document,
    Heading,
    as_html,
    blocks_of,
    plain,
    table,
)
from rodtrad.planning.content import Content
from rodtrad.planning.models import ItemDecision, ViewOf
from rodtrad.planning.semesters import read_semester, semester_name
from rodtrad.website.presenters.strategy_naming import row
from rodtrad.website.presenters.strategy_words import DECISIONS, decision_heading

Told = dict[str, Any]


def frozen_strategy(content: Content, *, date: Any) -> SafeString | None:
    """Return the strategy that the version holds as HTML; None for a plan without one."""
    told = content.parts.get("strategy")
    if not isinstance(told, dict):
        return None
    return as_html(
        Document(
            title=str(content.plan["title"]),
            root=str(content.plan["root"]),
            date=date,
            blocks=tuple(_blocks(told)),
        )
    )


def _blocks(told: Told) -> Iterator[Block]:
    yield from _written(_("Innledning"), told["intro"])
    if told["trends"]:
        yield Heading(1, _("Utviklingstrekk og utfordringer"))
        for one in told["trends"]:
            yield Heading(2, one["title"])
            yield from blocks_of(one["text"], below=2)
    yield from _written(_("Prinsipper for planarbeidet"), told["principles"])
    if told["guidelines"]:
        columns = [Column(_("Føring")), Column(_("Slik følges den opp"), share=2)]
        rows = [row(one["element"], one["text"] or "–") for one in told["guidelines"]]
        yield Heading(1, _("Føringer"))
        yield table(columns, rows, _("Føringer og hvordan de følges opp"), is_headed=True)
    yield from _items(told["items"])
    if told["views"]:
        columns = [Column(_("Fra")), Column(_("Synspunkt"), share=2), Column(_("Kommunens svar"), share=2)]
        rows = [
            row(
                " – ".join(
                    part for part in (one["sender"], str(capfirst(ViewOf(one["kind"]).label))) if part
                ),
                one["summary"],
                one["answer"] or "–",
            )
            for one in told["views"]
        ]
        yield Heading(1, _("Synspunkter"))
        yield table(columns, rows, _("Synspunkter og svar"), is_headed=True)


def _written(heading: str, text: str) -> Iterator[Block]:
    if text.strip():
        yield Heading(1, heading)
        yield from blocks_of(text)


def _items(items: list[Told]) -> Iterator[Block]:
    if not items:
        return
    yield Heading(1, _("Planer i perioden"))
    columns = [
        Column(_("Plan"), share=2),
        Column(_("Starter")),
        Column(_("Vedtas")),
        Column(_("Begrunnelse"), share=3),
    ]
    for decision in DECISIONS:
        found = [one for one in items if one["decision"] == decision]
        if found:
            yield Heading(2, decision_heading(decision))
            rows = [
                row(plain(one["title"]), _when(one["start"]), _when(one["adopted"]), _why(one))
                for one in found
            ]
            yield table(columns, rows, decision_heading(decision), is_headed=True)


def _when(code: str) -> str:
    return semester_name(read_semester(code)) if code else "–"


def _why(one: Told) -> str:
    if one["decision"] == ItemDecision.NOT_A_PLAN:
        return " ".join(part for part in (_("I stedet: %s") % one["instead"], one["reason"]) if part)
    return one["reason"] or "–"
