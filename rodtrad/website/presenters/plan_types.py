"""The types of plans in words: those that all have, with the law behind them, and the root's own."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _

from rodtrad.organisations.models import Root
from rodtrad.plans.models import OwnPlanType, Plan, PlanLevel, PlanType, Treatment
from rodtrad.plans.plan_types import PlanTypeFacts, level_of_own, plan_types
from rodtrad.website.presenters.glossary import reader_language
from rodtrad.website.presenters.plan_map import horizon_of
from rodtrad.website.presenters.plans import own_type_name
from rodtrad.website.presenters.wording import Fact, FactValue, fact, horizon, known, label_of


@dataclass(frozen=True)
class TypeView:
    """One type; `is_read` tells that it was read in a public source, and `edit` is for who may change it."""

    key: str
    name: str
    text: str
    facts: tuple[Fact, ...]
    requires: tuple[tuple[str, str], ...]
    is_read: bool
    count: int
    plans_url: str
    edit: str = ""


@dataclass(frozen=True)
class LevelOfTypes:
    level: str
    name: str
    horizon: str
    types: tuple[TypeView, ...]


def types_by_level(
    root: Root, plans: Sequence[Plan], own: Iterable[OwnPlanType], edits: bool, council: str
) -> list[LevelOfTypes]:
    """Return all types under the level where they stand, the common ones first."""
    counts: dict[str, int] = {}
    for plan in plans:
        key = f"own {plan.own_type.key}" if plan.own_type else plan.type
        counts[key] = counts.get(key, 0) + 1
    views: dict[PlanLevel, list[TypeView]] = {level: [] for level in PlanLevel}
    for facts in plan_types().values():
        views[facts.level].append(_common(root, facts, counts.get(facts.type.value, 0), council))
    for row in own:
        views[level_of_own(row)].append(_own(root, row, counts.get(f"own {row.key}", 0), edits))
    return [
        LevelOfTypes(level.value, label_of(level), horizon_of(level), tuple(types))
        for level, types in views.items()
    ]


def _common(root: Root, facts: PlanTypeFacts, count: int, council: str) -> TypeView:
    language = reader_language()
    return TypeView(
        key=facts.type.value,
        name=label_of(facts.type),
        text=facts.text[language],
        facts=tuple(
            known(
                fact(_("Grunnlag"), facts.legal_basis or _("ikke bestemt i lov")),
                fact(_("Ser vanligvis"), _years(facts.horizon)),
                fact(_("Behandling"), label_of(facts.treatment)),
                fact(_("Vedtas av"), _body(facts.adopted_by, council)),
                fact(_("Høring"), _hearings(facts.hearings)),
                fact(_("Klage"), _appeal(facts)),
            )
        ),
        requires=tuple((one.text[language], one.reference) for one in facts.requires),
        is_read=facts.mark == "S",
        count=count,
        plans_url=f"{reverse('plans', args=[root.slug])}?type={facts.type.value}#register",
    )


def _own(root: Root, row: OwnPlanType, count: int, edits: bool) -> TypeView:
    base = plan_types()[PlanType(row.based_on)]
    return TypeView(
        key=f"egen-{row.key}",
        name=own_type_name(row),
        text="",
        facts=tuple(
            known(
                fact(_("Bygger på"), FactValue(label_of(base.type), f"#{base.type.value}")),
                fact(_("Grunnlag"), row.legal_basis or base.legal_basis or _("ikke bestemt i lov")),
                fact(_("Ser vanligvis"), horizon(row.horizon_years) or _years(base.horizon)),
                fact(
                    _("Behandling"), label_of(Treatment(row.treatment) if row.treatment else base.treatment)
                ),
            )
        ),
        requires=(),
        is_read=False,
        count=count,
        plans_url="",
        edit=reverse("edit_plan_type", args=[root.slug, row.key]) if edits else "",
    )


def _years(span: tuple[int, int] | None) -> str:
    if span is None:
        return ""
    first, last = span
    if first == last:
        return horizon(first)
    return _("%(first)d–%(last)d år") % {"first": first, "last": last}


def _body(key: str, council: str) -> str:
    return {
        "council": council,
        "county_council": _("fylkestinget"),
        "administration": _("administrasjonen"),
    }.get(key, "")


def _hearings(hearings: Sequence[str]) -> str:
    if not hearings:
        return _("ikke bestemt i lov")
    words = {"programme": _("planprogrammet"), "plan": _("planforslaget")}
    return _(" og ").join(words[one] for one in hearings)


def _appeal(facts: PlanTypeFacts) -> str:
    if facts.may_be_appealed is None:
        return ""
    word = _("kan påklages") if facts.may_be_appealed else _("kan ikke påklages")
    return f"{word} ({facts.appeal_reference})" if facts.appeal_reference else word
