"""What recurs in a plan file: stored, moved, pruned, told to those who may see it, and refused in words."""

import pytest
from django.contrib.auth.models import AnonymousUser

from rodtrad.exchange.errors import PlanFileError
from rodtrad.exchange.operations import import_plan_file
from rodtrad.exchange.plan_file.dump import dump_root
from rodtrad.exchange.published import as_json
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import viewer_for
from rodtrad.planning.models import WheelEntry
from tests.exchange.files import small

pytestmark = pytest.mark.django_db
DAY = "{key: dag, title: Budsjettdagen, kind: meeting, first: 2026-05-07, rule: FREQ=YEARLY}"


def file(*entries: str) -> bytes:
    return small(more="recurring:\n" + "".join(f"  - {one}\n" for one in entries) if entries else "")


def test_what_is_moved_by_a_file_moves_in_calendars_once() -> None:
    import_plan_file(content=file(DAY))
    root = Root.objects.get(slug="prove")
    first = WheelEntry.objects.get(root=root)
    assert (first.title, first.sequence) == ("Budsjettdagen", 0)
    moved = file(DAY.replace("05-07", "05-08"))
    import_plan_file(content=moved)
    assert import_plan_file(content=moved).tally.changes_nothing
    now = WheelEntry.objects.get(root=root)
    assert (str(now.starts), now.sequence) == ("2026-05-08", 1)
    assert now.changed_at > first.changed_at
    assert "sequence: 1" in dump_root(root)


def test_a_file_that_no_longer_has_it_takes_it_away_only_when_asked() -> None:
    import_plan_file(content=file(DAY))
    report = import_plan_file(content=file())
    assert "det som gjentar seg i året: 1 finnes fra før, men ikke i fila" in report.as_text()
    import_plan_file(content=file(), prune=True)
    assert not WheelEntry.objects.filter(root__slug="prove").exists()


def test_what_is_internal_is_not_published() -> None:
    import_plan_file(
        content=file(
            DAY, DAY.replace("dag,", "inn,").replace("Budsjettdagen", "Hemmelig, visibility: internal")
        )
    )
    root = Root.objects.get(slug="prove")
    told = as_json(root, viewer_for(AnonymousUser(), root)).decode()
    assert "Budsjettdagen" in told
    assert "Hemmelig" not in told


@pytest.mark.parametrize(
    ("entry", "says"),
    [
        ("{key: dag, kind: meeting, first: 2026-05-07}", "Feltet «title» mangler"),
        ("{key: dag, title: Dag, kind: fest, first: 2026-05-07}", "«fest» er ikke en kjent verdi for «kind»"),
        ("{key: dag, title: Dag, kind: meeting}", "Feltet «first» mangler"),
        (DAY.replace("FREQ=YEARLY", "FREQ=DAILY"), "ikke en gjentakelse vi kan"),
        (DAY.replace("}", ", days: 0}"), "går ikke i «days»"),
        (DAY.replace("}", ", owner: ingen}"), "«ingen» finnes ikke under «organisations»"),
    ],
)
def test_a_fault_is_told_and_nothing_stored(entry: str, says: str) -> None:
    with pytest.raises(PlanFileError) as caught:
        import_plan_file(content=file(entry))
    assert says in str(caught.value)
    assert not Root.objects.filter(slug="prove").exists()


def test_a_key_that_stands_twice_is_told() -> None:
    with pytest.raises(PlanFileError, match="Nøkkelen «dag» er brukt før"):
        import_plan_file(content=file(DAY, DAY))
