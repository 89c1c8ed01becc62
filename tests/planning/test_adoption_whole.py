"""An adoption is all or nothing: what fails on the way leaves everything as it was."""

from datetime import date
from typing import NoReturn

import pytest

from rodtrad.core.outbox.stored import OutboxDelivery, OutboxMessage
from rodtrad.goals.models import Element
from rodtrad.planning.models import Process
from rodtrad.planning.operations import adopt as module
from rodtrad.planning.operations.adopt import adopt
from rodtrad.plans.models import Plan, PlanMerge, PlanStatus, Version, VersionFile
from tests.goals import factories as make
from tests.goals.editing import Desk
from tests.planning.processes import make_process
from tests.planning.test_versions import council_case

DAY = date(2026, 3, 2)


class BrokenError(Exception):
    """Something gave way."""


def _break(**_told: object) -> NoReturn:
    raise BrokenError


def _stored(desk: Desk) -> dict[str, list[tuple[object, ...]]]:
    """Return all that an adoption writes to, as it is stored."""
    rows = {
        "plans": Plan.objects.filter(root=desk.root),
        "elements": Element.objects.filter(root=desk.root),
        "processes": Process.objects.filter(root=desk.root),
        "versions": Version.objects.filter(plan__root=desk.root),
        "files": VersionFile.objects.filter(version__plan__root=desk.root),
        "outbox": OutboxMessage.objects.all(),
        "deliveries": OutboxDelivery.objects.all(),
    }
    return {name: sorted(found.values_list(), key=str) for name, found in rows.items()}


@pytest.mark.parametrize("step", ["write_version", "announce_adopted"])
def test_an_adoption_that_breaks_off_leaves_everything_as_it_was(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    merged = make.make_plan(desk.root, key="slatt-sammen", framework=desk.framework)
    PlanMerge.objects.create(root=desk.root, plan=desk.draft, merged=merged)
    Plan.objects.filter(pk=desk.draft.pk).update(replaces=desk.adopted)
    Element.objects.filter(pk=desk.draft_goal.pk).update(predecessor=desk.goal)
    make_process(desk.draft, "theme-plan")
    case, clerk = council_case(desk), desk.approver
    before = _stored(desk)
    with monkeypatch.context() as broken:
        broken.setattr(module, step, _break)
        with pytest.raises(BrokenError):
            adopt(actor=clerk, plan=desk.draft, case=case, day=DAY)
    assert _stored(desk) == before
    assert adopt(actor=clerk, plan=desk.draft, case=case, day=DAY).number == 1
    after = _stored(desk)
    assert {name for name in after if after[name] != before[name]} >= before.keys() - {"files", "deliveries"}
    ended = Plan.objects.filter(pk__in=[desk.adopted.pk, merged.pk]).values_list("status", flat=True)
    assert set(ended) == {PlanStatus.REPEALED}
