"""A root's own sentences with figures: written, looked at, put in order, deleted."""

from collections.abc import Callable, Sequence
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from rodtrad.geography.queries import country_on, parts_of
from rodtrad.goals.operations import BadVersionError, pack_version, unpack_version
from rodtrad.indicators.models import LivingFact
from rodtrad.indicators.operations.define_facts import FactsRefusedError
from rodtrad.indicators.operations.write_facts import (
    FactChangedError,
    FactGoneError,
    FactValues,
    OrderChangedError,
    TextConflict,
    change_fact,
    check_fact,
    create_fact,
    fact_values,
    move_fact,
)
from rodtrad.indicators.operations.write_facts import delete_fact as delete
from rodtrad.indicators.permissions import table_powers
from rodtrad.indicators.queries.catalogue import lines_of_area, visible_indicators
from rodtrad.indicators.queries.fact_writing import find_fact, own_facts
from rodtrad.indicators.queries.living_facts import Facts, fact_as_told, facts_of
from rodtrad.website.forms.living_fact import INSERT, FactForm, PlaceForm, text_labels, with_place
from rodtrad.website.page import Page
from rodtrad.website.presenters.fact_writing import (
    Preview,
    area_choices,
    disputed_texts,
    indicator_choices,
    own_rows,
    previews,
)
from rodtrad.website.views.editing.guard import writers_only

Parameters = ParamSpec("Parameters")
View = Callable[Concatenate[Page, Parameters], HttpResponse]


def fact_writer(view: View[Parameters]) -> Callable[..., HttpResponse]:
    """Wrap a view for those who write the root's sentences; nobody in particular is sent to log in."""

    @writers_only
    def inner(page: Page, /, *args: Parameters.args, **kwargs: Parameters.kwargs) -> HttpResponse:
        if "key" in kwargs:
            _found(page, str(kwargs["key"]))
        if not page.request.user.is_authenticated:
            return redirect_to_login(page.request.get_full_path())
        if not table_powers(page.request.user, page.own_root).writes_facts:
            raise PermissionDenied
        return view(page, *args, **kwargs)

    return wraps(view)(inner)


@fact_writer
def own_living_facts(page: Page) -> HttpResponse:
    """List the root's own sentences in order, and move one up or down."""
    root, today = page.own_root, timezone.localdate()
    rows = own_facts(root, page.viewer)
    if page.request.method == "POST":
        return _moved(page, rows)
    facts = facts_of([root], {root.pk: page.viewer}, today).get(root.pk, Facts([], []))
    return page.render(
        "website/editing/own_living_facts.html",
        current="indicators",
        crumbs=_crumbs(page, _("Egne setninger")),
        rows=own_rows(root, rows, facts),
        seen=" ".join(row.key for row in rows),
        common=sum(one.fact.root_id is None for one in facts.told),
    )


def _moved(page: Page, rows: Sequence[LivingFact]) -> HttpResponse:
    posted = page.request.POST
    way, key = posted.get("flytt", "").partition(":")[::2]
    fact = next((row for row in rows if row.key == key), None)
    if way not in ("opp", "ned") or fact is None:
        raise BadRequest
    try:
        move_fact(
            root=page.own_root,
            fact=fact,
            up=way == "opp",
            seen=posted.get("sett", "").split(),
            among=[row.key for row in rows],
        )
    except OrderChangedError:
        messages.warning(
            page.request,
            _(
                "Noen andre har endret rekkefølgen eller setningene. Ingenting er flyttet. Se over, og flytt på nytt."
            ),
        )
    return redirect(f"{page.address('own_living_facts')}#{key}")


@fact_writer
def new_living_fact(page: Page) -> HttpResponse:
    """Write a new sentence."""
    place, filled = _inserted(page)
    form = FactForm(None if filled else page.request.POST or None, values=filled)
    if form.is_valid() and not form.is_preview:
        try:
            create_fact(root=page.own_root, viewer=page.viewer, values=form.values)
        except FactsRefusedError as refusal:
            form.refuse_sentence(refusal.faults)
        else:
            messages.success(page.request, _("Setningen er lagret."))
            return redirect("own_living_facts", page.own_root.slug)
    return _show(page, form, place)


@fact_writer
def edit_living_fact(page: Page, key: str) -> HttpResponse:
    """Change a sentence. What another has changed meanwhile is shown before anything is stored."""
    fact = _found(page, key)
    place, filled = _inserted(page)
    started = _started(page, fact) if page.request.method == "POST" else fact_values(fact)
    form = FactForm(None if filled else page.request.POST or None, values=filled or started)
    others: Sequence[TextConflict] = ()
    if form.is_valid() and not form.is_preview:
        try:
            change_fact(
                fact=fact, root=page.own_root, viewer=page.viewer, values=form.values, based_on=started
            )
        except FactsRefusedError as refusal:
            form.refuse_sentence(refusal.faults)
        except FactChangedError as error:
            started, others = error.now, error.conflicts
        except FactGoneError:
            form.add_error(None, _("Setningen finnes ikke lenger. Noen har slettet den."))
        else:
            messages.success(page.request, _("Setningen er lagret."))
            return redirect("own_living_facts", page.own_root.slug)
    return _show(page, form, place, fact=fact, started=started, others=others)


@fact_writer
def delete_living_fact(page: Page, key: str) -> HttpResponse:
    """Show what goes, and delete it on yes. What another has changed meanwhile is shown before anything goes."""
    fact, changed = _found(page, key), False
    if page.request.method == "POST":
        try:
            delete(fact=fact, root=page.own_root, based_on=_started(page, fact))
        except FactChangedError:
            changed, fact = True, _found(page, key)
        except FactGoneError:
            messages.warning(page.request, _("Setningen var alt slettet."))
            return redirect("own_living_facts", page.own_root.slug)
        else:
            messages.success(page.request, _("Setningen er slettet."))
            return redirect("own_living_facts", page.own_root.slug)
    values = fact_values(fact)
    return page.render(
        "website/editing/delete_living_fact.html",
        current="indicators",
        crumbs=_crumbs(page, _("Slett setningen")),
        fact=fact,
        rows=[(label, values[name]) for name, label in text_labels().items() if values[name]],
        changed=changed,
        version=pack_version(fact.pk, values),
        status=409 if changed else 200,
    )


def _found(page: Page, key: str) -> LivingFact:
    found = find_fact(page.own_root, page.viewer, key)
    if found is None:
        raise Http404
    return found


def _started(page: Page, fact: LivingFact) -> FactValues:
    """Return the sentence as it was when the form was made; a version that we did not sign is no request of ours."""
    try:
        found = unpack_version(page.request.POST.get("versjon", ""), fact.pk)
    except BadVersionError as error:
        raise BadRequest from error
    return {name: str(found[name]) for name in text_labels()}


def _inserted(page: Page) -> tuple[PlaceForm, FactValues | None]:
    """Return the help with places; with the texts where the person has asked for one to be put in."""
    posted = page.request.POST
    asked = INSERT in posted
    root, today = page.own_root, timezone.localdate()
    indicators = list(visible_indicators(root, page.viewer))
    area = root.area
    others = [one for one in (area.parent if area else None, country_on(today)) if one and one != area]
    place = PlaceForm(
        posted if asked else None,
        indicators=indicator_choices(indicators, lines_of_area(indicators, root.area_id)),
        shares=[one.key for one in indicators if one.unit == "percent"],
        areas=area_choices(root, [*(parts_of(area, today) if area else []), *dict.fromkeys(others)]),
    )
    if not asked:
        return place, None
    texts = {name: posted.get(name, "") for name in text_labels()}
    return place, with_place(texts, place.slot) if place.is_valid() else texts


def _show(
    page: Page,
    form: FactForm,
    place: PlaceForm,
    *,
    fact: LivingFact | None = None,
    started: FactValues | None = None,
    others: Sequence[TextConflict] = (),
) -> HttpResponse:
    title = _("Endre setningen") if fact else _("Ny setning")
    shown = _previews(page, form)  # it may find faults, which decide the status
    return page.render(
        "website/editing/living_fact.html",
        current="indicators",
        crumbs=_crumbs(page, title),
        title=title,
        form=form,
        place=place,
        inserted=place.slot if place.is_bound and place.is_valid() else None,
        previews=shown,
        others=disputed_texts(others),
        version=pack_version(fact.pk, started or {}) if fact else "",
        fact=fact,
        status=409 if others else 422 if place.errors else form.status,
    )


def _previews(page: Page, form: FactForm) -> list[Preview]:
    """Return how the sentence would stand, where the person asks and nothing is wrong; nothing is stored."""
    if not (form.is_bound and form.is_preview and form.is_valid()):
        return []
    root = page.own_root
    try:
        check_fact(root=root, viewer=page.viewer, values=form.values)
    except FactsRefusedError as refusal:
        form.refuse_sentence(refusal.faults)
        return []
    fact = LivingFact(root=root, **form.values)
    return previews(
        fact, root, fact_as_told(fact=fact, root=root, viewer=page.viewer, today=timezone.localdate())
    )


def _crumbs(page: Page, title: str) -> list[tuple[str | None, str]]:
    return [
        (page.address("indicators"), _("Indikatorer")),
        (page.address("living_facts"), _("Levende fakta")),
        (None, title),
    ]
