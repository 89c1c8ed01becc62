"""What is usual for each type of plan, as `data/plan_types.yaml` says it, and what a root says of types of its own."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from rodtrad.plans.models import KnowledgeKind, OwnPlanType, Plan, PlanLevel, PlanType, Treatment

LANGUAGES = ("nb", "nn", "en")
#: Where a rule was read: in a public source, or as general knowledge that an administrator may see otherwise.
MARKS = ("S", "K")
HEARINGS = ("programme", "plan")
BODIES = ("council", "county_council", "administration", "none")
_TYPE_FIELDS = {
    "key", "level", "horizon", "treatment", "adopted_by", "hearings", "appeal", "legal_basis", "mark", "text",
    "requires",
}  # fmt: skip


class PlanTypesError(ValueError):
    """The file does not say what it must; the message says of which type."""


@dataclass(frozen=True)
class Requirement:
    """What a plan of the type must hold or have gone through; the text by language."""

    text: Mapping[str, str]
    reference: str


@dataclass(frozen=True)
class PlanTypeFacts:
    """One type: `horizon` is the least and the most years, `may_be_appealed` None where nothing is decided."""

    type: PlanType
    level: PlanLevel
    horizon: tuple[int, int] | None
    treatment: Treatment
    adopted_by: str
    hearings: tuple[str, ...]
    may_be_appealed: bool | None
    appeal_reference: str
    legal_basis: str
    mark: str
    text: Mapping[str, str]
    requires: tuple[Requirement, ...]


@dataclass(frozen=True)
class Renewal:
    """How many years a kind of knowledge lasts; None where nothing is usual."""

    every_years: int | None
    reference: str
    mark: str


@cache
def plan_types() -> Mapping[PlanType, PlanTypeFacts]:
    """Return every type, in the order of the choices. Raises PlanTypesError."""
    found = {facts.type: facts for facts in map(_read_type, _loaded()["types"])}
    missing = [one.value for one in PlanType if one not in found]
    if missing:
        raise PlanTypesError(f"plan_types.yaml lacks {', '.join(missing)}")
    return {one: found[one] for one in PlanType}


@cache
def renewals() -> Mapping[KnowledgeKind, Renewal]:
    """Return how often each kind of knowledge is renewed. Raises PlanTypesError."""
    found = {}
    for row in _loaded()["knowledge"]:
        years = row["every_years"]
        if row["mark"] not in MARKS or not (years is None or 0 < years <= 50):
            raise PlanTypesError(f"plan_types.yaml, knowledge {row['kind']}")
        found[KnowledgeKind(row["kind"])] = Renewal(years, row["reference"], row["mark"])
    return {one: found[one] for one in KnowledgeKind}


def level_of(plan: Plan) -> PlanLevel:
    """Return where the plan stands: as it says itself, else as its own type says, else as is usual."""
    own = plan.own_type
    return PlanLevel(plan.level_override or (own and own.level) or plan_types()[PlanType(plan.type)].level)


def level_of_own(own: OwnPlanType) -> PlanLevel:
    return PlanLevel(own.level or plan_types()[PlanType(own.based_on)].level)


def _loaded() -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load(
        files("rodtrad.plans").joinpath("data/plan_types.yaml").read_text("utf-8")
    )
    return loaded


def _read_type(row: dict[str, Any]) -> PlanTypeFacts:
    key = row.get("key", "?")
    if row.keys() != _TYPE_FIELDS:
        raise PlanTypesError(
            f"plan_types.yaml, {key}: {', '.join(sorted(row.keys() ^ _TYPE_FIELDS))} is missing or unknown"
        )
    wrong = [
        name
        for name, is_right in (
            ("mark", row["mark"] in MARKS),
            ("adopted_by", row["adopted_by"] in BODIES),
            ("hearings", set(row["hearings"]) <= set(HEARINGS)),
            ("text", _is_trilingual(row["text"])),
            ("requires", all(_is_trilingual(one["text"]) for one in row["requires"])),
        )
        if not is_right
    ]
    if wrong:
        raise PlanTypesError(f"plan_types.yaml, {key}: {', '.join(wrong)}")
    try:
        return _facts(row)
    except (KeyError, TypeError, ValueError) as error:
        raise PlanTypesError(f"plan_types.yaml, {key}: {error}") from error


def _facts(row: dict[str, Any]) -> PlanTypeFacts:
    horizon = row["horizon"]
    return PlanTypeFacts(
        type=PlanType(row["key"]),
        level=PlanLevel(row["level"]),
        horizon=(int(horizon["from"]), int(horizon["to"])) if horizon else None,
        treatment=Treatment(row["treatment"]),
        adopted_by=row["adopted_by"],
        hearings=tuple(row["hearings"]),
        may_be_appealed=row["appeal"]["allowed"],
        appeal_reference=row["appeal"]["reference"],
        legal_basis=row["legal_basis"],
        mark=row["mark"],
        text=row["text"],
        requires=tuple(Requirement(one["text"], one["reference"]) for one in row["requires"]),
    )


def _is_trilingual(text: object) -> bool:
    return isinstance(text, dict) and set(text) == set(LANGUAGES) and all(text.values())
