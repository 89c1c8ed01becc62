"""How an address of the API names a plan."""

from django.http import Http404, HttpRequest

from rodtrad.organisations.api import root_or_404
from rodtrad.organisations.permissions import Viewer
from rodtrad.plans.models import Plan
from rodtrad.plans.queries import find_plan


def plan_or_404(request: HttpRequest, slug: str, plan: str) -> tuple[Plan, Viewer]:
    root, viewer = root_or_404(request, slug)
    found = find_plan(root, viewer, plan)
    if found is None:
        raise Http404
    return found, viewer
