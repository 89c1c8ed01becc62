"""The fixed cast of the tests: one small municipality and the people around it.

Solvik kommune has open, internal and team matters. At Solvik: Lise reads, Bård contributes at the school office,
Randi edits, Geir approves, Anne administers. Ulla edits in another municipality (Utvik) and has no role in Solvik.
"""

from pathlib import Path
from typing import Any

from django.test import Client

from rodtrad.accounts.models import User
from rodtrad.core.models import Visibility
from rodtrad.exchange.operations import import_plan_file
from rodtrad.goals.models import Element
from rodtrad.indicators.models import (
    Dataset,
    Dimension,
    Direction,
    Indicator,
    LivingFact,
    Perspective,
    Provider,
    Quantity,
    Theme,
)
from rodtrad.indicators.operations.table import keep_table
from rodtrad.organisations.models import Organisation, Role, RoleKind, Root
from rodtrad.planning.operations.plan_documents import add_document
from rodtrad.plans.models import Plan, PlanDocument
from rodtrad.search.operations import follow_write
from rodtrad.targets.models import Target

HERE = Path(__file__).parent
PASSWORD = "et langt passord for prøver"
PEOPLE = {
    "lise": ("Lise Leser", "solvik", "solvik", RoleKind.READER),
    "bard": ("Bård Bidragsyter", "solvik", "skolekontoret", RoleKind.CONTRIBUTOR),
    "randi": ("Randi Redaktør", "solvik", "solvik", RoleKind.EDITOR),
    "geir": ("Geir Godkjenner", "solvik", "solvik", RoleKind.APPROVER),
    "anne": ("Anne Administrator", "solvik", "solvik", RoleKind.ADMINISTRATOR),
    "ulla": ("Ulla Utenfor", "utvik", "utvik", RoleKind.EDITOR),
}


def as_(user: User) -> Client:
    """Return a browser in which the person is logged in."""
    client = Client()
    client.force_login(user)
    return client


def plan_file(name: str) -> bytes:
    """Return one of the cast's plan files: solvik or utvik."""
    return (HERE / "plan_files" / f"{name}.yaml").read_bytes()


def make_cast() -> None:
    """Make the cast's organisations and people; they stay for the whole test session."""
    for slug in ("solvik", "utvik"):
        if not Root.objects.filter(slug=slug).exists():
            import_plan_file(content=plan_file(slug))
    for name, (full_name, slug, organisation, kind) in PEOPLE.items():
        if User.objects.filter(email=f"{name}@example.org").exists():
            continue
        user = User.objects.create_user(f"{name}@example.org", full_name, PASSWORD)
        held_at = Organisation.objects.get(root__slug=slug, key=organisation)
        Role.objects.create(user=user, root=held_at.root, organisation=held_at, kind=kind)
    _make_indicators()
    _make_targets()
    _make_tables()
    _make_facts()
    _make_document()
    follow_write(most=10_000)


#: Of which root, the key, the name, and who may see it.
INDICATORS = (
    ("solvik", "leseglede", "Leseglede", Visibility.PUBLIC),
    ("solvik", "uro-i-klassene", "Uro i klassene", Visibility.INTERNAL),
    ("utvik", "utvik-tal", "Tal for Utvik", Visibility.PUBLIC),
)


def _make_indicators() -> None:
    for slug, key, name, visibility in INDICATORS:
        if not Indicator.objects.filter(root__slug=slug, key=key).exists():
            Indicator.objects.create(
                root=Root.objects.get(slug=slug),
                key=key,
                name=name,
                visibility=visibility,
                unit="percent",
                direction=Direction.HIGHER,
                dimension=Dimension.SOCIAL,
                perspective=Perspective.OUTCOME,
                theme=Theme.EDUCATION,
                quantity=Quantity.RATIO,
            )


#: Of which root, the key, and the title of a table that is sent and not yet mapped.
TABLES = (("solvik", "trivsel", "Trivsel i skolen"), ("utvik", "utvik-tabell", "Tabell i Utvik"))


def _make_tables() -> None:
    for slug, key, title in TABLES:
        root = Root.objects.get(slug=slug)
        if not Dataset.objects.filter(root=root, key=key).exists():
            made = Dataset.objects.create(root=root, key=key, title=title, provider=Provider.TABLE)
            keep_table(
                dataset=made, content=b"\xc3\x85r;Andel\n2024;12,5\n", file_name=f"{key}.csv", person=None
            )


#: Of which root, the key and the text of a sentence with figures; as hidden as the indicator in it.
FACTS = (
    ("solvik", "leser", "{leseglede} leser med glede i {sted}."),
    ("solvik", "hvor-urolig", "{uro-i-klassene} sier at det er uro."),
    ("utvik", "so-mange", "{utvik-tal} i Utvik kommune."),
)


def _make_facts() -> None:
    for position, (slug, key, text) in enumerate(FACTS, 1):
        root = Root.objects.get(slug=slug)
        LivingFact.objects.get_or_create(root=root, key=key, defaults={"text": text, "position": position})


#: Of which root, the element, the indicator, and what is wanted of it.
TARGETS: tuple[tuple[str, str, str, dict[str, Any]], ...] = (
    ("solvik", "gode-skoler", "leseglede", {"method": "linear", "year": 2030, "value": 80.0}),
    ("solvik", "leksehjelp", "leseglede", {"method": "band", "bands": {"wanted": [60.0, 80.0]}}),
    ("solvik", "stengt-skole", "leseglede", {"method": "direction"}),
    ("solvik", "ny-rektor", "leseglede", {"method": "direction"}),
    ("solvik", "leksehjelp", "uro-i-klassene", {"method": "direction"}),
)


def _make_targets() -> None:
    for slug, element, indicator, wanted in TARGETS:
        root = Root.objects.get(slug=slug)
        Target.objects.get_or_create(
            root=root,
            element=Element.objects.get(root=root, key=element),
            indicator=Indicator.objects.get(root=root, key=indicator),
            defaults=wanted,
        )


def _make_document() -> None:
    plan = Plan.objects.get(root__slug="solvik", key="handlingsdel")
    if not PlanDocument.objects.filter(plan=plan).exists():
        geir = User.objects.get(email="geir@example.org")
        content = b"%PDF-1.4\nEksempel\n%%EOF\n"
        title = "Handlingsdelen (eksempel)"
        add_document(
            actor=geir, plan=plan, title=title, kind="plan", name="handlingsdel.pdf", content=content
        )


class Cast:
    """Looks the cast up in the test database."""

    @property
    def solvik(self) -> Root:
        return Root.objects.get(slug="solvik")

    def user(self, name: str) -> User:
        return User.objects.get(email=f"{name}@example.org")

    def client(self, name: str | None) -> Client:
        """Return a client logged in as the person; nobody for None."""
        client = Client()
        if name is not None:
            client.force_login(self.user(name))
        return client
