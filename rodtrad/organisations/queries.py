"""Reads of roots. A root that the reader may not see does not exist for them."""

from django.db.models import Q, QuerySet

from rodtrad.accounts.models import User
from rodtrad.core.models import Visibility
from rodtrad.organisations.models import Role, Root
from rodtrad.organisations.permissions import Person, Viewer, viewer_for


def visible_roots(user: Person) -> QuerySet[Root]:
    """Return the roots that the person may see: the public ones, and the internal ones where they hold a role."""
    seen = Q(visibility=Visibility.PUBLIC)
    if isinstance(user, User) and user.is_active:
        held = Role.objects.filter(user=user).values("root_id")
        seen |= Q(visibility=Visibility.INTERNAL, id__in=held)
    return Root.objects.filter(seen).select_related("area")


def find_root(slug: str, user: Person) -> tuple[Root, Viewer]:
    """Return the root and what the person may see in it. Raise Root.DoesNotExist when that is nothing."""
    root = Root.objects.select_related("area").get(slug=slug)
    viewer = viewer_for(user, root)
    if root.visibility > viewer.ceiling and not viewer.sees_all:
        raise Root.DoesNotExist
    return root, viewer
