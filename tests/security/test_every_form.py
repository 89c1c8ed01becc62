"""Every form that somebody is offered: sent by those who are not offered it, and with ids of another organisation."""

import io
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.apps import apps
from django.db import transaction
from django.test import Client
from django.utils import timezone

from rodtrad.accounts.models import User
from rodtrad.exchange.models import DocumentReading, ImportBatch
from rodtrad.goals.models import Element
from rodtrad.organisations.models import Invitation, Organisation, Owned, Role, RoleKind, Root
from rodtrad.plans.models import Plan
from tests.cast import Cast
from tests.security.forms import Form, forms_for
from tests.security.walk import client_of, every_address, undone, written_tables

pytestmark = pytest.mark.django_db
#: A log-in that lasts a little longer, who did what, and what the search index is behind with: written by whoever
#: comes by.
BESIDE = {"accounts_session", "pghistory_context", "search_watermark", "search_indexeddocument"}
_COMMENTS = {"mark_seen", "element_review:kommenter", "plan_review:kommenter"}
_SHARES = {"element_review:lenke", "plan_review:lenke"}
#: What each role is offered below its root, beside what is one's own.
OFFERED: dict[str, set[str]] = {
    "nobody": set(),
    "ulla": set(),
    "lise": _COMMENTS | {"subscribe"},
    "bard": _COMMENTS | {"subscribe", "instruction:svar"} | {"change_many", "edit_element", "exchange"},
    "geir": _COMMENTS
    | {"subscribe", "new_wheel_entry:lagre", "edit_wheel_entry:lagre", "edit_wheel_entry:ta-bort"}
    | _SHARES
    | {"change_many", "edit_element", "exchange", "link_element", "move_element"}
    | {"edit_conflict", "edit_conflict:lagre", "edit_conflict:legg-til", "edit_conflict:tegn"}
    | {"edit_plan", "plan_documents:legg-til", "plan_documents:fjern", "new_strategy"}
    | {"edit_process:lagre", "edit_process:vis", "edit_steps:lagre", "edit_steps:vis"}
    | {"set_up_case", "tie_plan"}
    | {"new_case", "new_case:flere", "edit_case", "edit_case:flere", "import_cases"}
    | {"new_treatment", "new_treatment:flere", "edit_treatment", "edit_treatment:flere"}
    | {"edit_treatment:opp", "edit_treatment:ned", "edit_treatment:fjern", "attachments", "new_instruction"}
    | {"instruction:svar", "instruction:avslutt", "instruction:endre"}
    | {"versions:frys", "versions:vedta", "version_in_error"},
    "anne": _COMMENTS
    | {"subscribe"}
    | {"new_body", "edit_body"}
    | {"clock_rules"}
    | {"new_plan_type"}
    | {"version_in_error"}
    | {"give_role", "revoke_invitation", "history_retention:lagre", "history_retention:prov"},
}
SHEET = "Nøkkel\tTiltak\n\tBygge gangvei\n".encode()


def _invited(root: Root) -> Invitation:
    return Invitation.objects.create(
        root=root,
        organisation=Organisation.objects.get(root=root, parent=None),
        email=f"ny@{root.slug}.example",
        kind=RoleKind.READER,
        expires=timezone.now() + timedelta(days=7),
    )


@pytest.fixture
def boss(cast: Cast) -> User:
    """Give one person every role in Solvik, so that every form is offered to somebody."""
    person = cast.user("randi")
    top = Organisation.objects.get(root=cast.solvik, key="solvik")
    for kind in (RoleKind.APPROVER, RoleKind.ADMINISTRATOR, RoleKind.CONTRIBUTOR):
        Role.objects.create(user=person, root=cast.solvik, organisation=top, kind=kind)
    _invited(cast.solvik)
    return person


@pytest.fixture
def waiting(boss: User, cast: Cast) -> list[str]:
    """Return the addresses of a sheet and a document that wait for the person in Solvik."""
    sheet = ImportBatch.objects.create(root=cast.solvik, person=boss, content=SHEET, plan="handlingsdel")
    text = io.BytesIO("Mål 1: Solvik har gode bad\nTiltak\n- Bygge bad\n".encode())
    text.name = "plan.txt"
    client = client_of(cast, "randi")
    client.post("/solvik/les-dokument/", {"fil": text, "malstruktur": "solvik"})
    reading = DocumentReading.objects.get(root=cast.solvik)
    return [f"/solvik/ark/{sheet.pk}/", f"/solvik/les-dokument/{reading.pk}/"]


def _addresses(waiting: list[str]) -> list[str]:
    """Return every page, those of a plan and an element both adopted and in a draft, and what waits."""
    pages = every_address()
    others = {"/flere-eldre/": "/leksehjelp/", "/handlingsdel/": "/tomteplan/"}
    return [
        *pages,
        *(page.replace(one, other) for one, other in others.items() for page in pages if one in page),
        *waiting,
    ]


def _send(client: Client, form: Form, **others: Any) -> tuple[Any, set[str]]:
    with written_tables() as tables:
        answer = undone(lambda: client.post(form.action, {**form.data, **others}))
    return answer, {table for table in tables if table not in BESIDE}


def test_who_is_not_offered_a_form_gets_nowhere_with_it(cast: Cast, boss: User, waiting: list[str]) -> None:
    addresses = _addresses(waiting)
    offered = forms_for(client_of(cast, "randi"), addresses)
    assert len(offered) > 25, sorted(offered)
    wrong = []
    for visitor in ("nobody", "lise", "bard", "geir", "anne", "ulla"):
        client = client_of(cast, visitor)
        own = forms_for(client, addresses)
        for key in offered.keys() - own.keys():
            answer, tables = _send(client, offered[key])
            # A preview shows people what they typed, with what they may write: nothing is stored.
            shown = (200,) if "forhandsvis" in str(key) else ()
            if tables or answer.status_code not in (302, 400, 403, 404, 405, *shown):
                wrong.append(f"{visitor}: {key} answers {answer.status_code}, writes {sorted(tables)}")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("visitor", OFFERED)
def test_who_is_offered_what(visitor: str, cast: Cast, boss: User, waiting: list[str]) -> None:
    """The forms below a root, by name: one more here is one more thing that somebody may do."""
    found = forms_for(client_of(cast, visitor), _addresses(waiting)).values()
    assert {form.kind for form in found} == OFFERED[visitor]


def test_most_forms_do_something_for_who_is_offered_them(cast: Cast, boss: User, waiting: list[str]) -> None:
    """Else the test above would tell nothing."""
    client = client_of(cast, "randi")
    offered = forms_for(client, _addresses(waiting))
    done = [key for key, form in offered.items() if _send(client, form)[1]]
    assert len(done) >= 12, sorted(key for key in offered if key not in done)


def _of_utvik() -> dict[str, list[str]]:
    """Return ids of what is Utvik's, by what they are ids of."""
    utvik = Root.objects.get(slug="utvik")
    ulla = User.objects.get(email="ulla@example.org")
    batch = ImportBatch.objects.create(root=utvik, person=ulla, content=SHEET)
    return {
        "key": [
            *(key for key in Element.objects.filter(root=utvik).values_list("key", flat=True)[:1]),
            *(key for key in Plan.objects.filter(root=utvik).values_list("key", flat=True)[:1]),
            "utvik",
        ],
        "id": [
            str(Role.objects.get(user=ulla).pk),
            str(ulla.pk),
            str(_invited(utvik).pk),
            str(Organisation.objects.get(root=utvik, parent=None).pk),
            str(batch.pk),
            str(uuid4()),
        ],
    }


def _sort_of(value: Any) -> str:
    return "id" if len(str(value)) == len(str(uuid4())) or str(value).isdecimal() else "key"


def _stands() -> set[str]:
    """Return every row of Utvik and every account, as they stand."""
    utvik = Root.objects.get(slug="utvik")
    owned = [
        model
        for model in apps.get_models()
        if issubclass(model, Owned) and model._meta.db_table not in BESIDE
    ]
    rows = {
        f"{model.__name__} {row}"
        for model in owned
        for row in model._base_manager.filter(root=utvik).values()
    }
    accounts = User.objects.values("pk", "email", "name", "is_active", "password")
    return rows | {f"User {row}" for row in accounts}


def test_ids_of_another_organisation_lead_nowhere(cast: Cast, boss: User, waiting: list[str]) -> None:
    """Every chosen and hidden value of every form, exchanged for Utvik's: nothing of Utvik's is changed or told."""
    client = client_of(cast, "randi")
    offered = forms_for(client, _addresses(waiting))
    foreign, before = _of_utvik(), _stands()
    wrong, sent = [], 0
    for key, form in offered.items():
        for name in sorted(form.choices - {"csrfmiddlewaretoken"}):
            for value in foreign[_sort_of(form.fields[name])]:
                sent += 1
                with transaction.atomic(), written_tables() as tables:
                    answer = client.post(form.action, {**form.data, name: value})
                    changed = (_stands() ^ before) if tables else set()
                    transaction.set_rollback(True)
                told = b"Utvik kommune" in answer.content or b"Utvik er ein stad" in answer.content
                if answer.status_code >= 500 or changed or told:
                    wrong.append(
                        f"{key} {name}={value} answers {answer.status_code} {changed=!s:.400} {told=}"
                    )
    assert not wrong, "\n".join(wrong)
    assert sent > 100


def test_what_waits_is_seen_by_who_sent_it_only(cast: Cast, waiting: list[str]) -> None:
    """Another editor of the same organisation does not see it either."""
    top = Organisation.objects.get(root=cast.solvik, key="solvik")
    Role.objects.create(user=cast.user("anne"), root=cast.solvik, organisation=top, kind=RoleKind.EDITOR)
    for path in waiting:
        assert client_of(cast, "randi").get(path).status_code == 200
        for visitor in ("nobody", "lise", "bard", "geir", "ulla", "anne"):
            answer = undone(lambda: client_of(cast, visitor).get(path))  # noqa: B023  # called at once
            assert answer.status_code in (302, 403, 404), f"{path} answers {visitor} {answer.status_code}"
            elsewhere = undone(lambda: client_of(cast, visitor).get(path.replace("solvik", "utvik")))  # noqa: B023
            assert elsewhere.status_code in (302, 404), (
                f"{path} in Utvik answers {visitor} {elsewhere.status_code}"
            )


@pytest.mark.parametrize("path", ["endre", "avslutt", "trekk", "overlat"])
def test_roles_and_invitations_of_another_organisation_stand(path: str, cast: Cast, boss: User) -> None:
    """These forms come after a choice on another page."""
    client, foreign = client_of(cast, "randi"), _of_utvik()["id"]
    before = _stands()
    for value in foreign:
        sent = {
            "rolle": value,
            "invitasjon": value,
            "person": value,
            "last_day": "2026-11-30",
            "til": value,
            "kind": "reader",
        }
        assert client.post(f"/solvik/roller/{path}/", sent).status_code in (302, 404)
        assert client.get(f"/solvik/roller/{path}/", sent).status_code in (302, 404, 405)
    assert _stands() == before
