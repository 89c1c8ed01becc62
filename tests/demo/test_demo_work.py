"""The demo's draft has work under way in it: a newcomer who logs in finds something to read, answer and approve."""

import pytest
from django.contrib.auth import get_user_model
from django.test import Client

from rodtrad.demo.operations import begin_work
from rodtrad.goals.models import Comment, Review

PLAN = "/oslo/planer/okonomiplan-2028/"
PROPOSED = "Utslippene faller så mye som klimabudsjettet sier, hvert år og i hver sektor"


@pytest.fixture
def approver(db: None) -> Client:
    begin_work()
    client = Client()
    client.force_login(get_user_model().objects.get(email="godkjenner@example.org"))
    return client


def test_the_approver_has_something_to_answer(approver: Client) -> None:
    assert PROPOSED in approver.get("/oslo/gjennomgang/").content.decode()
    page = approver.get("/oslo/element/sektormal-utslipp-2028/historikk/").content.decode()
    assert "Randi Redaktør" in page
    assert "hvert år" in page
    assert "Budsjettet legges fram i september" in approver.get(f"{PLAN}gjennomgang/").content.decode()


def test_it_begins_once(approver: Client) -> None:
    before = (Review.objects.count(), Comment.objects.count())
    begin_work()
    assert (Review.objects.count(), Comment.objects.count()) == before


def test_the_public_sees_nothing_of_it(approver: Client, client: Client) -> None:
    assert client.get(PLAN).status_code == 404
    assert client.get("/oslo/element/sektormal-utslipp-2028/").status_code == 404
    for address in ("/oslo/", "/oslo/planer/", "/sok/?q=klimabudsjettet", "/api/v1/search?q=klimabudsjettet"):
        assert "hver sektor" not in client.get(address).content.decode()
