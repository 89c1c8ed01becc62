"""Starts a planstrategi for a council term, drafts it from the last one, and changes what it says of itself."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from rodtrad.cases.presenters import in_own_words
from rodtrad.cases.queries.councils import council_name
from rodtrad.core.history import told_by
from rodtrad.core.models import Visibility
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Person, powers_in
from rodtrad.organisations.queries import new_key
from rodtrad.planning.errors import FieldErrors, NotAllowedError
from rodtrad.planning.models import GuidelineAnswer, ItemDecision, PlanningStrategy, StrategyItem
from rodtrad.planning.operations.at_once import Begun, settled
from rodtrad.planning.operations.strategy_writing import put, writing_strategy
from rodtrad.planning.permissions import may_start_strategy
from rodtrad.plans.models import RESERVED_KEYS, Plan, PlanStatus, PlanType, Treatment

_FIRST_TERM, _LAST_TERM, _LONGEST = 1990, 2100, 6
HEAD = ("constituted_on", "intro", "principles")


@dataclass(frozen=True)
class StrategyValues:
    constituted_on: date | None = None
    intro: str = ""
    principles: str = ""


def start_strategy(
    *, actor: Person, root: Root, term_from: int, term_to: int, title: str = "", from_last: bool = True
) -> PlanningStrategy:
    """Start the strategy of a council term, with its plan in the register, visible to who has a role.

    With `from_last` it is drafted from the last term's. Raises NotAllowedError and FieldErrors.
    """
    powers = powers_in(actor, root)
    if not may_start_strategy(powers):
        raise NotAllowedError(
            _("Du kan ikke starte en planstrategi. Det kan redaktører og godkjennere for hele kommunen.")
        )
    _require_term(term_from, term_to)
    with told_by(user=str(actor.pk) if actor.pk else ""), transaction.atomic():
        Root.objects.select_for_update().get(pk=root.pk)
        if PlanningStrategy.objects.filter(root=root, term_from=term_from).exists():
            raise FieldErrors(
                {"term_from": _("Det finnes alt en planstrategi for perioden fra %d.") % term_from}
            )
        last = (
            PlanningStrategy.objects.filter(root=root, term_from__lt=term_from).order_by("-term_from").first()
        )
        plan = _new_plan(root, term_from, term_to, title, last)
        made = PlanningStrategy.objects.create(
            root=root, plan=plan, term_from=term_from, term_to=term_to, follows=last
        )
        if last and from_last:
            _draft(made, last)
    return made


def _require_term(first: int, last: int) -> None:
    faults = {}
    if not _FIRST_TERM <= first <= _LAST_TERM:
        faults["term_from"] = _("Skriv året perioden begynner, mellom %(first)d og %(last)d.") % {
            "first": _FIRST_TERM,
            "last": _LAST_TERM,
        }
    elif not first < last <= first + _LONGEST:
        faults["term_to"] = _("Perioden må slutte etter %(first)d, og senest i %(last)d.") % {
            "first": first,
            "last": first + _LONGEST,
        }
    if faults:
        raise FieldErrors(faults)


def _new_plan(root: Root, first: int, last: int, title: str, before: PlanningStrategy | None) -> Plan:
    title = title.strip() or _("Planstrategi %(first)d–%(last)d") % {"first": first, "last": last}
    key = new_key(Plan, root, name=title, stem=f"planstrategi-{first}", reserved=RESERVED_KEYS)
    older = before.plan if before and before.plan.status == PlanStatus.ADOPTED else None
    return Plan.objects.create(
        root=root,
        key=key,
        type=PlanType.PLANNING_STRATEGY,
        title=title,
        status=PlanStatus.UNDER_WAY,
        from_year=first,
        to_year=last,
        treatment=Treatment.POLITICAL,
        visibility=Visibility.INTERNAL,
        replaces=older,
    )


def draft_from_last(*, actor: Person, strategy: PlanningStrategy) -> int:
    """Take over what the last term's strategy has and this one lacks; return how many items came.

    Every plan stands undecided, with the item of the last term behind it; so do the guidelines, without an answer.
    Principles are taken over where none are written. Raises NotAllowedError, WrongStateError and FieldErrors.
    """
    with writing_strategy(strategy, actor=actor) as row:
        last = row.follows
        if last is None:
            raise FieldErrors({"": _("Det finnes ingen tidligere planstrategi å ta utgangspunkt i.")})
        return _draft(row, last)


def _draft(strategy: PlanningStrategy, last: PlanningStrategy) -> int:
    if not strategy.principles and last.principles:
        strategy.principles = last.principles
        strategy.save(update_fields=["principles"])
    made = _draft_items(strategy, last)
    held = set(strategy.guideline_answers.values_list("element", flat=True))
    for one in last.guideline_answers.exclude(element__in=held):
        GuidelineAnswer.objects.create(
            root_id=strategy.root_id, strategy=strategy, element_id=one.element_id, position=one.position
        )
    return made


def _draft_items(strategy: PlanningStrategy, last: PlanningStrategy) -> int:
    """Carry on each item whose plan still stands; what was refused or repealed last term is not taken up again."""
    held = list(strategy.items.all())
    plans = {one.plan_id for one in held if one.plan_id}
    titles = {one.proposed_title for one in held}
    made = 0
    done = (ItemDecision.NOT_A_PLAN, ItemDecision.REPEAL)
    for item in last.items.exclude(decision__in=done).select_related("plan"):
        is_held = item.plan_id in plans if item.plan_id else item.proposed_title in titles
        if is_held or (item.plan and item.plan.status == PlanStatus.REPEALED):
            continue
        StrategyItem.objects.create(
            root_id=strategy.root_id,
            strategy=strategy,
            plan_id=item.plan_id,
            proposed_title=item.proposed_title,
            owner_id=item.owner_id,
            position=item.position,
            previous=item,
        )
        made += 1
    return made


def change_strategy(
    *, actor: Person, strategy: PlanningStrategy, values: StrategyValues, based_on: Begun | None = None
) -> PlanningStrategy:
    """Change introduction, principles and the day the council was constituted.

    Raises NotAllowedError, WrongStateError, FieldErrors and ChangedMeanwhile.
    """
    with writing_strategy(strategy, actor=actor) as row:
        told = {name: getattr(values, name) for name in HEAD}
        values = StrategyValues(**settled(row, told, based_on))
        constituted = values.constituted_on
        if constituted and not row.term_from - 1 <= constituted.year <= row.term_to:
            said = (
                _("Kommunestyret ble konstituert i perioden. Skriv en dag i %d eller senere.") % row.term_from
            )
            raise FieldErrors({"constituted_on": in_own_words(row.root, council_name(row.root), said)})
        put(
            row,
            {
                "constituted_on": constituted,
                "intro": values.intro.strip(),
                "principles": values.principles.strip(),
            },
        )
        return row
