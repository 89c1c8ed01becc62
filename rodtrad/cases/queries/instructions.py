"""What the council asked for, and what became of it."""

from uuid import UUID

from django.db.models import F, QuerySet

from rodtrad.cases.models import Instruction
from rodtrad.cases.queries.cases import cases_within
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer


def visible_instructions(root: Root, viewer: Viewer) -> QuerySet[Instruction]:
    """Return the instructions given in cases that the viewer may see, what is due first in front."""
    rows = Instruction.objects.filter(root=root, case__in=cases_within(viewer))
    return rows.select_related("case", "owner", "closed_by", "source").order_by(
        F("due").asc(nulls_last=True), "case__number", "number", "id"
    )


def find_instruction(root: Root, viewer: Viewer, identity: UUID) -> Instruction | None:
    return (
        visible_instructions(root, viewer).filter(pk=identity).select_related("case", "owner", "root").first()
    )
