"""The plans as they were on a day: those in force, those entered in error, and those adopted that nobody froze."""

from datetime import date

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from rodtrad.cases.permissions import seen_case
from rodtrad.planning.queries.versions import in_error, in_force, never_frozen, shown_to
from rodtrad.website.filters import cleaned
from rodtrad.website.page import Page, root_page
from rodtrad.website.presenters.versions import error_notes, thread_entries, version_url
from rodtrad.website.presenters.wording import day


@root_page
def on_date(page: Page) -> HttpResponse:
    """Show which plans were in force on a day, each as it read."""
    text = cleaned(page.request.GET, "dag")
    try:
        chosen = date.fromisoformat(text) if text else timezone.localdate()
    except ValueError:
        chosen = None
    found = in_force(page.own_root, page.viewer, chosen, whole=True) if chosen else []
    read = [(one, shown_to(one, page.viewer).content) for one in found]
    return page.render(
        "website/on_date.html",
        current="plans",
        crumbs=[(page.address("plans"), _("Planer")), (None, _("Som de var"))],
        asked=text or (chosen.isoformat() if chosen else ""),
        day=day(chosen),
        wrong=chosen is None,
        is_ahead=chosen is not None and chosen > timezone.localdate(),
        thread=thread_entries(page.own_root, read),
        errors=error_notes(page.own_root, in_error(page.own_root, page.viewer, chosen) if chosen else ()),
        unfrozen=[
            (one.title, page.address("plan", one.key), day(one.in_force_from))
            for one in (never_frozen(page.own_root, page.viewer, chosen) if chosen else ())
        ],
        rows=[
            (
                one.plan.title,
                version_url(page.own_root, one.plan.key, one.number),
                day(one.date),
                seen_case(page.viewer, one.case, page.own_root),
            )
            for one in found
        ],
        status=400 if chosen is None else 200,
    )
