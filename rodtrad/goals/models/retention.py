from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import Q

from rodtrad.core.history import track
from rodtrad.organisations.models import Owned

#: A hundred years: longer than that is to keep everything, which 0 says.
MOST_MONTHS = 1_200


@track()
class HistoryRetention(Owned):
    """How many months a root keeps who did what, and what it said, in the audit trail.

    0 keeps everything; empty follows the installation. A root without a row follows the installation in both.
    """

    texts_months = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(MOST_MONTHS)]
    )
    names_months = models.PositiveSmallIntegerField(
        null=True, blank=True, validators=[MaxValueValidator(MOST_MONTHS)]
    )

    class Meta:
        constraints = [
            models.UniqueConstraint("root", name="history_retention_once"),
            models.CheckConstraint(
                condition=(Q(texts_months__isnull=True) | Q(texts_months__lte=MOST_MONTHS))
                & (Q(names_months__isnull=True) | Q(names_months__lte=MOST_MONTHS)),
                name="history_retention_in_bounds",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.root_id}: {self.texts_months}, {self.names_months}"
