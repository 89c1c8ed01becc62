from dataclasses import dataclass

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from rodtrad.cases.permissions import seen_case
from rodtrad.core.models import Visibility
from rodtrad.goals.permissions import is_locked, may_write_plan, powers_in
from rodtrad.goals.queries import holds_something, plan_document
from rodtrad.planning.permissions import may_change_plan, may_document
from rodtrad.planning.queries.versions import marks_of as marks_of_plan
from rodtrad.plans.models import Plan
from rodtrad.plans.queries import corrections_of, documents_of, find_plan, relations_of, visible_plans
from rodtrad.targets.queries import targets_by_element
from rodtrad.website.filters import PlansAsked, plans_asked
from rodtrad.website.page import Page, root_page
from rodtrad.website.presenters.check import findings_in
from rodtrad.website.presenters.panels import check_for
from rodtrad.website.presenters.plan_document import all_rows, sections
from rodtrad.website.presenters.plan_facts import plan_facts, plan_head
from rodtrad.website.presenters.plan_filters import filter_fields
from rodtrad.website.presenters.plan_writing import correction_rows
from rodtrad.website.presenters.plans import hierarchy, natural_grouping, register
from rodtrad.website.presenters.reader_marks import last_time, mark_elements, mark_plans
from rodtrad.website.presenters.targets import marks_of
from rodtrad.website.presenters.versions import error_notes
from rodtrad.website.presenters.work_panel import work_actions


@dataclass(frozen=True)
class ChosenPlans:
    """What the reader has asked to see of the register, and how it is grouped."""

    everything: list[Plan]
    chosen: list[Plan]
    asked: PlansAsked
    by: str


def chosen_plans(page: Page) -> ChosenPlans:
    asked = plans_asked(page.request.GET)
    if asked is None:
        raise Http404
    everything = list(visible_plans(page.own_root, page.viewer))
    by = page.request.GET.get("grupper") or natural_grouping(everything)
    if by not in ("status", "horisont", "niva"):
        raise Http404
    today = timezone.localdate()
    return ChosenPlans(everything, [plan for plan in everything if asked.lets(plan, today)], asked, by)


@root_page
def plans(page: Page) -> HttpResponse:
    """Show the plan register: how the plans hang together, and a table to choose from."""
    root, asked = page.own_root, chosen_plans(page)
    everything, chosen = asked.everything, asked.chosen
    trees, alone = hierarchy(root, everything)
    mark_plans(page.request, root, page.viewer, everything)
    return page.render(
        "website/plans.html",
        current="plans",
        crumbs=[(None, _("Planer"))],
        trees=trees,
        alone=alone,
        groups=register(root, chosen, asked.by),
        fields=filter_fields(everything, asked.asked, asked.by),
        total=len(everything),
        shown=len(chosen),
        filtered=bool(asked.asked.pairs()),
        may_create=bool(powers_in(page.request.user, root).held.get("write_drafts")),
        last_time=last_time(page.request, root, page.viewer),
    )


@root_page
def plan(page: Page, key: str) -> HttpResponse:
    """Show one plan as a document."""
    root = page.own_root
    found = find_plan(root, page.viewer, key)
    if found is None:
        raise Http404
    rows = plan_document(found, page.viewer)
    keys = {row.element.pk: row.element.key for row in all_rows(rows)}
    mark_elements(page.request, root, keys)
    targets = marks_of(targets_by_element(root, page.viewer, keys))
    result = check_for(root, page.viewer)
    powers = powers_in(page.request.user, root)
    corrections = corrections_of(found)
    # A version that was entered in error is always told of among the corrections too.
    marks = marks_of_plan(found, page.viewer) if corrections else []
    return page.render(
        "website/plan.html",
        current="plans",
        crumbs=[(page.address("plans"), _("Planer")), (None, found.title)],
        head=plan_head(found),
        facts=plan_facts(
            root,
            found,
            relations_of(root, found, page.viewer),
            documents_of(found),
            timezone.localdate(),
            case=seen_case(page.viewer, found.case, root),
        ),
        sections=sections(root, found, rows, targets),
        errors=error_notes(root, marks),
        holds_more=not rows and holds_something(found),
        corrections=correction_rows(corrections),
        findings=findings_in(result, found.key),
        check=result,
        may_add=not is_locked(found) and may_write_plan(powers, found),
        may_change=may_change_plan(powers, found),
        may_document=may_document(powers, found),
        plan=found,
        last_time=last_time(page.request, root, page.viewer),
        work=work_actions("plan", root.slug, found.key) if page.viewer.ceiling >= Visibility.INTERNAL else [],
    )
