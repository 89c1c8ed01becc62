"""A plan as a document: facts, contents, and its elements in sections by the plan's own structure."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.cases.models import Case
from rodtrad.goals.queries import DocumentRow
from rodtrad.organisations.models import Root
from rodtrad.plans.models import Plan
from rodtrad.plans.queries import PlanRelations
from rodtrad.website.presenters.plan_system import question_label
from rodtrad.website.presenters.plans import plan_url
from rodtrad.website.presenters.wording import (
    Fact,
    FactValue,
    common_origin,
    day,
    days,
    fact,
    horizon,
    known,
    own_origin,
    plan_status,
    years,
)

#: Above this many top entries the contents name only the sections.
LONG_CONTENTS = 30


@dataclass(frozen=True)
class Entry:
    """An element where it stands in the document."""

    anchor: str
    number: str
    title: str
    url: str
    description: str
    origin: str
    carried_from: str
    carried_url: str
    below: tuple["EntryGroup", ...]


@dataclass(frozen=True)
class EntryGroup:
    """Entries of one level that follow one another under another."""

    heading: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Section:
    """Entries of one level that follow one another at the top of the document."""

    anchor: str
    heading: str
    origin: str
    entries: tuple[Entry, ...]
    listed: bool


def sections(root: Root, plan: Plan, rows: Sequence[DocumentRow]) -> list[Section]:
    found: list[Section] = []
    for number, (_level, group) in enumerate(groupby(rows, key=lambda row: row.element.level_id), 1):
        members = list(group)
        origin = common_origin(row.element.origin for row in _all(members))
        level = members[0].element.level
        found.append(
            Section(
                anchor=f"del-{number}",
                heading=str(capfirst(level.many if len(members) > 1 else level.one)),
                origin=origin,
                entries=tuple(_entry(root, plan, row, origin) for row in members),
                listed=len(rows) <= LONG_CONTENTS,
            )
        )
    return found


def _all(rows: Sequence[DocumentRow]) -> Iterator[DocumentRow]:
    for row in rows:
        yield row
        yield from _all(row.below)


def _entry(root: Root, plan: Plan, row: DocumentRow, common: str) -> Entry:
    element = row.element
    carried = row.is_carried_over
    return Entry(
        anchor=element.key,
        number=row.placement.number,
        title=element.title,
        url=reverse("element", args=[root.slug, element.key]),
        description=element.description,
        origin=own_origin(element.origin, common),
        carried_from=element.plan.title if carried else "",
        carried_url=plan_url(root, element.plan) if carried else "",
        below=tuple(
            _group(root, plan, list(group), common)
            for _level, group in groupby(row.below, key=lambda lower: lower.element.level_id)
        ),
    )


def _group(root: Root, plan: Plan, rows: Sequence[DocumentRow], common: str) -> EntryGroup:
    level = rows[0].element.level
    heading = str(capfirst(level.many if len(rows) > 1 else level.one))
    return EntryGroup(heading, tuple(_entry(root, plan, row, common) for row in rows))


def plan_facts(root: Root, plan: Plan, relations: PlanRelations) -> list[Fact]:
    source = " · ".join(part for part in (plan.source.title if plan.source else "", plan.place) if part)
    return known(
        fact(_("Type"), str(capfirst(plan.get_type_display()))),
        fact(_("Periode"), years(plan.from_year, plan.to_year)),
        fact(_("Horisont"), horizon(plan.horizon_years)),
        fact(_("Eier"), plan.owner.name if plan.owner else None),
        fact(_("Behandling"), str(capfirst(plan.get_treatment_display()))),
        fact(_("Svarer på"), _question(root, plan)),
        fact(_("Høring"), *hearing(plan)),
        fact(_("Sak"), *case_lines(plan.case)),
        fact(_("Utdyper"), *_links(root, [relations.parent])),
        fact(_("Utdypes av"), *_links(root, relations.elaborations)),
        fact(_("Erstatter"), *_links(root, [relations.replaces])),
        fact(_("Erstattet av"), *_links(root, relations.replaced_by)),
        fact(_("Kilde"), source),
    )


def hearing(plan: Plan) -> tuple[str, ...]:
    """Say when the plan was on hearing and how many answered."""
    if not plan.hearing_from:
        return ()
    lines = [days(plan.hearing_from, plan.hearing_to)]
    if plan.hearing_submissions:
        count = plan.hearing_submissions
        lines.append(ngettext("%(count)d uttalelse", "%(count)d uttalelser", count) % {"count": count})
    return tuple(lines)


def case_lines(case: Case | None) -> tuple[str, ...]:
    if case is None:
        return ()
    treated = ", ".join(part for part in (case.body, day(case.date)) if part)
    return tuple(line for line in (f"{case.number} {case.title}", treated, case.decision) if line)


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
    kind = str(capfirst(plan.get_type_display()))
    return PlanHead(kind, plan.title, plan.description, status.tone, status.word, plan.origin)
