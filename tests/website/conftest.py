from typing import Any

import pytest
from django.test import Client

from tests.cast import Cast
from tests.website.test_edit_element import opened
from tests.website.writing import EDIT, LOG_IN, TEXT, end, log_in


@pytest.fixture
def randi(cast: Cast) -> Client:
    """Randi in the browser where she works."""
    client = Client()
    log_in(client)
    return client


@pytest.fixture
def written(randi: Client) -> dict[str, Any]:
    """Randi has written in the form, and pressed the button after her log-in was ended."""
    fields = {**opened(randi, EDIT), "description": TEXT}
    end()
    answer = randi.post(EDIT, fields)
    assert (answer.status_code, answer["Location"]) == (302, f"{LOG_IN}?next={EDIT}")
    return fields
