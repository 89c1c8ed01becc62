"""What the register of cases refuses."""

from typing import Any

import pytest

from rodtrad.cases.models import Case
from tests.goals.factories import make_root, make_source
from tests.refusals import Attempts, constraints_of, refused

pytestmark = [pytest.mark.django_db, pytest.mark.data]
breaks = Attempts()


def make_case(**fields: Any) -> Case:
    given = {"key": "sak", "number": "1/24", "title": "Saken", **fields}
    return Case.objects.create(**{"root": fields.get("root") or make_root(), **given})


@breaks("case_key_once")
def key_twice() -> None:
    make_case(root=make_case().root)


@breaks("case_key_form")
def key_with_slash() -> None:
    make_case(key="1/24")


@breaks("case_quote_has_source")
def quoted_from_nothing() -> None:
    make_case(origin="quoted")


@breaks("case_same_root_source")
def from_anothers_source() -> None:
    make_case(source=make_source(make_root()))


@pytest.mark.parametrize(("constraint", "attempt"), breaks.cases())
def test_refused(constraint: str, attempt: Any) -> None:
    with refused(constraint):
        attempt()


def test_no_constraint_is_forgotten() -> None:
    assert constraints_of("cases") <= set(breaks.by_name)


def test_two_roots_may_use_the_same_key_and_number() -> None:
    assert make_case().key == make_case().key


def test_the_newest_case_comes_first() -> None:
    root = make_root()
    for key, day in (("gammel", "2020-01-01"), ("ny", "2024-01-01")):
        make_case(root=root, key=key, date=day)
    assert [case.key for case in Case.objects.filter(root=root)] == ["ny", "gammel"]
