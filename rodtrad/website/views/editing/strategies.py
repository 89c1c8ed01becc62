"""Writing the planstrategi: starting one, its text, its plans and the need test."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from rodtrad.goals.permissions import powers_in
from rodtrad.goals.queries.editing import units_of
from rodtrad.planning.errors import PlanningError
from rodtrad.planning.models import PlanningStrategy, StrategyItem
from rodtrad.planning.operations.need_test import answer_need
from rodtrad.planning.operations.strategies import HEAD, change_strategy, draft_from_last, start_strategy
from rodtrad.planning.operations.strategy_items import ITEM, add_item, change_item
from rodtrad.planning.operations.strategy_items import delete_item as take_out
from rodtrad.planning.operations.strategy_writing import said_by
from rodtrad.planning.permissions import may_start_strategy
from rodtrad.planning.queries.need_summary import summarise
from rodtrad.planning.queries.strategies import answers_of, plans_to_treat, visible_strategies
from rodtrad.website.filters import cleaned
from rodtrad.website.forms.strategy import ItemForm, NewStrategyForm, StrategyTextForm
from rodtrad.website.forms.strategy_parts import NeedForm
from rodtrad.website.page import Page
from rodtrad.website.presenters.strategy_pages import asked_rows, item_facts
from rodtrad.website.presenters.strategy_words import decision_status, need_sentences
from rodtrad.website.views.editing.guard import person_of, writers_only
from rodtrad.website.views.editing.strategy_guard import show_form, strategy_writer, tried
from rodtrad.website.views.strategies import found_item, found_strategy, strategy_crumbs, writes

_YEARS = 4


@writers_only
def new_strategy(page: Page) -> HttpResponse:
    if not page.request.user.is_authenticated:
        return redirect_to_login(page.request.get_full_path())
    if not may_start_strategy(powers_in(page.request.user, page.own_root)):
        raise PermissionDenied
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
    lead = _("Kommunestyret skal minst én gang i hver periode, og senest ett år etter konstituering, vedta en kommunal "
             "planstrategi (pbl. § 10-1).")  # fmt: skip
    return show_form(page, None, form, _("Ny planstrategi"), lead=lead)


@strategy_writer
def edit_strategy(page: Page, strategy: PlanningStrategy) -> HttpResponse:
    """Change introduction and principles; `gjor=hent` takes over what the last term's has."""
    if page.request.POST.get("gjor") == "hent":
        return _fetched(page, strategy)
    form = StrategyTextForm(page.request.POST or None, strategy)
    version = page.request.POST.get("versjon") or said_by(strategy, HEAD)

    def write() -> None:
        change_strategy(actor=person_of(page), strategy=strategy, values=form.given, based_on=version)

    if tried(form, write):
        messages.success(page.request, _("Planstrategien er lagret."))
        return redirect("strategy", page.own_root.slug, strategy.plan.key)
    return show_form(page, strategy, form, _("Innledning og prinsipper"), version=version)


def _fetched(page: Page, strategy: PlanningStrategy) -> HttpResponse:
    try:
        count = draft_from_last(actor=person_of(page), strategy=strategy)
    except PlanningError as error:
        messages.error(page.request, str(error))
    else:
        messages.success(page.request, _("%d planer er hentet fra forrige planstrategi.") % count)
    return redirect("strategy", page.own_root.slug, strategy.plan.key)


@strategy_writer
def new_item(page: Page, strategy: PlanningStrategy) -> HttpResponse:
    return _item_form(page, strategy, None)


@strategy_writer
def edit_item(page: Page, strategy: PlanningStrategy, item: UUID) -> HttpResponse:
    return _item_form(page, strategy, found_item(page, strategy, item))


def _item_form(page: Page, strategy: PlanningStrategy, item: StrategyItem | None) -> HttpResponse:
    plans = plans_to_treat(strategy, page.viewer, item.plan if item else None)
    units = [unit for unit, _depth in units_of(page.own_root)]
    form = ItemForm(page.request.POST or None, strategy, plans=plans, units=units, item=item)
    version = page.request.POST.get("versjon") or (said_by(item, ITEM) if item else "")
    stored: list[StrategyItem] = []

    def write() -> None:
        values: dict[str, Any] = {"actor": person_of(page), "values": form.given}
        stored.append(
            change_item(item=item, based_on=version, **values)
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
        version=version,
        back=page.address("strategy_item", key, str(item.pk)) if item else "",
        delete=page.address("delete_strategy_item", key, str(item.pk)) if item else "",
    )


@strategy_writer
def delete_item(page: Page, strategy: PlanningStrategy, item: UUID) -> HttpResponse:
    """Show what goes, and take it out on yes."""
    found = found_item(page, strategy, item)
    if page.request.method == "POST":
        try:
            take_out(actor=person_of(page), item=found)
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
    if page.request.method == "POST" and not may_write:
        raise PermissionDenied
    form = (
        NeedForm(page.request.POST or None, question=cleaned(page.request.GET, "sporsmal"))
        if may_write
        else None
    )

    def write() -> None:
        assert form is not None
        answer_need(actor=person_of(page), item=found, **form.cleaned_data)

    if form and tried(form, write):
        messages.success(page.request, _("Svaret er lagret."))
        return redirect(page.address("strategy_item", key, str(found.pk)) + "#behov")
    summary = summarise(answers_of(found))
    return page.render(
        "website/strategy_item.html",
        current="plans",
        crumbs=strategy_crumbs(page, strategy, found.title),
        strategy=strategy,
        item=found,
        status_of=decision_status(found.decision),
        facts=item_facts(page.own_root, found),
        asked=asked_rows(summary),
        summary=need_sentences(summary),
        form=form,
        status=form.status if form else 200,
    )
