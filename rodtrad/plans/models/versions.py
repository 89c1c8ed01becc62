"""What a plan said on a day, for ever."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import pgettext_lazy

from rodtrad.cases.models import Case
from rodtrad.core.models import StoredFile, Visibility
from rodtrad.organisations.models import Owned
from rodtrad.plans.models.register import Plan


class VersionLabel(models.TextChoices):
    DRAFT = "draft", pgettext_lazy("version", "utkast")
    HEARING = "hearing", pgettext_lazy("version", "høringsutkast")
    ADOPTED = "adopted", pgettext_lazy("version", "vedtatt")


class Version(Owned):
    """A plan as it stood when it was frozen. No row is ever changed or taken away (trigger; `plans/sql/frozen.sql`).

    `content` is JSON in canonical form (RFC 8785) and `sha256` its digest, in hexadecimal digits. It reads without
    any other row: names, levels and targets stand in it as text. It names no person. What a reader without a role may
    not see is marked in it; `plans.queries.versions` leaves that out.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    label = models.CharField(max_length=10, choices=VersionLabel)
    #: The day that it counts from: the first day of the hearing, or the day of the decision.
    date = models.DateField()
    case = models.ForeignKey(Case, models.PROTECT, null=True, blank=True, related_name="versions")
    note = models.TextField(blank=True)
    visibility = models.PositiveSmallIntegerField(choices=Visibility, default=Visibility.PUBLIC)
    schema = models.CharField(max_length=40)
    content = models.BinaryField()
    sha256 = models.CharField(max_length=64)
    frozen_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["plan", "number"]
        constraints = [
            models.UniqueConstraint("plan", "number", name="version_number_once"),
            models.CheckConstraint(condition=Q(number__gte=1), name="version_number_from_one"),
            models.CheckConstraint(condition=Q(sha256__regex="^[0-9a-f]{64}$"), name="version_digest_form"),
            models.CheckConstraint(
                condition=~Q(label=VersionLabel.DRAFT) | Q(visibility__gt=Visibility.PUBLIC),
                name="version_draft_is_not_public",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.plan.title}, {self.get_label_display()} {self.date}"


class VersionFile(Owned):
    """The bytes of a document that a version names by its digest: they are kept as long as the version is."""

    version = models.ForeignKey(Version, models.CASCADE, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    #: What it is called when somebody fetches it.
    name = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint("version", "file", name="versionfile_once")]

    def __str__(self) -> str:
        return self.name


class VersionMark(Owned):
    """That an adopted version was entered in error, and why. The version itself never changes, nor does this row.

    Who made it stands in the trail of the plan, which goes back in the same moment.
    """

    version = models.OneToOneField(Version, models.PROTECT, related_name="mark")
    reason = models.TextField()
    marked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-marked_at"]
        constraints = [models.CheckConstraint(condition=~Q(reason=""), name="versionmark_has_reason")]

    def __str__(self) -> str:
        return f"{self.version}: {self.reason}"
