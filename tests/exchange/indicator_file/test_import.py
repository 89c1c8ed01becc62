"""Reading indicator files in: what they make and change, that nothing is taken away, and writing them out again."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from rodtrad.exchange.errors import ExchangeError, PlanFileError
from rodtrad.exchange.indicator_command import export_indicators, import_indicators
from rodtrad.exchange.indicator_file.dump import dump_indicators
from rodtrad.exchange.indicator_file.entries import IndicatorEntry
from rodtrad.exchange.indicator_file.load import IndicatorReport, store_indicator_file
from rodtrad.exchange.indicator_file.parse import parse_indicator_file
from rodtrad.exchange.indicator_file.shipped import common_set, load_common_set
from rodtrad.exchange.indicator_file.write import as_text
from rodtrad.indicators.models import Dataset, Indicator, Observation, Vintage
from rodtrad.indicators.operations.definitions import IndicatorDefinition
from rodtrad.indicators.operations.load import load_figures
from rodtrad.organisations.models import Root
from tests.indicators.factories import figures

pytestmark = pytest.mark.django_db
DAY = datetime(2026, 3, 20, 9, tzinfo=UTC)
LATER = datetime(2026, 5, 4, 9, tzinfo=UTC)

FILE = """\
format: rodtrad/indicator-file/1
datasets:
  - {key: prove-folketall, title: Folketall, provider: ssb, table: "06913", query: {values: {Region: "*", Tid: [2024]}}}
  - {key: prove-dokument, title: "Et dokument, s. 4", provider: document}
indicators:
  - key: prove-folk
    name: {nb: Folk, nn: Folk, en: People}
    definition: Alle som bor der.
    unit: person
    direction: none
    dimension: social
    perspective: outcome
    theme: population
    quantity: count
    dataset: prove-folketall
    sdg: ["11.3"]
  - key: prove-unge
    name: {nb: Unge}
    unit: person
    direction: none
    dimension: social
    perspective: outcome
    theme: population
    quantity: count
  - key: prove-andel
    name: {nb: Andel unge}
    unit: percent
    decimals: 1
    direction: band
    band: {low: 10, high: 20.5}
    dimension: social
    perspective: outcome
    theme: population
    quantity: ratio
    formula: share
    numerator: prove-unge
    denominator: prove-folk
    visibility: internal
  - key: prove-alle
    name: {nb: Folk og unge}
    unit: 1000 person
    direction: higher
    dimension: social
    perspective: outcome
    theme: population
    quantity: count
    formula: sum
    terms: [prove-unge, prove-folk]
figures:
  - {dataset: prove-dokument, indicator: prove-folk, area: "0301", period: "2024", value: 717000}
  - {dataset: prove-dokument, indicator: prove-folk, area: "0301", period: "2025", status: not_yet}
  - dataset: prove-dokument
    indicator: prove-folk
    area: "0301"
    period: "2024"
    value: 350000
    breakdown: {kjønn: kvinner}
facts:
  - key: prove-fakta
    text: {nb: "{prove-folk} bor i {sted}.", nn: "{prove-folk} bur i {sted}.", en: "{prove-folk} live in {sted}."}
  - {key: prove-del, text: {nb: "{prove-andel:av} er unge i {prove-andel:år}."}, origin: reading}
"""


def store(
    text: str = FILE, root: Root | None = None, at: datetime = DAY, dry_run: bool = False
) -> IndicatorReport:
    return store_indicator_file(file=parse_indicator_file(text.encode()), root=root, at=at, dry_run=dry_run)


def definitions(entries: Sequence[IndicatorEntry]) -> list[IndicatorDefinition]:
    """Return the definitions, with the SDG targets in one order."""
    rows = [entry.definition for entry in entries]
    return [replace(one, sdg_targets=tuple(sorted(one.sdg_targets))) for one in rows]


def refused(text: str, root: Root | None = None) -> str:
    with pytest.raises(PlanFileError) as caught:
        store(text, root)
    return str(caught.value)


def test_a_file_makes_what_it_holds_and_says_so() -> None:
    report = store()
    assert "tabeller: 2 nye" in report.as_text()
    assert "indikatorer: 4 nye" in report.as_text()
    assert "levende fakta: 2 nye" in report.as_text()
    assert "tall: 3 nye" in report.as_text()
    assert "1 tabeller er ikke prøvd mot kilden." in report.as_text()
    share = Indicator.objects.get(key="prove-andel")
    assert (share.numerator and share.numerator.key, share.band_low, share.band_high) == (
        "prove-unge",
        10,
        20.5,
    )
    assert share.visibility == 1
    assert [term.operand.key for term in Indicator.objects.get(key="prove-alle").terms.all()] == [
        "prove-unge",
        "prove-folk",
    ]
    assert Dataset.objects.get(key="prove-folketall").query == {"values": {"Region": "*", "Tid": [2024]}}
    assert Observation.objects.filter(indicator__key="prove-folk").count() == 3


def test_the_same_file_again_changes_nothing() -> None:
    store()
    report = store(at=LATER)
    assert report.changes_nothing
    assert set(Indicator.objects.filter(key__startswith="prove-").values_list("defined_on", flat=True)) == {
        None
    }


def test_a_dry_run_tells_and_stores_nothing() -> None:
    report = store(dry_run=True)
    assert report.as_text().startswith("Prøvekjøring av det felles settet. Ingenting er lagret.")
    assert "indikatorer: 4 nye" in report.as_text()
    assert not Indicator.objects.filter(key="prove-folk").exists()
    assert not Observation.objects.filter(indicator__key="prove-folk").exists()


def test_what_is_not_in_the_file_stays() -> None:
    store()
    cut = FILE[: FILE.index("  - key: prove-andel")]
    assert store(cut).changes_nothing
    assert Indicator.objects.filter(key="prove-alle").exists()


@pytest.mark.parametrize(
    ("old", "new", "key"),
    [
        ("definition: Alle som bor der.", "definition: Alle som er der.", "prove-folk"),
        ("low: 10", "low: 11", "prove-andel"),
        ("direction: higher", "direction: lower", "prove-alle"),
        ("unit: 1000 person", "unit: person", "prove-alle"),
        ("terms: [prove-unge, prove-folk]", "terms: [prove-folk, prove-unge]", "prove-alle"),
    ],
)
def test_a_change_of_meaning_is_dated(old: str, new: str, key: str) -> None:
    store()
    report = store(FILE.replace(old, new), at=LATER)
    assert list(report.defined.indicators.changed) == [key]
    assert f"Endret: {key} (" in report.as_text()
    dated = Indicator.objects.filter(key__startswith="prove-").exclude(defined_on=None)
    assert list(dated.values_list("key", "defined_on")) == [(key, date(2026, 5, 4))]


def test_a_new_name_or_sdg_target_is_no_change_of_meaning() -> None:
    store()
    report = store(FILE.replace("nb: Folk, nn", "nb: Folkene, nn").replace('"11.3"', '"11.1"'), at=LATER)
    assert report.defined.indicators.changed == {"prove-folk": ["name", "sdg"]}
    assert Indicator.objects.get(key="prove-folk").defined_on is None


def test_a_query_that_somebody_tried_stays_tried_until_it_changes() -> None:
    store()
    Dataset.objects.filter(key="prove-folketall").update(verified_on=date(2026, 4, 1), is_nightly=True)
    assert store(at=LATER).changes_nothing
    store(FILE.replace("Tid: [2024]", "Tid: [2025]"), at=LATER)
    row = Dataset.objects.get(key="prove-folketall")
    assert (row.verified_on, row.is_nightly) == (None, True)


def test_a_document_does_not_replace_what_the_register_gave() -> None:
    store()
    register = Dataset.objects.get(key="prove-folketall")
    load_figures(
        dataset=register, figures=figures({("0301", "2024"): 717710}, "prove-folk"), received_at=LATER
    )
    report = store(at=LATER)
    assert report.changes_nothing
    assert "1 tall står som kilden har gitt dem, og er ikke byttet ut." in report.as_text()
    row = Observation.objects.get(indicator__key="prove-folk", period=2024 * 12_000 + 12, breakdown=1)
    assert row.value == 717710


def test_a_figure_that_is_mended_keeps_the_old_one() -> None:
    store()
    report = store(FILE.replace("value: 717000", "value: 717100"), at=LATER)
    assert "tall: 1 endret, 2 uendret" in report.as_text()
    kept = Vintage.objects.get(indicator__key="prove-folk")
    assert kept.value == 717000


def test_a_root_has_its_own_beside_the_common_set() -> None:
    load_common_set()
    oslo = Root.objects.get(slug="oslo")
    text = FILE.replace("denominator: prove-folk", "denominator: innbyggere")
    store(text, oslo)
    own = Indicator.objects.get(key="prove-andel")
    assert own.root == oslo
    assert own.denominator is not None
    assert own.denominator.root is None
    told = refused(text.replace("prove-unge", "innbyggere"), oslo)
    assert "Nøkkelen «innbyggere» er brukt i det felles settet («Innbyggere»)." in told


def test_the_common_set_does_not_take_a_key_that_a_root_has() -> None:
    store(root=Root.objects.get(slug="oslo"))
    assert "En organisasjon har alt en egen indikator med nøkkelen «prove-folk»." in refused(FILE)


def test_what_is_written_out_reads_back_to_the_same() -> None:
    oslo = Root.objects.get(slug="oslo")
    store(root=oslo)
    written = as_text(dump_indicators(oslo))
    given, back = parse_indicator_file(FILE.encode()), parse_indicator_file(written.encode())
    assert back.indicators == given.indicators
    assert sorted(back.datasets, key=str) == sorted(given.datasets, key=str)
    assert sorted(back.figures, key=str) == sorted(given.figures, key=str)
    assert back.facts == given.facts
    assert store(written, oslo).changes_nothing


def test_the_common_set_goes_out_and_in_without_change() -> None:
    load_common_set()
    written = as_text(dump_indicators(None))
    back = parse_indicator_file(written.encode())
    assert definitions(back.indicators) == definitions(common_set().indicators)
    assert store_indicator_file(file=back, root=None).changes_nothing


def test_the_commands_read_in_and_write_out(tmp_path: Path) -> None:
    path = tmp_path / "egne.yaml"
    path.write_text(FILE, "utf-8")
    tried = import_indicators(path, "oslo", dry_run=True)
    assert tried.startswith("Prøvekjøring av Oslo kommune. Ingenting er lagret.")
    assert "indikatorer: 4 nye" in import_indicators(path, "oslo", actor="admin@example.org")
    written = export_indicators("oslo")
    assert parse_indicator_file(written.encode()).indicators == parse_indicator_file(FILE.encode()).indicators


def test_without_a_file_the_common_set_is_read() -> None:
    assert import_indicators(None, dry_run=True).startswith("Prøvekjøring av det felles settet.")
    with pytest.raises(ExchangeError, match="Skriv hvilken fil som skal leses inn for oslo"):
        import_indicators(None, "oslo")
    with pytest.raises(ExchangeError, match="Fant ingen organisasjon «olso»"):
        export_indicators("olso")
