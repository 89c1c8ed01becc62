"""The clocks: of one plan, of a whole root, and the rules they rest on."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from rodtrad.organisations.permissions import powers_in
from rodtrad.planning.clocks.deadlines import Deadline, Mark, deadlines_by_id
from rodtrad.planning.errors import ChangedMeanwhile, FieldErrors, NotAllowedError
from rodtrad.planning.operations.clock_choices import choose_clock, clock_values
from rodtrad.planning.permissions import may_choose_clocks, may_plan
from rodtrad.planning.queries.clock_rules import deadlines_of
from rodtrad.planning.queries.clocks import by_date, clocks_of_plan, clocks_of_root
from rodtrad.planning.queries.council_meetings import meetings_between
from rodtrad.plans.models import Plan
from rodtrad.plans.queries import find_plan
from rodtrad.website.forms.begun import pack
from rodtrad.website.forms.clocks import ChoiceForm, may_be_chosen
from rodtrad.website.page import Page, root_page
from rodtrad.website.presenters.clock_drawing import days_beside, drawing_of, extent
from rodtrad.website.presenters.clock_words import length
from rodtrad.website.presenters.clocks import (
    clock_lines,
    lines_by_date,
    process_status,
    step_lines,
    steps_left_out,
    troubles,
)
from rodtrad.website.presenters.wording import day
from rodtrad.website.views.editing.guard import person_of, writers_only
from rodtrad.website.views.editing.storing import begun_with
from rodtrad.website.views.history import has_role


def found_plan(page: Page, key: str) -> Plan:
    found = find_plan(page.own_root, page.viewer, key)
    if found is None:
        raise Http404
    return found


def clock_crumbs(page: Page, plan: Plan, *rest: str) -> list[tuple[str | None, str]]:
    """Return the way to a plan's clocks, and to what lies under them."""
    own = page.address("plan_clocks", plan.key) if rest else None
    return [
        (page.address("plans"), _("Planer")),
        (page.address("plan", plan.key), plan.title),
        (own, _("Frister")),
        *((None, one) for one in rest),
    ]


@root_page
def plan_clocks(page: Page, key: str) -> HttpResponse:
    """Show the plan's process: each clock as a sentence, the steps, and the drawing."""
    plan = found_plan(page, key)
    found = clocks_of_plan(plan, page.viewer)
    may_write = may_plan(powers_in(page.request.user, page.own_root), plan)
    shown: dict[str, Any] = {}
    if found is not None and found.process is not None:
        meetings = meetings_between(page.own_root, *extent(found.reckoned))
        shown = {
            "kind": found.reckoned.course.template,
            "process": found.process,
            "mark": process_status(found.process.status),
            "clocks": clock_lines(page.own_root, found),
            "troubles": [] if found.is_over else troubles(found),
            "is_over": found.is_over,
            "steps": step_lines(found),
            "left_out": steps_left_out(found),
            "is_unreachable": found.reckoned.unreachable is not None,
            "chart": drawing_of(found, meetings),
            "beside": days_beside(found, meetings),
        }
    return page.render(
        "website/plan_clocks.html",
        current="plans",
        crumbs=clock_crumbs(page, plan),
        plan=plan,
        may_write=may_write,
        has_role=has_role(page),
        **shown,
    )


@root_page
def root_clocks(page: Page) -> HttpResponse:
    """Show all clocks of the root: what is late first, then by day; what is over is folded."""
    found = clocks_of_root(page.own_root, page.viewer)
    going = by_date(one for one in found if not one.is_over)
    over = by_date(one for one in found if one.is_over)
    late = [one for one in going if one.clock.is_late]
    coming = [one for one in going if not one.clock.is_late]
    return page.render(
        "website/root_clocks.html",
        current="plans",
        crumbs=[(page.address("plans"), _("Planer")), (None, _("Frister"))],
        late=lines_by_date(page.own_root, late),
        coming=lines_by_date(page.own_root, coming),
        over=lines_by_date(page.own_root, over),
    )


@dataclass(frozen=True)
class RuleShown:
    """A rule as the page shows it, with the form for who may choose how it is counted."""

    rule: Deadline
    reference: str
    length: str
    own: str
    mark: str
    valid: str
    form: ChoiceForm | None
    #: What stood when the form was made, for it to carry.
    version: str


@writers_only
def clock_rules(page: Page) -> HttpResponse:
    """Show the rules about time as data; an administrator chooses how the root counts them."""
    may_choose = may_choose_clocks(powers_in(page.request.user, page.own_root))
    sent = page.request.POST if page.request.method == "POST" else None
    refused: dict[str, ChoiceForm] = {}
    begun = clock_values(page.own_root) if may_choose else {}
    if sent is not None:
        if not page.request.user.is_authenticated:
            return redirect_to_login(page.request.get_full_path())
        if not may_choose:
            raise PermissionDenied
        rule = sent.get("regel", "")
        if (known := deadlines_by_id().get(rule)) is None:
            raise BadRequest
        form = ChoiceForm(sent, rule=known)
        begun[rule] = begun_with(page, f"{page.own_root.pk} {rule}")
        if form.is_valid() and _stored(page, rule, form, begun[rule]):
            messages.success(page.request, _("Lagret. Alle frister er regnet på nytt."))
            return redirect(f"{page.address('clock_rules')}#{rule}")
        refused[rule], begun[rule] = form, form.carried(begun[rule])
    rules = deadlines_of(page.own_root)
    return page.render(
        "website/clock_rules.html",
        current="plans",
        crumbs=[
            (page.address("plans"), _("Planer")),
            (page.address("root_clocks"), _("Frister")),
            (None, _("Regler")),
        ],
        rules=[_rule_shown(page, one, refused.get(one.id), begun.get(one.id)) for one in rules.values()],
        refused=bool(refused),
        status=400 if refused else 200,
    )


def _stored(page: Page, rule: str, form: ChoiceForm, begun: dict[str, Any]) -> bool:
    try:
        choose_clock(actor=person_of(page), root=page.own_root, rule=rule, based_on=begun, **form.given)
    except NotAllowedError as error:
        raise PermissionDenied(str(error)) from error
    except ChangedMeanwhile as error:
        form.tell_meanwhile({one.field: one.now for one in error.changes})
        return False
    except FieldErrors as error:
        for name, sentence in error.by_field.items():
            form.add_error(name if name in form.fields else None, sentence)
        return False
    return True


def _rule_shown(
    page: Page, rule: Deadline, refused: ChoiceForm | None, begun: dict[str, Any] | None
) -> RuleShown:
    """Show a rule; with the form, and what it carries, for who may choose."""
    form = refused
    if form is None and begun is not None and may_be_chosen(rule):
        form = ChoiceForm(rule=rule)
    return RuleShown(
        rule=rule,
        reference=f"{rule.law} {rule.paragraph}",
        length=length(rule) if rule.day is None else _by_day(rule),
        own=_own(rule),
        mark=_("Lest i kilde") if rule.mark is Mark.SOURCE else _("Standard som kan endres"),
        valid=_("fra %(day)s") % {"day": day(rule.valid_from)} if rule.valid_from else "",
        form=form,
        version=pack(f"{page.own_root.pk} {rule.id}", begun) if form and begun is not None else "",
    )


def _by_day(rule: Deadline) -> str:
    return _without_year(rule.day_in(timezone.localdate().year - rule.year))


def _without_year(found: date | None) -> str:
    return day(found)[: -len(str(timezone.localdate().year))].strip(" ,")


def _own(rule: Deadline) -> str:
    """Say how the root counts it otherwise than the rule by itself."""
    if rule.own is None:
        return ""
    parts = []
    if rule.span.days != rule.own.days:
        parts.append(
            _("%(days)d dager her, %(own)d i regelen") % {"days": rule.span.days, "own": rule.own.days}
        )
    if rule.own_day and rule.day != rule.own_day:
        own = date(timezone.localdate().year, *rule.own_day)
        parts.append(_("%(day)s her, %(own)s i regelen") % {"day": _by_day(rule), "own": _without_year(own)})
    if rule.span.strict:
        parts.append(_("bare hele dager imellom telles"))
    return "; ".join(parts)
