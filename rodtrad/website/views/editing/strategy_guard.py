"""Who comes in to the forms of a planstrategi, and how they are shown and stored."""

from collections.abc import Callable

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse

from rodtrad.planning.errors import NotAllowedError, PlanningError
from rodtrad.planning.models import PlanningStrategy
from rodtrad.planning.permissions import may_write_strategy
from rodtrad.website.forms.strategy_boxes import PlanningForm
from rodtrad.website.page import Page
from rodtrad.website.views.editing.guard import writer_of
from rodtrad.website.views.strategies import found_strategy, strategy_crumbs

strategy_writer = writer_of(
    found_strategy, lambda powers, strategy: may_write_strategy(powers, strategy.plan)
)


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
