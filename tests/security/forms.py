"""The forms that a person is offered, filled in as people do, to be sent by somebody else or with others' ids."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import resolve
from lxml import html

from tests.security.walk import every_address, undone

#: Below these one's own account is changed, which everybody may.
OWN = ("/konto/", "/sprak/")
TYPED = {"email": "ny@example.org", "date": "2027-01-01", "number": "1", "file": ""}


@dataclass(frozen=True)
class Form:
    """Where it is sent, its button, and what stands in it. `choices` are the fields that one chooses in."""

    action: str
    button: tuple[str, str]
    fields: dict[str, Any] = field(hash=False)
    choices: frozenset[str] = field(default_factory=frozenset, compare=False)

    @property
    def kind(self) -> str:
        """Return the name of the address and the word on the button, without whose and which."""
        name, value = self.button
        view = resolve(urlsplit(self.action).path).url_name
        return f"{view}:{value}" if name == "gjor" and not value[-1:].isdecimal() else str(view)

    @property
    def data(self) -> dict[str, Any]:
        name, value = self.button
        return {**self.fields, **({name: value} if name else {})}


def forms_for(client: Client, addresses: list[str] | None = None) -> dict[tuple[str, tuple[str, str]], Form]:
    """Return the forms that write on all pages, by where they are sent and by which button."""
    found: dict[tuple[str, tuple[str, str]], Form] = {}
    for path in addresses or every_address():
        answer = undone(lambda: client.get(path))  # noqa: B023  # called at once
        if answer.status_code != 200 or answer.streaming or "text/html" not in answer["Content-Type"]:
            continue
        for form in _forms_on(path, answer.content):
            found.setdefault((form.action, form.button), form)
    return found


def _forms_on(path: str, content: bytes) -> Iterator[Form]:
    for form in html.fromstring(content).iter("form"):
        action = urljoin(path, form.get("action") or path)
        if (form.get("method") or "get").lower() != "post" or action.startswith(OWN):
            continue
        fields, choices = _filled(form)
        buttons = [
            one
            for one in form.iter("button", "input")
            if one.get("type", "submit" if one.tag == "button" else "text") == "submit"
        ]
        for button in buttons or [form]:
            name = button.get("name") or "" if button is not form else ""
            target = urljoin(path, button.get("formaction") or action)
            yield Form(target, (name, button.get("value") or ""), fields, choices)


def _filled(form: Any) -> tuple[dict[str, Any], frozenset[str]]:
    fields: dict[str, Any] = {}
    choices: set[str] = set()
    for one in form.iter("input", "select", "textarea"):
        name, kind = one.get("name"), one.get("type", "text")
        if not name or kind in ("submit", "button", "file"):
            continue
        if one.tag == "select":
            options = [option.get("value", option.text) for option in one.iter("option")]
            chosen = [
                option.get("value", option.text)
                for option in one.iter("option")
                if "selected" in option.attrib
            ]
            fields[name] = (chosen or [value for value in options if value] or [""])[0]
            choices.add(name)
        elif kind in ("checkbox", "radio"):
            fields.setdefault(name, one.get("value", "on"))
            choices.add(name)
        elif kind == "hidden":
            fields.setdefault(name, one.get("value", ""))
            choices.add(name)
        else:
            written = one.text_content().strip() if one.tag == "textarea" else one.get("value", "")
            fields[name] = written or TYPED.get(kind, "Skrevet her")
    return fields, frozenset(choices)
