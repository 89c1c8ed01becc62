"""Several questions in one message: rows in turn, as they stood at one moment, and nothing left behind."""

from collections.abc import Iterator
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection
from django.test.utils import CaptureQueriesContext

from rodtrad.core import moments
from rodtrad.core.moments import Message
from rodtrad.organisations.models import Root
from rodtrad.sdg.models import SdgGoal, SdgTarget

pytestmark = pytest.mark.django_db
ISOLATION = "SELECT current_setting('transaction_isolation')"


@pytest.fixture
def outside(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Ask on a connection of its own, outside the transaction that each test has."""
    own = connection.copy()
    monkeypatch.setattr(moments, "connection", own)
    yield
    own.close()


def answers(message: Message) -> list[list[tuple[object, ...]]]:
    with message.asked() as found:
        return [list(rows) for rows in found]


def test_each_question_gets_its_own_rows_in_one_query() -> None:
    message = Message.of(
        SdgGoal.objects.order_by("number").values_list("number"),
        SdgGoal.objects.filter(number=0).values_list("number"),
        SdgTarget.objects.filter(code="11.6").values_list("goal_id", "code"),
    )
    with CaptureQueriesContext(connection) as captured:
        goals, none, targets = answers(message)
    assert len(captured) == 1
    assert [number for (number,) in goals] == list(range(1, 18))
    assert (none, targets) == ([], [(11, "11.6")])


def test_the_same_is_asked_about_another(cast: object) -> None:
    nobody = uuid4()
    message = Message.of(Root.objects.filter(id=nobody).values_list("slug"))
    oslo = Root.objects.get(slug="oslo")
    assert answers(message) == [[]]
    assert answers(message.about(nobody, oslo.id)) == [[("oslo",)]]


@pytest.mark.usefixtures("outside")
def test_all_is_read_at_one_moment() -> None:
    assert answers(Message(("SELECT 1", ISOLATION), ())) == [[(1,)], [("repeatable read",)]]


@pytest.mark.usefixtures("outside")
def test_nothing_is_left_of_it_on_the_connection() -> None:
    answers(Message((ISOLATION,), ()))
    with moments.connection.cursor() as cursor:
        cursor.execute(ISOLATION)
        assert cursor.fetchone() == ("read committed",)


@pytest.mark.usefixtures("outside")
def test_a_message_cannot_write() -> None:
    with pytest.raises(DatabaseError, match="read-only"):
        answers(Message(("DELETE FROM sdg_localtarget",), ()))
    assert answers(Message(("SELECT 1",), ())) == [[(1,)]]
