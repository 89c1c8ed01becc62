"""The plan register, and the versions of its plans."""

from rodtrad.plans.models.around import KnowledgeBase, PlanMerge
from rodtrad.plans.models.corrections import PlanCorrection
from rodtrad.plans.models.documents import PlanDocument
from rodtrad.plans.models.kinds import (
    LOCKED,
    DocumentKind,
    KnowledgeKind,
    PlanLevel,
    PlanStatus,
    PlanType,
    Question,
    Treatment,
)
from rodtrad.plans.models.own_types import OwnPlanType
from rodtrad.plans.models.register import NATIONAL_ID, RESERVED_KEYS, Plan
from rodtrad.plans.models.versions import Version, VersionFile, VersionLabel, VersionMark

__all__ = [
    "LOCKED",
    "NATIONAL_ID",
    "RESERVED_KEYS",
    "DocumentKind",
    "KnowledgeBase",
    "KnowledgeKind",
    "OwnPlanType",
    "Plan",
    "PlanCorrection",
    "PlanDocument",
    "PlanLevel",
    "PlanMerge",
    "PlanStatus",
    "PlanType",
    "Question",
    "Treatment",
    "Version",
    "VersionFile",
    "VersionLabel",
    "VersionMark",
]
