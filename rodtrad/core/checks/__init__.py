"""The thread check: what a rule and a finding are, and the registry that rooms fill."""

from rodtrad.core.checks.findings import Finding, Message, Place, Related, SubjectKind
from rodtrad.core.checks.registry import (
    DuplicateRuleError,
    RuleSet,
    Scope,
    all_rules,
    register,
    registered,
)
from rodtrad.core.checks.rules import Pictogram, Rule, Severity

__all__ = [
    "DuplicateRuleError",
    "Finding",
    "Message",
    "Pictogram",
    "Place",
    "Related",
    "Rule",
    "RuleSet",
    "Scope",
    "Severity",
    "SubjectKind",
    "all_rules",
    "register",
    "registered",
]
