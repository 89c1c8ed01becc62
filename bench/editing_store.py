"""People who may edit a town, their log-ins, and what the audit trail says they did."""

from importlib import import_module

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.db import connection

from bench.alone import Figures, Work
from bench.town_store import town_slug
from rodtrad.accounts.models import User
from rodtrad.goals.models import Element
from rodtrad.organisations.models import Organisation, Role, RoleKind

_BACKEND = "rodtrad.accounts.log_in.OpenAccounts"


def log_in_people(size: int, people: int) -> Work:
    """Prepare to make people with a role in the town, and log each of them in: sessions, and elements to edit."""

    def work() -> Figures:
        top = Organisation.objects.get(root__slug=town_slug(size), parent=None)
        sessions = [_log_in(_person(number, top)) for number in range(people)]
        keys = Element.objects.filter(root=top.root, level__key="tiltak").order_by("key")
        return {"sessions": sessions, "elements": list(keys.values_list("key", flat=True)[: people + 5])}

    return work


def _person(number: int, top: Organisation) -> User:
    email = f"bench-{number}@example.org"
    user = User.objects.filter(email=email).first() or User.objects.create_user(email, f"Person {number}")
    Role.objects.get_or_create(user=user, root=top.root, organisation=top, kind=RoleKind.EDITOR)
    return user


def _log_in(user: User) -> str:
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(user.pk)
    session[BACKEND_SESSION_KEY] = _BACKEND
    session[HASH_SESSION_KEY] = user.get_session_auth_hash()
    session.save()
    return str(session.session_key)


def chains(size: int, elements: list[str]) -> Work:
    """Prepare to read what stands in each element, and all that stood there before, the first first."""

    def work() -> Figures:
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT e.key, array_to_string(event.keywords, ', ') FROM goals_elementevent AS event"
                " JOIN goals_element AS e ON e.id = event.pgh_obj_id JOIN organisations_root AS r ON r.id = e.root_id"
                " WHERE r.slug = %s AND e.key = ANY(%s) ORDER BY event.pgh_id",
                [town_slug(size), elements],
            )
            told: dict[str, list[str]] = {key: [] for key in elements}
            for key, words in cursor.fetchall():
                told[key].append(words)
        rows = Element.objects.filter(root__slug=town_slug(size), key__in=elements)
        return {"told": told, "now": {row.key: ", ".join(row.keywords) for row in rows}}

    return work
