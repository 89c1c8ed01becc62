from django.utils.translation import gettext as _

from rodtrad.core.models import Origin
from rodtrad.core.text import storable
from rodtrad.goals.errors import AdoptedTextError, FieldErrors, NotAllowedError
from rodtrad.goals.models import Element, Link
from rodtrad.goals.operations.fields import LONGEST_TEXT
from rodtrad.goals.operations.links import make_link
from rodtrad.goals.operations.writing import adopted_text, fresh_plan, one_write
from rodtrad.goals.permissions import Powers, is_locked, may_correct, may_write_element
from rodtrad.organisations.permissions import Person, viewer_for


def link_elements(
    *,
    actor: Person,
    child: Element,
    parent: Element,
    kind: str = "",
    reason: str = "",
    origin: Origin = Origin.OWN,
    correction: str = "",
) -> Link:
    """Let the child contribute to, or address, the parent. Without a kind, the first that the level rules allow.

    `reason` says why they belong together. Links inside one adopted plan are locked, but for readings; `correction`
    is why such a link is corrected. Raises NotAllowedError and FieldErrors: no rule, a circle, linked already.
    """
    with one_write(actor=actor, root=child.root, reason=correction.strip()) as powers:
        require_link(powers, child, parent, correction=correction)
        if Link.objects.filter(child=child, parent=parent).exists():
            raise FieldErrors({"parent": _("De to er koblet fra før.")})
        text = storable(reason).strip()[:LONGEST_TEXT]
        return make_link(child, parent, kind=kind, reason=text, origin=origin)


def require_link(powers: Powers, child: Element, parent: Element, *, correction: str = "") -> None:
    """Raise unless the person edits the child, or corrects its plan, and may see both ends."""
    child.plan = fresh_plan(child.plan)
    if not may_write_element(powers, child):
        corrects = is_locked(child.plan) and may_correct(powers, child.plan)
        if corrects and not correction.strip():
            raise AdoptedTextError({"link": adopted_text("link")})
        if not corrects:
            raise NotAllowedError(
                _(
                    "Du kan ikke endre koblingene til «%s». Det kan den som er redaktør for planen eller enheten."
                )
                % child.title
            )
    for end in (child, parent):
        viewer = viewer_for(powers.person, end.root)
        if not Element.objects.filter(pk=end.pk).visible_to(viewer).exists():
            raise FieldErrors({"parent": _("Elementet finnes ikke.")})
