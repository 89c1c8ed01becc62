"""A parameter that an address does not know is refused by its name, so that nobody is answered without it."""

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeAlias

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from ninja import NinjaAPI
from ninja.operation import Operation
from ninja.params.models import QueryModel

from rodtrad.core.web.problems import Fault, as_problem

Run: TypeAlias = Callable[..., HttpResponse]


def refuse_unknown_parameters(api: NinjaAPI) -> None:
    """Let every operation of the API answer 422 to parameters that it does not take; before its routers are added."""
    api.add_decorator(_refusing, mode="view")


def _refusing(run: Run) -> Run:
    known = _parameters(run)

    @wraps(run)
    def checked(request: HttpRequest, **kwargs: Any) -> HttpResponse:
        unknown = sorted(request.GET.keys() - known)
        if not unknown:
            return run(request, **kwargs)
        told = (
            _("finnes ikke her. Adressen kjenner %s") % ", ".join(sorted(known))
            if known
            else _("finnes ikke her")
        )
        return as_problem(
            request, HttpResponse(status=422), [Fault(parameter=one, detail=told) for one in unknown]
        )

    return checked


def _parameters(run: Run) -> frozenset[str]:
    """Return the names of what stands after the question mark in the operation's address."""
    operation: Operation = run.__self__  # type: ignore[attr-defined]  # the operation's own method
    models = [model for model in operation.models if issubclass(model, QueryModel)]
    return frozenset(name for model in models for name in model.__ninja_flatten_map__)
