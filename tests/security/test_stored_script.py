"""Script stored in every text that people write is only text on every page."""

import json
import re
from typing import Any

import pytest
from django.apps import apps
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError, connection, models, transaction

from rodtrad.exchange.models import DocumentReading, ImportBatch
from tests.cast import Cast
from tests.security.walk import client_of, every_address, undone

pytestmark = pytest.mark.django_db
SCRIPT = "\"'><script>alert(7)</script><img src=x onerror=alert(7)>"
SHORT = '"><script>7</script>'
LINK = "[x](javascript:alert(7)) <javascript:alert(7)> ![x](javascript:alert(7))"
#: Texts that must be there, or the test looks at nothing.
MUST = {
    "goals.Element.title",
    "goals.Element.description",
    "goals.Element.handling",
    "goals.Level.one_nb",
    "goals.Link.reason",
    "goals.Conflict.title",
    "plans.Plan.title",
    "plans.Plan.description",
    "organisations.Root.name",
    "organisations.Organisation.name",
    "organisations.Source.title",
    "cases.Case.title",
    "accounts.User.name",
}
_AS_MARKUP = re.compile(r"<script>|<img src=x|(?:href|src|action)=[\"']?\s*javascript:", re.IGNORECASE)


def _texts() -> list[tuple[Any, Any]]:
    rooms = ("accounts", "organisations", "cases", "plans", "goals")
    found = []
    for model in (one for room in rooms for one in apps.get_app_config(room).get_models()):
        if model.__name__.endswith("Event") or model.__name__ == "Session":
            continue
        for field in model._meta.fields:
            if isinstance(field, models.CharField | models.TextField) and not field.choices:
                found.append((model, field))
    return found


def _hostile(field: Any) -> str:
    most = field.max_length
    if isinstance(field, models.URLField):
        return "javascript:alert(7)"
    if most is None:
        return f"{SCRIPT}\n\n{LINK}\n\n# {SCRIPT}\n\n- {SCRIPT}"
    return SCRIPT if most >= len(SCRIPT) else SHORT[:most]


def _store(model: Any, field: Any) -> bool:
    """Put the script into the field of every row; False when the database refuses it there."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT set_config('rodtrad.correction', 'prøve', true)")
            model._base_manager.update(**{field.name: _hostile(field)})
    except DatabaseError:
        return False
    return True


@pytest.fixture
def hostile(cast: Cast) -> set[str]:
    """Every row of every table that people write has script in its texts."""
    return {f"{model._meta.label}.{field.name}" for model, field in _texts() if _store(model, field)}


@pytest.mark.parametrize("visitor", ["nobody", "bard", "randi", "geir", "anne"])
def test_stored_script_is_only_text(visitor: str, cast: Cast, hostile: set[str]) -> None:
    assert hostile >= MUST
    client = client_of(cast, visitor)
    wrong = []
    shown = 0
    for path in every_address():
        answer = undone(lambda: client.get(path, {"q": SCRIPT, "side": SCRIPT}))  # noqa: B023  # called at once
        if answer.streaming or "text/html" not in answer.get("Content-Type", ""):
            _as_data(path, answer)
            continue
        page = answer.content.decode()
        shown += "alert(7)" in page
        found = _AS_MARKUP.search(page)
        if answer.status_code >= 500 or found:
            near = page[max(0, found.start() - 80) : found.end() + 20] if found else ""
            wrong.append(f"{path} answers {answer.status_code} {near!r}")
    assert not wrong, "\n".join(wrong)
    assert shown > 10


def _as_data(path: str, answer: Any) -> None:
    """What is not a page must not be one by mistake: it says what it is, and the browser must not guess."""
    if answer.status_code in (204, 301, 302):
        return
    assert answer["X-Content-Type-Options"] == "nosniff", path
    assert answer["Content-Type"], path
    if "json" in answer["Content-Type"] and not answer.streaming:
        json.loads(answer.content)


def test_what_a_sheet_or_document_holds_is_only_text(cast: Cast) -> None:
    """Cells, headings, lines and the names of the files, on the pages that show what would be taken in."""
    client = client_of(cast, "randi")
    cells = f"Nøkkel\tTiltak\t{SCRIPT}\n\t{SCRIPT}\t{SCRIPT}\n{SCRIPT}\t{SCRIPT}\t\n".encode()
    sheet = ImportBatch.objects.create(
        root=cast.solvik, person=cast.user("randi"), content=cells, file_name=SCRIPT, plan="handlingsdel"
    )
    lines = f"Mål 1: Vi har {SCRIPT}\nTiltak\n- Bygge {SCRIPT}\n"
    upload = SimpleUploadedFile(f"{SCRIPT}.txt", lines.encode(), "text/html")
    client.post("/solvik/les-dokument/", {"fil": upload, "malstruktur": "solvik"})
    reading = DocumentReading.objects.get(root=cast.solvik)
    for path in (
        f"/solvik/ark/{sheet.pk}/",
        f"/solvik/les-dokument/{reading.pk}/",
        "/solvik/les-dokument/",
        "/solvik/ark/",
    ):
        page = client.get(path).content.decode()
        assert not _AS_MARKUP.search(page), path
        assert "alert(7)" in page, path
