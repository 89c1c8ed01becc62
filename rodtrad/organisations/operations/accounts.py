"""Makes accounts and gives roles."""

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.translation import gettext as _

from rodtrad.accounts.models import User
from rodtrad.organisations.errors import AccountError, RoleHeldError
from rodtrad.organisations.models import Organisation, Role, RoleKind, Root
from rodtrad.organisations.operations.roles import assign_role


def account_exists(*, email: str) -> bool:
    return User.objects.filter(email__iexact=email).exists()


@transaction.atomic
def make_account(
    *, email: str, name: str, password: str, kind: RoleKind, root: str, organisation: str = ""
) -> User:
    """Make an account and give it its first role. Raises AccountError, and then nothing is stored."""
    try:
        validate_email(email)
        validate_password(password, User(email=email, name=name))
    except ValidationError as error:
        raise AccountError(" ".join(error.messages)) from error
    if account_exists(email=email):
        raise AccountError(_("%s har allerede en bruker.") % email)
    user = User.objects.create_user(email, name, password)
    give_role(email=email, kind=kind, root=root, organisation=organisation)
    return user


@transaction.atomic
def give_role(*, email: str, kind: RoleKind, root: str, organisation: str = "") -> Role:
    """Give an account a role at an organisation of the root, or at its top; twice changes nothing."""
    user = User.objects.get(email__iexact=email)
    place = _find_organisation(root, organisation)
    try:
        return assign_role(user=user, organisation=place, kind=kind)
    except RoleHeldError:
        held = Role.objects.filter(user=user, organisation=place, kind=kind)
        held.update(ends=None)
        return held.get()


def _find_organisation(root: str, key: str) -> Organisation:
    known = sorted(Root.objects.values_list("slug", flat=True))
    if root not in known:
        names = ", ".join(known) or _("ingen ennå; les inn en planfil først")
        raise AccountError(
            _("Organisasjonen «%(root)s» finnes ikke. De som finnes: %(names)s.")
            % {"root": root, "names": names}
        )
    units = Organisation.objects.filter(root__slug=root).select_related("root")
    found = units.filter(key=key).first() if key else units.filter(parent__isnull=True).first()
    if found is None:
        raise AccountError(
            _("«%(root)s» har ingen enhet med nøkkelen «%(key)s».") % {"root": root, "key": key or root}
        )
    return found
