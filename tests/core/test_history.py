"""Every insert, update and delete of a tracked model leaves a row behind, in bulk and in plain SQL too."""

from datetime import date, timedelta
from typing import Any

import pghistory
import pytest
from django.apps import apps
from django.db import connection, models
from django.http import HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.core.history import AuditMiddleware
from rodtrad.core.requests import request_id
from rodtrad.geography.models import Area
from rodtrad.goals.models import Element, HistoryRetention, PlanFramework
from rodtrad.indicators.models import LivingFact
from rodtrad.organisations.models import Invitation, Role, Source
from rodtrad.planning.models import CalendarLink, ClockChoice, WheelEntry
from rodtrad.sdg.models import SdgGoal, SdgTarget
from tests.cases.factories import make_whole_case
from tests.cast import Cast
from tests.goals import factories as make
from tests.indicators.factories import make_dataset, make_indicator
from tests.planning.processes import make_process
from tests.planning.strategies import make_whole_strategy
from tests.plans.factories import make_register
from tests.targets.factories import make_target

pytestmark = [pytest.mark.django_db, pytest.mark.data]

#: What is tracked, in an order in which rows can be deleted; with a change that does no harm.
TRACKED: dict[str, dict[str, Any]] = {
    "planning.NeedAnswer": {"reason": "Endret"},
    "planning.StrategyItem": {"reason": "Endret"},
    "planning.StrategyTrend": {"text": "Endret"},
    "planning.GuidelineAnswer": {"text": "Endret"},
    "planning.StrategyView": {"answer": "Endret"},
    "planning.Capacity": {"person_months": 3},
    "planning.StrategyPhase": {"text": "Endret"},
    "planning.PlanningStrategy": {"intro": "Endret"},
    "planning.ProcessStep": {"note": "Endret"},
    "planning.Process": {"note": "Endret"},
    "planning.ClockChoice": {"reason": "Endret"},
    "planning.WheelEntry": {"title": "Endret"},
    "planning.CalendarLink": {"name": "Endret"},
    "targets.Target": {"place": "Endret"},
    "goals.ConflictStep": {"text": "Endret"},
    "goals.Conflict": {"title": "Endret"},
    "goals.Link": {"reason": "Endret"},
    "goals.Placement": {"position": 77},
    "goals.Element": {"title": "Endret"},
    "goals.PlanFramework": {},
    "goals.HistoryRetention": {"texts_months": 12},
    "goals.LevelRule": {"normal": False},
    "goals.Level": {"one_nb": "Endret"},
    "goals.Framework": {"name": "Endret"},
    "plans.PlanDocument": {"title": "Endret"},
    "plans.PlanMerge": {},
    "plans.KnowledgeBase": {"every_years": 7},
    "plans.Plan": {"title": "Endret"},
    "plans.OwnPlanType": {"legal_basis": "Endret"},
    "cases.Attachment": {"title": "Endret"},
    "cases.Instruction": {"text": "Endret"},
    "cases.MinorityVote": {"text": "Endret"},
    "cases.Point": {"text": "Endret"},
    "cases.Treatment": {"note": "Endret"},
    "cases.Meeting": {"note": "Endret"},
    "cases.Body": {"name": "Endret"},
    "cases.Case": {"title": "Endret"},
    "indicators.Indicator": {"name": "Endret"},
    "indicators.Dataset": {"title": "Endret"},
    "indicators.LivingFact": {"text": "{innbyggere} er endret."},
    "sdg.LocalTarget": {"why": "Endret"},
    "organisations.CheckException": {"reason": "Endret"},
    "organisations.Invitation": {"revoked": timezone.now()},
    "organisations.Role": {"kind": "editor"},
    "organisations.RegionMember": {"name": "Endret"},
    "organisations.Organisation": {"name": "Endret"},
    "organisations.Source": {"title": "Endret"},
    "organisations.Root": {"name": "Endret"},
}
#: Kept without a trail: shared reference data, accounts, and the corrections, which are a trail themselves.
UNTRACKED = {
    *("accounts.Session", "accounts.RecoveryCode"),  # secrets, and what changes by itself
    *(
        "accounts.Identity",
        "accounts.SecondFactor",
    ),  # tracked, without a root: tests/website/test_second_factor.py
    "accounts.User",
    *("core.OutboxMessage", "core.OutboxDelivery"),  # what is on its way to people, and gone in a month
    "core.UnusedFile",  # bytes on their way out
    "core.StoredFile",  # bytes that never change; what refers to them is tracked
    "geography.Area",
    "geography.AreaChange",
    *("geography.Boundary", "geography.GroupMember"),
    # Figures have their own past, the vintages; the rest says itself when it came, or belongs to an indicator.
    *("indicators.Batch", "indicators.Breakdown", "indicators.KeptAnswer", "indicators.RawResponse"),
    # Themselves a past, and never change.
    *("plans.PlanCorrection", "plans.Version", "plans.VersionFile", "plans.VersionMark"),
    "indicators.ImportRun",  # work under way, and who asked for it
    *("indicators.IndicatorTerm", "indicators.Observation", "indicators.Vintage"),
    *("exchange.ImportBatch", "exchange.DocumentReading"),  # say themselves who, and are work on its way in
    *(
        "organisations.ApiToken",
        "organisations.AnsweredRequest",
    ),  # secrets' digests, and answers kept for a day
    "goals.Correction",
    *(
        "goals.FormerKey",
        "goals.Seen",
    ),  # where an address leads, and what a person has read: no one's content
    *("goals.Comment", "goals.DraftLink", "goals.Review"),  # say themselves who and when, and do not change
    "sdg.SdgGoal",
    "sdg.SdgTarget",
    *("search.IndexedDocument", "search.Vocabulary", "search.Watermark"),  # made from what is tracked
}


def events_of(label: str) -> type[models.Model]:
    return apps.get_model(f"{label}Event")


def seen(label: str, row: Any) -> list[str]:
    """Return what happened to the row, in order."""
    rows: Any = events_of(label)._default_manager.filter(pgh_obj_id=row.pk).order_by("pgh_id")
    return list(rows.values_list("pgh_label", flat=True))


@pytest.fixture
def rows(db: None) -> dict[str, list[models.Model]]:
    """Make at least one row of every tracked model, in a root of its own; give them by model."""
    root = make.make_root()
    framework = make.make_framework(root)
    plan = make.make_plan(root, framework=framework, status="under_way")
    goal = make.make_element(plan, "maal")
    make.make_element(plan, "tema", under=goal, contributes_to=goal)
    make.make_conflict(root, goal)
    make.make_source(root)
    HistoryRetention.objects.create(root=root)
    make.make_local_target(root, "11.6")
    make.make_exception(root, "T-01", "maal")
    make.make_member(root, make.make_root())
    dataset = make_dataset("prove", root=root)
    LivingFact.objects.create(root=root, key="prove", text="{innbyggere} bor her.")
    make_target(goal, make_indicator("prove", root=root, dataset=dataset))
    make_whole_case(root)
    make_process(plan, "theme-plan", dates={"draft": (date(2026, 5, 1),)})
    ClockChoice.objects.create(root=root, rule="pbl-11-4", strict=True, reason="Prøve")
    make_register(plan)
    make_whole_strategy(plan, goal)
    WheelEntry.objects.create(root=root, key="prove", title="Prøve", kind="meeting", starts=date(2026, 5, 1))
    user = User.objects.create_user("sporet@example.org", "Sporet")
    CalendarLink.objects.create(root=root, user=user, name="Prøve", digest="0" * 64)
    Role.objects.create(user=user, root=root, organisation=make.top(root), kind="reader")
    until = timezone.now() + timedelta(days=7)
    Invitation.objects.create(
        root=root, organisation=make.top(root), kind="reader", email="sporet@example.org", expires=until
    )
    found: dict[str, list[models.Model]] = {}
    for label in TRACKED:
        own = {"pk": root.pk} if label == "organisations.Root" else {"root": root}
        found[label] = list(apps.get_model(label)._default_manager.filter(**own))
    return found


def test_every_model_of_ours_is_tracked_or_named_as_not() -> None:
    ours = {
        model._meta.label
        for model in apps.get_models()
        if model.__module__.startswith("rodtrad.") and not model._meta.label.endswith("Event")
    }
    assert ours == set(TRACKED) | UNTRACKED


@pytest.mark.parametrize("label", TRACKED)
def test_an_insert_leaves_a_row(label: str, rows: dict[str, list[models.Model]]) -> None:
    assert rows[label]
    assert all(seen(label, row)[:1] == ["insert"] for row in rows[label])


@pytest.mark.parametrize("label", TRACKED)
def test_an_update_of_many_leaves_a_row_for_each(label: str, rows: dict[str, list[models.Model]]) -> None:
    values = TRACKED[label]
    if label == "goals.PlanFramework":  # it has nothing but what it joins
        root = rows["organisations.Root"][0]
        empty = make.make_plan(root, framework=make.make_framework(root, key="andre", levels=()))
        rows[label] = list(PlanFramework.objects.filter(plan=empty))
        values = {"framework": rows["goals.Framework"][0]}
    changing = apps.get_model(label)._default_manager.filter(pk__in=[row.pk for row in rows[label]])
    if label == "plans.PlanMerge":
        values = {"merged": make.make_plan(rows["organisations.Root"][0])}
    before = {row: len(seen(label, row)) for row in changing.exclude(**values)}
    assert before
    changing.update(**values)
    for row, number in before.items():
        assert seen(label, row)[number:] == ["update"]


def test_the_row_left_behind_tells_the_new_values(rows: dict[str, list[models.Model]]) -> None:
    [source] = rows["organisations.Source"]
    Source.objects.filter(pk=source.pk).update(title="Ny tittel")
    told: Any = events_of("organisations.Source")._default_manager.filter(pgh_obj_id=source.pk)
    assert list(told.order_by("pgh_id").values_list("title", flat=True)) == ["Kilden", "Ny tittel"]


def test_bulk_writes_leave_a_row_for_each(rows: dict[str, list[models.Model]]) -> None:
    root = rows["organisations.Root"][0]
    made = Source.objects.bulk_create(
        Source(root_id=root.pk, key=f"kilde-{i}x", title=f"Kilde {i}") for i in range(7)
    )
    for source in made:
        source.title += " endret"
    Source.objects.bulk_update(made, ["title"])
    assert all(seen("organisations.Source", source) == ["insert", "update"] for source in made)


def test_plain_sql_leaves_rows_too(rows: dict[str, list[models.Model]]) -> None:
    """Every table emptied of the root's rows by hand: each row's end is told."""
    root = rows["organisations.Root"][0]
    with connection.cursor() as cursor:
        cursor.execute("UPDATE plans_plan SET status = 'under_way' WHERE root_id = %s", [root.pk])
        for label in TRACKED:
            model = apps.get_model(label)
            own = "id" if label == "organisations.Root" else "root_id"
            cursor.execute(f"DELETE FROM {model._meta.db_table} WHERE {own} = %s", [root.pk])
    connection.check_constraints()
    for label, gone in rows.items():
        assert all(seen(label, row)[-1] == "delete" for row in gone), label


def test_what_a_request_does_is_told_with_who_asked(rows: dict[str, list[models.Model]]) -> None:
    element = rows["goals.Element"][0]
    with pghistory.context(user="hvem", url="/hvor/"):
        Element.objects.filter(pk=element.pk).update(title="Fra en side")
    told: Any = events_of("goals.Element")._default_manager.filter(pgh_obj_id=element.pk).order_by("pgh_id")
    contexts = [event.pgh_context for event in told.select_related("pgh_context")]
    assert contexts[0] is None
    assert contexts[-1].metadata == {"user": "hvem", "url": "/hvor/"}


# Tables between two models


@pytest.fixture
def element(db: None) -> Element:
    root = make.make_root()
    return make.make_element(
        make.make_plan(root, framework=make.make_framework(root), status="under_way"), "maal"
    )


def others(element: Element, field: str) -> list[models.Model]:
    """Return three rows that the field can refer to."""
    if field == "contributing":
        return [make.make_organisation(element.root) for _number in range(3)]
    rows: dict[str, Any] = {"areas": Area, "sdg_goals": SdgGoal, "sdg_targets": SdgTarget}
    return list(rows[field].objects.order_by("pk")[:3])


def pairs_seen(element: Element, field: str) -> list[tuple[str, object, object]]:
    """Return what happened to the element's pairs, in order: what, the other end, the root."""
    through = getattr(Element, field).through
    told: Any = through.pgh_event_model.objects.filter(element_id=element.pk).order_by("pgh_id")
    return list(told.values_list("pgh_label", other_end(field), "root_id"))


def other_end(field: str) -> str:
    """Return the name of the column that says what the element is paired with."""
    return str(getattr(Element, field).through._meta.get_fields()[2].attname)


PAIRS = [field.name for field in Element._meta.many_to_many]


def test_no_other_model_has_tables_of_pairs() -> None:
    ours = {
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if model.__module__.startswith("rodtrad.")
        for field in model._meta.many_to_many
    }
    assert ours == {*(f"goals.Element.{name}" for name in PAIRS), "indicators.Indicator.sdg_targets"}


def test_what_an_indicator_serves_leaves_rows() -> None:
    root = make.make_root()
    make_indicator("prove", root=root).sdg_targets.set(["11.6"])
    events = apps.get_model("indicators", "IndicatorSdgTargetsEvent")._default_manager.all()
    assert list(events.values_list("pgh_label", "sdgtarget_id", "root_id")) == [("insert", "11.6", root.pk)]


@pytest.mark.parametrize("field", PAIRS)
def test_pairs_added_set_and_cleared_leave_rows(field: str, element: Element) -> None:
    first, second, third = others(element, field)
    relation, root = getattr(element, field), element.root_id
    relation.add(first, second)
    relation.set([second, third])
    relation.remove(second)
    relation.clear()
    told = pairs_seen(element, field)
    assert sorted(map(str, told[:2])) == sorted(
        map(str, [("insert", first.pk, root), ("insert", second.pk, root)])
    )
    assert told[2:] == [
        ("delete", first.pk, root),
        ("insert", third.pk, root),
        ("delete", second.pk, root),
        ("delete", third.pk, root),
    ]


@pytest.mark.parametrize("field", PAIRS)
def test_pairs_written_in_bulk_and_in_plain_sql_leave_rows(field: str, element: Element) -> None:
    first, second, third = others(element, field)
    through = getattr(Element, field).through
    table, other = through._meta.db_table, other_end(field)
    through.objects.bulk_create(through(element_id=element.pk, **{other: row.pk}) for row in (first, second))
    with connection.cursor() as cursor:
        cursor.execute(f"INSERT INTO {table} (element_id, {other}) VALUES (%s, %s)", [element.pk, third.pk])
        cursor.execute(f"DELETE FROM {table} WHERE element_id = %s AND {other} <> %s", [element.pk, first.pk])
        cursor.execute(f"UPDATE {table} SET {other} = %s WHERE element_id = %s", [second.pk, element.pk])
    told = pairs_seen(element, field)
    assert [label for label, _other, _root in told] == [*["insert"] * 3, "delete", "delete", "update"]
    assert told[-1] == ("update", second.pk, element.root_id)
    assert {root for _label, _other, root in told} == {element.root_id}


def test_pairs_that_outlive_their_element_still_tell_the_root(element: Element) -> None:
    element.sdg_goals.add(13)
    with connection.cursor() as cursor:
        for table in ("goals_placement", "goals_element"):
            own = "id" if table == "goals_element" else "element_id"
            cursor.execute(f"DELETE FROM {table} WHERE {own} = %s", [element.pk])
        cursor.execute("DELETE FROM goals_element_sdg_goals WHERE element_id = %s", [element.pk])
    connection.check_constraints()
    assert pairs_seen(element, "sdg_goals")[-1] == ("delete", 13, element.root_id)


# Who did it


def test_a_logged_in_request_is_told_with_account_address_and_id(cast: Cast, element: Element) -> None:
    person = cast.user("randi")

    def view(request: object) -> HttpResponse:
        Element.objects.filter(pk=element.pk).update(title="Fra en side")
        return HttpResponse()

    request = RequestFactory().post("/solvik/element/skriv/")
    request.user = person
    token = request_id.set("prøve-123")
    try:
        AuditMiddleware(view)(request)
    finally:
        request_id.reset(token)
    told: Any = events_of("goals.Element")._default_manager.filter(pgh_obj_id=element.pk, title="Fra en side")
    assert told.get().pgh_context.metadata == {
        "user": str(person.pk),
        "url": "/solvik/element/skriv/",
        "request": "prøve-123",
    }
