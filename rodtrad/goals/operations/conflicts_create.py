from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from rodtrad.core.models import Visibility
from rodtrad.goals.errors import NotAllowedError
from rodtrad.goals.models import Conflict
from rodtrad.goals.operations.conflicts_fields import cleaned_conflict, put_conflict, put_steps
from rodtrad.goals.operations.writing import in_turn, one_write
from rodtrad.goals.permissions import may_publish_conflict, may_write_conflict
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Person, viewer_for
from rodtrad.organisations.queries import new_key


def create_conflict(*, actor: Person, root: Root, values: Mapping[str, Any]) -> Conflict:
    """Make a goal conflict with its steps. It is internal unless told otherwise; to make it public is to publish it.

    Raises NotAllowedError and FieldErrors.
    """
    wanted = cleaned_conflict({"title": "", "visibility": int(Visibility.INTERNAL), "steps": [], **values})
    with one_write(actor=actor, root=root) as powers:
        in_turn("keys", root.pk)
        conflict = Conflict(
            root=root, key=new_key(Conflict, root, name=str(wanted["title"]), stem="konflikt")
        )
        put_conflict(conflict, wanted)
        if not may_write_conflict(powers, conflict.owner_id):
            raise NotAllowedError(_("Du kan ikke lage målkonflikter for denne eieren."))
        if conflict.visibility == Visibility.PUBLIC and not may_publish_conflict(powers, conflict.owner_id):
            raise NotAllowedError(_("Bare en godkjenner kan gjøre en målkonflikt synlig for alle."))
        conflict.save(force_insert=True)
        put_steps(conflict, wanted["steps"], viewer_for(actor, root))
    return conflict
