"""Where each record of a plan file stands in it."""

from rodtrad.core.checks import SubjectKind
from rodtrad.exchange.plan_file.reader import Spot
from rodtrad.exchange.plan_file.resolved import Resolved

Whereabouts = dict[tuple[SubjectKind, str], Spot]


def whereabouts(resolved: Resolved) -> Whereabouts:
    """Return the line and column of what a finding can be about; a link stands where its child does."""
    file = resolved.file
    elements = {key: placed.entry.spot for key, placed in resolved.elements.items()}
    return {
        **{(SubjectKind.ELEMENT, key): spot for key, spot in elements.items()},
        **{(SubjectKind.LINK, key): spot for key, spot in elements.items()},
        **{(SubjectKind.PLAN, plan.key): plan.spot for plan in file.plans},
        **{(SubjectKind.CONFLICT, conflict.key): conflict.spot for conflict in file.conflicts},
        **{(SubjectKind.SDG_TARGET, target.target): target.spot for target in file.sdg_targets},
        **{(SubjectKind.EXCEPTION, exception.subject): exception.spot for exception in file.exceptions},
    }
