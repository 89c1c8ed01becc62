"""What the overview counts and reads says the same as the list that opens."""

from collections import Counter

import pytest

from rodtrad.goals.models import Link
from rodtrad.goals.queries import Filters
from rodtrad.goals.queries.counts import Tally, overview_counts
from rodtrad.goals.queries.overview import matching_elements
from rodtrad.goals.queries.sheet import answers_to, named_elements, read_sheet
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


def counted_by_hand(root: Root, viewer: Viewer, filters: Filters) -> Tally:
    listed = list(matching_elements(root, viewer, filters))
    level = {element.id: element.level_id for element in listed}
    tally = Tally(elements=Counter(level.values()))
    for element in listed:
        tally.plans.setdefault(element.level_id, Counter())[element.plan_id] += 1
    for parent, child in Link.objects.filter(root=root, parent_root=root).values_list(
        "parent_id", "child_id"
    ):
        if parent in level and child in level:
            tally.links[level[parent], level[child]] += 1
    for above, below in structure(root):
        if above in level and below in level:
            tally.places[level[above], level[below]] += 1
    return tally


@pytest.mark.parametrize("filters", FILTERS, ids=str)
@pytest.mark.parametrize("slug", ["oslo", "solvik"])
@pytest.mark.parametrize("viewer", [NOBODY, EVERYTHING], ids=["nobody", "everything"])
def test_counts_are_those_of_the_list(cast: Cast, slug: str, viewer: Viewer, filters: Filters) -> None:
    root = Root.objects.get(slug=slug)
    found = overview_counts(root, viewer, filters)
    assert found.chosen == counted_by_hand(root, viewer, filters)
    assert found.everything == counted_by_hand(root, viewer, Filters())


@pytest.mark.parametrize("name", ["lise", "bard", "ulla"])
def test_counts_stop_at_what_a_person_may_see(cast: Cast, name: str) -> None:
    viewer = viewer_for(cast.user(name), cast.solvik)
    assert overview_counts(cast.solvik, viewer).chosen == counted_by_hand(cast.solvik, viewer, Filters())


def test_counts_take_two_queries(cast: Cast, django_assert_num_queries: object) -> None:
    root = cast.solvik
    with django_assert_num_queries(2):  # type: ignore[operator]  # pytest-django's fixture
        found = overview_counts(root, NOBODY, Filters(text="skole"))
    assert found.everything.total > found.chosen.total > 0


@pytest.mark.parametrize("name", [None, "ulla", "lise", "bard"])
def test_a_sheet_reads_what_a_person_may_see_and_all_it_hangs_under(cast: Cast, name: str | None) -> None:
    viewer = viewer_for(cast.user(name), cast.solvik) if name else NOBODY
    found = overview_counts(cast.solvik, viewer)
    measures = next(level.id for level in found.levels if level.key == "tiltak")
    web = read_sheet(cast.solvik, viewer, Filters(), [measures])
    seen = {element.id for element in matching_elements(cast.solvik, viewer, Filters())}
    read = {element.id for element in web.elements}
    assert len(web.chosen) == found.chosen.elements[measures]
    assert web.chosen <= read <= seen
    ends = Link.objects.filter(root=cast.solvik, parent_root=cast.solvik).values_list("parent_id", "child_id")
    assert {pair for pair in ends if pair[1] in read and pair[0] in seen} == {
        (link.parent, link.child) for link in web.links
    }


def test_a_sheet_is_read_in_two_queries(cast: Cast, django_assert_num_queries: object) -> None:
    root = cast.solvik
    levels = [level.id for level in overview_counts(root, NOBODY).levels]
    with django_assert_num_queries(2):  # type: ignore[operator]  # pytest-django's fixture
        assert read_sheet(root, NOBODY, Filters(), levels, "leksehjelp").elements


def test_answers_are_only_between_what_is_seen(cast: Cast) -> None:
    levels = [level.id for level in overview_counts(cast.solvik, NOBODY).levels]
    seen = {element.id for element in named_elements(cast.solvik, NOBODY, levels=levels)}
    answers = answers_to(cast.solvik, NOBODY, levels)
    assert answers
    assert all(one.challenge in seen and one.element in seen for one in answers)
    assert len(answers_to(cast.solvik, EVERYTHING, levels)) > len(answers)
