"""Organisation numbers, and what the tables of roots and organisations refuse."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from rodtrad.accounts.models import User
from rodtrad.core.models import Visibility
from rodtrad.organisations.models import (
    AnsweredRequest,
    ApiToken,
    CheckException,
    Invitation,
    Organisation,
    OrganisationKind,
    RegionMember,
    Role,
    Root,
    Source,
)
from rodtrad.organisations.numbers import check_digit, is_organisation_number, validate_organisation_number
from tests.goals.factories import make_exception, make_organisation, make_root, make_source, top
from tests.refusals import Attempts, constraints_of, refused

eight_digits = st.text("0123456789", min_size=8, max_size=8)
breaks = Attempts()


# Numbers


@pytest.mark.parametrize("number", ["958935420", "935478715", "974760673", "000000000"])
def test_numbers_in_use(number: str) -> None:
    assert is_organisation_number(number)


@pytest.mark.parametrize(
    "number",
    [
        "",
        "95893542",
        "9589354200",
        "958935421",
        "958 935 420",
        "95893542O",
        "958935420\n",
        "٩٥٨٩٣٥٤٢٠",
        "-58935420",
    ],
)
def test_not_numbers(number: str) -> None:
    assert not is_organisation_number(number)


@given(eight_digits)
def test_the_check_digit_makes_the_weighted_sum_divisible_by_eleven(first: str) -> None:
    last = check_digit(first)
    if last is None:
        assert not any(is_organisation_number(f"{first}{digit}") for digit in range(10))
    else:
        whole = [int(digit) for digit in f"{first}{last}"]
        assert sum(d * w for d, w in zip(whole, (3, 2, 7, 6, 5, 4, 3, 2, 1), strict=True)) % 11 == 0
        assert [d for d in range(10) if is_organisation_number(f"{first}{d}")] == [last]


@given(eight_digits, st.integers(0, 8), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(first: str, place: int, step: int) -> None:
    last = check_digit(first)
    if last is None:
        return
    digits = [int(digit) for digit in f"{first}{last}"]
    digits[place] = (digits[place] + step) % 10
    assert not is_organisation_number("".join(map(str, digits)))


@given(eight_digits, st.integers(0, 7))
def test_two_neighbours_exchanged_are_always_found(first: str, place: int) -> None:
    last = check_digit(first)
    if last is None:
        return
    digits = list(f"{first}{last}")
    digits[place], digits[place + 1] = digits[place + 1], digits[place]
    assert is_organisation_number("".join(digits)) == (digits[place] == digits[place + 1])


def test_the_validator_lets_an_empty_number_pass_and_names_a_wrong_one() -> None:
    validate_organisation_number("")
    with pytest.raises(ValidationError, match="123456789"):
        validate_organisation_number("123456789")


# Constraints


@pytest.fixture
def here(db: None) -> Root:
    return make_root()


@pytest.fixture
def there(db: None) -> Root:
    return make_root()


def change(row: Any, **values: Any) -> None:
    type(row)._default_manager.filter(pk=row.pk).update(**values)


@breaks("root_slug_form")
def slug_with_capital(here: Root, there: Root) -> None:
    change(here, slug="Oslo")


@breaks("root_slug_form")
def slug_with_letter_of_ours(here: Root, there: Root) -> None:
    change(here, slug="bærum")


@breaks("root_slug_form")
def slug_that_begins_with_a_hyphen(here: Root, there: Root) -> None:
    change(here, slug="-oslo")


@breaks("root_slug_form")
def slug_with_slash(here: Root, there: Root) -> None:
    change(here, slug="oslo/planer")


@breaks("root_open_to_its_own")
def root_that_only_a_team_sees(here: Root, there: Root) -> None:
    change(here, visibility=Visibility.TEAM)


@breaks("organisations_root_slug_key")
def slug_in_use(here: Root, there: Root) -> None:
    change(here, slug=there.slug)


@breaks("root_number_form")
def number_with_spaces(here: Root, there: Root) -> None:
    change(here, organisation_number="958 93542")


@breaks("source_key_once")
def source_twice(here: Root, there: Root) -> None:
    make_source(here, key="kilde")
    make_source(here, key="kilde")


@breaks("source_key_form")
def source_key_with_space(here: Root, there: Root) -> None:
    make_source(here, key="en kilde")


@breaks("organisation_key_once")
def unit_twice(here: Root, there: Root) -> None:
    make_organisation(here, key="enhet")
    make_organisation(here, key="enhet")


@breaks("organisation_key_form")
def unit_key_empty(here: Root, there: Root) -> None:
    change(make_organisation(here), key="")


@breaks("organisation_one_top")
def two_tops(here: Root, there: Root) -> None:
    Organisation.objects.create(root=here, key="topp-to", kind=OrganisationKind.ROOT, name="Topp to")


@breaks("organisation_one_top")
def second_top_by_taking_the_parent_away(here: Root, there: Root) -> None:
    change(make_organisation(here), parent=None, kind=OrganisationKind.ROOT)


@breaks("organisation_top_is_root")
def unit_without_parent(here: Root, there: Root) -> None:
    change(top(here), kind=OrganisationKind.UNIT)


@breaks("organisation_top_is_root")
def root_below_another(here: Root, there: Root) -> None:
    make_organisation(here, kind=OrganisationKind.ROOT)


@breaks("organisation_valid_in_order")
def unit_closed_before_it_opened(here: Root, there: Root) -> None:
    make_organisation(here, valid_from=date(2024, 1, 2), valid_to=date(2024, 1, 1))


@breaks("organisation_quote_has_source")
def unit_quoted_from_nothing(here: Root, there: Root) -> None:
    make_organisation(here, origin="quoted")


@breaks("organisation_same_root_parent")
def unit_under_anothers_unit(here: Root, there: Root) -> None:
    make_organisation(here, parent=top(there))


@breaks("organisation_same_root_parent")
def branch_moved_to_another_root(here: Root, there: Root) -> None:
    change(make_organisation(here), root=there)


@breaks("organisation_same_root_successor")
def anothers_unit_as_successor(here: Root, there: Root) -> None:
    make_organisation(here, successor=make_organisation(there))


@breaks("organisation_same_root_source")
def unit_from_anothers_source(here: Root, there: Root) -> None:
    make_organisation(here, source=make_source(there))


@breaks("organisation_parent_no_circle")
def unit_under_its_own_unit(here: Root, there: Root) -> None:
    upper = make_organisation(here)
    middle = make_organisation(here, parent=upper)
    change(upper, parent=make_organisation(here, parent=middle))


@breaks("organisation_parent_no_circle")
def unit_under_itself(here: Root, there: Root) -> None:
    unit = make_organisation(here)
    change(unit, parent=unit)


@breaks("organisation_parent_no_circle")
def new_units_under_each_other(here: Root, there: Root) -> None:
    one = Organisation(root=here, key="en", name="En", kind=OrganisationKind.UNIT)
    other = Organisation(root=here, key="annen", name="Annen", kind=OrganisationKind.UNIT, parent=one)
    one.parent = other
    Organisation.objects.bulk_create([one, other])


@breaks("organisation_successor_no_circle")
def succeed_each_other(here: Root, there: Root) -> None:
    one = make_organisation(here)
    change(one, successor=make_organisation(here, successor=one))


@breaks("region_member_once")
def member_twice(here: Root, there: Root) -> None:
    """Also when neither has a date from."""
    for _ in range(2):
        RegionMember.objects.create(root=here, name="Nabo")


@breaks("region_member_valid_in_order")
def member_that_left_before_it_came(here: Root, there: Root) -> None:
    RegionMember.objects.create(
        root=here, name="Nabo", valid_from=date(2024, 1, 2), valid_to=date(2024, 1, 1)
    )


@breaks("regionmember_quote_has_source")
def member_quoted_from_nothing(here: Root, there: Root) -> None:
    RegionMember.objects.create(root=here, name="Nabo", origin="quoted")


@breaks("regionmember_same_root_source")
def member_from_anothers_source(here: Root, there: Root) -> None:
    RegionMember.objects.create(root=here, name="Nabo", source=make_source(there))


@breaks("role_once")
def role_twice(here: Root, there: Root) -> None:
    Role.objects.bulk_create([role(here, top(here)), role(here, top(here))])


@breaks("role_ends_after_it_began")
def role_that_ends_before_it_begins(here: Root, there: Root) -> None:
    backwards = role(here, top(here))
    backwards.ends = backwards.since - timedelta(days=1)
    backwards.save()


def invitation(root: Root, **fields: object) -> Invitation:
    now = timezone.now()
    usual = {"root": root, "organisation": top(root), "kind": "reader", "email": "x@example.org", "made": now}
    return Invitation(**{**usual, "expires": now + timedelta(days=7), **fields})


@breaks("invitation_expires_after_made")
def invitation_too_late_from_the_start(here: Root, there: Root) -> None:
    invitation(here, expires=timezone.now() - timedelta(days=1)).save()


@breaks("invitation_one_end")
def invitation_both_accepted_and_revoked(here: Root, there: Root) -> None:
    invitation(here, accepted=timezone.now(), revoked=timezone.now()).save()


@breaks("invitation_same_root_organisation")
def invitation_to_anothers_unit(here: Root, there: Root) -> None:
    invitation(here, organisation=top(there)).save()


def token(root: Root, **fields: Any) -> ApiToken:
    today = timezone.localdate()
    usual = {
        "name": "Uttrekk",
        "scopes": ["read-internal"],
        "digest": "a" * 64,
        "expires": today + timedelta(days=1),
    }
    return ApiToken(user=role(root, top(root)).user, **{**usual, **fields})


@breaks("token_has_name")
def token_without_name(here: Root, there: Root) -> None:
    token(here, name="").save()


@breaks("token_digest_form")
def token_kept_as_it_is(here: Root, there: Root) -> None:
    token(here, digest="rodtrad_hemmelig").save()


@breaks("token_digest_once")
def two_tokens_with_one_secret(here: Root, there: Root) -> None:
    token(here).save()
    token(there).save()


@breaks("token_scopes_known")
def token_that_opens_nothing(here: Root, there: Root) -> None:
    token(here, scopes=[]).save()


@breaks("token_scopes_known")
def token_that_opens_everything(here: Root, there: Root) -> None:
    token(here, scopes=["read-internal", "alt"]).save()


@breaks("token_expires_within_a_year")
def token_expired_from_the_start(here: Root, there: Root) -> None:
    token(here, expires=timezone.localdate()).save()


@breaks("token_expires_within_a_year")
def token_for_more_than_a_year(here: Root, there: Root) -> None:
    token(here, expires=timezone.localdate() + timedelta(days=367)).save()


@breaks("answered_request_once")
def a_key_answered_twice(here: Root, there: Root) -> None:
    user = role(here, top(here)).user
    for _ in range(2):
        AnsweredRequest.objects.create(root=here, user=user, key="en", digest="b" * 64, status=201)


@breaks("source_address_form")
def source_whose_address_is_a_script(here: Root, there: Root) -> None:
    Source.objects.filter(pk=make_source(here).pk).update(address="javascript:alert(7)")


@breaks("role_same_root_organisation")
def role_at_anothers_unit(here: Root, there: Root) -> None:
    role(here, top(there)).save()


@breaks("exception_once")
def exception_twice(here: Root, there: Root) -> None:
    make_exception(here, "T-01", "maal")
    make_exception(here, "T-01", "maal")


@breaks("exception_has_reason")
def exception_without_reason(here: Root, there: Root) -> None:
    make_exception(here, "T-01", "maal", reason="")


@breaks("checkexception_same_root_owner")
def exception_owned_by_another(here: Root, there: Root) -> None:
    CheckException.objects.create(
        root=here, rule="T-01", subject="maal", reason="Avklart.", owner=top(there), until=date(2099, 1, 1)
    )


def role(root: Root, at: Organisation) -> Role:
    user = User.objects.filter(email="rolle@example.org").first()
    user = user or User.objects.create_user("rolle@example.org", "Rolle")
    return Role(user=user, root=root, organisation=at, kind="reader")


@pytest.mark.data
@pytest.mark.parametrize(("constraint", "attempt"), breaks.cases())
def test_refused(constraint: str, attempt: Any, here: Root, there: Root) -> None:
    with refused(constraint):
        attempt(here, there)


@pytest.mark.data
def test_no_constraint_is_forgotten(db: None) -> None:
    assert constraints_of("organisations") <= set(breaks.by_name)


# What must pass


def test_a_unit_moves_within_its_root(here: Root) -> None:
    sector, unit = make_organisation(here), make_organisation(here)
    change(unit, parent=sector)
    change(sector, position=3)
    assert list(sector.units.all()) == [unit]


def test_the_same_key_stands_in_two_roots(here: Root, there: Root) -> None:
    make_organisation(here, key="skole")
    make_organisation(there, key="skole")


def test_a_member_may_come_back(here: Root) -> None:
    RegionMember.objects.create(root=here, name="Nabo", valid_to=date(2020, 1, 1))
    RegionMember.objects.create(root=here, name="Nabo", valid_from=date(2024, 1, 1))
