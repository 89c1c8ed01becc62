"""Who comes in to the forms of a planstrategi, and how they are shown and stored."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from rodtrad.goals.permissions import powers_in
from rodtrad.planning.errors import NotAllowedError, PlanningError
from rodtrad.planning.models import PlanningStrategy
from rodtrad.planning.permissions import may_write_strategy
from rodtrad.website.forms.strategy_boxes import PlanningForm
from rodtrad.website.page import Page
from rodtrad.website.views.editing.guard import writers_only
from rodtrad.website.views.strategies import found_strategy, strategy_crumbs

Parameters = ParamSpec("Parameters")


def strategy_writer(
    view: Callable[Concatenate[Page, PlanningStrategy, Parameters], HttpResponse],
) -> Callable[..., HttpResponse]:
    """Wrap a view that writes in a strategy, for those who may; nobody in particular is sent to log in."""

    @writers_only
    def inner(page: Page, /, key: str, *args: Parameters.args, **kwargs: Parameters.kwargs) -> HttpResponse:
        found = found_strategy(page, key)
        if not page.request.user.is_authenticated:
            return redirect_to_login(page.request.get_full_path())
        if not may_write_strategy(powers_in(page.request.user, page.own_root), found.plan):
            raise PermissionDenied
        return view(page, found, *args, **kwargs)

    return wraps(view)(inner)


def tried(form: PlanningForm, write: Callable[[], object]) -> bool:
    """Write what a form that holds gives; show in it what is refused. Tell whether it was stored."""
    if not form.is_valid() or form.is_preview:
        return False
    try:
        write()
    except NotAllowedError as error:
        raise PermissionDenied(str(error)) from error
    except PlanningError as error:
        form.refuse_planning(error)
        return False
    return True


def show_form(
    page: Page, strategy: PlanningStrategy | None, form: PlanningForm, title: str, *, lead: str = "",
    delete: str = "", back: str = "", version: str = "",
) -> HttpResponse:  # fmt: skip
    """Show one of the strategy's forms."""
    return page.render(
        "website/editing/strategy_form.html",
        current="plans",
        crumbs=strategy_crumbs(page, strategy, title),
        strategy=strategy,
        form=form,
        title=title,
        lead=lead,
        delete=delete,
        version=version,
        back=back
        or (page.address("strategy", strategy.plan.key) if strategy else page.address("strategies")),
        status=form.status,
    )
