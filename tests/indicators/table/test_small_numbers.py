"""Small numbers of a municipality's own stay hidden, whatever is sent later, defined later or quoted."""

from dataclasses import replace
from datetime import date

import pytest

from rodtrad.core.periods import parse_period
from rodtrad.indicators.columns import ObservationStatus
from rodtrad.indicators.models import Dataset, Formula, Indicator, Observation, Provider, Quantity, Vintage
from rodtrad.indicators.operations.define import define
from rodtrad.indicators.operations.definitions import (
    DefinitionsRefusedError,
    IndicatorDefinition,
    Reason,
)
from rodtrad.indicators.operations.quote import Quoted, quote_figures
from rodtrad.indicators.operations.table import TableProposal, accept_table, proposal_of, propose, send_table
from rodtrad.indicators.presenters import tell
from rodtrad.indicators.queries.age import revisions_of
from rodtrad.indicators.sources.table.mapping import TableMapping
from rodtrad.organisations.models import Root
from tests.cast import Cast
from tests.indicators.factories import MARCH, make_dataset, make_indicator
from tests.indicators.table.files import Cell, workbook

pytestmark = pytest.mark.django_db

HEADINGS = ["Kommune", "År", "Antall"]
CITY, GAMLE_OSLO, GRUNERLOKKA = "0301", "030101", "030102"


def make_table(hidden_below: int = 3, root: Root | None = None, **fields: object) -> Dataset:
    mapping = TableMapping(area="Kommune", period="År", values={"Antall": "unge"})
    made = make_dataset("egne", query=mapping.as_json(), root=root)
    make_indicator("unge", dataset=made, hidden_below=hidden_below, root=root, **fields)
    return made


def send(dataset: Dataset, *rows: tuple[str, int]) -> TableProposal:
    """Send counts of 2024, take them in, and return what was proposed."""
    lines: list[list[Cell]] = [[area, 2024, count] for area, count in rows]
    content = workbook(HEADINGS, *lines)
    batch = send_table(dataset=dataset, content=content, file_name="tall.xlsx", person=None)
    proposal = proposal_of(batch)
    accept_table(batch=batch, person=None, seen=proposal.digest)
    return proposal


def standing(indicator: str = "unge") -> dict[str, float | None]:
    rows = Observation.objects.filter(indicator__key=indicator)
    assert all((value is None) == (status == 4) for value, status in rows.values_list("value", "status"))
    return dict(rows.values_list("area__code", "value"))


def test_a_total_that_comes_alone_does_not_tell_what_stands_hidden() -> None:
    dataset = make_table()
    send(dataset, (CITY, 20), (GAMLE_OSLO, 2), (GRUNERLOKKA, 18))
    found = send(dataset, (CITY, 20))
    assert found.hidden == 1
    assert standing() == {CITY: None, GAMLE_OSLO: None, GRUNERLOKKA: 18}


def test_what_stands_and_would_tell_a_small_one_that_comes_is_hidden_with_it() -> None:
    dataset = make_table()
    send(dataset, (CITY, 30), (GRUNERLOKKA, 28))
    found = send(dataset, (GAMLE_OSLO, 2))
    assert len(found.telling) == 1
    told = tell(found, {"unge": "Unge"}, {CITY: "Oslo", GAMLE_OSLO: "Gamle Oslo"})
    assert [(one.area, one.row) for one in told.hidden_figures] == [("Gamle Oslo", 2), ("Oslo", 0)]
    assert told.hidden_figures[1].why.startswith("Skjult fordi Gamle Oslo er skjult")
    assert standing() == {CITY: None, GAMLE_OSLO: None, GRUNERLOKKA: 28}
    assert Vintage.objects.get(indicator__key="unge", value=30).area.code == CITY


def test_what_is_derived_of_a_figure_that_is_hidden_later_is_hidden_too() -> None:
    dataset = make_table()
    unge, beside = Indicator.objects.get(key="unge"), make_indicator("alle-i-byen", dataset=dataset)
    make_indicator(
        "andel-unge",
        unit="percent",
        quantity=Quantity.RATIO,
        formula=Formula.SHARE,
        numerator=unge,
        denominator=beside,
    )
    mapping = TableMapping(area="Kommune", period="År", values={"Antall": "alle-i-byen"})
    other = replace_query(dataset, mapping)
    send(other, (CITY, 300))
    dataset = replace_query(dataset, replace(mapping, values={"Antall": "unge"}))
    send(dataset, (CITY, 30), (GRUNERLOKKA, 28))
    assert standing("andel-unge")[CITY] == 10
    send(dataset, (GAMLE_OSLO, 2))
    assert standing("andel-unge")[CITY] is None


def replace_query(dataset: Dataset, mapping: TableMapping) -> Dataset:
    Dataset.objects.filter(pk=dataset.pk).update(query=mapping.as_json())
    return Dataset.objects.get(pk=dataset.pk)


def test_other_periods_are_left_alone() -> None:
    dataset = make_table()
    send(dataset, (CITY, 30), (GRUNERLOKKA, 28))
    found = propose(dataset, workbook(HEADINGS, [GAMLE_OSLO, 2023, 2]))
    assert (found.hidden, found.telling) == (1, [])


def definition_of(dataset: Dataset, **fields: object) -> IndicatorDefinition:
    given = {
        "key": "unge",
        "name": "Unge",
        "unit": "person",
        "direction": "none",
        "dimension": "social",
        "perspective": "outcome",
        "theme": "population",
        "quantity": "count",
        "dataset": dataset.key,
        **fields,
    }
    return IndicatorDefinition(**given)  # type: ignore[arg-type]  # the values are of many types


def test_a_threshold_that_comes_later_hides_what_stands() -> None:
    dataset = make_table(hidden_below=0)
    send(dataset, (CITY, 20), (GAMLE_OSLO, 2), (GRUNERLOKKA, 18))
    assert standing() == {CITY: 20, GAMLE_OSLO: 2, GRUNERLOKKA: 18}
    define(root=None, indicators=[definition_of(dataset, hidden_below=3)], today=date(2026, 3, 1))
    assert standing() == {CITY: None, GAMLE_OSLO: None, GRUNERLOKKA: 18}
    assert set(Vintage.objects.filter(indicator__key="unge").values_list("value", flat=True)) == {2, 20}


def test_a_threshold_that_is_raised_hides_more() -> None:
    dataset = make_table()
    send(dataset, (CITY, 42), (GAMLE_OSLO, 4), (GRUNERLOKKA, 38))
    assert standing()[GAMLE_OSLO] == 4
    define(root=None, indicators=[definition_of(dataset, hidden_below=5)], today=date(2026, 3, 1))
    assert standing() == {CITY: None, GAMLE_OSLO: None, GRUNERLOKKA: 38}


def test_a_share_is_no_count_that_can_be_small(cast: Cast) -> None:
    dataset = make_table(unit="percent", quantity=Quantity.RATIO, decimals=1)
    send(dataset, (CITY, 2))
    assert standing() == {CITY: 2}
    share = definition_of(dataset, unit="percent", quantity="ratio", hidden_below=3)
    with pytest.raises(DefinitionsRefusedError) as refused:
        define(root=None, indicators=[share], today=date(2026, 3, 1))
    assert [(one.field, one.reason) for one in refused.value.faults] == [
        ("hidden_below", Reason.HIDES_NO_COUNT)
    ]


def test_a_small_number_in_a_document_is_hidden_with_what_would_tell_it(cast: Cast) -> None:
    root = Root.objects.get(slug="oslo")
    dataset = make_table(root=root)
    send(dataset, (CITY, 30), (GRUNERLOKKA, 28))
    document = make_dataset("vedlegg", provider=Provider.DOCUMENT, root=root)
    year = parse_period("2024")
    given = [Quoted("unge", GAMLE_OSLO, year, 2.0)]
    assert quote_figures(dataset=document, figures=given, received_at=MARCH).made == 1
    assert standing() == {CITY: None, GAMLE_OSLO: None, GRUNERLOKKA: 28}
    again = quote_figures(dataset=document, figures=given, received_at=MARCH)
    assert (again.made, again.changed, again.same) == (0, 0, 1)


def test_what_was_before_does_not_tell_what_is_hidden(cast: Cast) -> None:
    """Neither of what is hidden now, nor what was small before there was a threshold."""
    root = Root.objects.get(slug="oslo")
    dataset = make_table(root=root)
    send(dataset, (CITY, 20), (GAMLE_OSLO, 5), (GRUNERLOKKA, 15))
    send(dataset, (CITY, 20), (GAMLE_OSLO, 2), (GRUNERLOKKA, 18))
    unge = Indicator.objects.get(key="unge")
    areas = set(Observation.objects.filter(indicator=unge).values_list("area", flat=True))
    assert Vintage.objects.filter(indicator=unge).count() == 3
    assert revisions_of(unge, areas) == []


def test_what_was_small_in_the_common_set_is_left_out() -> None:
    dataset = make_table(hidden_below=0)
    send(dataset, (CITY, 2), (GRUNERLOKKA, 15))
    send(dataset, (CITY, 5), (GRUNERLOKKA, 18))
    Indicator.objects.filter(key="unge").update(hidden_below=3)
    unge = Indicator.objects.get(key="unge")
    areas = set(Observation.objects.filter(indicator=unge).values_list("area", flat=True))
    assert [one.value for one in revisions_of(unge, areas)] == [15]


def test_nothing_is_asked_where_nothing_is_hidden() -> None:
    dataset = make_table(hidden_below=0)
    send(dataset, (CITY, 2))
    found = propose(dataset, workbook(HEADINGS, [CITY, 2024, 2]))
    assert found.seen is found.figures
    assert int(ObservationStatus.CONFIDENTIAL) not in found.figures.status.tolist()
