from django.utils.translation import gettext as _

from rodtrad.accounts.models import User
from rodtrad.goals.errors import FieldErrors, NotAllowedError
from rodtrad.goals.models import HistoryRetention
from rodtrad.goals.models.retention import MOST_MONTHS
from rodtrad.goals.operations.writing import in_turn, one_write
from rodtrad.goals.permissions import may_set_retention
from rodtrad.goals.queries.retention import chosen_by
from rodtrad.organisations.models import Root


def set_retention(*, actor: User, root: Root, texts: int | None, names: int | None) -> HistoryRetention:
    """Set how many months the root keeps texts and names; 0 is for ever, None what the installation says.

    Nothing is deleted here: `prune_history` does that, each night.
    """
    given = {"texts": texts, "names": names}
    faults = {
        field: _("Skriv et antall måneder fra 0 til %d, eller la feltet stå tomt.") % MOST_MONTHS
        for field, months in given.items()
        if months is not None and not 0 <= months <= MOST_MONTHS
    }
    with one_write(actor=actor, root=root) as powers:
        if not may_set_retention(powers):
            raise NotAllowedError(_("Bare en administrator for hele organisasjonen bestemmer dette."))
        if faults:
            raise FieldErrors(faults)
        in_turn("retention", root.pk)
        row = chosen_by(root)
        row.texts_months, row.names_months = texts, names
        row.save()
        return row
