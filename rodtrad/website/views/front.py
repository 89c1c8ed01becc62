from collections.abc import Sequence
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import timezone

from rodtrad.goals.check_cache import cached_checks
from rodtrad.goals.checking import findings_visible_to
from rodtrad.goals.queries.journey import journey
from rodtrad.goals.queries.level_counts import level_counts
from rodtrad.indicators.queries.living_facts import facts_of
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer
from rodtrad.organisations.queries import viewers_for, visible_roots
from rodtrad.plans.queries import front_plans
from rodtrad.website.page import Page
from rodtrad.website.presenters import front as words
from rodtrad.website.presenters.journey import present_journey
from rodtrad.website.presenters.living_facts import FrontFacts, front_facts
from rodtrad.website.presenters.news import events
from rodtrad.website.presenters.root_index import root_index

#: With more roots than this the front page does not check them all.
MOST_CHECKED = 4


def front(request: HttpRequest) -> HttpResponse:
    """Show the roots that the reader may see, with what is new and ways in."""
    roots = list(visible_roots(request.user).select_related("area__parent"))
    viewers = viewers_for(request.user, [root.id for root in roots])
    plans = front_plans(viewers)
    counts = level_counts(viewers)
    index = root_index(roots, counts, request.GET)
    return Page(request).render(
        "website/front.html",
        current="front",
        has_roots=bool(roots),
        roots=[] if index else words.sheets(roots, counts, plans, _findings(roots, viewers)),
        index=index,
        journey=present_journey(journey([root.id for root in roots])),
        facts=_facts(roots, viewers),
        events=events(plans, viewers, timezone.localdate()),
        doors=words.doors(roots),
    )


def _facts(roots: Sequence[Root], viewers: dict[UUID, Viewer]) -> FrontFacts | None:
    """Return some living facts of the first root that has as many as there is room for, or else of that with most."""
    found = facts_of(roots[:MOST_CHECKED], viewers, timezone.localdate())
    return front_facts([one.told for one in found.values()])


def _findings(roots: list[Root], viewers: dict[UUID, Viewer]) -> dict[UUID, int]:
    if len(roots) > MOST_CHECKED:
        return {}
    today = timezone.localdate()
    return {
        root_id: len(findings_visible_to(result, viewers[root_id]))
        for root_id, result in cached_checks(roots, today).items()
    }
