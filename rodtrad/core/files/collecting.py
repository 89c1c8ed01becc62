"""Collects files that no record refers to any more: bytes with personal data do not outlive what they belonged to.

They are kept for a day, so that what is taken away and put back on the same day is the same row.
"""

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.apps import apps
from django.db import models, transaction
from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone

from rodtrad.core.files.stored import StoredFile, UnusedFile

DELAY = timedelta(days=1)


def collect_unused(*, now: datetime | None = None) -> int:
    """Note the files that are not referred to, delete those that have not been so for a day; return how many."""
    moment = now or timezone.now()
    with transaction.atomic():
        UnusedFile.objects.exclude(file__in=_unused()).delete()
        known = UnusedFile.objects.values("pk")
        fresh = [UnusedFile(file_id=pk, since=moment) for pk in _unused().exclude(pk__in=known)]
        UnusedFile.objects.bulk_create(fresh, ignore_conflicts=True)
        # Who hands in the same file now has taken its row here, and is passed by.
        held = UnusedFile.objects.select_for_update(skip_locked=True).filter(since__lte=moment - DELAY)
        due = list(held.values_list("pk", flat=True))
        gone = list(_unused().filter(pk__in=due))
        UnusedFile.objects.filter(pk__in=gone).delete()
        rows = StoredFile.objects.filter(pk__in=gone)
        rows._raw_delete(rows.db)  # nothing refers to them, and the bytes are not read to be deleted
    return len(gone)


def _unused() -> QuerySet[StoredFile, str]:
    rows = StoredFile.objects.order_by()
    for model, name in _references():
        rows = rows.exclude(Exists(model._base_manager.filter(**{name: OuterRef("pk")})))
    return rows.values_list("pk", flat=True)


def _references() -> Iterator[tuple[type[models.Model], str]]:
    """Yield what refers to a stored file; a trail of changes names it without keeping it."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            keeps = isinstance(field, models.ForeignKey) and getattr(field, "db_constraint", False)
            if keeps and field.related_model is StoredFile and model is not UnusedFile:
                yield model, field.name
