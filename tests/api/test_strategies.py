"""The API's planstrategier: what is decided for each plan, and only what the reader may see."""

import pytest
from django.test import Client

from tests.goals.editing import Desk
from tests.planning.strategies import make_answer, make_capacity, make_item, make_strategy

pytestmark = pytest.mark.django_db


def test_a_strategy_with_its_items(client: Client, desk: Desk) -> None:
    strategy = make_strategy(desk.root, intro="Innledning")
    item = make_item(
        strategy, desk.adopted, decision="revise", start_semester=4049, adopt_semester=4050, work=4
    )
    make_item(strategy, decision="not_a_plan", instead="Et prosjekt", position=2)
    make_answer(item, "theme", "yes")
    make_capacity(strategy, 2024, 2, "1.5")
    base = f"/api/v1/organisations/{desk.root.slug}/planning-strategies"
    [head] = client.get(base).json()["items"]
    assert (head["plan"], head["term_from"], head["status"]) == ("planstrategi-2023", 2023, "under_way")
    told = client.get(f"{base}/planstrategi-2023").json()
    first, second = told["items"]
    assert (first["plan"], first["start"], first["adopted"], first["work"]) == (
        "vedtatt",
        "2024H2",
        "2025H1",
        4.0,
    )
    assert first["need_test"] == [
        {"question": "theme", "discipline": "økonomi", "answer": "yes", "reason": ""}
    ]
    assert first["need_points"] == "too_few"
    assert (second["plan"], second["decision"], second["instead"]) == (None, "not_a_plan", "Et prosjekt")
    assert {"semester": "2024H2", "work": 2.0, "capacity": 1.5} in told["load"]


def test_what_may_not_be_seen_is_not_told(client: Client, desk: Desk) -> None:
    strategy = make_strategy(desk.root)
    desk.draft.visibility = 1
    desk.draft.save()
    make_item(strategy, desk.draft, decision="continue")
    base = f"/api/v1/organisations/{desk.root.slug}/planning-strategies"
    assert client.get(f"{base}/planstrategi-2023").json()["items"] == []
    strategy.plan.visibility = 1
    strategy.plan.save()
    assert client.get(base).json()["items"] == []
    assert client.get(f"{base}/planstrategi-2023").status_code == 404
    assert client.get(f"{base}/vedtatt").status_code == 404
