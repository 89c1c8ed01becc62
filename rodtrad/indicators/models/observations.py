"""Figures. They come by the million, so they are written by `operations.load` alone, never one by one."""

from django.contrib.postgres.indexes import BrinIndex
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from rodtrad.geography.models import Area
from rodtrad.indicators.columns import LONGEST_BREAKDOWN, WITH_FIGURE
from rodtrad.indicators.models.datasets import Batch
from rodtrad.indicators.models.indicators import Indicator


class Breakdown(models.Model):
    """What a figure is broken down by: «alder=0-17|kjønn=kvinner». The first row is the total, which is none."""

    id = models.AutoField(primary_key=True)
    key = models.CharField(max_length=LONGEST_BREAKDOWN, unique=True)
    #: Pairs of dimension and category, as the provider names them.
    parts = models.JSONField(default=list)
    label = models.CharField(max_length=LONGEST_BREAKDOWN, blank=True)

    def __str__(self) -> str:
        return self.label or self.key


#: The breakdown that is none; made by the first migration.
TOTAL = 1


class Derivation(models.IntegerChoices):
    """How a figure came to be."""

    PUBLISHED = 0, _("publisert")
    FOLLOWED = 1, _("nytt kommunenummer")
    SUMMED = 2, _("summert fra tidligere kommuner")
    RECKONED = 3, _("regnet ut her")


class Figure(models.Model):
    """A value with its status, for an indicator, an area, a period and a breakdown.

    The references have no constraint in the database: five million rows would cost as many checks each. The one way in,
    `operations.load`, takes all four from rows it has read, and what they refer to cannot be deleted through Django.
    """

    indicator = models.ForeignKey(
        Indicator, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    breakdown = models.ForeignKey(
        Breakdown, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )
    #: See `core.periods.Period.code`.
    period = models.IntegerField()
    area = models.ForeignKey(Area, models.PROTECT, related_name="+", db_constraint=False, db_index=False)
    value = models.FloatField(null=True)
    #: See `indicators.columns.ObservationStatus`.
    status = models.SmallIntegerField(default=0)
    derivation = models.SmallIntegerField(choices=Derivation, default=Derivation.PUBLISHED)
    batch = models.ForeignKey(Batch, models.PROTECT, related_name="+", db_constraint=False, db_index=False)

    class Meta:
        abstract = True


class Observation(Figure):
    """A figure as it stands now."""

    pk = models.CompositePrimaryKey("indicator_id", "breakdown_id", "period", "area_id")

    class Meta:
        indexes = [
            # A root's profile: every indicator of one area.
            models.Index(
                fields=["area", "indicator", "period"],
                condition=Q(breakdown=TOTAL),
                name="observation_of_area",
            ),
            # No figure is of a file that waits, and that is asked each time one is thrown away.
            BrinIndex(fields=["batch"], name="observation_of_batch", autosummarize=True),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(value__isnull=False, status__in=[one.value for one in WITH_FIGURE])
                | Q(value__isnull=True, status__in=[2, 3, 4, 5]),
                name="observation_value_by_status",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.area_id} {self.period}"


class Vintage(Figure):
    """A figure as it stood before a later batch replaced it: came with `batch`, went with `replaced_by`."""

    replaced_by = models.ForeignKey(
        Batch, models.PROTECT, related_name="+", db_constraint=False, db_index=False
    )

    class Meta:
        indexes = [
            models.Index(fields=["indicator", "breakdown", "period", "area"], name="vintage_of_figure"),
            BrinIndex(fields=["batch", "replaced_by"], name="vintage_of_batch", autosummarize=True),
        ]

    def __str__(self) -> str:
        return f"{self.indicator_id} {self.area_id} {self.period} #{self.batch_id}"
