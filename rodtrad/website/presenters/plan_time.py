"""Whether a plan's time is over, in words, and the years it is about."""

from datetime import date

from django.utils.translation import gettext as _

from rodtrad.plans.horizons import Overdue, next_due, overdue, shown_span, span_of
from rodtrad.plans.models import Plan
from rodtrad.plans.queries import knowledge_of
from rodtrad.website.presenters.wording import day, years


def overdue_words(plan: Plan, today: date) -> str:
    """Say in a few words that the plan is out of date; nothing when it is not."""
    why = overdue(plan, today, knowledge_of(plan))
    if why is Overdue.PERIOD:
        return _("perioden gikk ut i %(year)d") % {"year": span_of(plan).last}
    if why is Overdue.REVIEW:
        return _("skulle vært vurdert %(day)s") % {"day": day(plan.review_due)}
    if why is Overdue.KNOWLEDGE:
        knowledge = knowledge_of(plan)
        return _("skulle vært fornyet %(day)s") % {"day": day(next_due(knowledge) if knowledge else None)}
    return ""


def overdue_brief(plan: Plan, today: date) -> str:
    """Say the same with a year only, for a drawing."""
    why = overdue(plan, today, knowledge_of(plan))
    if why is Overdue.PERIOD:
        return _("gikk ut i %(year)d") % {"year": span_of(plan).last}
    if why is Overdue.REVIEW and plan.review_due:
        return _("vurderes siden %(year)d") % {"year": plan.review_due.year}
    return _("ikke fornyet") if why else ""


def span_words(plan: Plan) -> str:
    """Write the years that the plan is about, with «ca.» where the end follows from the horizon."""
    span = shown_span(plan, knowledge_of(plan))
    if not span.is_reckoned:
        return years(span.first, span.last)
    return _("%(first)d–ca. %(last)d") % {"first": span.first, "last": span.last}
