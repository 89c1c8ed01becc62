from django.utils.translation import gettext as _

from rodtrad.goals.errors import FieldErrors
from rodtrad.goals.models import Element, Link
from rodtrad.goals.operations.link_elements import require_link
from rodtrad.goals.operations.writing import one_write
from rodtrad.organisations.permissions import Person


def unlink_elements(*, actor: Person, child: Element, parent: Element, correction: str = "") -> None:
    """Take away the link between the two. `correction` is why, when both stand in the same adopted plan."""
    with one_write(actor=actor, root=child.root, reason=correction.strip()) as powers:
        require_link(powers, child, parent, correction=correction)
        gone, _kinds = Link.objects.filter(child=child, parent=parent).delete()
        if not gone:
            raise FieldErrors({"parent": _("De to er ikke koblet lenger.")})
