from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rodtrad.core.history import track
from rodtrad.core.models import StoredFile, Visibility
from rodtrad.core.text import KEY_PATTERN
from rodtrad.organisations.models import Organisation, Owned, Sourced


class CaseStatus(models.TextChoices):
    PREPARED = "prepared", _("under forberedelse")
    UNDER_TREATMENT = "under_treatment", _("til behandling")
    DECIDED = "decided", pgettext_lazy("case", "avgjort")
    WITHDRAWN = "withdrawn", pgettext_lazy("case", "trukket")


@track()
class Case(Owned, Sourced):
    """A matter that bodies treat, and what came of it.

    `body`, `date` and `decision` tell the deciding treatment in short; a case out of a file may have only those.
    """

    key = models.CharField(max_length=64)
    number = models.CharField(max_length=60)
    title = models.CharField(max_length=300)
    body = models.CharField(max_length=200, blank=True)
    date = models.DateField(null=True, blank=True)
    decision = models.TextField(blank=True)
    #: The case presentation, in small rich text.
    presentation = models.TextField(blank=True)
    legal_basis = models.CharField(max_length=300, blank=True)
    owner = models.ForeignKey(Organisation, models.PROTECT, null=True, blank=True, related_name="owned_cases")
    status = models.CharField(max_length=20, choices=CaseStatus, default=CaseStatus.PREPARED)
    #: The days that the proposal and the recommendation became public: the two clocks count from them.
    proposed_on = models.DateField(null=True, blank=True)
    recommended_on = models.DateField(null=True, blank=True)
    archive_address = models.URLField(max_length=600, blank=True)
    einnsyn_address = models.URLField(max_length=600, blank=True)
    visibility = models.PositiveSmallIntegerField(choices=Visibility, default=Visibility.PUBLIC)

    class Meta(Sourced.Meta):
        ordering = ["-date", "number"]
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint("root", "key", name="case_key_once"),
            models.CheckConstraint(condition=Q(key__regex=KEY_PATTERN), name="case_key_form"),
            # They become links, and a browser would run javascript: from one.
            models.CheckConstraint(
                condition=Q(archive_address="") | Q(archive_address__regex=r"^https?://"),
                name="case_archive_address_form",
            ),
            models.CheckConstraint(
                condition=Q(einnsyn_address="") | Q(einnsyn_address__regex=r"^https?://"),
                name="case_einnsyn_address_form",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"

    @property
    def is_decided(self) -> bool:
        return self.status == CaseStatus.DECIDED


@track()
class Attachment(Owned):
    """A file that belongs to a case. The bytes are shared, the title and the name are its own."""

    case = models.ForeignKey(Case, models.CASCADE, related_name="attachments")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    title = models.CharField(max_length=300)
    #: What it is called when somebody fetches it.
    name = models.CharField(max_length=200)
    position = models.PositiveSmallIntegerField()

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint("case", "position", name="attachment_position_once"),
            models.UniqueConstraint("case", "file", name="attachment_file_once"),
            models.CheckConstraint(condition=~Q(title="") & ~Q(name=""), name="attachment_has_name"),
        ]

    def __str__(self) -> str:
        return self.title
