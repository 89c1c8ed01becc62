"""Finds what a root calls the body that decides for it."""

from django.utils import timezone

from rodtrad.cases.models import Body, BodyKind
from rodtrad.organisations.models import Root


def council_name(root: Root) -> str:
    """Return the name of the root's council of today; nothing where none is entered."""
    today = timezone.localdate()
    rows = Body.objects.filter(root=root, kind__in=(BodyKind.COUNCIL, BodyKind.REGION_COUNCIL))
    return next((one.name for one in rows if one.is_one_on(today)), "")
