"""Hearings and decisions with a date, the newest first."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

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


def events(plans: Iterable[Plan], today: date) -> list[Event]:
    """List hearings and decisions with a date, the newest first."""
    dated: list[tuple[date, Event]] = []
    for plan in plans:
        if plan.hearing_from:
            dated.append((plan.hearing_to or plan.hearing_from, _hearing(plan, today)))
        if plan.case and plan.case.date:
            dated.append((plan.case.date, _decision(plan, plan.case.date)))
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


def _decision(plan: Plan, when: date) -> Event:
    assert plan.case
    text = f"{plan.root.short_name}. " + _("%(body)s, sak %(number)s.") % {
        "body": plan.case.body,
        "number": plan.case.number,
    }
    return Event(day(when), plan.title, plan_url(plan.root, plan), text, lang_of(plan.root), plan.is_example)
