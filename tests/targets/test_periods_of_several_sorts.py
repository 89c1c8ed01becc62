"""Figures for years and for parts of them under one indicator: judged by one sort, and every page answers."""

import pytest
from django.test import Client

from rodtrad.core.periods import Frequency, parse_period
from rodtrad.goals.models import Element
from rodtrad.indicators.models import Direction, Indicator
from rodtrad.indicators.operations.load import load_figures
from rodtrad.organisations.permissions import EVERYTHING
from rodtrad.targets.queries import Judged, judged, moment, targets_of
from tests.cast import Cast
from tests.indicators.factories import MARCH, figures, make_dataset, make_indicator
from tests.targets.factories import make_target

pytestmark = pytest.mark.django_db


@pytest.fixture
def goal() -> Element:
    return Element.objects.get(root__slug="oslo", key="mal-1")


def measured(frequency: Frequency, *cells: tuple[str, float]) -> Indicator:
    dataset = make_dataset("blandet-tabell", frequency=frequency.value)
    made = make_indicator("blandet", dataset=dataset, direction=Direction.LOWER)
    told = {("0301", period): value for period, value in cells}
    load_figures(dataset=dataset, figures=figures(told, "blandet"), received_at=MARCH)
    return made


def judged_of(goal: Element) -> Judged:
    [one] = judged(targets_of(goal.root, EVERYTHING).filter(element=goal))
    return one


@pytest.mark.parametrize(
    ("frequency", "latest"),
    [(Frequency.YEAR, 15.0), (Frequency.QUARTER, 4.0), (Frequency.MONTH, 4.0)],
)
def test_a_target_is_judged_by_the_sort_of_its_table_else_by_the_commonest(
    goal: Element, frequency: Frequency, latest: float
) -> None:
    cells = [("2023", 18.0), ("2024", 15.0), ("2024K2", 6.0), ("2024K3", 5.0), ("2024K4", 4.0)]
    make_target(goal, measured(frequency, *cells))
    one = judged_of(goal)
    assert one.judgement.latest is not None
    assert one.judgement.latest.value == latest
    assert one.line[-1].value == latest


def test_periods_that_end_at_the_same_time_are_one_point(goal: Element) -> None:
    """Both are told as school years, for neither is a calendar year."""
    make_target(goal, measured(Frequency.SCHOOL_YEAR, ("2023M08+12", 15.0), ("2023M09+12", 12.0)))
    judgement = judged_of(goal).judgement
    assert judgement.latest is not None
    assert judgement.latest.value == 12


def test_a_part_of_a_year_stands_at_its_end() -> None:
    assert [moment(parse_period(text)) for text in ("2024", "2024K4", "2024K2")] == [2024, 2024, 2023.5]


@pytest.mark.parametrize(
    "address",
    [
        "/oslo/element/mal-1/",
        "/oslo/indikatorer/",
        "/oslo/indikatorer/blandet/",
        "/oslo/profil/",
        "/oslo/sammenlikn/",
        "/oslo/tradsjekk/",
        "/oslo/ark/elementer.xlsx",
        "/api/v1/organisations/oslo/targets",
        "/api/v1/organisations/oslo/indicators/blandet",
    ],
)
def test_every_page_answers(cast: Cast, nobody: Client, goal: Element, address: str) -> None:
    make_target(goal, measured(Frequency.YEAR, ("2024", 15.0), ("2024K4", 4.0)))
    assert nobody.get(address).status_code == 200
