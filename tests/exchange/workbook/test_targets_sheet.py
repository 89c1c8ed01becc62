"""The sheet with targets: out and in the same, changed, made and refused row by row, and taken back."""

import io
from typing import Any

import pytest
from openpyxl import load_workbook

from rodtrad.core.models import Origin, Visibility
from rodtrad.exchange.models import ImportBatch
from rodtrad.exchange.plan_file.dump import dump_root
from rodtrad.exchange.workbook.here import Here
from rodtrad.exchange.workbook.operations import accept_sheet, import_sheet, proposal_of, send_sheet
from rodtrad.exchange.workbook.targets.columns import COLUMNS, SHEET
from rodtrad.exchange.workbook.undo import take_back
from rodtrad.exchange.workbook.wish import Outcome
from rodtrad.exchange.workbook.write import as_excel
from rodtrad.goals.models import Element
from rodtrad.indicators.models import Indicator
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer, viewer_for
from rodtrad.targets.models import Target
from tests.cast import Cast
from tests.exchange.workbook.sheets import excel, proposal, proposal_for
from tests.indicators.factories import make_indicator
from tests.targets.factories import make_target

pytestmark = pytest.mark.django_db
HEAD = ("Element", "Indikator", "Metode", "Verdi", "Nådd i år", "Ønsket bånd", "Laveste aksepterte")
NEW = ("leksehjelp", "Fravær", "fart mot målet", 4.5, 2030, "", "")


@pytest.fixture
def indicator(cast: Cast) -> Indicator:
    return make_indicator("fravar", root=cast.solvik, name="Fravær")


@pytest.fixture
def everything(cast: Cast, indicator: Indicator) -> list[Target]:
    """A target by each method, with all that a target can hold."""
    goal, measure = (Element.objects.get(root=cast.solvik, key=key) for key in ("gode-skoler", "leksehjelp"))
    unit = cast.solvik.organisations.get(key="skolekontoret")
    bands = {
        "wanted": [1.3, 1.69],
        "accepted": [[1, 1.3, True, False], [1.69, 2, False]],
        "not_accepted": [[None, 1, True, False], [2, None, False]],
    }
    steps: dict[str, Any] = {"path": "steps", "steps": [[2026, -0.1], [2028, 1e-07]]}
    return [
        make_target(goal, indicator, **steps, settings={"on_track_from": 0.9, "behind_from": 0.123}),
        make_target(
            goal, indicator, organisation=unit, method="band", year=None, value=None, bands=bands,
            baseline_year=None, baseline_value=None,
        ),
        make_target(measure, indicator, method="cagr", settings={"is_parity": True, "base_year": 2015}),
    ]  # fmt: skip


def sheet_of(root: Root, **how: Any) -> list[dict[str, Any]]:
    """Return the rows of the sheet as they go out, by heading."""
    rows = list(load_workbook(io.BytesIO(as_excel(Here(root, **how))))[SHEET].iter_rows(values_only=True))
    return [dict(zip(map(str, rows[0]), row, strict=True)) for row in rows[1:]]


def sent(rows: list[dict[str, Any]]) -> bytes:
    return excel(list(rows[0]), *(list(row.values()) for row in rows))


def the(rows: list[dict[str, Any]], element: str, unit: str | None = None) -> dict[str, Any]:
    [found] = [
        row for row in rows if (row["Element"], row["Indikator"], row["Enhet"]) == (element, "Fravær", unit)
    ]
    return found


def test_what_goes_out_comes_back_the_same(cast: Cast, everything: list[Target]) -> None:
    before = dump_root(cast.solvik)
    report = import_sheet(root=cast.solvik, content=as_excel(Here(cast.solvik)))
    assert report.problems == []
    assert set(report.counts) == {Outcome.SAME}
    counted = sum(kind.objects.filter(root=cast.solvik).count() for kind in (Element, Target))
    assert report.counts[Outcome.SAME] == counted
    assert dump_root(cast.solvik) == before


def test_deleted_targets_come_back_from_the_sheet(cast: Cast, everything: list[Target]) -> None:
    """All that is wanted stands in the sheet; only whose words it was and the day it was set are new."""
    wanted = (
        "method",
        "value",
        "year",
        "baseline_value",
        "baseline_year",
        "path",
        "steps",
        "bands",
        "settings",
    )

    def stored() -> list[tuple[Any, ...]]:
        rows = Target.objects.filter(root=cast.solvik)
        names = ("element__key", "indicator__key", "organisation__key", *wanted)
        return sorted(rows.values_list(*names), key=repr)

    before, rows = stored(), sheet_of(cast.solvik)
    Target.objects.filter(root=cast.solvik).delete()
    report = import_sheet(root=cast.solvik, content=sent([row | {"Versjon": None} for row in rows]))
    assert report.problems == []
    assert report.counts == {Outcome.MADE: len(rows)}
    assert stored() == before


def test_the_sheet_says_how_it_stands(cast: Cast, everything: list[Target]) -> None:
    rows = sheet_of(cast.solvik)
    row = the(rows, "gode-skoler")
    assert set(row) == {column.heading for column in COLUMNS}
    assert (row["Verdi"], row["Nådd i år"], row["Trinn"]) == (10, 2030, "2026: −0,1\n2028: 0,0000001")
    assert row["Slik går det"] == "ikke målt"
    assert row["Begrunnelse"].endswith(".")
    of_unit = the(rows, "gode-skoler", "Skolekontoret")
    assert of_unit["Ønsket bånd"] == "1,3–1,69"
    assert of_unit["Laveste aksepterte"].splitlines() == ["≥ 1; < 1,3", "> 1,69; ≤ 2"]


def test_the_sheet_has_what_the_reader_may_see(cast: Cast, everything: list[Target]) -> None:
    Indicator.objects.filter(key="fravar").update(visibility=Visibility.INTERNAL)
    named = {(row["Element"], row["Indikator"]) for row in sheet_of(cast.solvik, viewer=Viewer())}
    assert named == {("gode-skoler", "Leseglede"), ("leksehjelp", "Leseglede")}
    lise = viewer_for(cast.user("lise"), cast.solvik)
    assert ("gode-skoler", "Fravær") in {
        (row["Element"], row["Indikator"]) for row in sheet_of(cast.solvik, viewer=lise)
    }


def test_a_target_is_made_and_changed_by_a_sheet(cast: Cast, indicator: Indicator) -> None:
    report = import_sheet(root=cast.solvik, content=excel(HEAD, NEW))
    assert report.counts == {Outcome.MADE: 1}
    made = Target.objects.get(indicator=indicator)
    assert (made.method, made.value, made.year, made.origin) == ("linear", 4.5, 2030, Origin.OWN)
    Target.objects.filter(pk=made.pk).update(origin=Origin.EXAMPLE, set_on="2020-01-01")
    band = ("leksehjelp", "fravar", "Bånd", "", "", "under 4,5", "fra 4,5 til 6")
    [wish] = proposal(cast.solvik, excel(HEAD, band)).targets
    assert {one.heading: (one.before, one.after) for one in wish.changes} == {
        "Metode": ("fart mot målet", "bånd"),
        "Verdi": ("4,5", ""),
        "Nådd i år": ("2030", ""),
        "Ønsket bånd": ("", "< 4,5"),
        "Laveste aksepterte": ("", "4,5–6"),
    }
    assert import_sheet(root=cast.solvik, content=excel(HEAD, band)).counts == {Outcome.CHANGED: 1}
    made.refresh_from_db()
    assert (made.bands, made.origin) == ({"wanted": [None, 4.5, True, False], "accepted": [[4.5, 6]]}, "own")
    assert str(made.set_on) > "2020-01-01"
    assert import_sheet(root=cast.solvik, content=excel(HEAD, band)).counts == {Outcome.SAME: 1}


def test_a_column_that_is_not_there_is_left_alone(cast: Cast, everything: list[Target]) -> None:
    report = import_sheet(
        root=cast.solvik,
        content=excel(("Element", "Indikator", "Metode", "Verdi"), ("gode-skoler", "fravar", "linear", 7)),
    )
    assert report.counts == {Outcome.CHANGED: 1}
    row = Target.objects.get(pk=everything[0].pk)
    assert (row.value, row.steps, row.baseline_value) == (7, [[2026, -0.1], [2028, 1e-07]], 20)


@pytest.mark.parametrize(
    ("change", "column", "sentence"),
    [
        ({"Element": "finnes-ikke"}, "A", "Elementet «finnes-ikke» finnes ikke."),
        ({"Element": ""}, "A", "Raden har ikke noe element."),
        ({"Indikator": "Frafall"}, "B", "Indikatoren «Frafall» finnes ikke."),
        ({"Indikator": "utvik-tal"}, "B", "Indikatoren «utvik-tal» finnes ikke."),
        ({"Metode": "gjetning"}, "C", "«gjetning» er ikke et av ordene her."),
        ({"Verdi": "mange"}, "D", "«mange» er ikke et tall."),
        ({"Verdi": ""}, "D", "Målet har verdi eller år, men ikke begge."),
        ({"Nådd i år": "snart"}, "E", "«snart» er ikke et år."),
        ({"Ønsket bånd": "1–2"}, "F", "Bånd hører bare til metoden «bånd»."),
        ({"Metode": "bånd", "Ønsket bånd": "omtrent 4"}, "F", "«omtrent 4» er ikke et bånd."),
        ({"Metode": "bånd", "Laveste aksepterte": "1–2"}, "F", "Skriv båndet som er ønsket"),
        ({"Metode": "bånd"}, "F", "Metoden «bånd» trenger bånd."),
    ],
)
def test_what_is_wrong_is_told_by_cell(
    cast: Cast, indicator: Indicator, change: dict[str, str], column: str, sentence: str
) -> None:
    row = dict(zip(HEAD, NEW, strict=True)) | change
    report = import_sheet(root=cast.solvik, content=excel(HEAD, list(row.values())))
    assert report.counts == {Outcome.REFUSED: 1}
    [problem] = report.problems
    assert problem.cell.endswith(f"{column}2")
    assert sentence in problem.message
    assert not Target.objects.filter(indicator=indicator).exists()


def test_the_same_target_twice_is_refused(cast: Cast, indicator: Indicator) -> None:
    report = import_sheet(root=cast.solvik, content=excel(HEAD, NEW, NEW))
    assert report.counts == {Outcome.MADE: 1, Outcome.REFUSED: 1}
    assert not Target.objects.filter(indicator=indicator).exists()


def test_formulas_and_hidden_columns_are_refused(cast: Cast, indicator: Indicator) -> None:
    [wish] = proposal(cast.solvik, excel(HEAD, (*NEW[:3], "=1+1", 2030))).targets
    assert wish.outcome is Outcome.REFUSED
    assert "formel" in wish.problems[0].message


def test_what_others_did_meanwhile_is_not_written_over(cast: Cast, everything: list[Target]) -> None:
    rows = sheet_of(cast.solvik)
    Target.objects.filter(pk=everything[0].pk).update(value=8)
    unchanged = proposal(cast.solvik, sent(rows))
    assert unchanged.counts == {Outcome.SAME: len(rows)}
    the(rows, "gode-skoler")["Verdi"] = 6
    the(rows, "leksehjelp")["Verdi"] = 5
    found = proposal(cast.solvik, sent(rows))
    assert found.counts == {Outcome.SAME: len(rows) - 2, Outcome.CHANGED: 1, Outcome.REFUSED: 1}
    assert "Noen andre har endret måltallet" in found.problems[0].message
    assert "Verdi: 8" in found.problems[0].message
    the(rows, "gode-skoler")["Versjon"] = None
    assert proposal(cast.solvik, sent(rows)).counts[Outcome.CHANGED] == 2
    everything[2].delete()
    assert "slettet siden" in proposal(cast.solvik, sent(rows)).problems[0].message


def test_who_may_not_set_targets_may_not_by_a_sheet(cast: Cast, indicator: Indicator) -> None:
    for person in ("lise", "anne"):
        [wish] = proposal_for(cast, person, excel(HEAD, NEW)).targets
        assert wish.outcome is Outcome.REFUSED
        assert "Du kan ikke sette måltall" in wish.problems[0].message
    [hidden] = proposal_for(cast, "ulla", excel(HEAD, ("stengt-skole", *NEW[1:]))).targets
    assert "finnes ikke" in hidden.problems[0].message
    adopted = proposal_for(cast, "randi", excel(HEAD, ("gode-skoler", *NEW[1:])))
    assert adopted.counts == {Outcome.MADE: 1}


def accepted(cast: Cast, content: bytes) -> ImportBatch:
    batch = send_sheet(root=cast.solvik, person=cast.user("randi"), content=content, file_name="a.xlsx")
    report = accept_sheet(batch=batch, digest=proposal_of(batch).digest)
    assert report.problems == []
    assert report.batch is not None
    return report.batch


def test_a_sheet_is_taken_back_with_its_targets(cast: Cast, everything: list[Target]) -> None:
    before = dump_root(cast.solvik)
    rows = sheet_of(cast.solvik)
    the(rows, "gode-skoler")["Verdi"] = 6
    new = dict.fromkeys(rows[0]) | {"Element": "leksehjelp", "Indikator": "fravar", "Enhet": "teknisk"}
    rows.append(new | {"Metode": "bare retning"})
    batch = accepted(cast, sent(rows))
    assert (batch.made, batch.changed) == (1, 1)
    assert dump_root(cast.solvik) != before
    event = Target.objects.get(pk=everything[0].pk).events.latest("pgh_id")
    assert event.pgh_context.metadata["batch"] == str(batch.pk)
    assert take_back(batch=batch, person=cast.user("randi")).kept == []
    assert dump_root(cast.solvik) == before


def test_a_target_changed_since_stays(cast: Cast, indicator: Indicator) -> None:
    batch = accepted(cast, excel(HEAD, NEW))
    Target.objects.filter(indicator=indicator).update(value=1)
    undo = take_back(batch=batch, person=None)
    assert [(one.key, one.why) for one in undo.kept] == [("leksehjelp", "Noen har endret det siden.")]
    assert Target.objects.get(indicator=indicator).value == 1


def test_the_page_shows_what_each_row_would_do(cast: Cast, indicator: Indicator) -> None:
    client = cast.client("randi")
    cells = "\n".join("\t".join(map(str, row)) for row in (HEAD, NEW))
    answer = client.post("/solvik/ark/", {"celler": cells})
    page = client.get(answer["Location"]).content.decode()
    assert "Fravær" in page
    assert "Måltall" in page
    assert "blir laget" in page
    digest = page.split('name="sett" value="')[1].split('"')[0]
    assert client.post(answer["Location"], {"sett": digest}).status_code == 302
    assert Target.objects.get(indicator=indicator).value == 4.5
