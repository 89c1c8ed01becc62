from django.conf import settings
from django.db import models
from django.db.models import Q

from rodtrad.core.text import KEY_PATTERN
from rodtrad.goals.models.elements import Element
from rodtrad.organisations.models import Owned


class FormerKey(Owned):
    """A key that an element had, or that one merged into it had: its address leads to the element."""

    key = models.CharField(max_length=64)
    element = models.ForeignKey(Element, models.CASCADE, related_name="former_keys")

    class Meta:
        constraints = [
            models.UniqueConstraint("root", "key", name="former_key_once"),
            models.CheckConstraint(condition=Q(key__regex=KEY_PATTERN), name="former_key_form"),
        ]

    def __str__(self) -> str:
        return self.key


class Seen(Owned):
    """When a person last said that they have seen what is new in a root. Written when they say so, never by reading."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint("root", "user", name="seen_once")]

    def __str__(self) -> str:
        return f"{self.user_id}: {self.at}"
