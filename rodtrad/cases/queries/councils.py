"""Finds what a root calls the body that decides for it."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.db.models import QuerySet
from django.utils import timezone

from rodtrad.cases.models import Body, BodyKind
from rodtrad.organisations.models import Root


def council_name(root: Root) -> str:
    """Return the name of the root's council of today; nothing where none is entered."""
    return name_on(councils_of(root.pk), timezone.localdate())


def councils_of(root_id: UUID) -> QuerySet[Body]:
    """Return the root's councils of all times, in its own order."""
    return Body.objects.filter(root=root_id, kind__in=(BodyKind.COUNCIL, BodyKind.REGION_COUNCIL))


def name_on(councils: Iterable[Body], day: date) -> str:
    return next((one.name for one in councils if one.is_one_on(day)), "")
