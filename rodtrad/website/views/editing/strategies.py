"""Writing the planstrategi: starting one, its text, its plans and the need test."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.goals.permissions import Powers
from rodtrad.goals.queries.editing import units_of
from rodtrad.planning.errors import ChangedMeanwhile, PlanningError
from rodtrad.planning.models import PlanningStrategy, StrategyItem
from rodtrad.planning.operations.at_once import said_by
from rodtrad.planning.operations.need_test import answer_needs, need_values
from rodtrad.planning.operations.strategies import HEAD, change_strategy, draft_from_last, start_strategy
from rodtrad.planning.operations.strategy_items import ITEM, add_item, change_item, take_up_plans
from rodtrad.planning.operations.strategy_items import delete_item as take_out
from rodtrad.planning.permissions import may_start_strategy
from rodtrad.planning.queries.need_summary import summarise
from rodtrad.planning.queries.strategies import answers_of, over_before, plans_to_treat, visible_strategies
from rodtrad.website.forms.begun import pack
from rodtrad.website.forms.strategy import ItemForm, NewStrategyForm, StrategyTextForm, TakeUpForm
from rodtrad.website.forms.strategy_parts import NeedForm
from rodtrad.website.page import Page
from rodtrad.website.presenters.strategy_pages import asked_rows, item_facts
from rodtrad.website.presenters.strategy_words import decision_status, need_sentences, plan_choice
from rodtrad.website.views.editing.guard import person_of, those_who_may, writers_only
from rodtrad.website.views.editing.storing import begun_or, seen_too_late
from rodtrad.website.views.editing.strategy_guard import show_form, strategy_writer, tried
from rodtrad.website.views.strategies import found_item, found_strategy, strategy_crumbs, writes

_YEARS = 4


@those_who_may(may_start_strategy)
def new_strategy(page: Page, powers: Powers) -> HttpResponse:
    last = visible_strategies(page.own_root, page.viewer).first()
    first = last.term_to if last else timezone.localdate().year // _YEARS * _YEARS + 3
    form = NewStrategyForm(page.request.POST or None, first=first, has_last=bool(last))
    made: list[PlanningStrategy] = []

    def write() -> None:
        told = form.cleaned_data
        made.append(
            start_strategy(
                actor=person_of(page),
                root=page.own_root,
                term_from=told["term_from"],
                term_to=told["term_to"],
                title=told["title"],
                from_last=bool(told.get("from_last")),
            )
        )

    if tried(form, write):
        messages.success(
            page.request, _("Planstrategien er startet. Den er synlig for dem som har en rolle her.")
        )
        return redirect("strategy", page.own_root.slug, made[0].plan.key)
    lead = _("%s skal minst én gang i hver periode, og senest ett år etter konstituering, vedta en kommunal "
             "planstrategi (pbl. § 10-1).") % capfirst(page.council)  # fmt: skip
    return show_form(page, None, form, _("Ny planstrategi"), lead=lead)


@strategy_writer
def edit_strategy(page: Page, strategy: PlanningStrategy, powers: Powers) -> HttpResponse:
    """Change introduction and principles; `gjor=hent` takes over what the last term's has."""
    if page.request.POST.get("gjor") == "hent":
        return _fetched(page, strategy)
    form = StrategyTextForm(page.request.POST or None, strategy)
    now = said_by(strategy, HEAD)
    begun = begun_or(page, strategy.pk, now)

    def write() -> None:
        change_strategy(actor=person_of(page), strategy=strategy, values=form.given, based_on=begun)

    if tried(form, write):
        messages.success(page.request, _("Planstrategien er lagret."))
        return redirect("strategy", page.own_root.slug, strategy.plan.key)
    return show_form(
        page,
        strategy,
        form,
        _("Innledning og prinsipper"),
        version=pack(strategy.pk, form.carried(begun)),
    )


def _fetched(page: Page, strategy: PlanningStrategy) -> HttpResponse:
    try:
        count = draft_from_last(actor=person_of(page), strategy=strategy)
    except PlanningError as error:
        messages.error(page.request, str(error))
    else:
        messages.success(page.request, _("%d planer er hentet fra forrige planstrategi.") % count)
    return redirect("strategy", page.own_root.slug, strategy.plan.key)


@strategy_writer
def new_item(page: Page, strategy: PlanningStrategy, powers: Powers) -> HttpResponse:
    return _item_form(page, strategy, None)


@strategy_writer
def take_up(page: Page, strategy: PlanningStrategy, powers: Powers) -> HttpResponse:
    """Take up plans of the register, as many as are ticked."""
    plans = plans_to_treat(strategy, page.viewer)
    sent = page.request.POST if page.request.method == "POST" else None
    plans = [one for one in plans if one.pk != strategy.plan_id]
    names = {one.key: plan_choice(one) for one in plans}
    form = TakeUpForm(sent, plans=plans, names=names, over=over_before(strategy, plans))
    taken: list[int] = []

    def write() -> None:
        taken.append(take_up_plans(actor=person_of(page), strategy=strategy, plans=form.given))

    if tried(form, write):
        told = ngettext("%(count)d plan er tatt opp.", "%(count)d planer er tatt opp.", taken[0])
        messages.success(page.request, told % {"count": taken[0]})
        return redirect("strategy", page.own_root.slug, strategy.plan.key)
    lead = "" if form.plans else _("Alle planene i registeret står alt i planstrategien.")
    return show_form(page, strategy, form, _("Ta opp planer fra registeret"), lead=lead)


@strategy_writer
def edit_item(page: Page, strategy: PlanningStrategy, powers: Powers, item: UUID) -> HttpResponse:
    return _item_form(page, strategy, found_item(page, strategy, item))


def _item_form(page: Page, strategy: PlanningStrategy, item: StrategyItem | None) -> HttpResponse:
    plans = plans_to_treat(strategy, page.viewer, item.plan if item else None)
    units = [unit for unit, _depth in units_of(page.own_root)]
    form = ItemForm(page.request.POST or None, strategy, plans=plans, units=units, item=item)
    now = said_by(item, ITEM) if item else {}
    begun = begun_or(page, item.pk, now) if item else {}
    stored: list[StrategyItem] = []

    def write() -> None:
        values: dict[str, Any] = {"actor": person_of(page), "values": form.given}
        stored.append(
            change_item(item=item, based_on=begun, **values)
            if item
            else add_item(strategy=strategy, **values)
        )

    if tried(form, write):
        messages.success(page.request, _("«%s» er lagret.") % stored[0].title)
        return redirect("strategy_item", page.own_root.slug, strategy.plan.key, stored[0].pk)
    key = strategy.plan.key
    return show_form(
        page,
        strategy,
        form,
        _("Endre «%s»") % item.title if item else _("Ta opp en plan"),
        version=pack(item.pk, form.carried(begun)) if item else "",
        back=page.address("strategy_item", key, str(item.pk)) if item else "",
        delete=page.address("delete_strategy_item", key, str(item.pk)) if item else "",
    )


@strategy_writer
def delete_item(page: Page, strategy: PlanningStrategy, powers: Powers, item: UUID) -> HttpResponse:
    """Show what goes, and take it out on yes."""
    found = found_item(page, strategy, item)
    now = said_by(found, ITEM)
    if page.request.method == "POST":
        try:
            take_out(actor=person_of(page), item=found, based_on=begun_or(page, found.pk, now))
        except ChangedMeanwhile:
            messages.error(page.request, seen_too_late())
            return redirect(page.request.path)
        except PlanningError as error:
            messages.error(page.request, str(error))
        else:
            messages.success(page.request, _("«%s» er tatt ut av planstrategien.") % found.title)
        return redirect("strategy", page.own_root.slug, strategy.plan.key)
    return page.render(
        "website/editing/delete_strategy_item.html",
        current="plans",
        crumbs=strategy_crumbs(page, strategy, found.title),
        strategy=strategy,
        item=found,
        version=pack(found.pk, now),
        answers=len(answers_of(found)),
        back=page.address("strategy_item", strategy.plan.key, str(found.pk)),
    )


@writers_only
def item(page: Page, key: str, item: UUID) -> HttpResponse:
    """Show what is decided for a plan, and its need test; who may, answers a question."""
    strategy = found_strategy(page, key)
    found = found_item(page, strategy, item)
    if page.request.method == "POST" and not page.request.user.is_authenticated:
        return redirect_to_login(page.request.get_full_path())
    may_write = writes(page, strategy)
    now = need_values(found)
    if page.request.method == "POST" and not may_write:
        raise PermissionDenied
    form = NeedForm(page.request.POST or None) if may_write else None

    begun = begun_or(page, found.pk, now)

    def write() -> None:
        assert form is not None
        answer_needs(
            actor=person_of(page),
            item=found,
            discipline=form.cleaned_data["discipline"],
            answers=form.given,
            based_on=begun,
        )

    if form and tried(form, write):
        messages.success(page.request, _("Svarene er lagret."))
        return redirect(page.address("strategy_item", key, str(found.pk)) + "#behov")
    summary = summarise(answers_of(found))
    return page.render(
        "website/strategy_item.html",
        current="plans",
        crumbs=strategy_crumbs(page, strategy, found.title),
        strategy=strategy,
        item=found,
        status_of=decision_status(found.decision),
        facts=item_facts(page.own_root, found, page.viewer),
        asked=asked_rows(summary),
        summary=need_sentences(summary),
        form=form,
        version=pack(found.pk, begun if form and not form.told else now),
        status=form.status if form else 200,
    )
