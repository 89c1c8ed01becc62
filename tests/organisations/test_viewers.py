"""What a person may see in several roots at once is what they may see in each."""

import pytest
from django.contrib.auth.models import AnonymousUser

from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import viewer_for
from rodtrad.organisations.queries import viewers_for
from tests.cast import PEOPLE, Cast

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("name", [None, *PEOPLE])
def test_is_the_same_as_asking_for_each(cast: Cast, name: str | None) -> None:
    person = cast.user(name) if name else AnonymousUser()
    roots = list(Root.objects.all())
    together = viewers_for(person, [root.id for root in roots])
    assert together == {root.id: viewer_for(person, root) for root in roots}


def test_takes_two_queries(cast: Cast, django_assert_num_queries: object) -> None:
    person, roots = cast.user("bard"), [root.id for root in Root.objects.all()]
    with django_assert_num_queries(2):  # type: ignore[operator]  # pytest-django's fixture
        viewers_for(person, roots)
