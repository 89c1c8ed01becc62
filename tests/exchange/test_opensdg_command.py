"""`rodtrad import opensdg`: a folder of Open SDG becomes a root's own indicators with their figures, all or nothing."""

from pathlib import Path
from zlib import decompress

import pytest

from rodtrad.core.models import Visibility
from rodtrad.exchange.errors import ExchangeError
from rodtrad.exchange.opensdg_command import import_open_sdg
from rodtrad.geography.models import Area
from rodtrad.indicators.columns import ObservationStatus
from rodtrad.indicators.models import (
    BatchState,
    Dataset,
    Direction,
    Indicator,
    Observation,
    Provider,
    Quantity,
    Theme,
    Vintage,
)
from rodtrad.organisations.models import Root
from tests.cast import Cast

CSV = "Year,Sex,GeoCode,Value\n2023,,,12.5\n2023,Female,,13\n2024,,030101,\n"
METADATA = """---
indicator: 1.2.1
sdg_goal: '1'
target_id: '1.2'
national_indicator_available: Under fattigdomsgrensen
indicator_name: Proportion of population living below the national poverty line
indicator_definition: Andelen som har under 60 prosent av medianinntekten.
comments_limitations: Studenter er med.
computation_units: Percentage
source_active_1: true
source_organisation_1: Kommunen
source_url_1: https://example.org/tall
---
Mer om indikatoren.
"""


@pytest.fixture
def root(cast: Cast) -> Root:
    solvik = cast.solvik
    solvik.area = Area.objects.get(code="0301", valid_to=None)
    solvik.save(update_fields=["area"])
    return solvik


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    put(tmp_path, "1-2-1", CSV, METADATA)
    return tmp_path


def put(folder: Path, number: str, csv: str | None, metadata: str | None) -> None:
    for name, text in ((f"data/indicator_{number}.csv", csv), (f"meta/{number}.md", metadata)):
        (folder / name).parent.mkdir(exist_ok=True)
        if text is not None:
            (folder / name).write_text(text, "utf-8")


def own(root: Root) -> list[str]:
    return sorted(Indicator.objects.filter(root=root, key__startswith="sdg-").values_list("key", flat=True))


def stored(root: Root) -> list[tuple[object, ...]]:
    rows = Observation.objects.filter(indicator__root=root, indicator__key__startswith="sdg-")
    return sorted(
        rows.values_list("indicator__key", "breakdown__key", "area__code", "period", "value", "status"),
        key=str,
    )


def test_a_dry_run_tells_what_would_come_and_stores_nothing(root: Root, folder: Path) -> None:
    told = import_open_sdg(folder, "solvik", dry_run=True).splitlines()
    assert told[0].startswith("Prøvekjøring av ")
    assert told[0].endswith(" Ingenting er lagret.")
    assert told[1:] == [
        "Indikatorer: 1 nye, 0 endret, 0 som før.",
        "data/indicator_1-2-1.csv: 3 nye tall, 0 endret, 0 som før",
        "  sdg-1-2-1: Under fattigdomsgrensen",
    ]
    assert not own(root)
    assert not Dataset.objects.filter(provider=Provider.OPENSDG).exists()


def test_a_folder_becomes_indicators_with_figures(root: Root, folder: Path, cast: Cast) -> None:
    import_open_sdg(folder, "solvik", actor="randi@example.org")
    made = Indicator.objects.get(root=root, key="sdg-1-2-1")
    assert (made.name, made.unit, made.decimals) == ("Under fattigdomsgrensen", "percent", 1)
    assert (made.theme, made.direction, made.quantity) == (
        Theme.LIVING_CONDITIONS,
        Direction.NONE,
        Quantity.RATIO,
    )
    assert (made.definition, made.reservation) == (
        "Andelen som har under 60 prosent av medianinntekten.",
        "Studenter er med.",
    )
    assert [one.code for one in made.sdg_targets.all()] == ["1.2"]
    assert made.dataset is not None
    assert (made.dataset.provider, made.dataset.table) == (Provider.OPENSDG, "1-2-1")
    assert (made.dataset.publisher, made.dataset.address) == ("Kommunen", "https://example.org/tall")
    figures = [(area, value, status) for _key, _broken, area, _period, value, status in stored(root)]
    assert figures == [
        ("0301", 12.5, ObservationStatus.FIGURE),
        ("030101", None, ObservationStatus.MISSING),
        ("0301", 13.0, ObservationStatus.FIGURE),
    ]
    batch = made.dataset.batches.get()
    assert (batch.person, batch.file_name) == (cast.user("randi"), "data/indicator_1-2-1.csv")
    assert [decompress(one.content).decode() for one in batch.responses.all()] == [CSV, METADATA]


def test_the_same_again_changes_nothing(root: Root, folder: Path) -> None:
    import_open_sdg(folder, "solvik")
    before = stored(root)
    assert "Ingenting er endret." in import_open_sdg(folder, "solvik").splitlines()
    assert stored(root) == before
    dataset = Dataset.objects.get(root=root, key="opensdg-1-2-1")
    assert [one.state for one in dataset.batches.all()] == [BatchState.UNCHANGED, BatchState.STORED]
    assert not Vintage.objects.filter(batch__dataset=dataset).exists()


def test_what_is_changed_in_the_files_is_changed_and_what_somebody_has_set_stays(
    root: Root, folder: Path
) -> None:
    import_open_sdg(folder, "solvik")
    Indicator.objects.filter(root=root, key="sdg-1-2-1").update(
        direction=Direction.LOWER, theme=Theme.HEALTH, visibility=Visibility.INTERNAL, name_nn="Nynorsk"
    )
    put(
        folder,
        "1-2-1",
        CSV.replace("12.5", "12.7"),
        METADATA.replace("Under fattig", "Personer under fattig"),
    )
    told = import_open_sdg(folder, "solvik")
    assert "Indikatorer: 0 nye, 1 endret, 0 som før." in told
    assert "0 nye tall, 1 endret, 2 som før" in told
    made = Indicator.objects.get(root=root, key="sdg-1-2-1")
    assert made.name == "Personer under fattigdomsgrensen"
    assert (made.direction, made.theme, made.visibility, made.name_nn) == (
        Direction.LOWER,
        Theme.HEALTH,
        Visibility.INTERNAL,
        "Nynorsk",
    )
    assert [one.value for one in Vintage.objects.filter(indicator=made)] == [12.5]


def test_one_bad_cell_stops_everything_unless_it_is_left_out(root: Root, folder: Path) -> None:
    put(folder, "3-1-1", "Year,Value\n2023,mange\n", METADATA.replace("1.2", "3.1"))
    with pytest.raises(ExchangeError) as caught:
        import_open_sdg(folder, "solvik")
    assert str(caught.value).splitlines() == [
        "- data/indicator_3-1-1.csv: Celle B2: «mange» er ikke et tall. Skriv et tall med desimalpunktum, eller la "
        "cella stå tom når tallet mangler.",
        "Ingenting er lagret. --leave-out tar inn resten.",
    ]
    assert not own(root)
    told = import_open_sdg(folder, "solvik", leave_out=True)
    assert "Utelatt:\n- data/indicator_3-1-1.csv: Celle B2:" in told
    assert own(root) == ["sdg-1-2-1"]


@pytest.mark.parametrize(
    ("csv", "metadata", "told"),
    [
        (CSV, None, "data/indicator_9-9-9.csv: Fila har ingen metadata"),
        (CSV, "- ikke\n- felt\n", "meta/9-9-9.md: Metadata skal være felt med navn"),
        (CSV, METADATA, "meta/9-9-9.md: Metadata gjelder 1.2.1, men fila heter 9-9-9."),
        (CSV.replace("030101", "XX"), "{}", "Celle C4: GeoCode «XX» er ikke et område vi kjenner."),
        (CSV, "{}", "Celle A2: Verken tallene eller metadata sier hvilken enhet tallene har."),
        (
            "Year,Units,Value\n2023,Total,1\n2023,Bushels,2\n",
            "{}",
            "Celle B3: Vi kjenner ikke enheten «Bushels». Si hvilken den er med --unit 'Bushels=ENHET'",
        ),
    ],
)
def test_what_is_wrong_is_told_with_file_and_cell(
    root: Root, folder: Path, csv: str, metadata: str | None, told: str
) -> None:
    text = "indicator: 9.9.9\nindicator_name: Prøve\n" if metadata == "{}" else metadata
    put(folder, "9-9-9", csv, text)
    with pytest.raises(ExchangeError) as caught:
        import_open_sdg(folder, "solvik")
    assert told in str(caught.value)
    assert not own(root)


def test_a_root_without_an_area_is_told_which_row_lacks_one(cast: Cast, folder: Path) -> None:
    Root.objects.filter(slug="utvik").update(area=None)
    with pytest.raises(ExchangeError, match="Celle C2: Raden sier ikke hvilket område"):
        import_open_sdg(folder, "utvik")


def test_rows_of_unknown_areas_are_left_out_and_the_rest_of_the_file_is_read(
    root: Root, folder: Path
) -> None:
    put(folder, "1-2-1", CSV.replace("030101", "XX"), METADATA)
    import_open_sdg(folder, "solvik", leave_out=True)
    assert {area for _key, _broken, area, *_rest in stored(root)} == {"0301"}


def test_the_same_place_twice_by_code_and_by_nothing_stops_it(root: Root, folder: Path) -> None:
    put(folder, "1-2-1", CSV.replace("2024,,030101,", "2023,,0301,7"), METADATA)
    with pytest.raises(ExchangeError, match=r"Det står to tall for 0301 i 2023 \(rad 2 og 4\)"):
        import_open_sdg(folder, "solvik", leave_out=True)
    assert not own(root)


def test_two_measures_are_two_indicators_and_keep_their_keys_when_there_are_more(
    root: Root, folder: Path
) -> None:
    import_open_sdg(folder, "solvik")
    csv = "Year,Units,Value\n2023,,12.5\n2024,Total,900\n"
    put(folder, "1-2-1", csv, METADATA)
    import_open_sdg(folder, "solvik")
    assert own(root) == ["sdg-1-2-1", "sdg-1-2-1-total"]
    assert Indicator.objects.get(root=root, key="sdg-1-2-1-total").name == "Under fattigdomsgrensen – Total"
    put(folder, "1-2-1", csv.replace("2023,,12.5\n", ""), METADATA)
    import_open_sdg(folder, "solvik")
    assert own(root) == ["sdg-1-2-1", "sdg-1-2-1-total"], "nothing is taken away"
    put(folder, "1-2-1", csv, METADATA)
    import_open_sdg(folder, "solvik")
    assert own(root) == ["sdg-1-2-1", "sdg-1-2-1-total"], "what comes back is what it was"


def test_a_unit_that_is_chosen_is_remembered(root: Root, folder: Path) -> None:
    put(folder, "1-2-1", "Year,Units,Unit multiplier,Value\n2023,Total,Thousands,3\n", METADATA)
    import_open_sdg(folder, "solvik")
    made = Indicator.objects.get(root=root, key="sdg-1-2-1")
    assert made.unit == "1000 number"
    import_open_sdg(folder, "solvik", units=["Total=1000 person"])
    assert "Ingenting er endret." in import_open_sdg(folder, "solvik")
    made.refresh_from_db()
    assert made.unit == "1000 person"
    import_open_sdg(folder, "solvik", units=["1.2.1=person"])
    made.refresh_from_db()
    assert made.unit == "person"


@pytest.mark.parametrize(("unit", "told"), [("Total=tusser", "tusser"), ("person", "--unit 'Total=person'")])
def test_a_unit_that_is_none_is_refused(root: Root, folder: Path, unit: str, told: str) -> None:
    with pytest.raises(ExchangeError, match=told):
        import_open_sdg(folder, "solvik", units=[unit])


def test_small_counts_are_hidden_where_the_indicator_says_so(root: Root, folder: Path) -> None:
    put(folder, "1-2-1", "Year,Sex,Value\n2023,,20\n2023,Female,2\n2023,Male,18\n", METADATA)
    import_open_sdg(folder, "solvik", units=["1.2.1=person"])
    Indicator.objects.filter(root=root, key="sdg-1-2-1").update(hidden_below=3)
    assert "2 små tall er skjult." in import_open_sdg(folder, "solvik")
    assert [row[4] for row in stored(root)] == [None, None, 18.0]


def test_files_that_tell_no_figures_are_named(root: Root, folder: Path) -> None:
    put(folder, "1-3-1", None, METADATA)
    (folder / "README.md").write_text("Les meg.")
    (folder / "meta" / "es").mkdir()
    told = import_open_sdg(folder, "solvik")
    assert "Uten tall: meta/1-3-1.md." in told
    assert "Ikke Open SDG, ikke lest: README.md." in told


def test_a_folder_that_is_none_is_refused(root: Root, folder: Path) -> None:
    for wrong in (folder / "finnes-ikke", folder / "data" / "indicator_1-2-1.csv"):
        with pytest.raises(ExchangeError, match="Oppgi mappa som har «data» og «meta»"):
            import_open_sdg(wrong, "solvik")
    (folder / "tom").mkdir()
    assert "Ingen indikatorer med både tall og metadata." in import_open_sdg(folder / "tom", "solvik")


def test_a_file_that_is_too_large_is_not_read(
    root: Root, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("rodtrad.exchange.opensdg_command.LARGEST_FILE", 10)
    with pytest.raises(ExchangeError, match=r"indicator_1-2-1\.csv er på 0 MB"):
        import_open_sdg(folder, "solvik")
    monkeypatch.setattr("rodtrad.exchange.opensdg_command.MOST_FILES", 1)
    with pytest.raises(ExchangeError, match="Mappa har 2 filer; grensen er 1"):
        import_open_sdg(folder, "solvik")
