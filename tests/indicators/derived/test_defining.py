"""When a definition changes, what is reckoned by it does; what cannot be is refused in words."""

from dataclasses import replace
from datetime import date

import pytest

from rodtrad.core.models import Visibility
from rodtrad.indicators.models import Derivation, Formula, Indicator, Observation, Quantity, Vintage
from rodtrad.indicators.operations.define import define
from rodtrad.indicators.operations.definitions import (
    DatasetDefinition,
    DefinitionsRefusedError,
    IndicatorDefinition,
    Reason,
)
from rodtrad.indicators.operations.load import load_figures
from rodtrad.organisations.models import Root
from tests.indicators.factories import FEBRUARY, figures

pytestmark = [pytest.mark.django_db, pytest.mark.data]
TODAY = date(2026, 3, 1)
TABLE = DatasetDefinition(key="tabell", title="Tabell", provider="table")


def indicator(key: str, **fields: object) -> IndicatorDefinition:
    given: dict[str, object] = {
        "name": key,
        "unit": "person",
        "direction": "none",
        "dimension": "social",
        "perspective": "outcome",
        "theme": "population",
        "quantity": Quantity.COUNT.value,
        "dataset": "tabell",
        **fields,
    }
    return IndicatorDefinition(key=key, **given)  # type: ignore[arg-type]  # the words are checked by what is tested


PARTS = (indicator("barn"), indicator("unge"), indicator("alle"))
SHARE = indicator(
    "andel",
    unit="percent",
    dataset="",
    quantity=Quantity.RATIO.value,
    formula=Formula.SHARE.value,
    numerator="barn",
    denominator="alle",
)


@pytest.fixture
def root() -> Root:
    """Give a root with three counts in one cell."""
    root = Root.objects.get(slug="oslo")
    done = define(root=root, datasets=[TABLE], indicators=PARTS, today=TODAY)
    for key, value in (("barn", 20), ("unge", 30), ("alle", 200)):
        told = figures({("0301", "2024"): value}, key)
        load_figures(dataset=done.tables["tabell"], figures=told, received_at=FEBRUARY)
    return root


def reckoned() -> float | None:
    rows = Observation.objects.filter(indicator__key="andel", derivation=Derivation.RECKONED)
    return rows.values_list("value", flat=True).first()


def test_a_new_formula_is_reckoned_from_what_stands(root: Root) -> None:
    define(root=root, indicators=[SHARE], today=TODAY)
    assert reckoned() == 10.0


@pytest.mark.parametrize(
    ("fields", "expected"),
    [
        ({"numerator": "unge"}, 15.0),
        ({"unit": "permille"}, 100.0),
        ({"formula": "", "dataset": "tabell"}, None),
    ],
)
def test_a_changed_definition_is_reckoned_anew_and_the_old_figure_kept(
    root: Root, fields: dict[str, str], expected: float | None
) -> None:
    define(root=root, indicators=[SHARE], today=TODAY)
    define(root=root, indicators=[replace(SHARE, **fields)], today=TODAY)  # type: ignore[arg-type]  # all are texts
    assert reckoned() == expected
    assert Vintage.objects.get(indicator__key="andel").value == 10.0


def test_a_part_in_another_unit_changes_what_rests_on_it(root: Root) -> None:
    define(root=root, indicators=[SHARE], today=TODAY)
    define(root=root, indicators=[replace(PARTS[0], unit="1000 person")], today=TODAY)
    assert reckoned() == 10_000.0


def test_the_same_definitions_again_change_nothing(root: Root) -> None:
    define(root=root, indicators=[SHARE], today=TODAY)
    define(root=root, datasets=[TABLE], indicators=[*PARTS, SHARE], today=TODAY)
    assert not Vintage.objects.exists()


def test_circles_are_refused_through_what_is_held(root: Root) -> None:
    total = indicator("sum", dataset="", formula=Formula.SUM.value, terms=("barn", "unge"))
    define(root=root, indicators=[total], today=TODAY)
    around = replace(PARTS[0], dataset="", formula=Formula.SUM.value, terms=("sum", "alle"))
    with pytest.raises(DefinitionsRefusedError) as refused:
        define(root=root, indicators=[around], today=TODAY)
    (fault,) = refused.value.faults
    assert fault.reason is Reason.CIRCLE
    assert set(fault.told.split(" → ")) == {"barn", "sum"}


@pytest.mark.parametrize(
    ("fields", "reason"),
    [({"unit": "kr"}, Reason.UNITS_DIFFER), ({"visibility": Visibility.INTERNAL}, Reason.MORE_OPEN)],
)
def test_a_part_is_not_changed_away_from_under_what_rests_on_it(
    root: Root, fields: dict[str, object], reason: Reason
) -> None:
    define(root=root, indicators=[SHARE], today=TODAY)
    with pytest.raises(DefinitionsRefusedError) as refused:
        define(root=root, indicators=[replace(PARTS[0], **fields)], today=TODAY)  # type: ignore[arg-type]  # each of its kind
    assert [(one.key, one.reason) for one in refused.value.faults] == [("andel", reason)]
    assert Indicator.objects.get(key="barn").unit == "person"
    whole = [replace(PARTS[0], **fields), SHARE]  # type: ignore[arg-type]  # as above
    with pytest.raises(DefinitionsRefusedError):
        define(root=root, indicators=whole, today=TODAY)
