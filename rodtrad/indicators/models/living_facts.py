"""Sentences whose figures renew themselves."""

from django.db import models
from django.db.models import Q

from rodtrad.core.history import track
from rodtrad.core.models import Identified, Origin
from rodtrad.core.text import KEY_PATTERN
from rodtrad.organisations.models import Root


@track()
class LivingFact(Identified):
    """A sentence with places for figures, see `indicators.living_facts`. Without a root it is in the common set.

    It is as open as the least open of the indicators it names.
    """

    root = models.ForeignKey(Root, models.CASCADE, null=True, blank=True, related_name="living_facts")
    key = models.CharField(max_length=64)
    text = models.CharField(max_length=300)
    text_nn = models.CharField(max_length=300, blank=True)
    text_en = models.CharField(max_length=300, blank=True)
    position = models.PositiveIntegerField(default=0)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.OWN)

    class Meta:
        ordering = ["position", "key"]
        constraints = [
            models.UniqueConstraint("root", "key", name="living_fact_key_once", nulls_distinct=False),
            models.CheckConstraint(condition=Q(key__regex=KEY_PATTERN), name="living_fact_key_form"),
            models.CheckConstraint(condition=~Q(text=""), name="living_fact_says_something"),
        ]

    def __str__(self) -> str:
        return self.text

    def in_language(self, language: str) -> str:
        """Return the sentence in a language, or as it was written where it has none in that."""
        return {"nn": self.text_nn, "en": self.text_en}.get(language) or self.text
