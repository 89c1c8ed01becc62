"""The history of a case, a process and a planstrategi: who did what, for those with a role, and nothing hidden."""

import re
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.test import Client

from rodtrad.cases.operations.cases import change_case
from rodtrad.cases.operations.treatments import add_treatment, change_treatment
from rodtrad.organisations.models import RoleKind
from rodtrad.planning.clocks.course import StepDates
from rodtrad.planning.operations.processes import set_steps
from rodtrad.planning.operations.strategy_items import ItemValues, add_item, change_item
from tests.cases.factories import make_body, make_case
from tests.cast import as_
from tests.goals.editing import Desk
from tests.planning.processes import make_process
from tests.planning.strategies import make_strategy

pytestmark = pytest.mark.django_db
HERE = "/skrivebordet"


def read(client: Client, address: str) -> str:
    answer: Any = client.get(address)
    assert answer.status_code == 200, address
    body = re.sub(r"(?s)<[^>]+>", " ", answer.content.decode())
    return " ".join(unescape(body).split())


def test_a_case_tells_what_was_done_to_it_and_to_its_treatments(desk: Desk) -> None:
    case, body = make_case(desk.root, title="Ny bro"), make_body(desk.root, name="Formannskapet")
    change_case(actor=desk.editor, case=case, values={"presentation": "Broen er gammel."})
    treatment = add_treatment(
        actor=desk.editor, case=case, values={"body": body.key, "kind": "statement", "date": "2026-03-01"}
    )
    change_treatment(actor=desk.approver, treatment=treatment, values={"note": "Utsatt."})
    told = read(as_(desk.person(RoleKind.READER)), f"{HERE}/saker/{case.key}/historikk/")
    for words in (
        "Editor-",
        "Approver-",
        "Broen er gammel.",
        "Behandling: Formannskapet",
        "Formannskapet: Merknad",
        "Utsatt.",
    ):
        assert words in told, words
    assert "Historikk" in read(as_(desk.editor), f"{HERE}/saker/{case.key}/")


def test_a_process_tells_which_days_were_moved(desk: Desk) -> None:
    make_process(desk.draft, "theme-plan", dates={"draft": (date(2027, 1, 10),)})
    set_steps(actor=desk.editor, plan=desk.draft, dates={"draft": StepDates(first=date(2027, 3, 1))})
    told = read(as_(desk.editor), f"{HERE}/planer/{desk.draft.key}/frister/historikk/")
    assert "10. januar 2027" in told
    assert "1. mars 2027" in told
    assert "Et nytt mål" not in told, "the plan's own history has its elements"


def test_a_strategy_tells_what_was_decided_and_hides_a_hidden_plan(desk: Desk) -> None:
    strategy = make_strategy(desk.root)
    open_ = add_item(
        actor=desk.editor, strategy=strategy, values=ItemValues(plan=desk.adopted, decision="revise")
    )
    change_item(
        actor=desk.editor,
        item=open_,
        values=ItemValues(plan=desk.adopted, decision="repeal", reason="Den er gammel."),
    )
    desk.draft.title, desk.draft.visibility = "Hemmelig plan", 2
    desk.draft.save()
    add_item(
        actor=desk.editor,
        strategy=strategy,
        values=ItemValues(plan=desk.draft, decision="revise", reason="Tomtekjøp."),
    )
    where = f"{HERE}/planstrategi/{strategy.plan.key}/historikk/"
    told = read(as_(desk.person(RoleKind.READER)), where)
    for words in (f"Plan i perioden: {desk.adopted.title}", "Revideres", "Oppheves", "Den er gammel."):
        assert words in told, words
    assert "Tomtekjøp" not in told
    assert "Hemmelig plan" not in told
    desk.draft.visibility = 1
    desk.draft.save()
    assert "Tomtekjøp" in read(as_(desk.person(RoleKind.READER)), where)


@pytest.mark.parametrize("what", ["sak", "framdriftsplan", "planstrategi"])
def test_only_those_with_a_role_see_it(desk: Desk, nobody: Client, what: str) -> None:
    where = {
        "sak": lambda: f"saker/{make_case(desk.root).key}/",
        "framdriftsplan": lambda: f"planer/{make_process(desk.draft, 'theme-plan').plan.key}/frister/",
        "planstrategi": lambda: f"planstrategi/{make_strategy(desk.root).plan.key}/",
    }[what]()
    assert nobody.get(f"{HERE}/{where}historikk/").status_code == 404
    assert "historikk/" not in nobody.get(f"{HERE}/{where}").content.decode()
    assert as_(desk.person(RoleKind.READER)).get(f"{HERE}/{where}historikk/").status_code == 200
    assert as_(desk.editor).post(f"{HERE}/{where}historikk/").status_code == 405
    assert (
        as_(desk.editor).get(f"{HERE}/{where.replace('/', '/finnes-ikke-', 1)}historikk/").status_code == 404
    )
