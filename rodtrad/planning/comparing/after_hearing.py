"""What the law says of changes after a hearing, by the type of plan. Pure: differences in, an answer out.

Land use that was not in the heard draft is not adopted without a new hearing (pbl. § 11-15, the land-use element
only). A zoning plan that is changed substantially after the inspection needs a renewed say (Sivilombudet). Of other
plans there is no such rule; that the samfunnsdel differs from what was heard is told, and no more.
"""

from dataclasses import dataclass
from enum import StrEnum

from rodtrad.planning.comparing.differences import Change, Differences, DocumentChange, DocumentDifference
from rodtrad.plans.models import DocumentKind, PlanType


class Scope(StrEnum):
    """How the law looks at it: not allowed, to be looked into, or only told."""

    NEW_HEARING = "new_hearing"
    RENEWED_SAY = "renewed_say"
    TOLD = "told"


_LAND_USE = frozenset({PlanType.LAND_USE_ELEMENT})
_ZONING = frozenset({PlanType.AREA_ZONING, PlanType.DETAILED_ZONING})
_SOCIAL = frozenset({PlanType.SOCIAL_ELEMENT})
#: What may change the use of land; a responsible unit or a target does not.
_SUBSTANCE = frozenset({Change.ADDED, Change.REMOVED, Change.REWORDED, Change.MOVED})
#: What is adopted with the plan: the plan map and the provisions come as files.
_OF_THE_PLAN = frozenset({DocumentKind.PLAN, DocumentKind.MAP, DocumentKind.APPENDIX})


@dataclass(frozen=True, slots=True)
class AfterHearing:
    """`added` elements were not heard at all; `changed` is how many differ in substance, those too.

    `documents` is how many of the plan's own documents are new, gone or exchanged.
    """

    scope: Scope
    added: int
    changed: int
    documents: int = 0


def after_hearing(plan_type: str, differences: Differences) -> AfterHearing | None:
    """Return what the changes since the hearing mean for a plan of the type; None where they mean nothing.

    `differences` are those from the heard draft to what is to be, or was, adopted.
    """
    changed = sum(1 for one in differences.elements if one.changes & _SUBSTANCE)
    added = differences.counts[Change.ADDED]
    documents = sum(map(_is_of_the_plan, differences.documents))
    scope = _scope(plan_type, added)
    return AfterHearing(scope, added, changed, documents) if scope and (changed or documents) else None


def _scope(plan_type: str, added: int) -> Scope | None:
    if plan_type in _LAND_USE:
        return Scope.NEW_HEARING if added else Scope.RENEWED_SAY
    if plan_type in _ZONING:
        return Scope.RENEWED_SAY
    return Scope.TOLD if plan_type in _SOCIAL else None


def _is_of_the_plan(one: DocumentDifference) -> bool:
    """Tell whether it is another file than was heard, or has become, or no longer is, a document of the plan."""
    kinds = {side["kind"] for side in (one.before, one.after) if side}
    has_other_kind = len(kinds) > 1
    return bool(kinds & _OF_THE_PLAN) and (one.change is not DocumentChange.RENAMED or has_other_kind)
