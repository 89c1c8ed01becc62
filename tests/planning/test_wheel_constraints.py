"""What the tables of the annual wheel refuse."""

from datetime import date

import pytest

from rodtrad.accounts.models import User
from rodtrad.organisations.models import Root
from rodtrad.planning.models import CalendarLink, WheelEntry
from tests.goals.factories import make_root, make_source, top
from tests.refusals import Attempt, Attempts, constraints_of, refused

pytestmark = [pytest.mark.django_db, pytest.mark.data]
breaks = Attempts()


def _entry(root: Root, **given: object) -> WheelEntry:
    told: dict[str, object] = {
        "key": "prove",
        "title": "Prøve",
        "kind": "meeting",
        "starts": date(2026, 5, 1),
    }
    return WheelEntry.objects.create(root=root, **{**told, **given})


def _link(root: Root, **given: object) -> CalendarLink:
    user, _made = User.objects.get_or_create(email="kalender@example.org", defaults={"name": "Kari"})
    told: dict[str, object] = {"user": user, "name": "Prøve", "digest": "0" * 64}
    return CalendarLink.objects.create(root=root, **{**told, **given})


@breaks("wheelentry_same_root_owner")
def owned_by_another_s_unit(here: Root, there: Root) -> None:
    _entry(here, owner=top(there))


@breaks("wheelentry_same_root_source")
def from_another_s_source(here: Root, there: Root) -> None:
    _entry(here, source=make_source(there))


@breaks("wheelentry_quote_has_source")
def quoted_from_nothing(here: Root, there: Root) -> None:
    _entry(here, origin="quoted")


@breaks("wheel_entry_key_once")
def a_key_twice(here: Root, there: Root) -> None:
    _entry(here)
    _entry(here)


@breaks("wheel_entry_key_form")
def a_key_with_capitals(here: Root, there: Root) -> None:
    _entry(here, key="Prøve")


@breaks("wheel_entry_has_title")
def without_a_title(here: Root, there: Root) -> None:
    _entry(here, title="")


@breaks("wheel_entry_days_in_bounds")
def longer_than_a_year(here: Root, there: Root) -> None:
    _entry(here, days=367)


@breaks("wheel_entry_days_in_bounds")
def no_days_at_all(here: Root, there: Root) -> None:
    _entry(here, days=0)


@breaks("wheel_entry_kind_known")
def of_no_kind(here: Root, there: Root) -> None:
    _entry(here, kind="fest")


@breaks("calendarlink_same_root_unit")
def for_another_s_unit(here: Root, there: Root) -> None:
    _link(here, unit=top(there))


@breaks("calendar_link_digest_once")
def one_secret_twice(here: Root, there: Root) -> None:
    _link(here)
    _link(here)


@breaks("calendar_link_digest_form")
def the_secret_itself(here: Root, there: Root) -> None:
    _link(here, digest="hemmelig")


@breaks("calendar_link_has_name")
def without_a_name(here: Root, there: Root) -> None:
    _link(here, name="")


@breaks("calendar_link_kinds_known")
def of_kinds_that_are_none(here: Root, there: Root) -> None:
    _link(here, kinds=["fest"])


@pytest.mark.parametrize(("constraint", "attempt"), breaks.cases())
def test_the_database_refuses(constraint: str, attempt: Attempt) -> None:
    here, there = make_root(), make_root()
    with refused(constraint):
        attempt(here, there)  # type: ignore[call-arg]  # attempts of this room take two roots


def test_no_constraint_is_forgotten() -> None:
    ours = ("wheel", "calendar")
    assert {one for one in constraints_of("planning") if one.startswith(ours)} <= set(breaks.by_name)
