"""What the thread holds of a person who leaves: draft links they made, links that are to them, what they have seen."""

from collections.abc import Iterator
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import ngettext

from rodtrad.accounts.models import User
from rodtrad.core.leavers import Leaver
from rodtrad.goals.models import DraftLink, Seen


class ThreadHolding:
    def open_things(self, *, person: UUID, root_id: UUID) -> Iterator[str]:
        if links := _open_links(person, root_id).count():
            yield ngettext("%d lenke til et utkast", "%d lenker til utkast", links) % links

    def hand_over(self, *, leaver: User, root_id: UUID, successor: User | None) -> None:
        """Let another answer for the draft links that still open; without one they are taken back.

        Reviews and comments are history, and what waits in them goes to whoever has the role.
        """
        links = _open_links(leaver.pk, root_id)
        if successor is None:
            links.update(revoked_at=timezone.now())
        else:
            links.update(made_by=successor)

    def forget(self, leaver: Leaver) -> None:
        Seen.objects.filter(user_id=leaver.id).delete()
        for link in DraftLink.objects.exclude(reader="").only("id", "reader"):
            if leaver.is_called(link.reader):
                DraftLink.objects.filter(id=link.id).update(reader=leaver.pseudonym)


def _open_links(person: UUID, root_id: UUID) -> QuerySet[DraftLink]:
    rows = DraftLink.objects.filter(root_id=root_id, made_by_id=person)
    return rows.filter(revoked_at=None, expires_at__gt=timezone.now())


THREAD_HOLDING = ThreadHolding()
