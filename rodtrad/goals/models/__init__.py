"""The red thread: frameworks and levels, elements and placements, links, conflicts."""

from rodtrad.goals.models.conflicts import Conflict, ConflictStep, Handling, Sign
from rodtrad.goals.models.editing import FormerKey, Seen
from rodtrad.goals.models.elements import Correction, Element, Judgement, Placement, Progress, seen_by
from rodtrad.goals.models.frameworks import (
    Framework,
    Level,
    LevelRole,
    LevelRule,
    PlanFramework,
    RuleKind,
    TitleStyle,
)
from rodtrad.goals.models.links import Link, LinkKind
from rodtrad.goals.models.retention import HistoryRetention
from rodtrad.goals.models.reviews import Comment, DraftLink, Review, ReviewState

__all__ = [
    "Comment",
    "Conflict",
    "ConflictStep",
    "Correction",
    "DraftLink",
    "Element",
    "FormerKey",
    "Framework",
    "Handling",
    "HistoryRetention",
    "Judgement",
    "Level",
    "LevelRole",
    "LevelRule",
    "Link",
    "LinkKind",
    "Placement",
    "PlanFramework",
    "Progress",
    "Review",
    "ReviewState",
    "RuleKind",
    "Seen",
    "Sign",
    "TitleStyle",
    "seen_by",
]
