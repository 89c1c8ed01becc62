"""Loads the example organisations, and people who can log in to try each role."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib.resources import files

from django.db import transaction
from django.utils.translation import gettext as _

from rodtrad.accounts.models import User
from rodtrad.exchange.indicator_file.shipped import load_common_set
from rodtrad.exchange.operations import import_plan_file
from rodtrad.geography.models import AreaChange
from rodtrad.geography.reference import load_areas
from rodtrad.indicators.models import Indicator
from rodtrad.indicators.operations.settle import settle_all
from rodtrad.organisations.models import Organisation, Role, RoleKind, Root
from rodtrad.planning.operations.keep_adopted import keep_adopted
from rodtrad.sdg.reference import load_goals_and_targets

#: In the order they must be read: a member may refer to its region.
FILES = ("osloregionen", "oslo", "baerum")
#: What is about indicators only: without the common set there would be nothing in it.
MEASURED = ("asker",)
PASSWORD = "rodtrad-prøver-seg"  # noqa: S105  # for the demo on one's own machine only; told when it starts


@dataclass(frozen=True)
class DemoAccount:
    email: str
    name: str
    role: RoleKind
    organisation: str
    root: str = "oslo"

    @property
    def password(self) -> str:
        return PASSWORD


ACCOUNTS = (
    DemoAccount("leser@example.org", "Lise Leser", RoleKind.READER, "oslo"),
    DemoAccount("bidrag@example.org", "Bård Bidragsyter", RoleKind.CONTRIBUTOR, "klimaetaten"),
    DemoAccount("redaktor@example.org", "Randi Redaktør", RoleKind.EDITOR, "oslo"),
    DemoAccount("godkjenner@example.org", "Geir Godkjenner", RoleKind.APPROVER, "oslo"),
    DemoAccount("admin@example.org", "Anne Administrator", RoleKind.ADMINISTRATOR, "oslo"),
)


def demo_file(slug: str, *, with_targets: bool = False) -> bytes:
    """Return the plan file of an example organisation; what is wanted of indicators takes the common set."""
    content = files("rodtrad.demo").joinpath(f"{slug}.yaml").read_bytes()
    return content if with_targets else without_targets(content)


def without_targets(content: bytes) -> bytes:
    """Return one of our own plan files without the lines below each `targets:`."""
    kept: list[str] = []
    inside: int | None = None
    for line in content.decode().splitlines(keepends=True):
        depth = len(line) - len(line.lstrip(" "))
        if inside is not None and line.strip() and depth <= inside:
            inside = None
        if line.strip() == "targets:":
            inside = depth
        if inside is None:
            kept.append(line)
    return "".join(kept).encode()


def load_reference() -> None:
    """Make or renew what every installation has: areas, sustainable development goals, versions of adopted plans.

    Where areas have changed, figures are followed anew.
    """
    known = AreaChange.objects.count()
    load_areas()
    if AreaChange.objects.count() > known:
        settle_all()
    load_goals_and_targets()
    keep_adopted()


def load_demo(*, progress: Callable[[str], None] = lambda line: None) -> tuple[DemoAccount, ...]:
    """Make the example organisations and accounts that are missing; what stands there is left as it is.

    Where the common set of indicators is loaded, what is wanted of them comes too.
    """
    load_reference()
    measures = Indicator.objects.filter(root=None).exists()
    for slug in (*FILES, *(MEASURED if measures else ())):
        if not Root.objects.filter(slug=slug).exists():
            progress(_("Leser inn %s …") % slug)
            import_plan_file(content=demo_file(slug, with_targets=measures))
    for account in ACCOUNTS:
        _make(account)
    return ACCOUNTS


def load_indicators(*, progress: Callable[[str], None] = lambda line: None) -> None:
    """Make or renew the common set of indicators, with the figures that open documents give."""
    load_reference()
    if not Indicator.objects.filter(root=None).exists():
        progress(_("Leser inn det felles settet av indikatorer …"))
    load_common_set()


@transaction.atomic
def _make(account: DemoAccount) -> None:
    if User.objects.filter(email=account.email).exists():
        return
    user = User.objects.create_user(account.email, account.name, account.password, is_example=True)
    organisation = Organisation.objects.filter(root__slug=account.root, key=account.organisation).first()
    if organisation is not None:
        Role.objects.create(user=user, root=organisation.root, organisation=organisation, kind=account.role)
