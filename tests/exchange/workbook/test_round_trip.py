"""What goes out comes in the same: nothing changes, whatever the texts are, in Excel and in CSV."""

import io
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from rodtrad.core.sheets.read_text import quoted, unquoted
from rodtrad.exchange.plan_file.dump import dump_root
from rodtrad.exchange.workbook.columns import FIXED
from rodtrad.exchange.workbook.guidance import CHOICE_LISTS, GUIDANCE
from rodtrad.exchange.workbook.here import Here
from rodtrad.exchange.workbook.operations import import_sheet
from rodtrad.exchange.workbook.wish import Outcome
from rodtrad.exchange.workbook.write import as_csv, as_excel
from rodtrad.goals.models import Element
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer
from rodtrad.targets.models import Target
from tests.cast import Cast
from tests.exchange.workbook.sheets import pasted, proposal

#: Beginnings that a spreadsheet may take for a formula, and what CSV must put in quotation marks.
_HARD = st.sampled_from(
    ["=1+1", "+47", "- punkt", "@navn", "'sitat", "a;b", 'a "b"', "a\nb", "=cmd|' /C calc'!A0"]
)
TEXTS = st.one_of(_HARD, st.text(st.characters(exclude_categories=("C",)), min_size=1, max_size=60))


@pytest.mark.parametrize("slug", ["solvik", "utvik", "oslo", "baerum", "osloregionen"])
@pytest.mark.parametrize("write", [as_excel, as_csv])
def test_every_root_comes_back_as_it_went(cast: Cast, slug: str, write: Any) -> None:
    root = Root.objects.get(slug=slug)
    report = import_sheet(root=root, content=write(Here(root)))
    assert set(report.counts) == {Outcome.SAME}
    elements, targets = (kind.objects.filter(root=root).count() for kind in (Element, Target))
    assert report.counts[Outcome.SAME] == elements + (targets if write is as_excel else 0)


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(title=TEXTS, description=TEXTS)
def test_any_text_comes_back_as_it_went(cast: Cast, title: str, description: str) -> None:
    row = Element.objects.get(key="leksehjelp")
    row.title, row.description = " ".join(title.split()) or "x", description
    row.save()
    for write in (as_excel, as_csv):
        found = proposal(cast.solvik, write(Here(cast.solvik)))
        assert {wish.outcome for wish in found.wishes} == {Outcome.SAME}, found.problems


def test_running_a_sheet_again_changes_nothing(cast: Cast) -> None:
    rows = [("Mål", "Tiltak", "Plan"), ("Et nytt mål", "", "handlingsdel"), ("", "Under det", "handlingsdel")]
    first = import_sheet(root=cast.solvik, content=pasted(*rows))
    assert first.counts == {Outcome.MADE: 2}
    stored = dump_root(cast.solvik)
    again = import_sheet(root=cast.solvik, content=pasted(*rows))
    assert again.counts == {Outcome.SAME: 2}
    assert dump_root(cast.solvik) == stored
    measure = Element.objects.get(title="Under det")
    assert list(measure.links_up.values_list("parent__title", flat=True)) == ["Et nytt mål"]


def test_nothing_is_half_stored(cast: Cast) -> None:
    before = dump_root(cast.solvik)
    report = import_sheet(
        root=cast.solvik,
        content=pasted(("Tiltak", "Fra"), ("Benk", "2026"), ("Bord", "x")),
        plan="handlingsdel",
    )
    assert report.batch is None
    assert len(report.problems) == 1
    assert dump_root(cast.solvik) == before


def test_no_cell_of_an_export_is_a_formula(cast: Cast) -> None:
    Element.objects.filter(key="leksehjelp").update(title='=HYPERLINK("https://example.org")')
    book = load_workbook(io.BytesIO(as_excel(Here(cast.solvik))))
    cells = [cell for sheet in book.worksheets for row in sheet.iter_rows() for cell in row]
    assert {cell.data_type for cell in cells} <= {"s", "inlineStr", "d", "n"}
    assert any(cell.value == '=HYPERLINK("https://example.org")' and cell.quotePrefix for cell in cells)
    assert "'=HYPERLINK" in as_csv(Here(cast.solvik)).decode()
    assert "\n=HYPERLINK" not in as_csv(Here(cast.solvik)).decode()


@given(TEXTS)
def test_quoting_is_taken_back(text: str) -> None:
    assert unquoted(quoted(text)) == text
    assert not quoted(text).startswith(("=", "+", "-", "@"))


def test_a_workbook_begins_with_guidance_and_hides_nothing(cast: Cast) -> None:
    book = load_workbook(io.BytesIO(as_excel(Here(cast.solvik))))
    assert book.sheetnames == [GUIDANCE, "Målene i Solvik", "Måltall", CHOICE_LISTS]
    assert {sheet.sheet_state for sheet in book.worksheets} == {"visible"}
    told = {row[0].value for row in book[GUIDANCE].iter_rows()}
    headings = [cell.value for cell in book["Målene i Solvik"][1]]
    assert set(headings) <= told
    assert {column.heading for column in FIXED.values()} | {"Utfordring", "Mål", "Tiltak"} == set(headings)


def test_headings_stay_in_sight_and_words_are_offered(cast: Cast) -> None:
    book = load_workbook(io.BytesIO(as_excel(Here(cast.solvik, viewer=Viewer()))))
    sheet, lists = book["Målene i Solvik"], book[CHOICE_LISTS]
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("B2", "$1:$1")
    heading_of = {cell.value: cell.column_letter for cell in sheet[1]}
    offered = {str(one.sqref).split("2:")[0]: one.formula1 for one in sheet.data_validations.dataValidation}
    words = {column[0].value: [cell.value for cell in column[1:] if cell.value] for column in lists.columns}
    assert words["Synlighet"] == ["åpen", "intern", "bare laget"]
    assert words["Plan"] == ["Handlingsdel 2026–2029", "Plan for elva", "Samfunnsdelen 2024–2036"]
    for number, (heading, choices) in enumerate(words.items(), 1):
        letter = get_column_letter(number)
        formula = f"'{CHOICE_LISTS}'!${letter}$2:${letter}${len(choices) + 1}"
        assert offered.get(heading_of[heading], formula if not choices else "") == formula
