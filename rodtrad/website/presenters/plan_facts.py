"""What stands first on a plan's page, and its facts."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.cases.models import Case
from rodtrad.organisations.models import Root
from rodtrad.plans.horizons import next_due
from rodtrad.plans.models import LOCKED, KnowledgeKind, Plan, PlanDocument, PlanType
from rodtrad.plans.plan_types import level_of
from rodtrad.plans.queries import PlanRelations, knowledge_of
from rodtrad.website.presenters.plan_documents import document_rows
from rodtrad.website.presenters.plan_system import question_label
from rodtrad.website.presenters.plan_time import overdue_words
from rodtrad.website.presenters.plans import own_type_name, plan_url
from rodtrad.website.presenters.wording import (
    Fact,
    FactValue,
    day,
    days,
    fact,
    horizon,
    known,
    label_of,
    plan_status,
    years,
)

#: So many documents stand among the facts; the rest on their own page.
MOST_DOCUMENTS = 5


def plan_facts(
    root: Root,
    plan: Plan,
    relations: PlanRelations,
    documents: Sequence[PlanDocument],
    today: date,
    *,
    case: Case | None = None,
) -> list[Fact]:
    """Return what is known of the plan; `case` is the deciding one when the reader may see it."""
    source = " · ".join(part for part in (plan.source.title if plan.source else "", plan.place) if part)
    after, coming = _adopted_or_not(relations.replaced_by)
    joined, joining = _adopted_or_not(relations.merged_into)
    return known(
        fact(_("Type"), type_name(plan)),
        fact(_("Nivå"), _level(root, plan)),
        fact(_("Nummer"), plan.number),
        fact(_("Arealplan-ID"), _national_id(plan)),
        fact(_("Periode"), years(plan.from_year, plan.to_year)),
        fact(_("Horisont"), horizon(plan.horizon_years)),
        fact(_("Over tiden"), overdue_words(plan, today)),
        fact(_("Skal vurderes innen"), day(plan.review_due)),
        fact(_("Kunnskapen"), *knowledge_lines(plan)),
        fact(_("Eier"), plan.owner.name if plan.owner else None),
        fact(_("Behandling"), str(capfirst(plan.get_treatment_display()))),
        fact(_("Svarer på"), _question(root, plan)),
        fact(_("Høring"), *hearing(plan)),
        fact(_("Sak"), *case_lines(case, _case_url(root, case))),
        fact(_("Utdyper"), *_links(root, [relations.parent])),
        fact(_("Utdypes av"), *_links(root, relations.elaborations)),
        fact(_("Erstatter"), *_links(root, [relations.replaces])),
        fact(_("Erstattet av"), *_links(root, after)),
        fact(_("Skal erstattes av"), *_links(root, coming)),
        fact(_("Slår sammen"), *_links(root, relations.merges)),
        fact(_("Slått sammen i"), *_links(root, joined)),
        fact(_("Skal slås sammen i"), *_links(root, joining)),
        fact(_("Dokumenter"), *_documents(root, plan, documents)),
        fact(_("Kilde"), source),
    )


def _adopted_or_not(plans: Sequence[Plan]) -> tuple[list[Plan], list[Plan]]:
    """Return those of the plans that are, or have been, in force, and those that are not adopted yet."""
    adopted = [one for one in plans if one.status in LOCKED]
    return adopted, [one for one in plans if one not in adopted]


def _documents(root: Root, plan: Plan, documents: Sequence[PlanDocument]) -> list[FactValue]:
    rows = document_rows(root, plan.key, documents)
    shown = [FactValue(row.title, row.url) for row in rows[:MOST_DOCUMENTS]]
    if len(rows) > MOST_DOCUMENTS:
        every = _("alle %d dokumenter") % len(rows)
        shown.append(FactValue(every, reverse("plan_documents", args=[root.slug, plan.key])))
    return shown


def hearing(plan: Plan) -> tuple[str, ...]:
    """Say when the plan was on hearing and how many answered."""
    if not plan.hearing_from:
        return ()
    lines = [days(plan.hearing_from, plan.hearing_to)]
    if plan.hearing_submissions:
        lines.append(_submissions(plan.hearing_submissions, plan.hearing_assessed))
    return tuple(lines)


def _submissions(count: int, assessed: int | None) -> str:
    told = ngettext("%(count)d uttalelse", "%(count)d uttalelser", count) % {"count": count}
    if assessed is None:
        return told
    if assessed == count:
        return _("%(received)s, alle vurdert") % {"received": told}
    return _("%(received)s, %(assessed)d vurdert") % {"received": told, "assessed": assessed}


def _case_url(root: Root, case: Case | None) -> str:
    return reverse("case", args=[root.slug, case.key]) if case else ""


def case_lines(case: Case | None, url: str = "") -> tuple[FactValue | str, ...]:
    """Tell a case that the reader may see in short (`cases.permissions.seen_case`)."""
    if case is None:
        return ()
    treated = ", ".join(part for part in (case.body, day(case.date)) if part)
    name = FactValue(f"{case.number} {case.title}", url)
    return (name, *(line for line in (treated, case.decision) if line))


def type_name(plan: Plan) -> str:
    """Name the plan's type; the root's own where it has one."""
    return str(capfirst(own_type_name(plan.own_type) if plan.own_type else PlanType(plan.type).label))


def _level(root: Root, plan: Plan) -> FactValue:
    level = level_of(plan)
    return FactValue(label_of(level), f"{reverse('plan_map', args=[root.slug])}?niva={level}")


def _national_id(plan: Plan) -> FactValue | None:
    text = plan.national_id or (_("i planregisteret") if plan.register_address else "")
    return FactValue(text, plan.register_address) if text else None


def knowledge_lines(plan: Plan) -> tuple[str, ...]:
    """Say what kind of knowledge it is, when it was renewed, and when it is to be renewed."""
    knowledge = knowledge_of(plan)
    if knowledge is None:
        return ()
    due = next_due(knowledge)
    return tuple(
        line
        for line in (
            label_of(KnowledgeKind(knowledge.kind)),
            _("fornyet %s") % day(knowledge.renewed_on) if knowledge.renewed_on else "",
            _("fornyes innen %s") % day(due) if due else "",
        )
        if line
    )


def _question(root: Root, plan: Plan) -> FactValue | None:
    label = question_label(plan.question)
    return FactValue(label, reverse("plan_system", args=[root.slug]) + f"#{plan.question}") if label else None


def _links(root: Root, plans: Sequence[Plan | None]) -> list[FactValue]:
    return [FactValue(plan.title, plan_url(root, plan)) for plan in plans if plan]


@dataclass(frozen=True)
class PlanHead:
    """What stands first on the page."""

    over: str
    title: str
    description: str
    tone: str
    word: str
    origin: str


def plan_head(plan: Plan) -> PlanHead:
    status = plan_status(plan)
    kind = type_name(plan)
    return PlanHead(kind, plan.title, plan.description, status.tone, status.word, plan.origin)
