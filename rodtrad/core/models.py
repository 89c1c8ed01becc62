"""What every room's models share: identity, visibility, origin and life cycle; files, and the outbox."""

import uuid

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from rodtrad.core.files.stored import StoredFile as StoredFile
from rodtrad.core.files.stored import UnusedFile as UnusedFile
from rodtrad.core.outbox.stored import OutboxDelivery as OutboxDelivery
from rodtrad.core.outbox.stored import OutboxMessage as OutboxMessage


class Visibility(models.IntegerChoices):
    """Who may read a record; ordered so that the narrowest of several is the greatest."""

    PUBLIC = 0, pgettext_lazy("visibility", "åpen")
    INTERNAL = 1, pgettext_lazy("visibility", "intern")
    TEAM = 2, pgettext_lazy("visibility", "bare laget")


class Origin(models.TextChoices):
    """Where a record comes from."""

    QUOTED = "quoted", _("sitert")
    READING = "reading", _("tolkning")
    OWN = "own", _("egen")
    EXAMPLE = "example", _("eksempel")


class LifeCycle(models.TextChoices):
    """How far a record has come towards a decision."""

    DRAFT = "draft", _("utkast")
    PROPOSED = "proposed", _("foreslått")
    ADOPTED = "adopted", _("vedtatt")
    REPEALED = "repealed", _("opphevet")


class Language(models.TextChoices):
    """The language that content is written in."""

    BOKMAL = "nb", _("bokmål")
    NYNORSK = "nn", _("nynorsk")


class Identified(models.Model):
    """A record with a UUID inside; what people see is its key."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)

    class Meta:
        abstract = True
