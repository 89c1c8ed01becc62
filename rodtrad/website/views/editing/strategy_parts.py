"""Writing what a planstrategi says beside its plans: trends, views, phases, guidelines and capacity."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from rodtrad.indicators.queries.catalogue import visible_indicators
from rodtrad.organisations.permissions import Powers
from rodtrad.planning.errors import ChangedMeanwhile, FieldErrors
from rodtrad.planning.models import PlanningStrategy, StrategyPhase, StrategyTrend, StrategyView
from rodtrad.planning.operations.at_once import said_by
from rodtrad.planning.operations.strategy_parts import (
    Part,
    answer_guidelines,
    answers_to,
    capacity_of,
    delete_part,
    save_part,
    set_capacity,
)
from rodtrad.planning.queries.strategies import challenges_of, find_part, guidelines_of
from rodtrad.website.forms.begun import pack
from rodtrad.website.forms.strategy_parts import (
    CapacityForm,
    GuidelinesForm,
    PhaseForm,
    TrendForm,
    ViewForm,
)
from rodtrad.website.page import Page
from rodtrad.website.views.editing.guard import person_of
from rodtrad.website.views.editing.storing import begun_or, begun_with, seen_too_late
from rodtrad.website.views.editing.strategy_guard import show_form, strategy_writer, tried

#: Kinds by their word in the address.
KINDS: dict[str, type[Part]] = {
    "utviklingstrekk": StrategyTrend,
    "synspunkt": StrategyView,
    "arbeid": StrategyPhase,
}
DELETE = "slett"


@strategy_writer
def new_part(page: Page, strategy: PlanningStrategy, powers: Powers, kind: str) -> HttpResponse:
    return _part(page, strategy, kind, _kind(kind)())


@strategy_writer
def edit_part(page: Page, strategy: PlanningStrategy, powers: Powers, kind: str, part: UUID) -> HttpResponse:
    found: Part | None = find_part(strategy, _kind(kind), part)
    if found is None:
        raise Http404
    if page.request.POST.get("gjor") == DELETE:
        return _taken_out(page, strategy, found)
    return _part(page, strategy, kind, found)


def _taken_out(page: Page, strategy: PlanningStrategy, part: Part) -> HttpResponse:
    try:
        delete_part(actor=person_of(page), part=part, based_on=begun_with(page, part.pk))
    except ChangedMeanwhile:
        messages.error(page.request, seen_too_late())
        return redirect(page.request.path)
    except FieldErrors as error:  # it is gone already
        messages.warning(page.request, str(error))
    else:
        messages.success(page.request, _("«%s» er tatt ut.") % part)
    return redirect("strategy", page.own_root.slug, strategy.plan.key)


def _kind(kind: str) -> type[Any]:
    if kind not in KINDS:
        raise Http404
    return KINDS[kind]


def _part(page: Page, strategy: PlanningStrategy, kind: str, part: Part) -> HttpResponse:
    form, is_new = _form(page, part), part._state.adding
    now = {} if is_new else said_by(part, form.fields)
    begun = None if is_new else begun_or(page, part.pk, now)
    stored: list[Part] = []

    def write() -> None:
        values = form.given
        made = save_part(actor=person_of(page), strategy=strategy, part=part, values=values, based_on=begun)
        stored.append(made)

    if tried(form, write):
        messages.success(page.request, _("«%s» er lagret.") % stored[0])
        return redirect("strategy", page.own_root.slug, strategy.plan.key)
    new, change = {
        "utviklingstrekk": (_("Nytt utviklingstrekk"), _("Endre utviklingstrekket")),
        "synspunkt": (_("Nytt synspunkt"), _("Endre synspunktet")),
        "arbeid": (_("Ny del av arbeidet"), _("Endre en del av arbeidet")),
    }[kind]
    version = "" if begun is None else pack(part.pk, form.carried(begun))
    title = new if is_new else change
    return show_form(page, strategy, form, title, delete="" if is_new else "here", version=version)


def _form(page: Page, part: Part) -> TrendForm | ViewForm | PhaseForm:
    sent = page.request.POST or None
    if isinstance(part, StrategyTrend):
        values = {
            "title": part.title,
            "text": part.text,
            "element": part.element_id or "",
            "indicator": part.indicator_id or "",
        }
        return TrendForm(
            sent,
            values,
            elements=challenges_of(page.own_root, page.viewer),
            indicators=list(visible_indicators(page.own_root, page.viewer)),
        )
    if isinstance(part, StrategyView):
        names = ("sender", "kind", "received_on", "summary", "answer")
        return ViewForm(sent, {name: getattr(part, name) for name in names})
    return PhaseForm(sent, {name: getattr(part, name) for name in ("title", "first", "last", "text")})


@strategy_writer
def guidelines(page: Page, strategy: PlanningStrategy, powers: Powers) -> HttpResponse:
    """Answer the guidelines that stand on the thread."""
    found = guidelines_of(page.own_root, page.viewer)
    now = answers_to(strategy, found)
    form = GuidelinesForm(page.request.POST or None, found, now)
    begun = begun_or(page, strategy.pk, now)

    def write() -> None:
        answer_guidelines(
            actor=person_of(page),
            strategy=strategy,
            guidelines=found,
            texts=form.cleaned_data,
            based_on=begun,
        )

    if page.request.method == "POST" and found and tried(form, write):
        messages.success(page.request, _("Svarene på føringene er lagret."))
        return redirect("strategy", page.own_root.slug, strategy.plan.key)
    lead = _("Nasjonale forventninger, regionale planer og avtaler skal følges opp (pbl. § 6-1).")
    if not found:
        lead = _(
            "Det står ingen føringer på tråden. Legg dem inn som elementer på et nivå for føringer først."
        )
    version = pack(strategy.pk, form.carried(begun))
    return show_form(page, strategy, form, _("Føringer"), lead=lead, version=version)


@strategy_writer
def capacity(page: Page, strategy: PlanningStrategy, powers: Powers) -> HttpResponse:
    """Say how much there is to plan with in each half year."""
    form = CapacityForm(page.request.POST or None, strategy)
    now = dict.fromkeys(form.fields, "") | capacity_of(strategy)
    begun = begun_or(page, strategy.pk, now)

    def write() -> None:
        set_capacity(actor=person_of(page), strategy=strategy, by_semester=form.given, based_on=begun)

    if tried(form, write):
        messages.success(page.request, _("Kapasiteten er lagret."))
        return redirect("strategy", page.own_root.slug, strategy.plan.key)
    lead = _(
        "Hvor mange månedsverk kommunen har til planarbeid i hvert halvår. Tomt betyr at ingen har sagt det."
    )
    version = pack(strategy.pk, form.carried(begun))
    return show_form(page, strategy, form, _("Kapasitet"), lead=lead, version=version)
