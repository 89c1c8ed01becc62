"""Every address of the program once, for one root, and who visits it."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from copy import deepcopy
from typing import Any
from uuid import uuid4

from django.db import connection, transaction
from django.test import Client

from rodtrad.cases.models import Attachment, Body, Case, Instruction, Meeting, Treatment
from rodtrad.goals.models import Conflict, Element
from rodtrad.indicators.models import Batch, Dataset, Indicator, LivingFact
from rodtrad.plans.models import Plan
from rodtrad.targets.models import Target
from tests.cast import PEOPLE, Cast
from tests.test_visibility_everywhere import routes

VISITORS = ("nobody", *PEOPLE)
METHODS = ("GET", "HEAD", "OPTIONS", "POST", "PUT", "PATCH", "DELETE")
UNSAFE = ("POST", "PUT", "PATCH", "DELETE")
#: An open choice of language; a forged one harms no one (website.urls).
WITHOUT_CSRF = frozenset({"/sprak/"})
_BY_ID: dict[str, Any] = {
    "treatment_id": Treatment,
    "attachment_id": Attachment,
    "meeting_id": Meeting,
    "instruction_id": Instruction,
}
_WRITE = re.compile(r'\b(INSERT INTO|UPDATE|DELETE FROM) "?(\w+)"?', re.IGNORECASE)


def address(route: str, names: tuple[str, ...], root: str, *, keys_of: str = "") -> str:
    """Fill a route: the root's slug, and keys and ids of things of `keys_of`, the same root unless told otherwise."""
    whose = keys_of or root
    filled = {name: _fill(route, name, root, whose) for name in names}
    return "/" + route % filled


def _fill(route: str, name: str, root: str, whose: str) -> str:
    if name == "slug":
        return root
    if name == "case" or name in _BY_ID:
        return _of_cases(route, name, whose)
    if name == "key":
        return _key(route, whose)
    if name == "table":
        return str(Dataset.objects.filter(root__slug=whose).order_by("key").values_list("key", flat=True)[0])
    if name == "number":
        waiting = Batch.objects.filter(dataset__root__slug=whose).order_by("id")
        return str(waiting.values_list("id", flat=True).first() or 0)
    if name == "plan":
        return str(Plan.objects.filter(root__slug=whose).order_by("key").values_list("key", flat=True)[0])
    if name == "id" and "/conflicts/" in route:
        conflicts = Conflict.objects.filter(root__slug=whose).order_by("key")
        return f"{whose}:{conflicts.values_list('key', flat=True).first() or 'finnes-ikke'}"
    if name in ("id", "parent"):
        return f"{whose}:{Element.objects.filter(root__slug=whose).order_by('key').values_list('key', flat=True)[0]}"
    if name == "target":
        rows = Target.objects.filter(root__slug=whose, element__key="leksehjelp")
        return str(rows.order_by("indicator__key").values_list("id", flat=True).first() or uuid4())
    return {"code": "030101", "rest": "finnes/ikke", "position": "0", "kind": "utviklingstrekk"}.get(
        name
    ) or str(uuid4())


def _key(route: str, whose: str) -> str:
    """Return the key of the first of what the address is about."""
    if "/gjentakelser/" in route:
        return "regnskap" if whose == "solvik" else "finnes-ikke"  # what is a default stands in every root
    if "/planstrategi/" in route:
        plans = Plan.objects.filter(root__slug=whose, strategy__isnull=False).order_by("key")
        return str(plans.values_list("key", flat=True).first() or "finnes-ikke")
    kinds: dict[str, Any] = {
        "element": Element,
        "planer": Plan,
        "malkonflikter": Conflict,
        "indikatorer": Indicator,
        "indicators": Indicator,
        "tabeller": Dataset,
        "kilder": Dataset,
        "levende-fakta": LivingFact,
        "saker": Case,
        "cases": Case,
        "organer": Body,
        "bodies": Body,
    }
    [kind] = [kind for word, kind in kinds.items() if f"/{word}/" in route]
    found = (
        kind._default_manager.filter(root__slug=whose).order_by("key").values_list("key", flat=True).first()
    )
    return str(found or "finnes-ikke")


def _of_cases(route: str, name: str, whose: str) -> str:
    """Return the first case of the root, or what belongs to it, or the root's last meeting: the council's."""
    case = Case.objects.filter(root__slug=whose).order_by("key").first()
    if name == "case":
        return case.key if case else "finnes-ikke"
    rows = _BY_ID[name]._default_manager.filter(root__slug=whose)
    found = rows.order_by("-date" if name == "meeting_id" else "pk")
    if "/saker/" in route:
        found = found.filter(case=case)
    return str(found.values_list("pk", flat=True).first() or uuid4())


def every_address(root: str = "solvik") -> list[str]:
    return sorted({address(route, names, root) for route, names in routes()})


class Steady(Client):
    """Stays who it is: what logs out is taken back in the database, and here the cookie that went with it."""

    def request(self, **request: Any) -> Any:
        before = deepcopy(self.cookies)
        try:
            return super().request(**request)
        finally:
            self.cookies = before


def client_of(cast: Cast, visitor: str, **options: Any) -> Client:
    client = Steady(raise_request_exception=False, **options)
    if visitor != "nobody":
        client.force_login(cast.user(visitor))
    return client


def undone(send: Callable[[], Any]) -> Any:
    """Send something, and take back what it wrote."""
    with transaction.atomic():
        answer = send()
        if answer.streaming:
            b"".join(answer.streaming_content)
        transaction.set_rollback(True)
    return answer


@contextmanager
def written_tables() -> Iterator[set[str]]:
    """Gather the names of the tables that are written inside."""
    found: set[str] = set()

    def look(execute: Any, sql: Any, params: Any, many: bool, context: Any) -> Any:
        found.update(match[1].lower() for match in _WRITE.findall(str(sql)))
        return execute(sql, params, many, context)

    with connection.execute_wrapper(look):
        yield found
