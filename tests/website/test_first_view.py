"""The first view after a change runs the thread check too, and is still read in few queries."""

import pytest
from django.test import Client

from rodtrad.goals.check_cache import forget_checks

pytestmark = pytest.mark.django_db
#: One of them asks the room of targets what is wanted of the element.
MOST_QUERIES = 13


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/oslo/",
        "/oslo/element/mal-2/",
        "/oslo/element/floke-klima/",
        "/baerum/element/hovedmal-2/",
        "/oslo/planer/kps-2025/",
        "/oslo/tradsjekk/",
    ],
)
def test_few_queries_the_first_time(nobody: Client, path: str, django_assert_max_num_queries: object) -> None:
    forget_checks()
    with django_assert_max_num_queries(MOST_QUERIES):  # type: ignore[operator]  # a fixture that is a function
        assert nobody.get(path).status_code == 200
    forget_checks()
