from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rodtrad.core.models import Identified
from rodtrad.core.text import sort_key


class AreaKind(models.TextChoices):
    COUNTRY = "country", _("land")
    COUNTY = "county", _("fylke")
    MUNICIPALITY = "municipality", _("kommune")
    DISTRICT = "district", _("bydel")
    PEER_GROUP = "peer_group", _("kommunegruppe")


class AreaQuerySet(models.QuerySet["Area"]):
    def valid_on(self, day: date) -> "AreaQuerySet":
        return self.filter(
            Q(valid_from__isnull=True) | Q(valid_from__lte=day),
            Q(valid_to__isnull=True) | Q(valid_to__gte=day),
        )


class Area(Identified):
    """A place with an official code, or a group of such that figures are given for. Shared by all roots."""

    code = models.CharField(max_length=20)
    kind = models.CharField(max_length=20, choices=AreaKind)
    name = models.CharField(max_length=200)
    other_names = models.CharField(max_length=200, blank=True)
    sort_key = models.CharField(max_length=250, editable=False, db_collation="C")
    parent = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="children")
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    population = models.PositiveIntegerField(null=True, blank=True)
    population_date = models.DateField(null=True, blank=True)
    source = models.CharField(max_length=300, blank=True)

    objects = AreaQuerySet.as_manager()

    class Meta:
        ordering = ["sort_key"]
        constraints = [
            models.UniqueConstraint("code", "valid_from", name="area_code_once", nulls_distinct=False),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="area_valid_in_order",
            ),
            models.CheckConstraint(
                condition=Q(code__regex=r"^([0-9]{1,10}[a-z]?|[A-Z][A-Z0-9-]{1,18})$"), name="area_code_form"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def save(self, *args: object, **kwargs: object) -> None:
        self.sort_key = sort_key(self.name)
        super().save(*args, **kwargs)  # type: ignore[arg-type]  # Django's own signature is passed through


class ChangeKind(models.TextChoices):
    RENUMBERED = "renumbered", _("nytt nummer")
    MERGED = "merged", _("slått sammen")
    SPLIT = "split", _("delt")
    RENAMED = "renamed", _("nytt navn")


class AreaChange(Identified):
    """One step in the history of codes: what an area became, and when. Codes may be older than the areas held."""

    from_code = models.CharField(max_length=20)
    to_code = models.CharField(max_length=20)
    kind = models.CharField(max_length=20, choices=ChangeKind)
    date = models.DateField()

    class Meta:
        constraints = [
            models.UniqueConstraint("from_code", "to_code", "date", name="area_change_once"),
        ]

    def __str__(self) -> str:
        return f"{self.from_code} → {self.to_code}"


class GroupMember(Identified):
    """An area's membership of a group of areas, such as a KOSTRA group, while it lasts."""

    group = models.ForeignKey(Area, models.CASCADE, related_name="group_members")
    member = models.ForeignKey(Area, models.CASCADE, related_name="group_memberships")
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint("group", "member", "valid_from", name="group_member_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="group_member_valid_in_order",
            ),
            models.CheckConstraint(condition=~Q(group=F("member")), name="group_member_not_itself"),
        ]

    def __str__(self) -> str:
        return f"{self.member} in {self.group}"


class Boundary(Identified):
    """The outline of an area as validated GeoJSON geometry (RFC 7946, WGS84)."""

    area = models.OneToOneField(Area, models.CASCADE, related_name="boundary")
    geometry = models.JSONField()
    source = models.CharField(max_length=300)

    def __str__(self) -> str:
        return str(self.area)
