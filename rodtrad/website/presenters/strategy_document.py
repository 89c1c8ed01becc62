"""The planstrategi as a document: the same for page, Word and PDF."""

from collections.abc import Iterator
from datetime import date as day_

from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from rodtrad.core.documents import (
    Block,
    Column,
    Contents,
    Document,
    Fact,
    Heading,
    Item,
    Note,
    Paragraph,
    Points,
    Run,
    Runs,
    blocks_of,
    plain,
    table,
)
from rodtrad.organisations.models import Sourced
from rodtrad.planning.models import StrategyView, ViewOf
from rodtrad.planning.queries.strategies import StrategyContent
from rodtrad.website.presenters.strategy_naming import named, row, sources
from rodtrad.website.presenters.strategy_plans import Address, item_blocks, load_blocks, need_blocks
from rodtrad.website.presenters.wording import day, plan_status


def strategy_document(content: StrategyContent, *, language: str, address: Address) -> Document:
    """Write the strategy as a document, in the language that is active; `language` is that of its own words."""
    strategy = content.strategy
    return Document(
        title=strategy.plan.title,
        root=strategy.root.name,
        date=_date_of(content),
        language="nn" if language == "nn" else "en" if language == "en" else "nb",
        kind=_("Kommunal planstrategi"),
        subtitle=_as_of(content),
        facts=tuple(_facts(content)),
        blocks=tuple(strategy_blocks(content, address)),
    )


def page_document(content: StrategyContent, *, address: Address) -> Document:
    """Write it for a page, which has its own title, facts and contents beside it."""
    return Document(
        title=content.strategy.plan.title,
        root=content.strategy.root.name,
        date=_date_of(content),
        blocks=tuple(strategy_blocks(content, address, contents=False)),
    )


def strategy_blocks(content: StrategyContent, address: Address, *, contents: bool = True) -> Iterator[Block]:
    """Yield the document's blocks; a page has the table of contents beside it."""
    if contents:
        yield Contents(_("Innhold"))
    if _examples(content):
        yield Note(
            _("Eksempel"),
            (
                Paragraph(
                    plain(
                        _("Det som er merket «Eksempel», er diktet opp for å vise hvordan systemet virker.")
                    )
                ),
            ),
        )
    yield from _written(_("Innledning"), content.strategy.intro)
    yield from _phases(content)
    yield from _trends(content)
    yield from _written(_("Prinsipper for planarbeidet"), content.strategy.principles)
    yield from _guidelines(content)
    yield from item_blocks(content, address)
    yield from load_blocks(content)
    yield from need_blocks(content)
    yield from _views(content)


def _date_of(content: StrategyContent) -> day_:
    """Return the day the text is from: of the decision, else today."""
    plan = content.strategy.plan
    decided = plan.in_force_from or (content.case.date if content.case else None)
    return decided or timezone.localdate()


def _as_of(content: StrategyContent) -> str:
    """Tell what day the text is from, on the cover: what is still written on changes from day to day."""
    if content.strategy.plan.in_force_from:
        return ""
    return _("per %s") % day(timezone.localdate())


def _facts(content: StrategyContent) -> Iterator[Fact]:
    strategy, plan = content.strategy, content.strategy.plan
    yield Fact(_("Valgperiode"), f"{strategy.term_from}–{strategy.term_to}")
    yield Fact(_("Status"), plan_status(plan).word)
    if strategy.constituted_on:
        yield Fact(_("Konstituert"), day(strategy.constituted_on))
    if content.case:
        yield Fact(_("Sak"), f"{content.case.number} {content.case.title}")
    if plan.in_force_from:
        yield Fact(_("Vedtatt"), day(plan.in_force_from))
    if plan.owner:
        yield Fact(_("Eier"), plan.owner.name)
    yield Fact(_("Hjemmel"), _("plan- og bygningsloven § 10-1"))


def _examples(content: StrategyContent) -> bool:
    rows: list[Sourced] = [*content.items, *content.trends, *content.guidelines, *content.views]
    return any(one.is_example for one in [*rows, *content.capacities, *content.phases])


def _written(heading: str, text: str) -> Iterator[Block]:
    if text.strip():
        yield Heading(1, heading)
        yield from blocks_of(text, below=1)


def _phases(content: StrategyContent) -> Iterator[Block]:
    if not content.phases:
        return
    yield Heading(1, _("Slik er planstrategien laget"))
    rows = [
        row(named(one.title, one), f"{day(one.first)} – {day(one.last)}", one.text) for one in content.phases
    ]
    columns = [
        Column(_("Del av arbeidet"), share=1.4),
        Column(_("Når"), share=1.3),
        Column(_("Hva"), share=2.2),
    ]
    yield table(columns, rows, _("Arbeidet med planstrategien"), is_headed=True)
    yield from sources(content.phases)


def _trends(content: StrategyContent) -> Iterator[Block]:
    if not content.trends:
        return
    yield Heading(1, _("Utviklingstrekk og utfordringer"))
    for one in content.trends:
        yield Heading(2, one.title + (" (" + _("Eksempel") + ")" if one.is_example else ""))
        yield from blocks_of(one.text, below=2)
        told = [
            _("Utfordring på tråden: %s") % one.element.title if one.element else "",
            _("Målt med: %s") % one.indicator.name if one.indicator else "",
        ]
        if any(told):
            yield Points(tuple(Item(plain(text)) for text in told if text))
    yield from sources(content.trends)


def _guidelines(content: StrategyContent) -> Iterator[Block]:
    if not content.guidelines and not content.open_guidelines:
        return
    yield Heading(1, _("Føringer"))
    answered = [one for one in content.guidelines if one.text.strip()]
    if answered:
        rows = [row(named(one.element.title, one), one.text) for one in answered]
        columns = [Column(_("Føring"), share=1.2), Column(_("Slik følges den opp"), share=2)]
        yield table(columns, rows, _("Føringer og hvordan de følges opp"), is_headed=True)
    if content.open_guidelines:
        points = Points(tuple(Item(plain(one.title)) for one in content.open_guidelines))
        yield Note(_("Føringer uten svar ennå"), (points,))


def _sender(one: StrategyView) -> Runs:
    kind = str(capfirst(ViewOf(one.kind).label))
    return (*named(one.open_sender, one), Run(f" – {kind}")) if one.open_sender else named(kind, one)


def _views(content: StrategyContent) -> Iterator[Block]:
    if not content.views:
        return
    yield Heading(1, _("Synspunkter"))
    yield Paragraph(
        plain(
            _(
                "Kommunen skal innhente synspunkter fra statlige og regionale organer og nabokommuner (pbl. § 10-1)."
            )
        )
    )
    columns = [
        Column(_("Fra"), share=1.2),
        Column(_("Synspunkt"), share=2),
        Column(_("Kommunens svar"), share=2),
    ]
    rows = [
        row(
            _sender(one),
            one.summary,
            one.answer or _("Ikke besvart ennå"),
        )
        for one in content.views
    ]
    yield table(columns, rows, _("Synspunkter og svar"), is_headed=True)
