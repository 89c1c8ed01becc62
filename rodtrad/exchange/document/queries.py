"""A person's own readings, and where they can be taken in."""

from uuid import UUID

from rodtrad.accounts.models import User
from rodtrad.exchange.models import DocumentReading, ImportBatch
from rodtrad.exchange.queries import find_batch
from rodtrad.goals.models import Framework, PlanFramework
from rodtrad.goals.permissions import Powers, may_write_plan
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer
from rodtrad.plans.models import LOCKED, Plan
from rodtrad.plans.queries import visible_plans


def may_read_documents(powers: Powers) -> bool:
    """Tell whether the person edits anything in the root."""
    return bool(powers.held.get("write_drafts"))


def find_reading(root: Root, person: User, identity: UUID) -> DocumentReading | None:
    """Return a reading of the person's own; to others it does not exist."""
    own = DocumentReading.objects.filter(root=root, person=person, id=identity)
    return own.select_related("framework", "root").first()


def taken_in_of(reading: DocumentReading, powers: Powers) -> list[ImportBatch]:
    """Return what was taken in of the reading, the latest first, each a whole that can be taken back."""
    made = {row["batch"] for row in reading.rows if row.get("batch")}
    found = (find_batch(reading.root, powers, UUID(identity)) for identity in made)
    return sorted((one for one in found if one is not None), key=lambda one: one.sent_at, reverse=True)


def own_readings(root: Root, person: User) -> list[DocumentReading]:
    return list(DocumentReading.objects.filter(root=root, person=person).defer("rows"))


def frameworks_of(root: Root) -> list[Framework]:
    return list(Framework.objects.filter(root=root).order_by("position", "key"))


def draft_plans(root: Root, viewer: Viewer, powers: Powers, framework: Framework) -> list[Plan]:
    """Return the plans with the framework that are not adopted and that the person may write in."""
    speaking = PlanFramework.objects.filter(framework=framework).values("plan_id")
    plans = visible_plans(root, viewer).filter(id__in=speaking).exclude(status__in=LOCKED)
    return [plan for plan in plans if may_write_plan(powers, plan)]
