"""Sheets on their way in, and those that came."""

from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from rodtrad.accounts.models import User
from rodtrad.exchange.errors import ExchangeError
from rodtrad.exchange.models import BatchState, ImportBatch
from rodtrad.goals.permissions import Powers
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer
from rodtrad.plans.models import LOCKED, Plan
from rodtrad.plans.queries import visible_plans

MOST_TOLD = 20


def find_batch(root: Root, powers: Powers, identity: UUID) -> ImportBatch | None:
    """Return a sheet that the person sent; one that is stored also for who edits the whole root."""
    batch = ImportBatch.objects.filter(root=root, id=identity).select_related("root", "person").first()
    if batch is None or not powers.may_write_something or not isinstance(powers.person, User):
        return None
    is_own = batch.person_id == powers.person.id
    edits_all = batch.state != BatchState.WAITING and powers.has("write_drafts", None)
    return batch if is_own or edits_all else None


def latest_batches(root: Root, powers: Powers) -> list[ImportBatch]:
    """Return the last sheets that the person may look at, the latest first."""
    if not powers.may_write_something or not isinstance(powers.person, User):
        return []
    rows = ImportBatch.objects.filter(root=root).defer("content").select_related("person")
    if powers.has("write_drafts", None):
        rows = rows.exclude(state=BatchState.WAITING) | rows.filter(person=powers.person)
    else:
        rows = rows.filter(person=powers.person)
    return list(rows[:MOST_TOLD])


def name_of(batch: ImportBatch) -> str:
    """Return what to call the sheet: its file, or that it was pasted."""
    return batch.file_name or _("Limte celler")


def stored_batches(slug: str = "") -> QuerySet[ImportBatch]:
    """Return what has come in and stands, in one root or all, the latest first."""
    rows = ImportBatch.objects.filter(state=BatchState.DONE).defer("content").select_related("root", "person")
    return (rows.filter(root__slug=slug) if slug else rows).order_by("-done_at")


def plans_to_fill(root: Root, viewer: Viewer) -> list[Plan]:
    """Return the plans that something new can stand in: open ones with a framework."""
    return list(visible_plans(root, viewer).filter(plan_framework__isnull=False).exclude(status__in=LOCKED))


def root_named(slug: str) -> Root:
    """Return the root. Raises ExchangeError with those there are."""
    root = Root.objects.filter(slug=slug).first()
    if root is None:
        known = ", ".join(Root.objects.values_list("slug", flat=True)) or _("ingen")
        raise ExchangeError(
            _("Fant ingen organisasjon «%(slug)s». Her er: %(known)s.") % {"slug": slug, "known": known}
        )
    return root


def person_named(email: str) -> User:
    """Return the person on whose behalf something is done, by e-mail address. Raises ExchangeError."""
    person = User.objects.filter(email__iexact=email, is_active=True).first()
    if person is None:
        raise ExchangeError(_("Fant ingen bruker med adressen %s. Ingenting er lagret.") % email)
    return person
