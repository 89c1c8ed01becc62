"""The search index: words, what things are chosen by, and how narrow each of them is when it stands alone."""

from uuid import UUID

from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q

from rodtrad.core.models import Visibility
from rodtrad.organisations.models import Owned, Root


def owned_by(root_id: UUID | None) -> Q:
    """Return the condition on a root's rows; without one, on those of what all roots share."""
    return Q(root_id=root_id)


class _OfRootOrAll(Owned):
    """Belongs to one root, or, without, to what all roots share, such as the common indicators."""

    root = models.ForeignKey(  # type: ignore[assignment]  # the border is the same, but some rows have no side of it
        Root, models.CASCADE, null=True, blank=True, related_name="%(class)ss"
    )

    class Meta:
        abstract = True


class IndexedDocument(_OfRootOrAll):
    """One thing in the index. What it is chosen by stands as ids: names are read when they are shown.

    `visibility` is the thing's own; it counts only as long as nothing has happened to the thing since it was written
    here (queries.seen). What is not told counts as the narrowest.
    """

    kind = models.CharField(max_length=20)
    thing = models.UUIDField()
    sort_key = models.CharField(max_length=250, db_collation="C")
    vector = SearchVectorField()
    level = models.UUIDField(null=True)
    plan = models.UUIDField(null=True)
    unit = models.UUIDField(null=True)
    visibility = models.PositiveSmallIntegerField(choices=Visibility, default=Visibility.TEAM)
    first_year = models.PositiveSmallIntegerField(null=True)
    last_year = models.PositiveSmallIntegerField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint("kind", "thing", name="indexed_thing_once")]
        indexes = [
            GinIndex(fields=["vector"], name="indexed_vector", fastupdate=False),
            models.Index(fields=["root", "kind"], name="indexed_root_kind"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.thing}"


class Vocabulary(_OfRootOrAll):
    """All words of a root's things, one a line: what compounds are split against."""

    words = models.TextField(blank=True)

    class Meta:
        constraints = [models.UniqueConstraint("root", name="vocabulary_once", nulls_distinct=False)]

    def __str__(self) -> str:
        return str(self.root_id)


class Watermark(_OfRootOrAll):
    """How far the index has followed one event table for one root.

    Events up to `done` are in the index. `seen` was the last event when the transaction `fence` was the newest of
    all: once every older transaction has ended, nothing can turn up at or below it any more, and it becomes `done`.
    """

    feed = models.CharField(max_length=63)
    done = models.BigIntegerField(default=0)
    seen = models.BigIntegerField(default=0)
    fence = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint("root", "feed", name="watermark_once", nulls_distinct=False)]

    def __str__(self) -> str:
        return f"{self.feed} {self.done}"
