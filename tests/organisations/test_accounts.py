import pytest

from rodtrad.accounts.models import User
from rodtrad.organisations.models import Role, RoleKind
from rodtrad.organisations.operations import AccountError, give_role, make_account

PASSWORD = "et-langt-og-rart-ord"

pytestmark = pytest.mark.django_db


def make(**changed: object) -> User:
    given = {
        "email": "ny@kommune.no",
        "name": "Ny",
        "password": PASSWORD,
        "kind": RoleKind.EDITOR,
        "root": "oslo",
    }
    return make_account(**{**given, **changed})  # type: ignore[arg-type]  # the tests choose what to break


def test_an_account_can_log_in_and_has_its_role() -> None:
    user = make()
    assert user.check_password(PASSWORD)
    role = Role.objects.get(user=user)
    assert (role.kind, role.organisation.parent) == (RoleKind.EDITOR, None)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"password": "kort"}, "minst 12 tegn"),
        ({"password": "ny@kommune.no"}, "for lik"),
        ({"email": "ikke en adresse"}, "e-post"),
        ({"root": "bergen"}, "De som finnes: "),
        ({"organisation": "ingen-slik"}, "ingen enhet med nøkkelen"),
    ],
)
def test_what_is_wrong_is_told_and_nothing_is_stored(changed: dict[str, str], words: str) -> None:
    before = User.objects.count()
    with pytest.raises(AccountError, match=words):
        make(**changed)
    assert User.objects.count() == before


def test_the_same_address_once_whatever_its_case() -> None:
    make()
    with pytest.raises(AccountError, match="allerede"):
        make(email="NY@kommune.no")


def test_a_role_given_twice_is_one() -> None:
    user = make()
    give_role(email=user.email, kind=RoleKind.EDITOR, root="oslo")
    give_role(email=user.email, kind=RoleKind.READER, root="baerum")
    assert Role.objects.filter(user=user).count() == 2
