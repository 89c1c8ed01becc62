"""The counted overview says the same as counting what the overview lists."""

from collections import Counter

import pytest

from rodtrad.goals.queries import Filters, overview
from rodtrad.goals.queries.counts import OverviewCounts, overview_counts
from rodtrad.goals.queries.structure import structure
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import EVERYTHING, NOBODY, Viewer, viewer_for
from tests.cast import Cast

FILTERS = [
    Filters(),
    Filters(levels=("tiltak",)),
    Filters(responsible="skolekontoret"),
    Filters(year=2027),
    Filters(text="skole", progress="under_way"),
    Filters(text="finnes ikke"),
    Filters(sdg="11"),
    Filters(sdg="11.6", area="0301"),
]


def counted_by_hand(root: Root, viewer: Viewer, filters: Filters) -> tuple[Counter, Counter, Counter]:
    listed = overview(root, viewer, filters)
    level = {element.id: element.level_id for element in listed.elements}
    places = [pair for pair in structure(root) if pair[0] in level and pair[1] in level]
    return (
        Counter(level.values()),
        Counter((level[link.parent], level[link.child]) for link in listed.links),
        Counter((level[above], level[below]) for above, below in places),
    )


def as_counters(found: OverviewCounts) -> tuple[Counter, Counter, Counter]:
    return found.elements, found.links, found.places


@pytest.mark.parametrize("filters", FILTERS, ids=str)
@pytest.mark.parametrize("slug", ["oslo", "solvik"])
@pytest.mark.parametrize("viewer", [NOBODY, EVERYTHING], ids=["nobody", "everything"])
def test_counts_are_those_of_the_list(cast: Cast, slug: str, viewer: Viewer, filters: Filters) -> None:
    root = Root.objects.get(slug=slug)
    assert as_counters(overview_counts(root, viewer, filters)) == counted_by_hand(root, viewer, filters)


@pytest.mark.parametrize("name", ["lise", "bard", "ulla"])
def test_counts_stop_at_what_a_person_may_see(cast: Cast, name: str) -> None:
    viewer = viewer_for(cast.user(name), cast.solvik)
    assert as_counters(overview_counts(cast.solvik, viewer)) == counted_by_hand(
        cast.solvik, viewer, Filters()
    )


def test_counts_take_two_queries(cast: Cast, django_assert_num_queries: object) -> None:
    root = cast.solvik
    with django_assert_num_queries(2):  # type: ignore[operator]  # pytest-django's fixture
        found = overview_counts(root, NOBODY)
    assert found.total == overview_counts(root, NOBODY).elements.total() > 0
