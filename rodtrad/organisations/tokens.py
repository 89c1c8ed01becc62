"""Personal tokens, with which a program reads and writes by the API as a person."""

from datetime import timedelta

from django.conf import settings
from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from rodtrad.core.history import track
from rodtrad.core.models import Identified

#: A token that nobody needs any longer must not open anything for ever.
LONGEST = timedelta(days=366)


class Scope(models.TextChoices):
    """What a token opens, of what the person's roles open."""

    READ_INTERNAL = "read-internal", _("lese det som er internt")
    WRITE_ELEMENTS = "write-elements", _("lage, endre og ta ut elementer")
    WRITE_LINKS = "write-links", _("koble elementer og ta bort koblinger")
    WRITE_PLACEMENTS = "write-placements", _("videreføre og flytte elementer i planer")
    WRITE_CONFLICTS = "write-conflicts", _("lage, endre og slette målkonflikter")
    WRITE_TARGETS = "write-targets", _("sette, endre og slette måltall")
    WRITE_TABLES = "write-tables", _("sende og ta inn egne tabeller med tall")


@track(leave_out=["digest", "last_used"])
class ApiToken(Identified):
    """A token of one person, for all roots where they have roles, or one. Of its secret only a SHA-256 is kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=100)
    scopes = ArrayField(models.CharField(max_length=20, choices=Scope))
    root = models.ForeignKey("organisations.Root", models.CASCADE, null=True, blank=True, related_name="+")
    digest = models.CharField(max_length=64)
    made = models.DateField(default=timezone.localdate)
    #: The first day that it no longer opens anything.
    expires = models.DateField()
    revoked = models.DateTimeField(null=True, blank=True)
    last_used = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["-made", "name"]
        constraints = [
            models.UniqueConstraint("digest", name="token_digest_once"),
            models.CheckConstraint(condition=Q(digest__regex=r"^[0-9a-f]{64}$"), name="token_digest_form"),
            models.CheckConstraint(condition=~Q(name=""), name="token_has_name"),
            models.CheckConstraint(
                condition=~Q(scopes=[]) & Q(scopes__contained_by=[one.value for one in Scope]),
                name="token_scopes_known",
            ),
            models.CheckConstraint(
                condition=Q(expires__gt=F("made")) & Q(expires__lte=F("made") + LONGEST),
                name="token_expires_within_a_year",
            ),
        ]

    def __str__(self) -> str:
        return self.name
