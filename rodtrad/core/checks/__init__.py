"""The thread check: what a rule and a finding are, and the registry that rooms fill."""

from rodtrad.core.checks.feeds import Feed, events_of_all, events_of_root
from rodtrad.core.checks.findings import Finding, Message, Place, Related, SubjectKind
from rodtrad.core.checks.reading import Reading
from rodtrad.core.checks.registry import (
    DuplicateRuleError,
    RuleSet,
    Scope,
    all_feeds,
    all_rules,
    register,
    registered,
)
from rodtrad.core.checks.rules import Pictogram, Rule, Severity

__all__ = [
    "DuplicateRuleError",
    "Feed",
    "Finding",
    "Message",
    "Pictogram",
    "Place",
    "Reading",
    "Related",
    "Rule",
    "RuleSet",
    "Scope",
    "Severity",
    "SubjectKind",
    "all_feeds",
    "all_rules",
    "events_of_all",
    "events_of_root",
    "register",
    "registered",
]
