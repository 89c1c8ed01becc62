from typing import Any

import pytest
from django.test import Client

from rodtrad.exchange.operations import import_plan_file
from rodtrad.organisations.models import Root
from tests.cast import Cast
from tests.website.test_edit_element import opened
from tests.website.writing import EDIT, LOG_IN, TEXT, end, log_in

LARGE = """
format: rodtrad/plan-file/1
root: {slug: storvik, name: Storvik kommune, kind: municipality, governance: executive_committee}
frameworks:
  - key: storvik
    name: Målene i Storvik
    levels:
      - {key: mal, role: goal, names: {nb: {one: mål, many: mål}}}
      - {key: strategi, role: strategy, names: {nb: {one: strategi, many: strategier}}}
    rules: [{child: strategi, parent: mal, kind: contributes}]
plans:
  - key: plan
    type: social_element
    title: Samfunnsdelen
    framework: storvik
    elements:
      - {key: mal-1, level: mal, title: Storvik er stor}
"""


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


@pytest.fixture
def storvik(db: None) -> Root:
    """Make a root with more strategies than a map can show."""
    lines = [
        f"      - {{key: s-{n}, level: strategi, title: {'Strategi' if n % 12 else 'Annet'} nummer {n},"
        f" progress: {'not_started' if n % 15 else 'done'}, contributes_to: [mal-1]}}"
        for n in range(330)
    ]
    import_plan_file(content=(LARGE + "\n".join(lines)).encode())
    return Root.objects.get(slug="storvik")
