"""What is on its way in for a person who leaves: sheets that wait for a yes, documents that are being read."""

import re
from collections.abc import Iterator
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import ngettext

from rodtrad.accounts.models import User
from rodtrad.core.leavers import Leaver
from rodtrad.exchange.models import BatchState, DocumentReading, ImportBatch


class ImportHolding:
    def open_things(self, *, person: UUID, root_id: UUID) -> Iterator[str]:
        if sheets := _waiting(person).filter(root_id=root_id).count():
            yield ngettext("%d regneark som venter", "%d regneark som venter", sheets) % sheets
        if readings := DocumentReading.objects.filter(person_id=person, root_id=root_id).count():
            yield ngettext("%d dokument som leses", "%d dokumenter som leses", readings) % readings

    def hand_over(self, *, leaver: User, root_id: UUID, successor: User | None) -> None:
        """Let another decide on what waits; without one it waits until the name goes. Nothing of it is stored yet."""
        if successor is None:
            return
        _waiting(leaver.pk).filter(root_id=root_id).update(person=successor)
        DocumentReading.objects.filter(person=leaver, root_id=root_id).update(person=successor)

    def forget(self, leaver: Leaver) -> None:
        """Delete what waits, and take the name out of the names of files that came in."""
        _waiting(leaver.id).delete()
        DocumentReading.objects.filter(person_id=leaver.id).delete()
        for name in leaver.names:
            for batch in ImportBatch.objects.filter(file_name__icontains=name).only("id", "file_name"):
                told = re.sub(re.escape(name), leaver.pseudonym, batch.file_name, flags=re.IGNORECASE)
                ImportBatch.objects.filter(id=batch.id).update(file_name=told[:200])


def _waiting(person: UUID) -> QuerySet[ImportBatch]:
    return ImportBatch.objects.filter(person_id=person, state=BatchState.WAITING)


IMPORT_HOLDING = ImportHolding()
