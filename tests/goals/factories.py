"""The least that a test of the thread needs: keyword functions that make one valid row each.

The default framework says: floke (challenge) ← maal (goal) ← delmaal (goal), tema (theme) ← strategi ← punkt
(strategy point) ← tiltak (measure) ← oppdrag (assignment), and foring (guideline) beside them.
"""

from collections.abc import Iterable, Mapping, Sequence
from contextlib import contextmanager
from datetime import date
from itertools import count
from typing import Any

from django.db import transaction

from rodtrad.core.models import LifeCycle, Origin
from rodtrad.goals.models import (
    Conflict,
    ConflictStep,
    Element,
    Framework,
    Level,
    LevelRule,
    Link,
    Placement,
    PlanFramework,
)
from rodtrad.organisations.models import (
    CheckException,
    Governance,
    Organisation,
    OrganisationKind,
    RegionMember,
    Root,
    RootKind,
    Source,
)
from rodtrad.plans.models import LOCKED, Plan, PlanStatus, PlanType
from rodtrad.sdg.models import LocalTarget, SdgGoal, SdgTarget

_numbers = count(1)

LEVELS: Sequence[tuple[str, str]] = (
    ("foring", "guideline"),
    ("floke", "challenge"),
    ("maal", "goal"),
    ("delmaal", "goal"),
    ("tema", "theme"),
    ("strategi", "strategy"),
    ("punkt", "strategy_point"),
    ("tiltak", "measure"),
    ("oppdrag", "assignment"),
)
#: child, parent, kind; a fourth part False makes the rule abnormal.
RULES: Sequence[tuple[Any, ...]] = (
    ("maal", "floke", "addresses"),
    ("delmaal", "maal", "contributes"),
    ("tema", "maal", "contributes"),
    ("strategi", "maal", "contributes"),
    ("strategi", "delmaal", "contributes"),
    ("punkt", "strategi", "contributes"),
    ("tiltak", "punkt", "contributes"),
    ("tiltak", "strategi", "contributes"),
    ("tiltak", "tema", "contributes"),
    ("tiltak", "maal", "contributes", False),
    ("oppdrag", "tiltak", "contributes"),
    ("delmaal", "maal", "under"),
    ("tema", "maal", "under"),
    ("strategi", "maal", "under"),
)
_LIFE = {PlanStatus.ADOPTED: LifeCycle.ADOPTED, PlanStatus.HEARING: LifeCycle.PROPOSED}


def make_root(*, slug: str = "", kind: str = RootKind.MUNICIPALITY, **fields: Any) -> Root:
    """Make a root with its top organisation, whose key is the slug."""
    slug = slug or f"rot-{next(_numbers)}"
    fields = {"name": slug.title(), "short_name": slug.title(), **fields}
    root = Root.objects.create(
        slug=slug, kind=kind, governance=fields.pop("governance", Governance.EXECUTIVE_COMMITTEE), **fields
    )
    Organisation.objects.create(root=root, key=slug, kind=OrganisationKind.ROOT, name=root.name)
    return root


def top(root: Root) -> Organisation:
    return Organisation.objects.get(root=root, parent__isnull=True)


def make_organisation(
    root: Root, *, key: str = "", parent: Organisation | None = None, **fields: Any
) -> Organisation:
    key = key or f"enhet-{next(_numbers)}"
    fields = {"kind": OrganisationKind.UNIT, "name": key.title(), **fields}
    return Organisation.objects.create(root=root, key=key, parent=parent or top(root), **fields)


def make_source(root: Root, *, key: str = "", title: str = "Kilden") -> Source:
    return Source.objects.create(root=root, key=key or f"kilde-{next(_numbers)}", title=title)


def make_framework(
    root: Root,
    *,
    key: str = "rammeverk",
    levels: Iterable[tuple[str, str]] = LEVELS,
    rules: Iterable[tuple[Any, ...]] = RULES,
    level_fields: Mapping[str, Mapping[str, Any]] | None = None,
    **fields: Any,
) -> Framework:
    """Make a framework; `level_fields` is by level key, and rules about unknown levels are skipped."""
    framework = Framework.objects.create(root=root, key=key, name=fields.pop("name", key.title()), **fields)
    made = {}
    for position, (level, role) in enumerate(levels):
        names = {f"{form}_{language}": level for form in ("one", "many") for language in ("nb", "nn", "en")}
        given = {**names, "role": role, "position": position, **(level_fields or {}).get(level, {})}
        made[level] = Level.objects.create(root=root, framework=framework, key=level, **given)
    for child, parent, kind, *normal in rules:
        if child in made and parent in made:
            make_rule(made[child], made[parent], kind, normal=all(normal))
    return framework


def make_rule(child: Level, parent: Level, kind: str = "contributes", *, normal: bool = True) -> LevelRule:
    return LevelRule.objects.create(
        root_id=child.root_id, child=child, parent=parent, kind=kind, normal=normal
    )


def level(framework: Framework, key: str) -> Level:
    return framework.levels.get(key=key)


def make_plan(root: Root, *, key: str = "", framework: Framework | None = None, **fields: Any) -> Plan:
    """Make a plan, adopted and without a period unless told otherwise."""
    key = key or f"plan-{next(_numbers)}"
    given = {"type": PlanType.THEME_PLAN, "status": PlanStatus.ADOPTED, "title": key.title(), **fields}
    plan = Plan.objects.create(root=root, key=key, **given)
    if framework:
        PlanFramework.objects.create(root=root, plan=plan, framework=framework)
    return plan


@contextmanager
def unlocked(plan: Plan) -> Any:
    """Let an adopted plan be written to, as before its adoption."""
    locked = Plan.objects.get(pk=plan.pk).status in LOCKED
    if locked:
        Plan.objects.filter(pk=plan.pk).update(status=PlanStatus.UNDER_WAY)
    yield
    if locked:
        Plan.objects.filter(pk=plan.pk).update(status=plan.status)


def make_element(
    plan: Plan,
    level_key: str,
    title: str = "",
    *,
    key: str = "",
    under: Element | None = None,
    number: str = "",
    contributes_to: Element | Sequence[Element] = (),
    addresses: Element | Sequence[Element] = (),
    sdg: Sequence[str] = (),
    **fields: Any,
) -> Element:
    """Make an element with its placement in the plan it comes from, and links up when asked.

    Unless told otherwise it is the top organisation's responsibility and follows the plan's life cycle.
    """
    number_of = next(_numbers)
    key = key or f"{level_key}-{number_of}"
    framework = plan.plan_framework.framework
    given = {
        "responsible": top(plan.root),
        "life_cycle": _LIFE.get(PlanStatus(plan.status), LifeCycle.DRAFT),
        **fields,
    }
    with transaction.atomic(), unlocked(plan):
        element = Element.objects.create(
            root=plan.root, key=key, plan=plan, framework=framework, level=level(framework, level_key),
            title=title or f"{level_key.title()} {_word(number_of)}", **given,
        )  # fmt: skip
        place(element, plan, under=under, number=number)
    for kind, parents in (("contributes", contributes_to), ("addresses", addresses)):
        for parent in [parents] if isinstance(parents, Element) else parents:
            make_link(element, parent, kind)
    for code in sdg:
        tag(element, code)
    return element


def _word(number: int) -> str:
    """Return a word of letters for the number, so that made titles are not each other's near-duplicates."""
    letters = "bdfghjklmnprstv"
    word = ""
    while number:
        number, digit = divmod(number, len(letters))
        word += letters[digit] + "aeiouy"[digit % 6] * 2
    return word


def place(element: Element, plan: Plan, *, under: Element | None = None, number: str = "") -> Placement:
    """Place the element in a plan: carried over unless it is the plan it comes from."""
    parent = Placement.objects.get(plan=plan, element=under) if under else None
    position = Placement.objects.filter(plan=plan).count()
    with unlocked(plan):
        return Placement.objects.create(
            root=plan.root, plan=plan, element=element, level=element.level, number=number, position=position,
            parent=parent, parent_level=under.level if under else None,
        )  # fmt: skip


def make_link(child: Element, parent: Element, kind: str = "contributes", **fields: Any) -> Link:
    with transaction.atomic(), unlocked(child.plan):
        return Link.objects.create(
            root=child.root, child=child, parent=parent, kind=kind, parent_root=parent.root,
            child_level=child.level, parent_level=parent.level, **fields,
        )  # fmt: skip


def tag(element: Element, code: str) -> None:
    """Tag the element with a goal ("11") or a target ("11.6"), made when missing."""
    goal, _ = SdgGoal.objects.get_or_create(
        number=int(code.split(".")[0]), defaults={f"name_{language}": code for language in ("nb", "nn", "en")}
    )
    if "." in code:
        element.sdg_targets.add(_target(goal, code))
    else:
        element.sdg_goals.add(goal)


def _target(goal: SdgGoal, code: str) -> SdgTarget:
    names = {f"name_{language}": f"Delmål {code}" for language in ("nb", "nn", "en")}
    return SdgTarget.objects.get_or_create(
        code=code, defaults={"goal": goal, "position": next(_numbers), **names}
    )[0]


def make_local_target(root: Root, code: str, *, why: str = "Det gjelder her.") -> LocalTarget:
    number = int(code.split(".")[0])
    goal, _ = SdgGoal.objects.get_or_create(
        number=number, defaults={f"name_{language}": str(number) for language in ("nb", "nn", "en")}
    )
    return LocalTarget.objects.create(root=root, target=_target(goal, code), why=why)


def make_conflict(
    root: Root, *elements: Element, key: str = "", title: str = "Målkonflikt", **fields: Any
) -> Conflict:
    """Make a conflict with one step for each element."""
    conflict = Conflict.objects.create(
        root=root, key=key or f"konflikt-{next(_numbers)}", title=title, **fields
    )
    for position, element in enumerate(elements):
        ConflictStep.objects.create(
            root=root, conflict=conflict, position=position, text="Ledd", element=element
        )
    return conflict


def make_exception(
    root: Root, rule: str, subject: str, *, until: date = date(2099, 12, 31), reason: str = "Avklart."
) -> CheckException:
    return CheckException.objects.create(
        root=root, rule=rule, subject=subject, reason=reason, owner=top(root), until=until
    )


def make_member(region: Root, member: Root) -> RegionMember:
    return RegionMember.objects.create(root=region, name=member.name, member=member, origin=Origin.OWN)
