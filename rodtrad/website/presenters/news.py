"""Hearings and decisions with a date, the newest first."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.cases.models import Case
from rodtrad.cases.permissions import seen_case
from rodtrad.organisations.permissions import Viewer
from rodtrad.plans.models import Plan
from rodtrad.website.presenters.plans import plan_url
from rodtrad.website.presenters.wording import day, days, lang_of

MOST_EVENTS = 6


@dataclass(frozen=True)
class Event:
    date_label: str
    title: str
    url: str
    text: str
    lang: str
    example: bool


def events(plans: Iterable[Plan], viewers: Mapping[UUID, Viewer], today: date) -> list[Event]:
    """List hearings and decisions with a date, the newest first; `viewers` says what the reader sees in each root."""
    dated: list[tuple[date, Event]] = []
    for plan in plans:
        if plan.hearing_from:
            dated.append((plan.hearing_to or plan.hearing_from, _hearing(plan, today)))
        case = seen_case(viewers[plan.root_id], plan.case, plan.root)
        if case and case.date:
            dated.append((case.date, _decision(plan, case, case.date)))
    dated.sort(key=lambda pair: pair[0], reverse=True)
    return [event for _day, event in dated[:MOST_EVENTS]]


def _hearing(plan: Plan, today: date) -> Event:
    assert plan.hearing_from
    if today < plan.hearing_from:
        label, words = day(plan.hearing_from), _("Høring begynner")
    elif plan.hearing_to is None or today <= plan.hearing_to:
        label, words = _("til %(day)s") % {"day": day(plan.hearing_to)}, _("På høring nå")
    else:
        label, words = days(plan.hearing_from, plan.hearing_to), _("Har vært på høring")
    text = f"{plan.root.short_name}. {words}."
    if plan.hearing_submissions:
        count = plan.hearing_submissions
        text += " " + ngettext("%(count)d uttalelse kom inn.", "%(count)d uttalelser kom inn.", count) % {
            "count": count
        }
    return Event(label, plan.title, plan_url(plan.root, plan), text, lang_of(plan.root), plan.is_example)


def _decision(plan: Plan, case: Case, when: date) -> Event:
    text = f"{plan.root.short_name}. " + _("%(body)s, sak %(number)s.") % {
        "body": case.body,
        "number": case.number,
    }
    return Event(day(when), plan.title, plan_url(plan.root, plan), text, lang_of(plan.root), plan.is_example)
