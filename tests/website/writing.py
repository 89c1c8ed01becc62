"""Randi writes, her log-in ends, and what the page for it then shows."""

from typing import Any

from django.test import Client
from lxml import html

from rodtrad.accounts.models import Session
from tests.cast import PASSWORD

PAGE, LOG_IN = "/konto/usendt/", "/konto/logg-inn/"
EDIT = "/solvik/element/leksehjelp/rediger/"
REVIEW = "/solvik/element/leksehjelp/gjennomgang/"
CONFLICT = "/solvik/malkonflikter/skole-mot-vei/endre/"
HIDDEN = "/solvik/element/stengt-skole/gjennomgang/"
TEXT = "Et avsnitt jeg brukte en time på.\r\n\r\nOg ett til, med <b>tegn</b> & «sitat»."


def log_in(client: Client, name: str = "randi") -> str:
    answer = client.post(LOG_IN, {"username": f"{name}@example.org", "password": PASSWORD})
    return str(answer.headers["Location"])


def read(client: Client, address: str = PAGE) -> str:
    return client.get(address).content.decode()


def end(name: str = "randi") -> None:
    """End the person's sessions from elsewhere."""
    assert Session.objects.filter(user__email=f"{name}@example.org").delete()[0]


def forms(page: str) -> list[tuple[str, dict[str, list[str]]]]:
    """Return the forms of the page that send something again: where to, and what."""
    found = []
    for form in html.fromstring(page).iter("form"):
        if "acting" not in (form.get("class") or ""):
            continue
        fields: dict[str, list[str]] = {}
        for one in form.iter("input"):
            fields.setdefault(str(one.get("name")), []).append(str(one.get("value")))
        found.append((str(form.get("action")), fields))
    return found


def send_again(client: Client, **others: Any) -> Any:
    [(address, fields)] = forms(read(client))
    return client.post(address, {**fields, **others})
