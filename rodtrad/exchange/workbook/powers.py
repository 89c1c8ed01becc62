"""What the person may not do, by the same rules as on the pages."""

from django.utils.translation import gettext as _

from rodtrad.core.models import Visibility
from rodtrad.exchange.workbook.columns import LEVEL
from rodtrad.exchange.workbook.here import Here
from rodtrad.exchange.workbook.wish import Wish
from rodtrad.goals.permissions import may_show_wider, may_write_element, may_write_plan, open_fields

#: What is decided where the plan is written; links also where someone is responsible.
_OF_THE_PLAN = frozenset({"key", "plan", "number", "parent", "origin", "source", "place"})
_LINKS = frozenset({"contributes_to", "addresses"})


def refuse_without_power(wish: Wish, here: Here, changed: set[str]) -> None:
    """Note what the person may not change; `changed` are columns. A command may change everything."""
    if here.powers is None:
        return
    assert wish.after is not None
    plan = here.plans[wish.plan]
    before = int(Visibility[wish.before.entry.visibility.upper()] if wish.before else Visibility.INTERNAL)
    after = int(Visibility[wish.after.entry.visibility.upper()])
    if wish.element is None and not may_write_plan(here.powers, plan):
        message = _("Du kan ikke legge noe til i planen «%s».") % here.plan_names.shown(wish.plan)
        wish.refuse("plan", message, _("Be en redaktør hos den som eier planen."))
    elif not may_show_wider(here.powers, plan, before, after):
        message = _("Bare den som er godkjenner for planen, kan gjøre noe synlig for alle.")
        wish.refuse("visibility", message, _("La cella stå som den var, og be en godkjenner om resten."))
    elif wish.element is not None:
        for name in sorted(changed - _open_columns(wish, here)):
            message = _("Du kan ikke endre dette på elementet.")
            wish.refuse(name, message, _("Be en redaktør hos den som eier planen."))


def _open_columns(wish: Wish, here: Here) -> set[str]:
    assert wish.element is not None
    assert here.powers is not None
    element = wish.element
    element.plan = here.plans[wish.plan]
    fields = set(open_fields(here.powers, element))
    if "title" in fields:
        fields.update(name for name in wish.columns if name.startswith(LEVEL))
    if may_write_plan(here.powers, element.plan):
        fields |= _OF_THE_PLAN
    return fields | _LINKS if may_write_element(here.powers, element) else fields
