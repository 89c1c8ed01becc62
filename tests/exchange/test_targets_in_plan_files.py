"""What is wanted of indicators in a plan file: stored, changed, pruned, published, and whose indicator it is."""

from datetime import date

import pytest
import yaml
from django.contrib.auth.models import AnonymousUser

from rodtrad.core.models import Visibility
from rodtrad.exchange.errors import PlanFileError
from rodtrad.exchange.indicator_file.dump import dump_indicators
from rodtrad.exchange.indicator_file.load import store_indicator_file
from rodtrad.exchange.indicator_file.parse import parse_indicator_file
from rodtrad.exchange.indicator_file.write import as_text as indicators_as_text
from rodtrad.exchange.operations import import_plan_file
from rodtrad.exchange.plan_file.dump import dump_root, entries_of
from rodtrad.exchange.plan_file.parse import parse_plan_file
from rodtrad.exchange.published import as_json
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import viewer_for
from rodtrad.targets.models import Target
from tests.exchange.fault import MAL_B
from tests.exchange.files import small
from tests.exchange.stored import rows_of
from tests.indicators.factories import make_indicator

pytestmark = pytest.mark.django_db
HALVED = "indicator: utslipp, baseline: {year: 2020, value: 12.5}, year: 2030, value: 6.25"


def file(*targets: str) -> bytes:
    lines = "".join(f"          - {{{target}}}\n" for target in targets)
    above = "      - key: mal-b\n        level: mal\n        title: Prøve er grønn\n"
    return small(MAL_B, above + "        targets:\n" + lines if targets else above)


def stored(**of: object) -> Target:
    return Target.objects.select_related("indicator").get(root__slug="prove", **of)


def test_what_the_file_says_is_stored_and_told() -> None:
    make_indicator("utslipp")
    report = import_plan_file(content=file(HALVED + ", set_on: 2024-03-01"))
    assert "mål for indikatorer: 1 nye" in report.as_text()
    target = stored()
    assert (target.element.key, target.indicator.key, target.organisation) == ("mal-b", "utslipp", None)
    assert (target.baseline_year, target.baseline_value, target.year, target.value) == (
        2020,
        12.5,
        2030,
        6.25,
    )
    assert (target.method, target.path, target.origin, target.set_on) == (
        "linear",
        "linear",
        "own",
        date(2024, 3, 1),
    )


def test_bands_are_stored_as_the_method_reads_them() -> None:
    make_indicator("utslipp")
    bands = "{wanted: {over: 70}, accepted: [{from: 40, to: 70}], not_accepted: [{under: 40}]}"
    import_plan_file(content=file(f"indicator: utslipp, method: band, bands: {bands}"))
    assert stored().bands == {
        "wanted": [70, None, False],
        "accepted": [[40, 70]],
        "not_accepted": [[None, 40, True, False]],
    }
    root = Root.objects.get(slug="prove")
    assert parse_plan_file(dump_root(root).encode()) == entries_of(root)
    assert "wanted: {over: 70}" in dump_root(root)


def test_a_changed_target_is_counted_and_set_anew() -> None:
    make_indicator("utslipp")
    import_plan_file(content=file(HALVED))
    Target.objects.update(set_on=date(2020, 1, 1))
    assert import_plan_file(content=file(HALVED)).tally.changes_nothing
    assert stored().set_on == date(2020, 1, 1)
    text = import_plan_file(content=file(HALVED.replace("6.25", "5"))).as_text()
    assert "mål for indikatorer: 1 endret" in text
    assert stored().value == 5
    assert stored().set_on > date(2020, 1, 1)


def test_an_element_has_one_target_for_each_unit() -> None:
    make_indicator("utslipp")
    import_plan_file(content=file(HALVED, HALVED + ", organisation: prove"))
    assert Target.objects.filter(root__slug="prove").count() == 2
    with pytest.raises(PlanFileError, match="har alt et mål for denne indikatoren, på linje 31"):
        import_plan_file(content=file(HALVED, HALVED))


def test_what_is_not_in_the_file_stays_until_it_is_pruned() -> None:
    make_indicator("utslipp")
    import_plan_file(content=file(HALVED))
    assert (
        "mål for indikatorer: 1 finnes fra før, men ikke i fila" in import_plan_file(content=file()).as_text()
    )
    assert stored()
    assert "mål for indikatorer: 1 slettet" in import_plan_file(content=file(), prune=True).as_text()
    assert not Target.objects.filter(root__slug="prove").exists()


def test_figures_come_back_to_the_last_bit() -> None:
    make_indicator("utslipp")
    import_plan_file(content=file(HALVED))
    Target.objects.update(value=0.1 + 0.2, baseline_value=-1.25e-9, baseline_year=2020, year=2035)
    text = dump_root(Root.objects.get(slug="prove"))
    assert "value: 0.30000000000000004" in text
    assert "value: -0.00000000125" in text
    assert import_plan_file(content=text.encode()).tally.changes_nothing


def test_a_near_key_is_suggested_and_units_must_be_there() -> None:
    make_indicator("utslipp")
    with pytest.raises(PlanFileError) as refused:
        import_plan_file(content=file(HALVED.replace("utslipp", "utslip") + ", organisation: ingen"))
    indicator, organisation = refused.value.problems
    assert (indicator.line, indicator.message) == (31, "Indikatoren «utslip» finnes ikke.")
    assert indicator.remedy == "Mente du «utslipp»?"
    assert organisation.message == "«ingen» finnes ikke under «organisations»."


def test_the_organisations_own_indicator_stands_before_the_common_one() -> None:
    make_indicator("utslipp")
    root = import_plan_file(content=small()).root
    own = make_indicator("utslipp", root=root)
    import_plan_file(content=file(HALVED))
    assert stored().indicator_id == own.pk


def test_another_organisations_indicator_is_unknown() -> None:
    make_indicator("utslipp", root=Root.objects.get(slug="oslo"))
    with pytest.raises(PlanFileError, match="Indikatoren «utslipp» finnes ikke"):
        import_plan_file(content=file(HALVED))


def test_a_new_organisation_with_indicators_of_its_own_comes_in_three_steps() -> None:
    root = import_plan_file(content=small()).root
    make_indicator("utslipp", root=root)
    import_plan_file(content=file(HALVED, HALVED + ", organisation: prove"))
    wanted, indicators, rows = dump_root(root), indicators_as_text(dump_indicators(root)), _said(root)
    root.slug = "gammel"
    root.save()
    without = yaml.safe_load(wanted)
    for element in without["plans"][0]["elements"]:
        element.pop("targets", None)
    new = import_plan_file(content=yaml.safe_dump(without).encode()).root
    store_indicator_file(file=parse_indicator_file(indicators.encode()), root=new)
    import_plan_file(content=wanted.encode())
    assert _said(new) == rows


def _said(root: Root) -> list[tuple[object, ...]]:
    names = ("element__key", "indicator__key", "organisation__kind", "value", "year", "set_on")
    return list(Target.objects.filter(root=root).order_by("organisation__kind").values_list(*names))


def test_what_is_wanted_of_an_internal_indicator_is_not_published() -> None:
    make_indicator("utslipp")
    make_indicator("sykefravaer", visibility=Visibility.INTERNAL)
    root = import_plan_file(content=file(HALVED, HALVED.replace("utslipp", "sykefravaer"))).root
    published = as_json(root, viewer_for(AnonymousUser(), root)).decode()
    assert '"indicator": "utslipp"' in published
    assert "sykefravaer" not in published
    before = rows_of(root)
    assert import_plan_file(content=published.encode()).tally.changes_nothing
    assert rows_of(root) == before
