"""Two have the same form open: what each wrote is kept, and the second sees what the first wrote before choosing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from lxml import html

from rodtrad.planning.models import ClockChoice, NeedAnswer, Process, ProcessStep, WheelEntry
from rodtrad.plans.models import OwnPlanType
from tests.cast import as_
from tests.goals.editing import Desk
from tests.planning.processes import make_process
from tests.planning.strategies import make_answer, make_capacity, make_item, make_strategy, make_view
from tests.website.at_once import version_in

pytestmark = pytest.mark.django_db


@dataclass(frozen=True)
class Writing:
    """A form: where it is, a field with what two write in it, what else it needs, and what is stored in the end."""

    address: str
    field: str
    first: str
    second: str
    stored: Callable[[], str]
    needs: dict[str, str]
    #: What stands now, as the second reads it.
    told: str = ""


def _text(desk: Desk) -> Writing:
    strategy = make_strategy(desk.root)

    def stored() -> str:
        strategy.refresh_from_db()
        return str(strategy.intro)

    return Writing(
        f"planstrategi/{strategy.plan.key}/endre/", "intro", "Den første.", "Den andre.", stored, {}
    )


def _item(desk: Desk) -> Writing:
    item = make_item(make_strategy(desk.root), desk.adopted, decision="revise")

    def stored() -> str:
        item.refresh_from_db()
        return str(item.reason)

    needs = {"plan": str(desk.adopted.pk), "decision": "revise"}
    where = f"planstrategi/{item.strategy.plan.key}/punkt/{item.pk}/endre/"
    return Writing(where, "reason", "Behov.", "Lovkrav.", stored, needs)


def _view(desk: Desk) -> Writing:
    view = make_view(make_strategy(desk.root))

    def stored() -> str:
        view.refresh_from_db()
        return str(view.answer)

    needs = {"sender": view.sender, "kind": view.kind, "summary": view.summary}
    where = f"planstrategi/{view.strategy.plan.key}/synspunkt/{view.pk}/"
    return Writing(where, "answer", "Tas inn.", "Tas ikke inn.", stored, needs)


def _capacity(desk: Desk) -> Writing:
    room = make_capacity(make_strategy(desk.root), 2025, 1, "3")

    def stored() -> str:
        room.refresh_from_db()
        return f"{room.person_months.normalize():f}"

    where = f"planstrategi/{room.strategy.plan.key}/kapasitet/"
    return Writing(where, str(room.semester), "7", "9", stored, {})


def _need(desk: Desk) -> Writing:
    item = make_item(make_strategy(desk.root), desk.adopted, decision="revise")
    answer = make_answer(item, "theme", "no")
    needs = {"discipline": answer.discipline, "theme.answer": "no"}
    where = f"planstrategi/{item.strategy.plan.key}/punkt/{item.pk}/"
    return Writing(
        where, "theme.reason", "Fordi.", "Derfor.", lambda: NeedAnswer.objects.get(pk=answer.pk).reason, needs
    )


def _process(desk: Desk) -> Writing:
    make_process(desk.draft, "theme-plan")
    needs = {"gjor": "lagre", "template": "theme-plan", "status": "under_way"}
    where = f"planer/{desk.draft.key}/frister/endre/"
    return Writing(
        where, "note", "En merknad.", "En annen.", lambda: Process.objects.get(plan=desk.draft).note, needs
    )


def _steps(desk: Desk) -> Writing:
    make_process(desk.draft, "theme-plan")
    where = f"planer/{desk.draft.key}/frister/dager/"

    def stored() -> str:
        step = ProcessStep.objects.filter(process__plan=desk.draft).first()
        return str(step and step.first)

    needs = {"gjor": "lagre"}
    return Writing(where, "draft.first", "2027-01-11", "2027-02-12", stored, needs, "11. januar 2027")


def _wheel(desk: Desk) -> Writing:
    needs = {"title": "Dag", "kind": "meeting", "cycle": "year", "starts": "2026-05-07", "days": "1"}
    values: dict[str, Any] = needs | {"days": 1, "starts": date(2026, 5, 7)}
    WheelEntry.objects.create(root=desk.root, key="egen-dag", **values)
    where = "arshjul/gjentakelser/egen-dag/endre/"

    def stands() -> str:
        return WheelEntry.objects.get(root=desk.root).description

    return Writing(
        where,
        "description",
        "Med lunsj.",
        "Uten lunsj.",
        stands,
        {**needs, "gjor": "lagre", "repeats": "en-gang"},
    )


def _own_type(desk: Desk) -> Writing:
    needs = {"name_nb": "Bydelsprogram", "based_on": "other"}
    own = OwnPlanType.objects.create(root=desk.root, key="bydelsprogram", position=1, **needs)

    def stored() -> str:
        own.refresh_from_db()
        return own.legal_basis

    return Writing("planer/typer/bydelsprogram/", "legal_basis", "Sak 1/26.", "Sak 2/26.", stored, needs)


ALL = pytest.mark.parametrize(
    "make", [_text, _item, _view, _capacity, _need, _process, _steps, _wheel, _own_type]
)


@ALL
def test_the_second_sees_both_and_chooses(desk: Desk, make: Callable[[Desk], Writing]) -> None:
    one = make(desk)
    where, administrator = f"/{desk.root.slug}/{one.address}", desk.person("administrator")
    first, second = (as_(administrator if make is _own_type else one) for one in (desk.editor, desk.approver))
    begun = version_in(first.get(where))
    sent = {**one.needs, "versjon": begun}
    assert first.post(where, {**sent, one.field: one.first}).status_code == 302
    late = second.post(where, {**sent, one.field: one.second})
    assert late.status_code in (400, 422)
    assert f"Nå står det: {one.told or one.first}" in late.content.decode()
    assert one.second in _written(late, one.field)
    assert one.stored() == one.first
    again = {**sent, one.field: one.second, "versjon": version_in(late)}
    assert second.post(where, again).status_code == 302
    assert one.stored() == one.second


@ALL
def test_a_version_that_is_not_ours_is_refused(desk: Desk, make: Callable[[Desk], Writing]) -> None:
    one = make(desk)
    where, before = f"/{desk.root.slug}/{one.address}", one.stored()
    sent = {**one.needs, one.field: one.first}
    client = as_(desk.person("administrator") if make is _own_type else desk.editor)
    assert client.post(where, sent).status_code == 400
    assert client.post(where, {**sent, "versjon": "tull"}).status_code == 400
    assert one.stored() == before


def _written(answer: Any, field: str) -> str:
    """Return what stands in the box of the page."""
    for box in html.fromstring(answer.content.decode()).xpath(f'//*[@name="{field}"]'):
        return str(box.get("value") or box.text_content())
    return ""


@pytest.mark.parametrize(
    ("rule", "first", "second", "told", "stands"),
    [
        ("pbl-11-4", {"days": "35"}, {"days": "40"}, "Nå står det: 35", "40"),
        ("koml-14-6-accounts", {"day": "1", "month": "2"}, {"day": "10"}, "Nå står det: 1. februar", "02-10"),
    ],
)
def test_two_count_a_rule_otherwise_at_once(
    desk: Desk, rule: str, first: dict[str, str], second: dict[str, str], told: str, stands: str
) -> None:
    client, where = as_(desk.person("administrator")), f"/{desk.root.slug}/frister/regler/"
    of = f'name="regel" value="{rule}"'
    usual = {"days": "30"} if "days" in first else {"day": "22", "month": "2"}
    sent = {
        "regel": rule,
        **usual,
        "reason": "Slik er det her.",
        "versjon": version_in(client.get(where), of),
    }
    assert client.post(where, {**sent, **first}).status_code == 302
    late = client.post(where, {**sent, **second})
    assert late.status_code == 400
    assert told in late.content.decode()
    again = {**sent, **second, "versjon": version_in(late, of)}
    assert client.post(where, again).status_code == 302
    row = ClockChoice.objects.get(rule=rule)
    assert str(row.days or row.day) == stands
    assert client.post(where, {**sent, "versjon": "tull"}).status_code == 400


def test_a_plan_type_that_another_has_changed_is_not_deleted_unseen(desk: Desk) -> None:
    own = OwnPlanType.objects.create(
        root=desk.root, key="program", name_nb="Program", based_on="other", position=1
    )
    client, where = as_(desk.person("administrator")), f"/{desk.root.slug}/planer/typer/program/"
    begun = version_in(client.get(where))
    OwnPlanType.objects.filter(pk=own.pk).update(name_nb="Bydelsprogram")
    late = client.post(where, {"gjor": "slett", "versjon": begun}, follow=True)
    assert "Ingenting er tatt bort" in late.content.decode()
    assert OwnPlanType.objects.filter(pk=own.pk).exists()
    client.post(where, {"gjor": "slett", "versjon": version_in(late)})
    assert not OwnPlanType.objects.filter(pk=own.pk).exists()


def test_what_each_changed_in_other_fields_is_kept(desk: Desk) -> None:
    item = make_item(make_strategy(desk.root), desk.adopted, decision="revise")
    where = f"/{desk.root.slug}/planstrategi/{item.strategy.plan.key}/punkt/{item.pk}/endre/"
    begun = version_in(as_(desk.editor).get(where))
    sent = {"plan": str(desk.adopted.pk), "decision": "revise", "versjon": begun}
    assert as_(desk.editor).post(where, {**sent, "reason": "Behov."}).status_code == 302
    assert as_(desk.approver).post(where, {**sent, "work": "4,5"}).status_code == 302
    item.refresh_from_db()
    assert (item.reason, str(item.work)) == ("Behov.", "4.5")


def test_a_box_that_the_second_left_alone_never_takes_anothers_words_away(desk: Desk) -> None:
    """Also when the second saves once more, over what both have written."""
    item = make_item(make_strategy(desk.root), desk.adopted, decision="revise")
    where = f"/{desk.root.slug}/planstrategi/{item.strategy.plan.key}/punkt/{item.pk}/endre/"
    sent = {
        "plan": str(desk.adopted.pk),
        "decision": "revise",
        "versjon": version_in(as_(desk.editor).get(where)),
    }
    assert as_(desk.editor).post(where, {**sent, "reason": "Behov.", "work": "4,5"}).status_code == 302
    late = as_(desk.approver).post(where, {**sent, "reason": "Lovkrav."})
    again = {**sent, "reason": "Lovkrav.", "versjon": version_in(late)}
    assert as_(desk.approver).post(where, again).status_code == 302
    item.refresh_from_db()
    assert (item.reason, str(item.work)) == ("Lovkrav.", "4.5")


def test_a_choice_is_told_by_its_words(desk: Desk) -> None:
    item = make_item(make_strategy(desk.root), desk.adopted, decision="revise")
    where = f"/{desk.root.slug}/planstrategi/{item.strategy.plan.key}/punkt/{item.pk}/endre/"
    sent = {"plan": str(desk.adopted.pk), "versjon": version_in(as_(desk.editor).get(where))}
    assert as_(desk.editor).post(where, {**sent, "decision": "continue"}).status_code == 302
    late = as_(desk.approver).post(where, {**sent, "decision": "repeal"})
    assert "Nå står det: Videreføres" in late.content.decode()


def test_the_days_of_other_steps_are_kept_when_steps_move(desk: Desk) -> None:
    dates = {"draft": (date(2027, 1, 10),), "recommendation": (date(2027, 2, 1),)}
    process = make_process(desk.draft, "theme-plan", wanted=date(2027, 6, 16), dates=dates)
    where = f"/{desk.root.slug}/planer/{desk.draft.key}/frister/dager/"
    began = {"draft.first": "2027-01-10", "recommendation.first": "2027-02-01", "gjor": "lagre"}
    began["versjon"] = version_in(as_(desk.editor).get(where))
    first = {**began, "hearing.first": "2027-01-15", "hearing.last": "2027-01-30"}
    assert as_(desk.editor).post(where, first).status_code == 302
    moved = {**began, "draft.first": "2027-03-01", "gjor": "flytt"}
    assert as_(desk.approver).post(where, moved).status_code == 302
    found = {one.step: one for one in process.steps.all()}
    assert found["draft"].first == date(2027, 3, 1)
    assert found["recommendation"].first == date(2027, 3, 1)
    assert found["hearing"].first is not None


@pytest.mark.parametrize("kind", ["punkt", "synspunkt", "gjentakelse"])
def test_what_another_has_changed_is_not_taken_out_unseen(desk: Desk, kind: str) -> None:
    strategy = make_strategy(desk.root)
    own = f"/{desk.root.slug}/planstrategi/{strategy.plan.key}/"
    row: Any
    if kind == "punkt":
        row = make_item(strategy, desk.adopted, decision="revise")
        where, sent, change = f"{own}punkt/{row.pk}/ta-ut/", {}, {"reason": "Ny grunn."}
    elif kind == "synspunkt":
        row = make_view(strategy)
        where, sent, change = f"{own}synspunkt/{row.pk}/", {"gjor": "slett"}, {"answer": "Nytt svar."}
    else:
        values = {"title": "Dag", "kind": "meeting", "cycle": "year", "starts": date(2026, 5, 7)}
        row = WheelEntry.objects.create(root=desk.root, key="egen-dag", **values)
        where = f"/{desk.root.slug}/arshjul/gjentakelser/egen-dag/endre/"
        sent, change = {"gjor": "ta-bort"}, {"description": "Ny tekst."}
    rows = type(row).objects.filter(pk=row.pk)
    client = as_(desk.editor)
    begun = version_in(client.get(where))
    rows.update(**change)
    late = client.post(where, {**sent, "versjon": begun}, follow=True)
    assert "Ingenting er tatt bort" in late.content.decode()
    assert rows.exists()
    client.post(where, {**sent, "versjon": version_in(late)})
    assert not rows.exists()
