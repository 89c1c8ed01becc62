"""The number of queries does not follow the length of a list."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from rodtrad.goals.check_cache import forget_checks
from tests.cast import Cast

pytestmark = pytest.mark.django_db
MOST = 12


def queries(client: Client, address: str) -> int:
    with CaptureQueriesContext(
        connection,
    ) as captured:
        assert client.get(address).status_code == 200
    return len(captured)


@pytest.mark.parametrize(
    "path",
    [
        "organisations",
        "organisations/oslo/elements",
        "organisations/oslo/plans",
        "organisations/oslo/units",
        "organisations/oslo/frameworks",
        "sdg/targets",
    ],
)
def test_a_long_page_takes_no_more_queries_than_a_short_one(nobody: Client, path: str) -> None:
    short = queries(nobody, f"/api/v1/{path}?page_size=2")
    assert queries(nobody, f"/api/v1/{path}?page_size=1000") == short
    assert short <= MOST


@pytest.mark.parametrize(
    "path",
    [
        "organisations",
        "organisations/solvik/elements",
        "organisations/solvik/plans",
        "elements/solvik:gode-skoler",
        "elements/solvik:gode-skoler/thread",
        "sdg/targets?organisation=solvik",
    ],
)
def test_a_log_in_adds_only_a_few(cast: Cast, path: str) -> None:
    assert queries(cast.client("bard"), f"/api/v1/{path}") <= MOST + 2


def test_findings_read_the_root_once(nobody: Client) -> None:
    forget_checks()
    cold = queries(nobody, "/api/v1/organisations/oslo/findings?page_size=1")
    assert cold <= MOST
    forget_checks()
    assert queries(nobody, "/api/v1/organisations/oslo/findings?page_size=1000") == cold
    assert queries(nobody, "/api/v1/organisations/oslo/findings") <= 4
