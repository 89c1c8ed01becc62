from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rodtrad.core.history import track
from rodtrad.core.text import KEY_PATTERN
from rodtrad.organisations.models import Organisation, Owned, Sourced


class BodyKind(models.TextChoices):
    COUNCIL = "council", _("kommunestyre eller bystyre")
    EXECUTIVE_COMMITTEE = "executive_committee", _("formannskap")
    CITY_GOVERNMENT = "city_government", _("byråd")
    COMMITTEE = "committee", _("utvalg")
    DISTRICT_COUNCIL = "district_council", _("bydelsutvalg")
    #: The three that koml. § 5-12 asks for.
    COUNCIL_OF_ELDERLY = "council_of_elderly", _("eldreråd")
    COUNCIL_OF_DISABLED = "council_of_disabled", _("råd for personer med funksjonsnedsettelse")
    YOUTH_COUNCIL = "youth_council", _("ungdomsråd")
    LOCAL_COUNCIL = "local_council", _("lokalt råd")
    REGION_COUNCIL = "region_council", _("regionråd")
    ADMINISTRATION = "administration", _("administrasjonen")


@track()
class Body(Owned, Sourced):
    """A body that treats cases. `organisation` is the unit it leads, as a district council its district."""

    key = models.CharField(max_length=64)
    name = models.CharField(max_length=200)
    kind = models.CharField(max_length=30, choices=BodyKind)
    organisation = models.ForeignKey(
        Organisation, models.PROTECT, null=True, blank=True, related_name="bodies"
    )
    valid_from = models.DateField(null=True, blank=True)
    #: The last day that it is one.
    valid_to = models.DateField(null=True, blank=True)
    position = models.PositiveIntegerField(default=0)

    class Meta(Sourced.Meta):
        ordering = ["position", "name"]
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint("root", "key", name="body_key_once"),
            models.CheckConstraint(condition=Q(key__regex=KEY_PATTERN), name="body_key_form"),
            models.CheckConstraint(condition=~Q(name=""), name="body_has_name"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="body_valid_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def is_one_on(self, day: date) -> bool:
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_to is None or self.valid_to >= day
        )
