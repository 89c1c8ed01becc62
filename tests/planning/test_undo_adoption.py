"""An adoption that was entered in error: it stays to be read, says so, and everything else is as it was before."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from rodtrad.cases.models import Case
from rodtrad.goals.models import Element
from rodtrad.organisations.permissions import NOBODY
from rodtrad.planning.errors import FieldErrors, NotAllowedError, WrongStateError
from rodtrad.planning.models import Process, ProcessStep
from rodtrad.planning.operations.adopt import adopt
from rodtrad.planning.operations.keep_adopted import keep_adopted
from rodtrad.planning.operations.undo_adoption import undo_adoption
from rodtrad.planning.queries.versions import in_error, in_force, never_frozen
from rodtrad.plans.models import Plan, PlanCorrection, PlanStatus, Version, VersionMark
from tests.goals import factories as make
from tests.goals.editing import Desk
from tests.planning.processes import make_process
from tests.refusals import refused

DAY = date(2026, 3, 2)


def council_case(desk: Desk, **fields: object) -> Case:
    told = {"key": "sak-12", "number": "12/26", "title": "Vedta", "status": "decided", "date": DAY, **fields}
    return Case.objects.create(root=desk.root, **told)


def adopted(desk: Desk, plan: Plan | None = None, **case: object) -> Version:
    return adopt(actor=desk.approver, plan=plan or desk.draft, case=council_case(desk, **case), day=DAY)


def undo(desk: Desk, version: Version, reason: str = "Feil plan") -> VersionMark:
    return undo_adoption(actor=desk.approver, version=version, reason=reason)


def rows(desk: Desk) -> list[object]:
    """Return all that adopting changes, in the plans, the elements and the process."""
    plans = Plan.objects.filter(root=desk.root).order_by("key")
    elements = Element.objects.filter(root=desk.root).order_by("key")
    return [
        *plans.values_list("key", "status", "case", "in_force_from", "ended_on"),
        *elements.values_list("key", "life_cycle"),
        *Process.objects.filter(root=desk.root).values_list("status"),
        *ProcessStep.objects.filter(root=desk.root).order_by("step").values_list("step", "done_on"),
    ]


def test_everything_goes_back_to_what_it_was(desk: Desk) -> None:
    Plan.objects.filter(pk=desk.draft.pk).update(replaces=desk.adopted, status="hearing")
    Element.objects.filter(pk=desk.draft_goal.pk).update(predecessor=desk.goal, life_cycle="proposed")
    Element.objects.filter(pk=desk.theme.pk).update(life_cycle="repealed")
    make_process(desk.draft, "social-element", dates={"start": (DAY,)})
    before = rows(desk)
    version = adopted(desk)
    assert rows(desk) != before
    mark = undo(desk, version, " Feil plan ")
    assert rows(desk) == before
    assert (mark.version, mark.reason) == (version, "Feil plan")
    assert Version.objects.filter(pk=version.pk, sha256=version.sha256).exists()
    correction = PlanCorrection.objects.get(plan=desk.draft)
    assert (correction.before, correction.after, correction.reason) == ("adopted", "hearing", "Feil plan")
    assert in_force(desk.root, NOBODY, DAY) == []
    assert in_error(desk.root, NOBODY, DAY) == [version]
    assert in_error(desk.root, NOBODY, DAY - timedelta(days=1)) == []


def test_the_plan_is_adopted_anew_and_that_can_be_undone_too(desk: Desk) -> None:
    before = rows(desk)
    undo(desk, adopted(desk))
    second = adopted(desk, key="sak-13")
    assert in_force(desk.root, NOBODY, DAY) == [second]
    undo(desk, second)
    assert rows(desk) == before


def test_a_plan_that_came_in_as_adopted_goes_back_to_being_worked_on(desk: Desk) -> None:
    Plan.objects.filter(pk=desk.adopted.pk).update(case=council_case(desk))
    [version] = keep_adopted(desk.root)
    undo(desk, version)
    desk.adopted.refresh_from_db()
    assert (desk.adopted.status, desk.adopted.case, desk.adopted.in_force_from) == ("under_way", None, None)
    assert set(Element.objects.filter(plan=desk.adopted).values_list("life_cycle", flat=True)) == {"draft"}
    assert keep_adopted(desk.root) == []


def test_what_another_adopted_plan_has_taken_over_stays_repealed(desk: Desk) -> None:
    Plan.objects.filter(pk=desk.draft.pk).update(replaces=desk.adopted)
    version = adopted(desk)
    make.make_plan(desk.root, key="tredje", framework=desk.framework, replaces=desk.adopted)
    undo(desk, version)
    desk.adopted.refresh_from_db()
    assert desk.adopted.status == "repealed"


def carried_on(desk: Desk) -> None:
    make.place(desk.first, make.make_plan(desk.root, key="neste", framework=desk.framework))


def written_on(desk: Desk) -> None:
    following = make.make_plan(desk.root, key="neste", framework=desk.framework)
    Element.objects.filter(pk=make.make_element(following, "tiltak", key="ny").pk).update(
        predecessor=desk.first
    )


def replaced(desk: Desk) -> None:
    following = make.make_plan(
        desk.root, key="neste", framework=desk.framework, status="under_way", replaces=desk.draft
    )
    adopted(desk, following, key="sak-13")


@pytest.mark.parametrize(
    ("build", "told"),
    [(carried_on, "bygger på"), (written_on, "bygger på"), (replaced, "opphevet etter vedtaket")],
)
def test_what_something_later_builds_on_is_not_undone(
    desk: Desk, build: Callable[[Desk], None], told: str
) -> None:
    version = adopted(desk)
    build(desk)
    before = rows(desk)
    with pytest.raises(WrongStateError, match=told):
        undo(desk, version)
    assert rows(desk) == before
    assert not VersionMark.objects.exists()


def test_it_takes_an_approver_or_administrator_and_a_reason_and_is_done_once(desk: Desk) -> None:
    version = adopted(desk)
    with pytest.raises(NotAllowedError):
        undo_adoption(actor=desk.editor, version=version, reason="Feil")
    with pytest.raises(FieldErrors, match="Skriv hva som var feil"):
        undo(desk, version, "  ")
    undo_adoption(actor=desk.person("administrator"), version=version, reason="Feil")
    with pytest.raises(WrongStateError, match="alt ført opp"):
        undo(desk, version)


def test_the_database_holds_marks(desk: Desk) -> None:
    mark = undo(desk, adopted(desk))
    with refused("versionmark_stands"):
        VersionMark.objects.filter(pk=mark.pk).update(reason="Annet")
    with refused("versionmark_stands"):
        mark.delete()
    heard = Version.objects.get(pk=mark.version_id)
    heard.pk, heard.number, heard.label = None, 9, "hearing"
    heard._state.adding = True
    heard.save()
    with refused("versionmark_of_adopted"):
        VersionMark.objects.create(root=desk.root, version=heard, reason="Feil")


def test_adopted_without_a_frozen_version_is_known(desk: Desk) -> None:
    assert never_frozen(desk.root, NOBODY, DAY) == [desk.adopted]
    version = adopted(desk)
    assert never_frozen(desk.root, NOBODY, DAY) == [desk.adopted]
    undo(desk, version)
    assert never_frozen(desk.root, NOBODY, DAY) == [desk.adopted]
    Plan.objects.filter(pk=desk.adopted.pk).update(in_force_from=DAY)
    assert never_frozen(desk.root, NOBODY, DAY - timedelta(days=1)) == []


def test_a_plan_repealed_since_stands_on_the_day_it_was_in_force(desk: Desk) -> None:
    Plan.objects.filter(pk=desk.adopted.pk).update(status=PlanStatus.REPEALED, ended_on=DAY)
    assert never_frozen(desk.root, NOBODY, DAY - timedelta(days=1)) == [desk.adopted]
    assert never_frozen(desk.root, NOBODY, DAY) == []
