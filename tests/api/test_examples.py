"""Every example in docs/api.md is run, in the order it stands there, and answers what it should."""

import re
import shlex
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from rodtrad.accounts.models import User
from rodtrad.goals.models import Element
from rodtrad.organisations.models import Organisation, Role, RoleKind
from tests.api.writing import secret_of
from tests.targets.factories import make_measured

PAGE = Path(__file__).parent.parent.parent / "docs" / "api.md"
HOST = "http://127.0.0.1:8000"
EXAMPLES = [
    re.sub(r"\s*\\\n\s*", " ", found).strip()
    for found in re.findall(r"^    (curl (?:.*\\\n)*.*)$", PAGE.read_text("utf-8"), re.MULTILINE)
]


def run(command: str, known: dict[str, str]) -> Any:
    """Do what curl would: its -X, -H and -d, and the address."""
    for name, value in known.items():
        command = command.replace(f"${name}", value.replace('"', '\\"'))
    method, body, address = "", "", ""
    headers: dict[str, str] = {}
    words = iter(shlex.split(command)[1:])
    for word in words:
        if word == "-X":
            method = next(words)
        elif word == "-H":
            name, _colon, value = next(words).partition(": ")
            headers[name] = value
        elif word == "-d":
            body = next(words)
        elif word != "-i":
            address = word.removeprefix(HOST)
    content_type = headers.pop("Content-Type", "application/octet-stream")
    method = method or ("POST" if body else "GET")
    return Client(enforce_csrf_checks=True).generic(
        method, address, body, content_type=content_type, headers=headers
    )


@pytest.mark.django_db
def test_the_examples_work() -> None:
    city = Organisation.objects.get(root__slug="oslo", parent=None)
    editor = User.objects.create_user("eksempel@example.org", "Eva Eksempel", "et langt passord for prøver")
    Role.objects.create(user=editor, root=city.root, organisation=city, kind=RoleKind.EDITOR)
    make_measured("innbyggere", Element.objects.get(root__slug="oslo", key="mal-2"))
    known = {"RODTRAD_TOKEN": secret_of(editor)}
    answered = []
    for example in EXAMPLES:
        answer = run(example, known)
        assert answer.status_code < 300, (example, answer.content.decode())
        answered.append(answer.status_code)
        if answer.has_header("ETag"):
            known["ETAG"] = answer["ETag"]
        assert "…" not in example
    assert sorted(set(answered)) == [200, 201, 204]
    assert answered.count(204) == 2, "what the examples make, they take out again"
