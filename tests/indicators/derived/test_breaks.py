"""Where a series breaks because areas changed is told in words; what is followed or summed is no break."""

from datetime import date

import pytest

from rodtrad.geography.models import Area
from rodtrad.indicators.models import Indicator, Quantity
from rodtrad.indicators.queries.breaks import breaks_of
from tests.indicators.factories import make_indicator

pytestmark = pytest.mark.django_db
IN_2020, IN_2024 = date(2020, 1, 1), date(2024, 1, 1)


def told(indicator: Indicator, code: str) -> list[tuple[date, str]]:
    area = Area.objects.get(code=code, valid_to=None)
    return [(one.day, str(one.reason)) for one in breaks_of(indicator, area)]


def count() -> Indicator:
    return make_indicator("antall", quantity=Quantity.COUNT)


def other(**parts: Indicator) -> Indicator:
    quantity = Quantity.RATIO if parts else Quantity.OTHER
    return make_indicator("andel", unit="percent", quantity=quantity, **parts)


def test_a_new_number_is_no_break() -> None:
    for indicator in (count(), other()):
        assert told(indicator, "3201") == told(indicator, "0301") == []


def test_a_merger_breaks_what_cannot_be_summed() -> None:
    assert told(count(), "3103") == []
    ((day, reason),) = told(other(), "3103")
    assert day == IN_2020
    assert reason.startswith("Brudd: området er slått sammen av 0104, 0136, og tallet kan ikke regnes ut")


def test_a_ratio_with_parts_is_no_break() -> None:
    parts = {"numerator": make_indicator("over"), "denominator": make_indicator("under")}
    assert told(other(**parts), "3103") == []


def test_a_split_breaks_whatever_is_measured() -> None:
    indicator = count()
    for code in ("1508", "1580"):
        ((day, reason),) = told(indicator, code)
        assert day == IN_2024
        assert reason.startswith("Brudd: 1507 ble delt mellom 1508, 1580")


def test_a_code_that_stayed_while_the_area_grew_is_a_break_in_what_is_published() -> None:
    ((day, reason),) = told(count(), "1103")
    assert day == IN_2020
    assert reason == (
        "Brudd: området er slått sammen av 1103, 1141, 1142. Tallene fra før gjelder området slik det var."
    )


@pytest.mark.parametrize("code", ["0", "03", "030101", "0104"])
def test_what_is_no_municipality_of_today_has_none(code: str) -> None:
    area = Area.objects.get(code=code)
    assert breaks_of(count(), area) == []
