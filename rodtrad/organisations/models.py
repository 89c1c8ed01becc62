"""Roots and what belongs to them: organisations, members, roles, invitations, sources, exceptions."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rodtrad.core.history import track
from rodtrad.core.models import Identified, Language, Origin, Visibility
from rodtrad.core.text import KEY_PATTERN
from rodtrad.geography.models import Area
from rodtrad.organisations.numbers import validate_organisation_number
from rodtrad.organisations.tokens import ApiToken as ApiToken
from rodtrad.organisations.tokens import Scope as Scope


class RootKind(models.TextChoices):
    MUNICIPALITY = "municipality", _("kommune")
    COUNTY = "county", _("fylkeskommune")
    REGION = "region", _("regionråd")


class Governance(models.TextChoices):
    """Who proposes and recommends: decides which body receives the council's instructions."""

    EXECUTIVE_COMMITTEE = "executive_committee", _("formannskapsmodellen")
    PARLIAMENTARY = "parliamentary", _("parlamentarisk styre")
    REGION_COUNCIL = "region_council", _("interkommunalt politisk råd")


class ThemeColour(models.TextChoices):
    FJORD = "fjord", _("fjordblå")
    FOREST = "forest", _("skoggrønn")
    DUSK = "dusk", _("skumringsblå")
    HEATHER = "heather", _("lyng")
    SLATE = "slate", _("skifer")


@track()
class Root(Identified):
    """A municipality, county or region: the owner of plans, frameworks, roles, theme and address."""

    slug = models.CharField(max_length=64, unique=True)
    name = models.CharField(max_length=200)
    short_name = models.CharField(max_length=60)
    kind = models.CharField(max_length=20, choices=RootKind)
    governance = models.CharField(max_length=30, choices=Governance)
    language = models.CharField(max_length=2, choices=Language, default=Language.BOKMAL)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True)
    organisation_number = models.CharField(
        max_length=9, blank=True, validators=[validate_organisation_number]
    )
    theme_colour = models.CharField(max_length=20, choices=ThemeColour, default=ThemeColour.FJORD)
    visibility = models.PositiveSmallIntegerField(choices=Visibility, default=Visibility.PUBLIC)

    class Meta:
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(condition=Q(slug__regex=KEY_PATTERN), name="root_slug_form"),
            models.CheckConstraint(condition=Q(visibility__lt=Visibility.TEAM), name="root_open_to_its_own"),
            models.CheckConstraint(
                condition=Q(organisation_number="") | Q(organisation_number__regex=r"^[0-9]{9}$"),
                name="root_number_form",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Owned(Identified):
    """A record that belongs to one root: the border that no row crosses."""

    root = models.ForeignKey(Root, models.CASCADE, related_name="%(class)ss")

    class Meta:
        abstract = True


@track()
class Source(Owned):
    """A document that records are quoted from or read out of."""

    key = models.CharField(max_length=64)
    title = models.CharField(max_length=300)
    publisher = models.CharField(max_length=200, blank=True)
    year = models.PositiveSmallIntegerField(null=True, blank=True)
    address = models.URLField(max_length=600, blank=True)

    class Meta:
        ordering = ["title"]
        constraints = [
            models.UniqueConstraint("root", "key", name="source_key_once"),
            models.CheckConstraint(condition=Q(key__regex=KEY_PATTERN), name="source_key_form"),
            # It becomes a link, and a browser would run javascript: from one.
            models.CheckConstraint(
                condition=Q(address="") | Q(address__regex=r"^https?://"), name="source_address_form"
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Sourced(models.Model):
    """Where a record comes from: its origin, and for quotes and readings the source and place."""

    origin = models.CharField(max_length=10, choices=Origin, default=Origin.OWN)
    source = models.ForeignKey(Source, models.PROTECT, null=True, blank=True, related_name="+")
    place = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True
        constraints = [
            models.CheckConstraint(
                condition=~Q(origin=Origin.QUOTED) | Q(source__isnull=False),
                name="%(class)s_quote_has_source",
            ),
        ]

    @property
    def is_example(self) -> bool:
        return self.origin == Origin.EXAMPLE

    @property
    def is_reading(self) -> bool:
        return self.origin == Origin.READING


class OrganisationKind(models.TextChoices):
    ROOT = "root", _("hele organisasjonen")
    SECTOR = "sector", _("sektor")
    DEPARTMENT = "department", _("byrådsavdeling")
    AGENCY = "agency", _("etat")
    COMPANY = "company", _("foretak")
    DISTRICT_ADMINISTRATION = "district_administration", _("bydelsadministrasjon")
    UNIT = "unit", _("enhet")


@track()
class Organisation(Owned, Sourced):
    """A part of a root: the root itself (kind ROOT, no parent), or a sector, agency, company or unit below it."""

    key = models.CharField(max_length=64)
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="units")
    kind = models.CharField(max_length=30, choices=OrganisationKind)
    name = models.CharField(max_length=200)
    organisation_number = models.CharField(
        max_length=9, blank=True, validators=[validate_organisation_number]
    )
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    successor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="predecessors")
    position = models.PositiveIntegerField(default=0)

    class Meta(Sourced.Meta):
        ordering = ["position", "name"]
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint("root", "key", name="organisation_key_once"),
            models.UniqueConstraint("root", condition=Q(parent__isnull=True), name="organisation_one_top"),
            models.CheckConstraint(condition=Q(key__regex=KEY_PATTERN), name="organisation_key_form"),
            models.CheckConstraint(
                condition=Q(parent__isnull=True, kind=OrganisationKind.ROOT)
                | Q(parent__isnull=False) & ~Q(kind=OrganisationKind.ROOT),
                name="organisation_top_is_root",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="organisation_valid_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name


@track()
class RegionMember(Owned, Sourced):
    """A municipality's membership of a region. It gives no role, no order and no duty to report."""

    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True)
    name = models.CharField(max_length=200)
    member = models.ForeignKey(Root, models.SET_NULL, null=True, blank=True, related_name="memberships")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    class Meta(Sourced.Meta):
        ordering = ["name"]
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint(
                "root", "name", "valid_from", name="region_member_once", nulls_distinct=False
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="region_member_valid_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class RoleKind(models.TextChoices):
    READER = "reader", _("leser")
    CONTRIBUTOR = "contributor", _("bidragsyter")
    EDITOR = "editor", _("redaktør")
    APPROVER = "approver", _("godkjenner")
    ADMINISTRATOR = "administrator", _("administrator")


class HeldRoles(models.Manager["Role"]):
    """The roles that count today. What is asked without a date must never find one that has ended."""

    def get_queryset(self) -> models.QuerySet["Role"]:
        still = Q(ends__isnull=True) | Q(ends__gt=timezone.localdate())
        return super().get_queryset().filter(still)


@track()
class Role(Owned):
    """What a person may do at an organisation and everything below it, inside one root."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="roles")
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="roles")
    kind = models.CharField(max_length=20, choices=RoleKind)
    since = models.DateField(default=timezone.localdate)
    #: The first day that the role no longer counts.
    ends = models.DateField(null=True, blank=True)

    objects = HeldRoles()
    ever = models.Manager["Role"]()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                "user", "organisation", "kind", condition=Q(ends__isnull=True), name="role_once"
            ),
            models.CheckConstraint(
                condition=Q(ends__isnull=True) | Q(ends__gte=F("since")), name="role_ends_after_it_began"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.kind}"


@track(leave_out=["mailed", "mail_failed"])
class Invitation(Owned):
    """Someone asked by e-mail to take a role. The link is signed and says which invitation it is; it works once."""

    email = models.EmailField()
    organisation = models.ForeignKey(Organisation, models.CASCADE, related_name="invitations")
    kind = models.CharField(max_length=20, choices=RoleKind)
    invited_by = models.ForeignKey(settings.AUTH_USER_MODEL, models.SET_NULL, null=True, related_name="+")
    made = models.DateTimeField(default=timezone.now)
    expires = models.DateTimeField()
    accepted = models.DateTimeField(null=True, blank=True)
    revoked = models.DateTimeField(null=True, blank=True)
    #: When the mail server took the mail, and when it last did not.
    mailed = models.DateTimeField(null=True, blank=True)
    mail_failed = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-made"]
        constraints = [
            models.CheckConstraint(condition=Q(expires__gt=F("made")), name="invitation_expires_after_made"),
            models.CheckConstraint(
                condition=Q(accepted__isnull=True) | Q(revoked__isnull=True), name="invitation_one_end"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.email}: {self.kind}"


@track()
class CheckException(Owned):
    """A finding that someone answers for: the reason, who owns it, and when it ends."""

    rule = models.CharField(max_length=60)
    subject = models.CharField(max_length=64)
    reason = models.TextField()
    owner = models.ForeignKey(Organisation, models.PROTECT)
    until = models.DateField()

    class Meta:
        ordering = ["rule", "subject"]
        constraints = [
            models.UniqueConstraint("root", "rule", "subject", name="exception_once"),
            models.CheckConstraint(condition=~Q(reason=""), name="exception_has_reason"),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.subject}"


class AnsweredRequest(Owned):
    """A write that carried an Idempotency-Key, and its answer: sent once more within a day it gets the same again."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    key = models.CharField(max_length=100)
    #: SHA-256 of what was sent: the same key with something else is a mistake.
    digest = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField()
    headers = models.JSONField(default=dict)
    body = models.TextField(blank=True)
    at = models.DateTimeField(default=timezone.now, db_index=True)

    class Meta:
        constraints = [models.UniqueConstraint("user", "key", name="answered_request_once")]

    def __str__(self) -> str:
        return self.key
