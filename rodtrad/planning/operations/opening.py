"""Opens a plan and what comes from it to all, in the same operation as it goes to hearing or is adopted.

What is frozen says for ever who could see it. A heard draft that nobody could read is no hearing, so the one who
freezes is asked when something is closed.
"""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from rodtrad.core.models import Visibility
from rodtrad.goals.models import Element
from rodtrad.goals.permissions import Powers, may_publish
from rodtrad.planning.errors import FieldErrors, NotAllowedError
from rodtrad.plans.models import Plan


@dataclass(frozen=True, slots=True)
class Closed:
    """What is not open to all: the plan itself, and so many elements of all that come from it."""

    plan: bool
    elements: int
    of: int

    def __bool__(self) -> bool:
        return self.plan or self.elements > 0

    @property
    def is_all(self) -> bool:
        """Tell whether there is nothing that the public could read."""
        return self.plan or 0 < self.of == self.elements


def closed_in(plan: Plan) -> Closed:
    found = Element.objects.filter(plan=plan).aggregate(
        of=Count("pk"), elements=Count("pk", filter=Q(visibility__gt=Visibility.PUBLIC))
    )
    return Closed(plan.visibility > Visibility.PUBLIC, **found)


def settle_opening(plan: Plan, powers: Powers, open_up: bool | None, *, is_heard: bool) -> None:
    """Open the plan and all that comes from it when `open_up`; leave it when False; ask when nobody has said.

    A draft for hearing (`is_heard`) is not kept all closed. The caller holds the plan's lock. Raises FieldErrors at
    `open_up`, and NotAllowedError.
    """
    closed = closed_in(plan)
    if not closed:
        return
    if open_up is None:
        asked = _("%s Velg om det skal åpnes nå, eller være som det er.") % closed_words(closed)
        raise FieldErrors({"open_up": asked})
    if open_up:
        _open(plan, powers)
    elif is_heard and closed.is_all:
        refused = _(
            "%s Da kan ingen utenfor lese utkastet som er på høring. Velg å åpne det, eller frys et utkast."
        )
        raise FieldErrors({"open_up": refused % closed_words(closed)})


def closed_words(closed: Closed) -> str:
    """Say what is not open, in sentences."""
    told = [_("Planen er ikke åpen for alle.")] if closed.plan else []
    if closed.elements:
        told.append(
            ngettext(
                "%(closed)d av %(of)d element i planen er ikke åpent for alle.",
                "%(closed)d av %(of)d elementer i planen er ikke åpne for alle.",
                closed.of,
            )
            % {"closed": closed.elements, "of": closed.of}
        )
    return " ".join(told)


def _open(plan: Plan, powers: Powers) -> None:
    if not may_publish(powers, plan):
        raise NotAllowedError(_("Bare en godkjenner kan gjøre planen og elementene i den synlige for alle."))
    if plan.visibility > Visibility.PUBLIC:
        plan.visibility = Visibility.PUBLIC
        plan.save(update_fields=["visibility"])
    closed = Element.objects.filter(plan=plan, visibility__gt=Visibility.PUBLIC)
    closed.update(visibility=Visibility.PUBLIC)
