"""Who sees what: the narrowest of element, plan and root decides, in lists, counts and threads."""

from dataclasses import dataclass
from itertools import product
from uuid import UUID, uuid4

import pytest
from django.contrib.auth.models import AnonymousUser

from rodtrad.accounts.models import User
from rodtrad.core.models import Visibility
from rodtrad.goals.models import Element
from rodtrad.goals.queries import Filters, plan_document, thread_of
from rodtrad.goals.queries.counts import overview_counts
from rodtrad.goals.queries.sheet import read_sheet
from rodtrad.organisations.models import Organisation, Role, RoleKind, Root
from rodtrad.organisations.permissions import EVERYTHING, NOBODY, Viewer, viewer_for
from rodtrad.plans.models import Plan
from tests.goals import factories as make
from tests.goals.worlds import World, make_world

pytestmark = [pytest.mark.django_db, pytest.mark.data]

PUBLIC, INTERNAL, TEAM = Visibility.PUBLIC, Visibility.INTERNAL, Visibility.TEAM


@dataclass
class Stage:
    """A thread goal ← theme ← measure; the theme is the office's, in a plan that the sector owns."""

    root: Root
    sector: Organisation
    office: Organisation
    beside: Organisation
    plan: Plan
    goal: Element
    theme: Element
    measure: Element

    def viewer(self, kind: str, at: Organisation, **user: bool) -> Viewer:
        person = User.objects.create_user(f"{uuid4()}@example.org", kind, **user)
        Role.objects.create(user=person, root_id=at.root_id, organisation=at, kind=kind)
        return viewer_for(person, self.root)


@pytest.fixture
def stage(db: None) -> Stage:
    root = make.make_root()
    framework = make.make_framework(root)
    sector = make.make_organisation(root)
    office = make.make_organisation(root, parent=sector)
    plan = make.make_plan(root, framework=framework, status="under_way", owner=sector)
    base = make.make_plan(root, framework=framework, status="under_way")
    goal = make.make_element(base, "maal")
    theme = make.make_element(plan, "tema", responsible=office, contributes_to=goal)
    measure = make.make_element(base, "tiltak", contributes_to=theme)
    return Stage(root, sector, office, make.make_organisation(root), plan, goal, theme, measure)


def viewers(stage: Stage) -> dict[str, tuple[Viewer, bool, bool]]:
    """Return each viewer with what they see: what is internal, and the team's matters of this element."""
    found: dict[str, tuple[Viewer, bool, bool]] = {
        "nobody": (viewer_for(AnonymousUser(), stage.root), False, False),
        "the installation": (EVERYTHING, True, True),
        "inactive": (stage.viewer("administrator", make.top(stage.root), is_active=False), False, False),
        "outsider": (stage.viewer("administrator", make.top(make.make_root())), False, False),
    }
    places = {
        "top": make.top(stage.root),
        "owner": stage.sector,
        "responsible": stage.office,
        "beside": stage.beside,
    }
    for kind, (name, at) in product(RoleKind, places.items()):
        sees_team = kind != RoleKind.READER and name != "beside"
        found[f"{kind} at {name}"] = (stage.viewer(kind, at), True, sees_team)
    return found


def opens(name: str, plan: Visibility) -> bool:
    """Tell whether the person may see the plan, if it is its team's: responsibility for an element does not open it."""
    return plan != TEAM or not name.endswith("at responsible")


def test_every_viewer_in_every_combination(stage: Stage) -> None:
    people = viewers(stage)
    for element, plan, root in product(Visibility, Visibility, (PUBLIC, INTERNAL)):
        Element.objects.filter(pk=stage.theme.pk).update(visibility=element)
        Plan.objects.filter(pk=stage.plan.pk).update(visibility=plan)
        Root.objects.filter(pk=stage.root.pk).update(visibility=root)
        narrowest = max(element, plan, root)
        for name, (viewer, internal, team) in people.items():
            expected = {PUBLIC: True, INTERNAL: internal, TEAM: team and opens(name, plan)}[narrowest]
            seen = Element.objects.filter(pk=stage.theme.pk).visible_to(viewer).exists()
            assert seen == expected, f"{name}: element {element.name}, plan {plan.name}, root {root.name}"


def reached(element: Element, viewer: Viewer) -> set[UUID]:
    return set(thread_of(element, viewer).nodes)


def hide(stage: Stage, element: Visibility, plan: Visibility) -> None:
    Element.objects.filter(pk=stage.theme.pk).update(visibility=element)
    Plan.objects.filter(pk=stage.plan.pk).update(visibility=plan)


def test_the_thread_is_cut_where_the_middle_is_hidden(stage: Stage) -> None:
    """Whoever does not see the middle does not learn that the ends hang together."""
    whole = {stage.goal.id, stage.theme.id, stage.measure.id}
    people = viewers(stage)
    for element, plan in ((PUBLIC, PUBLIC), (INTERNAL, PUBLIC), (PUBLIC, TEAM), (TEAM, INTERNAL)):
        hide(stage, element, plan)
        for name, (viewer, internal, team) in people.items():
            seen = {PUBLIC: True, INTERNAL: internal, TEAM: team and opens(name, plan)}[max(element, plan)]
            assert reached(stage.goal, viewer) == (whole if seen else {stage.goal.id}), name
            assert reached(stage.measure, viewer) == (whole if seen else {stage.measure.id}), name


def test_a_hidden_middle_takes_its_links_along(stage: Stage) -> None:
    hide(stage, INTERNAL, PUBLIC)
    assert thread_of(stage.goal, NOBODY).links == []
    assert len(thread_of(stage.goal, Viewer(ceiling=INTERNAL)).links) == 2


def test_the_thread_goes_round_what_is_hidden(stage: Stage) -> None:
    hide(stage, INTERNAL, PUBLIC)
    make.make_link(stage.measure, stage.goal)
    assert reached(stage.goal, NOBODY) == {stage.goal.id, stage.measure.id}


def test_the_overview_counts_and_reads_only_what_is_seen(stage: Stage) -> None:
    people = viewers(stage)
    for element in Visibility:
        hide(stage, element, PUBLIC)
        for name, (viewer, internal, team) in people.items():
            seen = {PUBLIC: True, INTERNAL: internal, TEAM: team}[element]
            found = overview_counts(stage.root, viewer)
            assert found.chosen.total == (3 if seen else 2), name
            assert found.chosen.links.total() == (2 if seen else 0), name
            web = read_sheet(stage.root, viewer, Filters(), [level.id for level in found.levels])
            assert len(web.elements) == len(web.chosen) == found.chosen.total, name
            assert len(web.links) == found.chosen.links.total(), name


def test_a_hidden_root_shows_no_one_outside_anything(stage: Stage) -> None:
    Root.objects.filter(pk=stage.root.pk).update(visibility=INTERNAL)
    assert overview_counts(stage.root, NOBODY).everything.total == 0
    assert overview_counts(stage.root, Viewer(ceiling=INTERNAL)).everything.total == 3


def test_a_plan_hides_what_stands_under_something_hidden(stage: Stage) -> None:
    above = make.place(stage.goal, stage.plan)
    under = make.make_element(stage.plan, "tema", under=stage.goal)
    Element.objects.filter(pk=stage.goal.pk).update(visibility=INTERNAL)
    shown = [row.element for row in plan_document(stage.plan, NOBODY)]
    assert above.element not in shown
    assert under not in shown
    rows = plan_document(stage.plan, Viewer(ceiling=INTERNAL))
    assert [row.below[0].element for row in rows if row.element == stage.goal] == [under]


def test_carrying_over_neither_opens_nor_hides(stage: Stage) -> None:
    """What counts is the plan that the element comes from."""
    open_plan = make.make_plan(stage.root, framework=stage.plan.plan_framework.framework, status="under_way")
    make.place(stage.theme, open_plan)
    hide(stage, PUBLIC, INTERNAL)
    assert plan_document(open_plan, NOBODY) == []
    hide(stage, PUBLIC, PUBLIC)
    Plan.objects.filter(pk=open_plan.pk).update(visibility=TEAM)
    assert stage.theme.id in reached(stage.goal, NOBODY)


# Across roots


@pytest.fixture
def region(stage: Stage) -> World:
    region = make_world(kind="region")
    make.make_member(region.root, stage.root)
    rule_child = make.level(stage.plan.plan_framework.framework, "maal")
    make.make_rule(rule_child, region.level("maal"))
    make.make_link(stage.goal, region.goal)
    return region


@pytest.mark.parametrize("hidden", ["element", "plan", "root"])
@pytest.mark.parametrize("level", [INTERNAL, TEAM])
def test_a_role_in_the_member_opens_nothing_in_the_region(
    stage: Stage, region: World, hidden: str, level: Visibility
) -> None:
    viewer = stage.viewer("administrator", make.top(stage.root))
    assert region.goal.id in reached(stage.goal, viewer)
    if hidden == "root" and level == TEAM:
        level = INTERNAL  # a root is never narrower
    row = {"element": region.goal, "plan": region.plan, "root": region.root}[hidden]
    type(row).objects.filter(pk=row.pk).update(visibility=level)
    for person in (NOBODY, viewer):
        assert region.goal.id not in reached(stage.goal, person)
    assert region.goal.id in reached(stage.goal, EVERYTHING)


def test_the_region_does_not_see_what_is_internal_in_its_member(stage: Stage, region: World) -> None:
    person = User.objects.create_user("region@example.org", "Region")
    Role.objects.create(
        user=person, root=region.root, organisation=make.top(region.root), kind="administrator"
    )
    viewer = viewer_for(person, region.root)
    assert stage.goal.id in reached(region.goal, viewer)
    Element.objects.filter(pk=stage.goal.pk).update(visibility=INTERNAL)
    assert stage.goal.id not in reached(region.goal, viewer)


def test_what_is_hidden_in_the_region_cuts_the_way_to_what_is_above(stage: Stage, region: World) -> None:
    assert region.challenge.id in reached(stage.goal, NOBODY)
    Element.objects.filter(pk=region.goal.pk).update(visibility=INTERNAL)
    assert region.challenge.id not in reached(stage.goal, NOBODY)
