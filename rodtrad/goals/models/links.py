from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from rodtrad.core.history import track
from rodtrad.goals.models.elements import Element
from rodtrad.goals.models.frameworks import Level
from rodtrad.organisations.models import Owned, Root, Sourced


class LinkKind(models.TextChoices):
    CONTRIBUTES = "contributes", _("bidrar til")
    ADDRESSES = "addresses", _("svarer på")


@track()
class Link(Owned, Sourced):
    """The child contributes to, or addresses, the parent. No circles (trigger); levels by rule (foreign key).

    A link stays within a root, with one exception: a member's element contributes to its region's.
    """

    child = models.ForeignKey(Element, models.CASCADE, related_name="links_up")
    parent = models.ForeignKey(Element, models.CASCADE, related_name="links_down")
    kind = models.CharField(max_length=20, choices=LinkKind)
    reason = models.TextField(blank=True)
    parent_root = models.ForeignKey(Root, models.CASCADE, related_name="+")
    child_level = models.ForeignKey(Level, models.PROTECT, related_name="+")
    parent_level = models.ForeignKey(Level, models.PROTECT, related_name="+")

    class Meta(Sourced.Meta):
        constraints = [
            *Sourced.Meta.constraints,
            models.UniqueConstraint("child", "parent", name="link_once"),
            models.CheckConstraint(condition=~Q(child=F("parent")), name="link_not_to_itself"),
            models.CheckConstraint(
                condition=Q(root=F("parent_root")) | Q(kind=LinkKind.CONTRIBUTES),
                name="link_across_contributes",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.child_id} {self.kind} {self.parent_id}"
