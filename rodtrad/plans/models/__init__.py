"""The plan register, and the versions of its plans."""

from rodtrad.plans.models.register import LOCKED, Plan, PlanStatus, PlanType, Question, Treatment
from rodtrad.plans.models.versions import Version, VersionLabel

__all__ = ["LOCKED", "Plan", "PlanStatus", "PlanType", "Question", "Treatment", "Version", "VersionLabel"]
