"""How long the audit trail keeps what it says: what goes, what stays however old, dry run, names, the command."""

from contextlib import nullcontext
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pghistory.models
import pytest
from click.testing import CliRunner
from django.apps import apps
from django.db import connection
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.config.commands.prune_history import command as prune_command
from rodtrad.core.history import told_by
from rodtrad.goals.errors import FieldErrors, NotAllowedError
from rodtrad.goals.models import DraftLink, Element, HistoryRetention
from rodtrad.goals.operations import change_element, link_elements, split_draft, take_out, unlink_elements
from rodtrad.goals.operations.prune_history import Pruned, event_tables, prune_history
from rodtrad.goals.operations.retention_set import set_retention
from rodtrad.goals.operations.reviews_decide import approve_review
from rodtrad.goals.operations.reviews_propose import propose
from rodtrad.goals.operations.split_draft import Part
from rodtrad.goals.queries.history import history_of_element, text_before
from rodtrad.goals.queries.retention import Limits, kept_from, limits_of
from rodtrad.goals.queries.review_changes import changes_since
from rodtrad.goals.queries.review_marks import marks_of
from rodtrad.organisations.permissions import EVERYTHING
from tests.goals import factories as make
from tests.goals.editing import Desk

pytestmark = pytest.mark.django_db


def at(year: int, month: int, day: int) -> datetime:
    return datetime(year, month, day, 12, tzinfo=UTC)


def grow_old(desk: Desk, days: int = 400) -> None:
    """Let all that the trail says of the root have happened so long before."""
    with connection.cursor() as cursor:
        for table in event_tables():
            cursor.execute(
                f"UPDATE {table.name} SET pgh_created_at = pgh_created_at - %s * interval '1 day'"
                f" WHERE {table.root} = %s",
                [days, desk.root.pk],
            )
        cursor.execute("UPDATE pghistory_context SET created_at = created_at - %s * interval '1 day'", [days])


def prune(desk: Desk, dry_run: bool = False, **limits: int) -> Pruned:
    given = {desk.root: Limits(**limits)}
    return prune_history(limits=given, now=timezone.now(), dry_run=dry_run)[desk.root]


def titles(element: Element) -> list[str]:
    rows: Any = apps.get_model("goals", "ElementEvent")._default_manager.filter(pgh_obj_id=element.pk)
    return list(rows.order_by("pgh_id").values_list("title", flat=True))


def retitle(desk: Desk, *names: str) -> None:
    for name in names:
        change_element(actor=desk.editor, element=desk.first, changes={"title": name})


def test_everything_is_kept_unless_someone_says_otherwise(desk: Desk) -> None:
    retitle(desk, "En", "To")
    grow_old(desk, 40_000)
    assert limits_of(desk.root) == Limits(None, None)
    assert prune(desk) == Pruned()
    assert titles(desk.first) == ["Bygge bro", "En", "To"]


def test_old_texts_go_but_how_it_stood_when_the_trail_begins(desk: Desk) -> None:
    retitle(desk, "En", "To")
    grow_old(desk)
    retitle(desk, "Tre", "Fire")
    assert prune(desk, texts=12).texts["goals_elementevent"] == 2
    assert titles(desk.first) == ["To", "Tre", "Fire"]
    latest, before, first = history_of_element(desk.first, EVERYTHING).entries[:3]
    assert [change.before for change in (*latest.changes, *before.changes)] == ["Tre", "To"]
    assert first.act == "first"
    assert [change.field for change in first.changes] == ["title"]
    assert text_before(desk.first, EVERYTHING, before.event, "title") == "To"


def test_a_dry_run_says_the_same_and_deletes_nothing(desk: Desk) -> None:
    retitle(desk, "En", "To")
    grow_old(desk)
    tried = prune(desk, dry_run=True, texts=12, names=12)
    assert titles(desk.first) == ["Bygge bro", "En", "To"]
    assert history_of_element(desk.first, EVERYTHING).entries[0].told["user"] == str(desk.editor.pk)
    assert tried == prune(desk, texts=12, names=12)
    assert tried.events >= 2
    assert tried.names >= 1
    assert prune(desk, texts=12, names=12) == Pruned()


def test_another_roots_trail_is_not_touched(desk: Desk) -> None:
    retitle(desk, "En", "To")
    grow_old(desk)
    other = make.make_root()
    prune_history(limits={other: Limits(1, 1)}, now=timezone.now())
    assert titles(desk.first) == ["Bygge bro", "En", "To"]


def test_what_was_approved_stays_as_it_was_approved(desk: Desk) -> None:
    retitle(desk, "En")
    link_elements(actor=desk.editor, child=desk.first, parent=desk.goal)
    propose(actor=desk.editor, subject=desk.draft)
    approval = approve_review(actor=desk.approver, subject=desk.draft, seen=marks_of(desk.draft))
    retitle(desk, "To", "Tre")
    unlink_elements(actor=desk.editor, child=desk.first, parent=desk.goal)
    take_out(actor=desk.editor, element=desk.second, plan=desk.draft)

    def told() -> list[tuple[str, list[tuple[str, Any, Any]]]]:
        found = changes_since(desk.draft, approval, EVERYTHING).changed
        return [(one.title, [(c.field, c.before, c.after) for c in one.changes]) for one in found]

    before = told()
    assert ("title", "En", "Tre") in dict(before)["Tre"]
    assert dict(before)["Bygge vei"][0] == ("title", "Bygge vei", "")
    grow_old(desk)
    prune(desk, texts=1)
    assert told() == before
    assert "To" not in titles(desk.first)


def test_the_moment_of_adoption_stays(desk: Desk) -> None:
    retitle(desk, "En")
    Element.objects.filter(pk=desk.first.pk).update(life_cycle="adopted")
    change_element(actor=desk.editor, element=desk.first, changes={"progress": "under_way"})
    change_element(actor=desk.editor, element=desk.first, changes={"progress": "done"})
    Element.objects.filter(pk=desk.first.pk).update(life_cycle="repealed")
    change_element(actor=desk.editor, element=desk.first, changes={"progress": "stopped"})
    grow_old(desk)
    prune(desk, texts=1)
    rows: Any = apps.get_model("goals", "ElementEvent")._default_manager.filter(pgh_obj_id=desk.first.pk)
    kept = list(rows.order_by("pgh_id").values_list("life_cycle", "progress"))
    assert kept == [
        ("draft", "not_started"),
        ("adopted", "not_started"),
        ("adopted", "done"),
        ("repealed", "done"),
        ("repealed", "stopped"),
    ]
    assert prune(desk, texts=1) == Pruned()


def test_what_is_deleted_long_ago_is_gone_from_the_trail(desk: Desk) -> None:
    gone = desk.second
    identity = gone.pk
    take_out(actor=desk.editor, element=gone, plan=desk.draft)
    retitle(desk, "En")
    grow_old(desk)
    prune(desk, texts=12)
    rows: Any = apps.get_model("goals", "ElementEvent")._default_manager.filter(pgh_obj_id=identity)
    assert not rows.exists()


def test_links_that_stand_are_not_told_as_new(desk: Desk) -> None:
    link_elements(actor=desk.editor, child=desk.first, parent=desk.goal)
    grow_old(desk)
    retitle(desk, "En")
    prune(desk, texts=12)
    entries = history_of_element(desk.first, EVERYTHING).entries
    assert [change.field for change in entries[0].changes] == ["title"]


def test_names_go_and_texts_stay(desk: Desk) -> None:
    retitle(desk, "En")
    split_draft(actor=desk.editor, element=desk.second, parts=[Part("Vei A"), Part("Vei B")])
    with told_by(command="import fil.yaml", account="kari"):
        Element.objects.filter(pk=desk.first.pk).update(title="To")
    grow_old(desk)
    retitle(desk, "Tre")
    assert prune(desk, names=12).names >= 3
    newest, imported, old = (entry.told for entry in history_of_element(desk.first, EVERYTHING).entries[:3])
    assert newest["user"] == str(desk.editor.pk)
    assert imported == {"forgotten": True, "command": "import fil.yaml"}
    assert old == {"forgotten": True}
    assert titles(desk.first) == ["Bygge bro", "En", "To", "Tre"]
    part = Element.objects.get(root=desk.root, title="Vei B")
    [made] = history_of_element(part, EVERYTHING).entries
    assert made.told == {"forgotten": True, "split": str(desk.second.pk)}


def test_ended_links_go_with_the_names(desk: Desk) -> None:
    now = timezone.now()
    for reader, days in (("Kari", 400), ("Ola", 10)):
        made = now - timedelta(days=days)
        DraftLink.objects.create(
            root=desk.root,
            element=desk.first,
            reader=reader,
            made_at=made,
            expires_at=made + timedelta(days=5),
        )
    assert prune(desk, texts=12).links == 0
    assert prune(desk, names=12).links == 1
    assert [link.reader for link in DraftLink.objects.filter(root=desk.root)] == ["Ola"]


def test_a_name_that_another_root_still_keeps_stays(desk: Desk) -> None:
    other = make.make_root()
    source = make.make_source(other)
    with told_by(user=str(desk.editor.pk)):
        Element.objects.filter(pk=desk.first.pk).update(title="En")
        type(source).objects.filter(pk=source.pk).update(title="Annet")
    grow_old(desk)
    prune(desk, names=12)
    assert history_of_element(desk.first, EVERYTHING).entries[0].told["user"] == str(desk.editor.pk)


def test_who_made_what_nothing_is_told_of_is_deleted_with_it(desk: Desk) -> None:
    gone, _editor = str(uuid4()), desk.editor
    with told_by(user=gone):
        Element.objects.filter(pk=desk.first.pk).update(title="En")
    retitle(desk, "To")
    grow_old(desk)
    context: Any = pghistory.models.Context.objects
    assert context.filter(metadata__user=gone).exists()
    prune(desk, texts=12)
    assert not context.filter(metadata__user=gone).exists()
    assert context.filter(metadata__user=str(desk.editor.pk)).exists()


@pytest.mark.parametrize(
    ("months", "today", "expected"),
    [
        (1, at(2026, 3, 31), at(2026, 2, 28)),
        (12, at(2024, 2, 29), at(2023, 2, 28)),
        (3, at(2026, 2, 10), at(2025, 11, 10)),
        (1200, at(2026, 2, 10), at(1926, 2, 10)),
        (None, at(2026, 2, 10), None),
        (99_999, at(2026, 2, 10), None),
    ],
)
def test_months_are_counted_on_the_calendar(
    months: int | None, today: datetime, expected: datetime | None
) -> None:
    assert kept_from(months, today) == expected


def test_the_root_chooses_or_follows_the_installation(desk: Desk, settings: Any) -> None:
    settings.HISTORY_TEXTS_MONTHS, settings.HISTORY_NAMES_MONTHS = 60, 24
    assert limits_of(desk.root) == Limits(60, 24)
    boss = desk.person("administrator")
    set_retention(actor=boss, root=desk.root, texts=0, names=None)
    assert limits_of(desk.root) == Limits(None, 24)
    set_retention(actor=boss, root=desk.root, texts=120, names=6)
    assert limits_of(desk.root) == Limits(120, 6)
    assert HistoryRetention.objects.filter(root=desk.root).count() == 1
    told: Any = apps.get_model("goals", "HistoryRetentionEvent")._default_manager.filter(root=desk.root)
    assert [one.pgh_context.metadata["user"] for one in told] == [str(boss.pk)] * 2


@pytest.mark.parametrize("kind", ["reader", "contributor", "editor", "approver"])
def test_only_an_administrator_of_the_whole_chooses(desk: Desk, kind: str) -> None:
    people: list[User] = [desk.person(kind), desk.person("administrator", desk.office)]
    for person in people:
        with pytest.raises(NotAllowedError):
            set_retention(actor=person, root=desk.root, texts=1, names=1)


@pytest.mark.parametrize("months", [-1, 1201])
def test_a_number_that_is_no_length_of_time_is_refused(desk: Desk, months: int) -> None:
    with pytest.raises(FieldErrors, match="0 til 1200"):
        set_retention(actor=desk.person("administrator"), root=desk.root, texts=months, names=None)


def test_the_command_says_what_it_did(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("rodtrad.config.commands.prune_history.tables_ready", nullcontext)
    retitle(desk, "En", "To")
    grow_old(desk)
    set_retention(actor=desk.person("administrator"), root=desk.root, texts=12, names=0)
    run = CliRunner()
    tried = run.invoke(prune_command, ["skrivebordet", "--dry-run"])
    assert tried.exit_code == 0, tried.output
    assert "hendelser slettet" in tried.output
    assert "Ingenting er slettet" in tried.output
    assert "En" in titles(desk.first)
    done = run.invoke(prune_command, ["skrivebordet"])
    assert done.output.splitlines()[0] == tried.output.splitlines()[0]
    assert "En" not in titles(desk.first)
    assert "alt beholdes" in run.invoke(prune_command, ["solvik"]).output


def test_every_table_of_a_roots_trail_is_looked_through() -> None:
    names = {table.name for table in event_tables()}
    assert {
        "goals_elementevent",
        "goals_elementareasevent",
        "organisations_rootevent",
        "plans_planevent",
    } <= names
