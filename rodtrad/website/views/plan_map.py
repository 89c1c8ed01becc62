"""The plan map, and the types of plans."""

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rodtrad.plans.queries import visible_plans
from rodtrad.website.filters import plans_asked
from rodtrad.website.page import Page, root_page
from rodtrad.website.presenters.glossary import reader_language
from rodtrad.website.presenters.plan_filters import map_fields
from rodtrad.website.presenters.plan_horizons import present_horizons
from rodtrad.website.presenters.plan_map import present_map, question_views
from rodtrad.website.presenters.plan_system import question_label
from rodtrad.website.presenters.reader_marks import mark_plans


@require_safe
@root_page
def plan_map(page: Page) -> HttpResponse:
    """Show every plan in its place in the plan system, and how far each sees."""
    root, asked, today = page.own_root, plans_asked(page.request.GET), timezone.localdate()
    if asked is None:
        raise Http404
    everything = list(visible_plans(root, page.viewer))
    chosen = [plan for plan in everything if asked.lets(plan, today)]
    mark_plans(page.request, root, page.viewer, chosen)
    return page.render(
        "website/plan_map.html",
        current="plans",
        crumbs=[(page.address("plans"), _("Planer")), (None, _("Plankartet"))],
        map=present_map(root, chosen, asked, today),
        horizons=present_horizons(root, chosen, today),
        questions=question_views(root, asked, reader_language()),
        question=question_label(asked.question),
        question_key=asked.question,
        fields=map_fields(everything, asked),
        hidden=[{"name": "sporsmal", "value": asked.question}] if asked.question else [],
        total=len(everything),
        shown=len(chosen),
        filtered=bool(asked.pairs()),
        origins={plan.origin for plan in chosen},
    )
