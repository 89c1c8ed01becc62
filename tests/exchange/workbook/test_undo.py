"""A whole import taken back: all that nobody has touched since is as it was, and the rest is told."""

from rodtrad.exchange.models import BatchState, ImportBatch
from rodtrad.exchange.plan_file.dump import dump_root
from rodtrad.exchange.workbook.operations import SheetReport, import_sheet
from rodtrad.exchange.workbook.undo import take_back, undo_of
from rodtrad.goals.models import Element, Link, LinkKind, Placement
from rodtrad.organisations.models import Root
from rodtrad.plans.models import Plan, PlanStatus
from tests.cast import Cast
from tests.exchange.workbook.sheets import pasted

HEAD = ("Nøkkel", "Mål", "Tiltak", "Står under", "Bidrar til", "Bærekraftsmål", "Medvirkende", "Framdrift")
EVERYTHING = pasted(
    HEAD,
    ("nytt-mal", "Et nytt mål", "", "", "", "3; 4.1", "", ""),
    ("benk", "", "Benk", "nytt-mal", "trygge-veier", "11", "Teknisk", "under arbeid"),
    ("leksehjelp", "", "Tilby annen leksehjelp", "nytt-mal", "", "4", "Teknisk; Oppvekst", "ferdig"),
    ("sla-sammen", "", "Slå sammen tre skoler", "", "", "", "", ""),
)


def brought_in(root: Root, content: bytes = EVERYTHING) -> SheetReport:
    report = import_sheet(root=root, content=content, plan="handlingsdel")
    assert report.problems == []
    return report


def batch_of(report: SheetReport) -> ImportBatch:
    assert report.batch is not None
    return report.batch


def test_everything_a_sheet_can_do_is_undone(cast: Cast) -> None:
    before = dump_root(cast.solvik)
    report = brought_in(cast.solvik)
    row = Element.objects.get(key="leksehjelp")
    assert Placement.objects.get(element=row).parent.element.key == "nytt-mal"  # type: ignore[union-attr]  # it has one
    assert list(row.links_up.values_list("parent__key", flat=True)) == ["nytt-mal"]
    assert set(row.contributing.values_list("key", flat=True)) == {"teknisk", "oppvekst"}
    assert not Link.objects.filter(child__key="sla-sammen").exists()
    undo = take_back(batch=batch_of(report), person=cast.user("randi"))
    assert undo.kept == []
    assert dump_root(cast.solvik) == before
    batch = ImportBatch.objects.get()
    assert (batch.state, batch.taken_back_by) == (BatchState.TAKEN_BACK, cast.user("randi"))


def test_what_someone_changed_since_stays_and_is_told(cast: Cast) -> None:
    report = brought_in(cast.solvik)
    Element.objects.filter(key="leksehjelp").update(description="Noen har skrevet her.")
    undo = take_back(batch=batch_of(report), person=None)
    told = {one.key: one.why for one in undo.kept}
    assert told == {
        "leksehjelp": "Noen har endret det siden.",
        "nytt-mal": "Noe som blir stående, hører til det.",
    }
    assert Element.objects.get(key="leksehjelp").title == "Tilby annen leksehjelp"
    assert not Element.objects.filter(key="benk").exists()
    assert ImportBatch.objects.get().kept == 2


def test_what_others_have_linked_to_is_not_deleted(cast: Cast) -> None:
    report = brought_in(cast.solvik, pasted(HEAD, ("nytt-mal", "Et nytt mål", "", "", "", "", "", "")))
    child, parent = Element.objects.get(key="leksehjelp"), Element.objects.get(key="nytt-mal")
    Link.objects.create(
        root=cast.solvik,
        parent_root=cast.solvik,
        child=child,
        parent=parent,
        child_level=child.level,
        parent_level=parent.level,
        kind=LinkKind.CONTRIBUTES,
    )
    undo = take_back(batch=batch_of(report), person=None)
    assert [(one.key, one.why) for one in undo.kept] == [("nytt-mal", "Noe annet er koblet til det siden.")]
    assert Element.objects.filter(key="nytt-mal").exists()


def test_what_is_adopted_since_stays(cast: Cast) -> None:
    report = brought_in(cast.solvik, pasted(HEAD, ("benk", "", "Benk", "", "", "", "", "")))
    Plan.objects.filter(root=cast.solvik, key="handlingsdel").update(status=PlanStatus.ADOPTED)
    undo = undo_of(batch_of(report))
    assert [(one.key, one.why) for one in undo.kept] == [("benk", "Planen er vedtatt siden.")]
    assert undo.restored == set()


def test_one_import_is_taken_back_and_the_other_stands(cast: Cast) -> None:
    first = brought_in(cast.solvik, pasted(HEAD, ("benk", "", "Benk", "", "", "", "", "")))
    brought_in(cast.solvik, pasted(HEAD, ("bord", "", "Bord", "", "", "", "", "")))
    take_back(batch=batch_of(first), person=None)
    assert set(Element.objects.filter(key__in=("benk", "bord")).values_list("key", flat=True)) == {"bord"}
