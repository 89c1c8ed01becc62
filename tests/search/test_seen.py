"""What the index says of who may see an element is what the element says, whatever has happened to it since."""

from itertools import product

import pytest

from rodtrad.core.models import Visibility
from rodtrad.core.search import all_kinds
from rodtrad.goals.models import Element
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import EVERYTHING, NOBODY, Viewer
from rodtrad.plans.models import Plan, PlanStatus
from rodtrad.search.models import IndexedDocument, Watermark
from rodtrad.search.operations import rebuild
from rodtrad.search.queries import Chosen, find, read_asked
from tests.goals.factories import make_element, make_framework, make_organisation, make_plan, make_root

pytestmark = pytest.mark.django_db
ALL = tuple(Visibility)


@pytest.fixture
def root() -> Root:
    """Give an element of each visibility in plans of each, ours and others', with one of ours and without."""
    root = make_root()
    ours, theirs = make_organisation(root, name="Vi"), make_organisation(root, name="De")
    framework = make_framework(root)
    for of_plan, owner in product(ALL, (ours, theirs)):
        plan = make_plan(
            root,
            framework=framework,
            title="Plan",
            visibility=of_plan,
            owner=owner,
            status=PlanStatus.UNDER_WAY,
        )
        for of_element, responsible in product(ALL, (None, ours, theirs)):
            make_element(
                plan,
                framework.levels.all()[0].key,
                title="Måkeskjul",
                visibility=of_element,
                responsible=responsible,
            )
    rebuild(root_id=root.id)
    _trust(root)
    return root


def _trust(root: Root) -> None:
    """Move the marks as after a rebuild outside any transaction: nothing has happened since."""
    for mark in Watermark.objects.filter(root=root):
        Watermark.objects.filter(pk=mark.pk).update(done=mark.seen)


def _viewers(root: Root) -> list[Viewer]:
    ours = frozenset(root.organisations.filter(name="Vi").values_list("id", flat=True))
    inside = [Viewer(Visibility.INTERNAL), Viewer(Visibility.INTERNAL, ours), Viewer(Visibility.PUBLIC, ours)]
    return [NOBODY, *inside, EVERYTHING]


def _agree(root: Root) -> None:
    for viewer in _viewers(root):
        found = find(asked=read_asked("måkeskjul"), viewers={root.id: viewer}, chosen=Chosen(), size=1000)
        seen = set(
            Element.objects.filter(root=root, title="Måkeskjul")
            .visible_to(viewer)
            .values_list("id", flat=True)
        )
        assert {hit.document.id for hit in found.hits} == seen, viewer
        assert (
            found.count
            == found.facets.kinds.get("element", 0)
            == sum(found.facets.levels.values())
            == len(seen)
        )
        assert sum(found.facets.plans.values()) == len(seen)


@pytest.mark.parametrize("visibility", [Visibility.PUBLIC, Visibility.INTERNAL])
def test_the_index_and_the_elements_agree(root: Root, visibility: int) -> None:
    Root.objects.filter(pk=root.pk).update(visibility=visibility)
    _agree(root)


def test_it_is_the_index_that_is_asked(root: Root) -> None:
    """Otherwise the test above compares the elements with themselves."""
    IndexedDocument.objects.filter(root=root, kind="element").update(visibility=Visibility.TEAM)
    found = find(asked=read_asked("måkeskjul"), viewers={root.id: NOBODY}, chosen=Chosen())
    assert found.count == 0


def test_what_has_happened_since_counts(root: Root) -> None:
    elements = Element.objects.filter(root=root)
    elements.filter(visibility=Visibility.PUBLIC).update(visibility=Visibility.TEAM)
    _agree(root)
    elements.update(visibility=Visibility.PUBLIC)
    _agree(root)
    Plan.objects.filter(root=root, visibility=Visibility.PUBLIC).update(visibility=Visibility.INTERNAL)
    _agree(root)
    elements.update(responsible=None)
    _agree(root)
    elements.filter(plan__owner__name="De").delete()
    _agree(root)


def test_a_kind_that_says_nothing_of_visibility_is_narrow() -> None:
    for kind in all_kinds():
        if kind.seen_as_indexed(NOBODY) is not None:
            told = {document.visibility for document in kind.documents(kind.rows())}
            assert told >= {Visibility.PUBLIC, Visibility.TEAM}, kind.name


def test_a_root_without_marks_is_asked_itself(root: Root) -> None:
    Watermark.objects.filter(root=root).delete()
    Element.objects.filter(root=root).update(visibility=Visibility.TEAM)
    _agree(root)
