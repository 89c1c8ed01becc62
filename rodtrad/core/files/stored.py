from django.db import models
from django.db.models import Q
from django.utils import timezone

#: 25 MB: one backup holds all.
LARGEST = 25 * 1024 * 1024


class StoredFile(models.Model):
    """Bytes by their digest: the same file handed in twice is one row, which never changes (`core/sql/files.sql`).

    Nobody reaches a row but through a record of a root that refers to it.
    """

    sha256 = models.CharField(max_length=64, primary_key=True)
    size = models.PositiveIntegerField()
    media_type = models.CharField(max_length=100)
    content = models.BinaryField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(size__gte=1, size__lte=LARGEST), name="stored_file_size"),
            models.CheckConstraint(
                condition=Q(sha256__regex="^[0-9a-f]{64}$"), name="stored_file_digest_form"
            ),
        ]

    def __str__(self) -> str:
        return self.sha256


class UnusedFile(models.Model):
    """A stored file that no record refers to, and since when; it is collected a day after (`collecting`)."""

    file = models.OneToOneField(StoredFile, models.CASCADE, primary_key=True, related_name="+")
    since = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.file_id} {self.since}"
