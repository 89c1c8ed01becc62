"""What stands round a planstrategi on its pages: facts, ways on, its parts for who writes, and differences."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from rodtrad.core.documents import Document, Heading
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer
from rodtrad.planning.models import PlanningStrategy, StrategyItem
from rodtrad.planning.queries.need_summary import NeedSummary
from rodtrad.planning.queries.strategies import StrategyContent
from rodtrad.planning.queries.terms import ItemPair, TermDifference
from rodtrad.plans.models import Plan
from rodtrad.plans.permissions import may_see_plan
from rodtrad.website.presenters.plans import plan_url
from rodtrad.website.presenters.strategy_words import answer_word, decision_status, months, time_of
from rodtrad.website.presenters.wording import Fact, FactValue, Status, day, fact, known, plan_status

#: How many plans that are not taken up are named.
_MOST_LEFT = 20


@dataclass(frozen=True)
class StrategyRow:
    url: str
    title: str
    term: str
    status: Status
    origin: str


@dataclass(frozen=True)
class Action:
    url: str
    label: str


@dataclass(frozen=True)
class PartGroup:
    """Parts of one kind, for who changes them; `add` leads to a new one."""

    heading: str
    rows: list[Action]
    add: Action


def strategy_rows(root: Root, found: Iterable[PlanningStrategy]) -> list[StrategyRow]:
    return [
        StrategyRow(
            url=reverse("strategy", args=[root.slug, one.plan.key]),
            title=one.plan.title,
            term=f"{one.term_from}–{one.term_to}",
            status=plan_status(one.plan),
            origin=one.origin,
        )
        for one in found
    ]


def registered_rows(root: Root, plans: Iterable[Plan]) -> list[StrategyRow]:
    """Return rows for plans that stand in the register only."""
    return [
        StrategyRow(
            url=plan_url(root, one),
            title=one.title,
            term="–".join(str(year) for year in (one.from_year, one.to_year) if year),
            status=plan_status(one),
            origin=one.origin,
        )
        for one in plans
    ]


@dataclass(frozen=True)
class LeftPlans:
    """Plans of the register that the strategy has not taken up: the first of them, how many more, and where to."""

    rows: list[Action]
    more: int
    take_up: str


def left_plans(root: Root, key: str, plans: list[Plan]) -> LeftPlans | None:
    """Return the plans to show; None when the strategy with the key has taken up all."""
    rows = [Action(plan_url(root, one), one.title) for one in plans[:_MOST_LEFT]]
    if not rows:
        return None
    return LeftPlans(rows, len(plans) - len(rows), reverse("take_up_plans", args=[root.slug, key]))


def strategy_facts(content: StrategyContent) -> list[Fact]:
    strategy, plan = content.strategy, content.strategy.plan
    return known(
        fact(_("Periode"), f"{strategy.term_from}–{strategy.term_to}"),
        fact(_("Konstituert"), day(strategy.constituted_on) if strategy.constituted_on else None),
        fact(_("Vedtatt"), day(plan.in_force_from) if plan.in_force_from else None),
        fact(_("Sak"), f"{content.case.number} {content.case.title}" if content.case else None),
        fact(_("Eier"), plan.owner.name if plan.owner else None),
        fact(
            _("Plan i registeret"),
            FactValue(plan.title, reverse("plan", args=[strategy.root.slug, plan.key])),
        ),
        fact(_("Hjemmel"), _("plan- og bygningsloven § 10-1")),
    )


def headings_of(document: Document) -> list[tuple[int, str]]:
    """Return the parts of the document with the number in their anchors."""
    headings = [block for block in document.blocks if isinstance(block, Heading)]
    return [(number, one.text) for number, one in enumerate(headings, start=1) if one.level == 1]


def strategy_actions(root: Root, strategy: PlanningStrategy) -> list[Action]:
    def to(name: str, label: str) -> Action:
        return Action(reverse(name, args=[root.slug, strategy.plan.key]), label)

    return [
        to("take_up_plans", _("Ta opp planer fra registeret")),
        to("new_strategy_item", _("Ta opp én plan")),
        to("edit_strategy", _("Endre innledning og prinsipper")),
        to("strategy_guidelines", _("Svar på føringer")),
        to("strategy_capacity", _("Sett kapasitet")),
    ]


def strategy_parts(root: Root, content: StrategyContent) -> list[PartGroup]:
    """Return trends, views and phases with where each is changed."""
    key = content.strategy.plan.key
    kinds = (
        ("utviklingstrekk", _("Utviklingstrekk"), _("Nytt utviklingstrekk"), content.trends),
        ("synspunkt", _("Synspunkter"), _("Nytt synspunkt"), content.views),
        ("arbeid", _("Arbeidet med planstrategien"), _("Ny del av arbeidet"), content.phases),
    )
    return [
        PartGroup(
            heading,
            [
                Action(reverse("edit_strategy_part", args=[root.slug, key, kind, one.pk]), str(one))
                for one in rows
            ],
            Action(reverse("new_strategy_part", args=[root.slug, key, kind]), add),
        )
        for kind, heading, add, rows in kinds
    ]


def item_facts(root: Root, item: StrategyItem, viewer: Viewer) -> list[Fact]:
    """Tell of the item; what the last term decided, when the viewer may see the strategy that did."""
    before = item.previous
    if before and not may_see_plan(viewer, before.strategy.plan, root):
        before = None
    return known(
        fact(
            _("Plan i registeret"),
            FactValue(item.plan.title, reverse("plan", args=[root.slug, item.plan.key]))
            if item.plan
            else None,
        ),
        fact(_("Når"), time_of(item)),
        fact(_("Månedsverk"), months(item.work) if item.work is not None else None),
        fact(_("Ansvarlig"), item.owner.name if item.owner else None),
        fact(
            _("Forrige periode"),
            f"{decision_status(before.decision).word} ({before.strategy})" if before else None,
        ),
        fact(
            _("Kilde"),
            ", ".join(part for part in (item.source.title, item.place) if part) if item.source else None,
        ),
    )


@dataclass(frozen=True)
class AskedRow:
    question: str
    key: str
    answers: list[tuple[str, Status, str, str]]


def asked_rows(summary: NeedSummary) -> list[AskedRow]:
    """Return the five questions, each with who answered what and why."""
    tones = {"yes": "ok", "partly": "watch", "no": "off"}
    return [
        AskedRow(
            str(one.question.label),
            one.question.value,
            [
                (row.discipline, Status(tones[row.answer], answer_word(row.answer)), row.reason, row.origin)
                for row in one.answers
            ],
        )
        for one in summary.asked
    ]


@dataclass(frozen=True)
class DifferenceRow:
    url: str
    title: str
    before: Status | None
    after: Status | None
    reason: str


@dataclass(frozen=True)
class DifferenceGroup:
    heading: str
    rows: list[DifferenceRow]


def difference_groups(root: Root, found: TermDifference) -> list[DifferenceGroup]:
    named = (
        (_("Nye i perioden"), found.new),
        (_("Borte fra forrige periode"), found.gone),
        (_("Avgjort på en annen måte"), found.changed),
        (_("Avgjort på samme måte"), found.same),
    )
    return [
        DifferenceGroup(heading, [_difference(root, pair) for pair in pairs])
        for heading, pairs in named
        if pairs
    ]


def _difference(root: Root, pair: ItemPair) -> DifferenceRow:
    item = pair.item
    return DifferenceRow(
        url=reverse("strategy_item", args=[root.slug, item.strategy.plan.key, item.pk]),
        title=item.title,
        before=decision_status(pair.before.decision) if pair.before else None,
        after=decision_status(pair.after.decision) if pair.after else None,
        reason=item.instead or item.reason,
    )
