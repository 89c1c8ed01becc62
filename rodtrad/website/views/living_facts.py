from django.core.paginator import Paginator
from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from rodtrad.goals.queries.history_names import people_named
from rodtrad.indicators.permissions import table_powers
from rodtrad.indicators.queries.fact_writing import fact_changes
from rodtrad.indicators.queries.living_facts import Facts, facts_of
from rodtrad.website.page import Page, root_page
from rodtrad.website.presenters.fact_writing import present_changes
from rodtrad.website.presenters.living_facts import grouped_facts, waiting_facts
from rodtrad.website.views.history import ENTRIES_ON_A_PAGE, require_role


@root_page
def living_facts(page: Page) -> HttpResponse:
    """Show sentences about the root's area whose figures renew themselves."""
    root = page.own_root
    facts = facts_of([root], {root.pk: page.viewer}, timezone.localdate()).get(root.pk, Facts([], []))
    return page.render(
        "website/living_facts.html",
        current="indicators",
        crumbs=[(page.address("indicators"), _("Indikatorer")), (None, _("Levende fakta"))],
        groups=grouped_facts(facts.told),
        waiting=waiting_facts(root.slug, facts),
        writes=table_powers(page.request.user, root).writes_facts,
    )


@require_GET
@root_page
def living_facts_history(page: Page) -> HttpResponse:
    """Show what has been done to the root's own sentences, for those with a role."""
    require_role(page)
    changes = fact_changes(page.own_root, page.viewer)
    shown = Paginator(changes, ENTRIES_ON_A_PAGE).get_page(page.request.GET.get("page"))
    people = people_named(str(one.told.get("user") or "") for one in shown)
    title = _("Egne setninger")
    return page.render(
        "website/history.html",
        current="indicators",
        crumbs=[
            (page.address("indicators"), _("Indikatorer")),
            (page.address("living_facts"), _("Levende fakta")),
            (None, _("Historikk")),
        ],
        title=title,
        address=page.address("living_facts"),
        entries=present_changes(shown, people),
        page=shown,
    )
