"""A root on one sheet."""

from collections import defaultdict

from django.http import HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from rodtrad.geography.queries import PeerKind
from rodtrad.indicators.queries.catalogue import lines_of_area, visible_indicators
from rodtrad.indicators.queries.compare import Field, compare
from rodtrad.indicators.queries.peers import peers_for
from rodtrad.targets.queries import Judged, judged, targets_of
from rodtrad.website.page import Page, root_page
from rodtrad.website.presenters.compare_choice import set_words
from rodtrad.website.presenters.profile import Profile, blocks_of, tally_of, waiting_of


@root_page
def profile(page: Page) -> HttpResponse:
    """Show the latest figure of every indicator, by theme, with its place among the likeliest peers."""
    root, today = page.own_root, timezone.localdate()
    rows = visible_indicators(root, page.viewer).select_related("dataset", "root", "numerator", "denominator")
    indicators = sorted(rows, key=lambda one: (one.position, one.sort_key))
    peers = peers_for(root, today)
    likely = next((one for one in peers.sets if one.kind is not PeerKind.PARTS), None)
    field = Field(peers.own, likely, None) if likely and peers.own else None
    read = Profile(
        root=root,
        indicators=indicators,
        lines=lines_of_area(indicators, root.area_id),
        compared={one.indicator.pk: one for one in compare(indicators, field)} if field else {},
        targets=_targets(page),
        today=today,
    )
    return page.render(
        "website/profile.html",
        current="indicators",
        crumbs=[(page.address("indicators"), _("Indikatorer")), (None, _("På ett ark"))],
        blocks=blocks_of(read),
        waiting=waiting_of(read),
        tally=tally_of(read) if root.area_id else [],
        set_name=set_words(field.peers, field.own) if field else "",
        set_count=len(field.ranked) if field else 0,
        today=today,
        has_doubtful=any(one.doubt for one in read.compared.values() if one.standing),
        has_provisional=any(line and line[-1].is_provisional for line in read.lines.values()),
    )


def _targets(page: Page) -> dict[int, list[Judged]]:
    """Return how the whole root's targets stand, by indicator."""
    found: dict[int, list[Judged]] = defaultdict(list)
    for one in judged(targets_of(page.own_root, page.viewer).filter(organisation__isnull=True)):
        found[one.target.indicator_id].append(one)
    return found
