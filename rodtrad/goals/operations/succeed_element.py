from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from rodtrad.core.models import Visibility
from rodtrad.goals.errors import FieldErrors
from rodtrad.goals.models import Element, Link
from rodtrad.goals.operations.create_element import make_in_plan, refuse_locked
from rodtrad.goals.operations.fields import Changes, cleaned, values_of
from rodtrad.goals.operations.links import copied_origin, follow_links_down, make_link
from rodtrad.goals.operations.writing import fresh_plan, in_turn, one_write, require_plan
from rodtrad.goals.permissions import is_locked
from rodtrad.organisations.permissions import Person, Viewer, viewer_for
from rodtrad.plans.models import Plan

#: What a new wording does not take with it: how far the old one came.
_OWN = ("progress", "judgement", "visibility")


def succeed_element(
    *,
    actor: Person,
    element: Element,
    plan: Plan,
    changes: Changes | Mapping[str, Any],
    key: str = "",
    under: Element | None = None,
    number: str = "",
) -> Element:
    """Reword an adopted element for a draft plan: a new element there, with the adopted one as its predecessor.

    The adopted one stands as it was for everyone. The new one has its fields but for `changes`, and is internal at the
    widest, so that the public does not see it before it is published. It contributes to what the old one contributed
    to, or to what follows that in the plan; what in the plan contributes to the old one contributes to it too.
    """
    given = cleaned(changes)
    with one_write(actor=actor, root=plan.root) as powers:
        current = fresh_plan(plan)
        require_plan(powers, current)
        refuse_locked(current)
        in_turn("placements", plan.pk)
        viewer = viewer_for(actor, element.root)
        _require_adopted(element, current, viewer)
        values = {name: value for name, value in values_of(element).items() if name not in _OWN}
        narrowest = max(int(Visibility.INTERNAL), element.visibility)
        values = {**values, "visibility": narrowest, **given}
        values["visibility"] = max(narrowest, int(str(values["visibility"])))
        row, _place = make_in_plan(
            powers, current, element.level, values, key=key, under=under, number=number, predecessor=element
        )
        _follow_links(element, row, viewer)
    return row


def _require_adopted(element: Element, plan: Plan, viewer: Viewer) -> None:
    if (
        element.root_id != plan.root_id
        or not Element.objects.filter(pk=element.pk).visible_to(viewer).exists()
    ):
        raise FieldErrors({"element": _("Elementet finnes ikke.")})
    if not is_locked(fresh_plan(element.plan)):
        raise FieldErrors({"element": _("«%s» er ikke vedtatt. Rediger det der det står.") % element.title})
    if Element.objects.filter(predecessor=element, plan=plan).exists():
        raise FieldErrors({"plan": _("«%s» er omskrevet i denne planen fra før.") % element.title})


def _follow_links(element: Element, row: Element, viewer: Viewer) -> None:
    seen = Element.objects.visible_to(viewer).filter(root=element.root_id)
    successors = {one.predecessor_id: one for one in seen.filter(plan=row.plan_id, predecessor__isnull=False)}
    parents = {one.pk: one for one in seen.filter(links_down__child=element)}
    for link in Link.objects.filter(child=element, parent__in=parents):
        parent = successors.get(link.parent_id) or parents[link.parent_id]
        make_link(row, parent, kind=link.kind, reason=link.reason, origin=copied_origin(link))
    follow_links_down(element, row, plan_id=row.plan_id)
