"""Who may see a case, and who may write what. The table of roles stands in organisations.permissions."""

from collections.abc import Sequence
from uuid import UUID

from rodtrad.cases.models import Body, Case, Instruction, Treatment
from rodtrad.core.models import Visibility
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Powers, Viewer


def may_see_case(viewer: Viewer, case: Case, root: Root) -> bool:
    """Tell whether the viewer may see a case that is already read; the narrowest of case and root counts.

    For many at once, ask the database: `queries.visible_cases`.
    """
    effective = max(case.visibility, root.visibility)
    team = effective == Visibility.TEAM and case.owner_id in viewer.team
    return viewer.sees_all or effective <= viewer.ceiling or team


def seen_case(viewer: Viewer, case: Case | None, root: Root) -> Case | None:
    """Return the case that something names, unless the viewer may not know of it: whatever tells of one asks here."""
    return case if case is not None and may_see_case(viewer, case, root) else None


def may_write_bodies(powers: Powers) -> bool:
    return powers.has("write_drafts", powers.top) or powers.has("change_framework", powers.top)


def may_write_meetings(powers: Powers, body: Body) -> bool:
    """Tell whether the person keeps the body's calendar: an editor of the unit it leads, or of the whole root."""
    return powers.has("write_drafts", body.organisation_id)


def may_correct_meeting(powers: Powers, settled: Sequence[Treatment]) -> bool:
    """Tell whether the person may move what was treated in a meeting: an approver of every case with a result there."""
    return bool(settled) and all(may_decide(powers, one) for one in settled)


def may_write_some_case(powers: Powers) -> bool:
    return bool(powers.held.get("write_drafts") or powers.held.get("adopt"))


def may_write_case(powers: Powers, case: Case) -> bool:
    """Tell whether the person may write in the case; what is decided is corrected by an approver."""
    if case.is_decided:
        return powers.has("adopt", case.owner_id)
    return powers.has("write_drafts", case.owner_id) or powers.has("adopt", case.owner_id)


def may_publish_case(powers: Powers, owner: UUID | None) -> bool:
    return powers.has("publish", owner)


def may_decide(powers: Powers, treatment: Treatment) -> bool:
    return may_decide_case(powers, treatment.case)


def may_decide_case(powers: Powers, case: Case) -> bool:
    return powers.has("adopt", case.owner_id)


def may_decide_some_case(powers: Powers) -> bool:
    return bool(powers.held.get("adopt"))


def may_answer(powers: Powers, instruction: Instruction) -> bool:
    """Tell whether the person may answer for the owner."""
    owner = instruction.owner_id
    return any(powers.has(ability, owner) for ability in ("update_progress", "write_drafts", "adopt"))


def may_write_instructions(powers: Powers, case: Case) -> bool:
    """Tell whether the person enters what the council asked for in the case, decided or not."""
    return powers.has("write_drafts", case.owner_id) or powers.has("adopt", case.owner_id)


def may_close(powers: Powers, instruction: Instruction) -> bool:
    """Tell whether the person may enter that the council agreed; it takes an approver of the whole root."""
    return powers.has("adopt", powers.top)
