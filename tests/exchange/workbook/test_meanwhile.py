"""What others have changed since a sheet was fetched is not written over."""

import csv
import io

from rodtrad.exchange.workbook.here import Here
from rodtrad.exchange.workbook.operations import import_sheet
from rodtrad.exchange.workbook.stamp import is_as_fetched, read_stamp, stamp_of
from rodtrad.exchange.workbook.wish import Outcome
from rodtrad.exchange.workbook.write import as_csv
from rodtrad.goals.models import Element
from tests.cast import Cast
from tests.exchange.workbook.sheets import proposal, told

Rows = list[dict[str, str]]


def fetched(cast: Cast, **changes: str) -> bytes:
    """Return the row of leksehjelp as it is fetched now, with some cells written over."""
    rows: Rows = list(
        csv.DictReader(io.StringIO(as_csv(Here(cast.solvik)).decode("utf-8-sig")), delimiter=";")
    )
    row = next(row for row in rows if row["Nøkkel"] == "leksehjelp")
    row |= changes
    content = io.StringIO()
    writer = csv.DictWriter(content, list(row), delimiter=";")
    writer.writeheader()
    writer.writerow(row)
    return content.getvalue().encode()


def change(**values: object) -> None:
    Element.objects.filter(key="leksehjelp").update(**values)


def test_what_only_others_changed_stays_as_they_made_it(cast: Cast) -> None:
    content = fetched(cast, Tiltak="Tilby mer leksehjelp")
    change(description="Skrevet av noen andre.", progress="done")
    report = import_sheet(root=cast.solvik, content=content)
    assert report.counts[Outcome.CHANGED] == 1
    row = Element.objects.get(key="leksehjelp")
    assert (row.title, row.description, row.progress) == (
        "Tilby mer leksehjelp",
        "Skrevet av noen andre.",
        "done",
    )


def test_what_both_changed_is_a_conflict_and_is_not_stored(cast: Cast) -> None:
    content = fetched(cast, Tiltak="Tilby mer leksehjelp")
    change(title="Tilby ingen leksehjelp")
    found = proposal(cast.solvik, content)
    assert [wish.outcome for wish in found.wishes] == [Outcome.REFUSED]
    [line] = told(found.wishes)
    assert "Noen andre har endret dette siden arket ble hentet. Nå står det «Tilby ingen leksehjelp»." in line
    assert "tøm «Versjon» i raden." in line


def test_the_same_change_by_both_is_no_conflict(cast: Cast) -> None:
    content = fetched(cast, Tiltak="Tilby mer leksehjelp", Til="2030")
    change(title="Tilby mer leksehjelp")
    found = proposal(cast.solvik, content)
    assert [change.heading for wish in found.wishes for change in wish.changes] == ["Til"], told(found.wishes)


def test_a_day_written_in_another_way_is_no_change_of_ours(cast: Cast) -> None:
    content = fetched(cast, Til="2028-12-31")
    change(ends="2031-06-30")
    found = proposal(cast.solvik, content)
    assert [wish.outcome for wish in found.wishes] == [Outcome.SAME], told(found.wishes)


def test_without_the_mark_the_row_is_compared_with_what_stands(cast: Cast) -> None:
    content = fetched(cast, Tiltak="Tilby mer leksehjelp", Versjon="")
    change(title="Tilby ingen leksehjelp")
    [wish] = proposal(cast.solvik, content).wishes
    assert [(one.before, one.after) for one in wish.changes] == [
        ("Tilby ingen leksehjelp", "Tilby mer leksehjelp")
    ]


def test_a_mark_that_someone_has_written_in_is_refused(cast: Cast) -> None:
    found = proposal(cast.solvik, fetched(cast, Versjon="v1abc"))
    assert "Merket i «Versjon» er ikke helt. Tøm cella" in told(found.wishes)[0]


def test_a_fetched_row_of_something_deleted_does_not_make_it_again(cast: Cast) -> None:
    content = fetched(cast)
    row = Element.objects.get(key="leksehjelp")
    row.placements.all().delete()
    row.links_up.all().delete()
    row.delete()
    found = proposal(cast.solvik, content)
    assert "Elementet «leksehjelp» er slettet siden arket ble hentet." in told(found.wishes)[0]


def test_rows_taken_out_of_a_fetched_sheet_are_told(cast: Cast) -> None:
    found = proposal(cast.solvik, fetched(cast))
    [note] = found.notes
    assert note.startswith("3 elementer i de samme planene står ikke i arket") or "står ikke i arket" in note
    whole = proposal(cast.solvik, as_csv(Here(cast.solvik)))
    assert whole.notes == []


def test_the_mark_tells_each_column_apart() -> None:
    marks = read_stamp(stamp_of({"key": "a", "level:mål": "Tittel", "description": "Tekst"}))
    assert marks is not None
    assert is_as_fetched(marks, "level:mål", "Tittel")
    assert not is_as_fetched(marks, "level:mål", "Tekst")
    assert is_as_fetched(marks, "responsible", "")
    assert read_stamp("noe annet") is None
