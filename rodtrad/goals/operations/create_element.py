from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from rodtrad.core.models import LifeCycle, Origin, Visibility
from rodtrad.goals.errors import AdoptedTextError, FieldErrors, NotAllowedError
from rodtrad.goals.models import Element, Level, Placement, PlanFramework
from rodtrad.goals.operations.fields import Changes, Values, cleaned, put_relations, put_values
from rodtrad.goals.operations.keys import new_key
from rodtrad.goals.operations.links import link_by_place
from rodtrad.goals.operations.places import put_last
from rodtrad.goals.operations.writing import adopted_text, fresh_plan, in_turn, one_write, require_plan
from rodtrad.goals.permissions import Powers, is_locked, may_publish
from rodtrad.organisations.permissions import Person
from rodtrad.plans.models import Plan, PlanStatus


def create_element(
    *,
    actor: Person,
    plan: Plan,
    level: Level,
    changes: Changes | Mapping[str, Any],
    key: str = "",
    under: Element | None = None,
    number: str = "",
    link: bool = True,
    origin: Origin = Origin.OWN,
) -> Element:
    """Make an element with its place in the plan: last under another, or last at the top.

    `changes` holds its fields, the title at least. Without a key it gets one from its title. With `link`, what stands
    under something also contributes to it, when the framework says that the levels do. It is internal unless told
    otherwise; to make it public is to publish it, which takes that role.
    """
    values = {"visibility": int(Visibility.INTERNAL), **cleaned({"title": "", **changes})}
    with one_write(actor=actor, root=plan.root) as powers:
        current = fresh_plan(plan)
        require_plan(powers, current)
        refuse_locked(current)
        if values["visibility"] == Visibility.PUBLIC and not may_publish(powers, current):
            raise NotAllowedError(_("Bare den som er godkjenner for planen, kan gjøre noe synlig for alle."))
        in_turn("placements", plan.pk)
        row, _place = make_in_plan(
            powers, current, level, values, key=key, under=under, number=number, origin=origin
        )
        if under is not None and link:
            link_by_place(row, under)
    return row


def refuse_locked(plan: Plan) -> None:
    if is_locked(plan):
        raise AdoptedTextError({"plan": adopted_text("number")})


def make_in_plan(
    powers: Powers,
    plan: Plan,
    level: Level,
    values: Values,
    *,
    key: str = "",
    under: Element | None = None,
    number: str = "",
    origin: Origin = Origin.OWN,
    predecessor: Element | None = None,
) -> tuple[Element, Placement]:
    """Make and place an element inside a write that has asked for permission already."""
    row = Element(
        root=plan.root,
        key=new_key(plan.root, wanted=key, title=str(values["title"]), level_key=level.key),
        plan=plan,
        framework_id=framework_of(plan, level),
        level=level,
        origin=origin,
        life_cycle=LifeCycle.PROPOSED if plan.status == PlanStatus.HEARING else LifeCycle.DRAFT,
        predecessor=predecessor,
    )
    put_values(row, values)
    row.save(force_insert=True)
    place = put_last(row, plan, under=under, number=number)
    put_relations(row, values)
    return row, place


def framework_of(plan: Plan, level: Level) -> Any:
    """Return the id of the plan's framework. Raises FieldErrors when the level is not in it."""
    found = PlanFramework.objects.filter(plan=plan).values_list("framework_id", flat=True).first()
    if found is None:
        raise FieldErrors({"plan": _("«%s» har ingen målstruktur ennå.") % plan.title})
    if found != level.framework_id:
        raise FieldErrors(
            {"level": _("Nivået «%(level)s» er ikke i målstrukturen til «%(plan)s».")
             % {"level": level.one, "plan": plan.title}}
        )  # fmt: skip
    return found
