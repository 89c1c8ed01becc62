"""Versions in the API: what is left out is said, the digest is for who sees all, and nothing asked for is ignored."""

from datetime import date

from django.test import Client

from rodtrad.cases.models import Case
from rodtrad.core.models import Visibility
from rodtrad.goals.models import Element
from rodtrad.planning.models import PlanningStrategy
from rodtrad.planning.operations.adopt import adopt
from rodtrad.planning.operations.freeze import freeze
from rodtrad.planning.operations.plan_documents import add_document, remove_document
from rodtrad.planning.operations.undo_adoption import undo_adoption
from rodtrad.plans.models import Plan, PlanDocument, VersionLabel
from tests.cases.factories import PDF
from tests.cast import as_
from tests.goals import factories as make
from tests.goals.editing import Desk
from tests.planning.strategies import make_item, make_strategy

DAY = date(2026, 3, 2)


def address(desk: Desk, rest: str) -> str:
    return f"/api/v1/organisations/{desk.root.slug}/plans/{desk.draft.key}/{rest}"


def freeze_twice(desk: Desk) -> None:
    """Freeze, change something internal, and freeze again."""
    Element.objects.filter(pk=desk.first.pk).update(visibility=Visibility.INTERNAL)
    for title in ("Bygge bro", "Rive bro"):
        Element.objects.filter(pk=desk.first.pk).update(title=title)
        freeze(actor=desk.approver, plan=desk.draft, label=VersionLabel.HEARING, day=DAY, open_up=False)


def test_a_comparison_says_when_it_is_not_whole(desk: Desk, nobody: Client) -> None:
    freeze_twice(desk)
    told = nobody.get(address(desk, "comparison")).json()
    assert (told["is_whole"], told["differences"]) == (False, [])
    inside = as_(desk.editor).get(address(desk, "comparison")).json()
    assert inside["is_whole"]
    assert [one["key"] for one in inside["differences"]] == ["bro"]


def test_the_digest_is_for_who_sees_all_of_it(desk: Desk, nobody: Client) -> None:
    freeze(actor=desk.approver, plan=desk.draft, label=VersionLabel.HEARING, day=DAY)
    freeze_twice(desk)
    digests = [one["sha256"] for one in nobody.get(address(desk, "versions")).json()["items"]]
    assert [bool(one) for one in digests] == [False, False, True]
    assert all(one["sha256"] for one in as_(desk.editor).get(address(desk, "versions")).json()["items"])
    for number, is_whole in ((1, True), (2, False)):
        told = nobody.get(address(desk, f"versions/{number}")).json()
        assert (told["is_whole"], bool(told["version"]["sha256"])) == (is_whole, is_whole)


def test_what_differs_beside_the_words_is_named(desk: Desk, nobody: Client) -> None:
    freeze(actor=desk.approver, plan=desk.draft, label=VersionLabel.HEARING, day=DAY)
    Element.objects.filter(pk=desk.first.pk).update(starts=DAY)
    freeze(actor=desk.approver, plan=desk.draft, label=VersionLabel.HEARING, day=DAY)
    (one,) = nobody.get(address(desk, "comparison")).json()["differences"]
    assert (one["changes"], one["details"]) == (["other"], ["starts"])


def test_a_parameter_that_is_not_known_is_refused_by_its_name(desk: Desk, nobody: Client) -> None:
    freeze_twice(desk)
    answer = nobody.get(address(desk, "comparison?from=1&before=1&after=2"))
    assert answer.status_code == 422
    assert [one["parameter"] for one in answer.json()["errors"]] == ["from"]
    assert "after, before" in answer.json()["detail"]
    assert nobody.get(address(desk, "versions?sort=number")).status_code == 422
    assert nobody.get(address(desk, "versions/1?sort=number")).status_code == 422


def test_a_version_says_that_it_was_entered_in_error(desk: Desk, nobody: Client) -> None:
    case = Case.objects.create(root=desk.root, key="s", number="1", title="S", status="decided", date=DAY)
    version = adopt(actor=desk.approver, plan=desk.draft, case=case, day=DAY)
    assert nobody.get(address(desk, "versions/1")).json()["version"]["in_error"] is None
    undo_adoption(actor=desk.approver, version=version, reason="Feil plan")
    assert nobody.get(address(desk, "versions/1")).json()["version"]["in_error"]["reason"] == "Feil plan"


def put_map(desk: Desk, name: str) -> PlanDocument:
    file = PDF + f"\n%{name}\n".encode()
    return add_document(
        actor=desk.approver, plan=desk.draft, title="Plankart", kind="map", name=name, content=file
    )


def test_what_differs_of_the_plan_itself_and_its_documents_is_told(desk: Desk, nobody: Client) -> None:
    document = put_map(desk, "kart.pdf")
    freeze(actor=desk.approver, plan=desk.draft, label=VersionLabel.HEARING, day=DAY)
    remove_document(actor=desk.approver, document=document)
    put_map(desk, "kart2.pdf")
    Plan.objects.filter(pk=desk.draft.pk).update(title="Ny plan", number="7", replaces=desk.adopted)
    freeze(actor=desk.approver, plan=desk.draft, label=VersionLabel.HEARING, day=DAY)
    told = nobody.get(address(desk, "comparison")).json()
    assert (told["differences"], told["parts"], told["is_whole"]) == ([], [], True)
    assert told["head"] == [
        {"field": "title", "before": desk.draft.title, "after": "Ny plan"},
        {"field": "number", "before": "", "after": "7"},
        {"field": "replaces", "before": "", "after": desk.adopted.title},
    ]
    (one,) = told["documents"]
    assert one["change"] == "exchanged"
    assert (one["before"]["name"], one["after"]["name"]) == ("kart.pdf", "kart2.pdf")
    assert one["before"]["sha256"] != one["after"]["sha256"]
    hidden = make.make_plan(desk.root, key="lukket", title="Lukket plan", visibility=Visibility.TEAM)
    Plan.objects.filter(pk=desk.draft.pk).update(replaces=hidden)
    freeze(actor=desk.approver, plan=desk.draft, label=VersionLabel.HEARING, day=DAY)
    outside = nobody.get(address(desk, "comparison"))
    assert "Lukket" not in outside.content.decode()
    assert not outside.json()["is_whole"]


def test_how_two_versions_of_a_planstrategi_differ_is_told(desk: Desk, nobody: Client) -> None:
    strategy = make_strategy(desk.root)
    item = make_item(strategy, desk.adopted, decision="revise")
    freeze(actor=desk.approver, plan=strategy.plan, label=VersionLabel.HEARING, day=DAY)
    PlanningStrategy.objects.filter(pk=strategy.pk).update(principles="Færre planer.")
    item.decision = "continue"
    item.save()
    make_item(strategy, proposed_title="Plan for vann", decision="make", position=2)
    Plan.objects.filter(pk=strategy.plan.pk).update(title="Ny tittel")
    strategy.plan.refresh_from_db()
    freeze(actor=desk.approver, plan=strategy.plan, label=VersionLabel.HEARING, day=DAY)
    where = f"/api/v1/organisations/{desk.root.slug}/plans/{strategy.plan.key}/comparison"
    told = nobody.get(where).json()
    assert (told["differences"], told["documents"], told["is_whole"]) == ([], [], True)
    assert [(one["field"], one["after"]) for one in told["head"]] == [("title", "Ny tittel")]
    head, kept, new = told["parts"]
    assert (head["kind"], head["changes"]) == ("head", ["reworded"])
    assert head["wording"] == [{"field": "principles", "before": "", "after": "Færre planer."}]
    assert (kept["kind"], kept["changes"]) == ("items", ["other"])
    assert kept["values"] == [{"field": "decision", "before": "revise", "after": "continue"}]
    assert (new["title"], new["changes"]) == ("Plan for vann", ["added"])
