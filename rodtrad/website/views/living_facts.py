from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from rodtrad.indicators.queries.living_facts import Facts, facts_of
from rodtrad.website.page import Page, root_page
from rodtrad.website.presenters.living_facts import grouped_facts, waiting_facts


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
    )
