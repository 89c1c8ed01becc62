"""An editor rewords an adopted goal for the next plan: everyone else reads the adopted one, and the public no draft."""

import io
import re
import zipfile
from typing import Any

import pytest
from django.test import Client

from rodtrad.goals.models import Element
from tests.cast import Cast
from tests.test_visibility_everywhere import addresses, asked
from tests.website.test_edit_structure import GOAL, send, text

pytestmark = pytest.mark.django_db

TITLE, DESCRIPTION, KEY = (
    "Skolene våre rommer alle barn",
    "Vi skriver om målet.",
    "skolene-vare-rommer-alle-barn",
)
ADOPTED = "Solvik har gode skoler"
#: Words put to the searches that only the draft has.
QUESTIONS = [
    f"/{where}?q={word}"
    for where in ("sok/", "solvik/sok/", "api/v1/search", "solvik/tabell/", "solvik/")
    for word in ("rommer", "barn", "målet")
]


@pytest.fixture
def reworded(cast: Cast) -> Element:
    """Randi rewords the goal through the page, into a draft plan that the public can read."""
    html = send(
        cast.client("randi"),
        f"{GOAL}omskriv/",
        title=TITLE,
        description=DESCRIPTION,
        plan="handlingsdel",
    )
    assert "Omskrivingen er lagret som utkast" in html
    return Element.objects.get(root=cast.solvik, key=KEY)


def everything(client: Client, address: str) -> str:
    """Return all that an address gives, what lies packed in a file too."""
    response: Any = client.get(address)
    content = b"".join(response.streaming_content) if response.streaming else response.content
    if content[:2] == b"PK":
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            content = b"\n".join(packed.read(name) for name in packed.namelist())
    found = content.decode("utf-8", errors="replace") + str(dict(response.items()))
    return found.replace(address, "").replace(address.partition("?")[0], "")


def without_token(html: str) -> str:
    return re.sub(r'(name="csrfmiddlewaretoken" value=)"[^"]+"', r"\1", html)


@pytest.mark.parametrize("visitor", [None, "ulla"])
def test_no_address_shows_the_draft_or_its_author_to_who_has_no_role(
    cast: Cast, reworded: Element, visitor: str | None
) -> None:
    client = cast.client(visitor)
    client.raise_request_exception = False
    walked = addresses(("solvik",))
    assert f"/solvik/element/{KEY}/" in walked
    secrets = (TITLE, DESCRIPTION, KEY, str(reworded.pk), "Randi", "randi@example.org")
    shown: list[str] = []
    for address in [*walked, *asked(walked), *QUESTIONS]:
        told = everything(client, address)
        if any(secret in address for secret in secrets):  # where one logs in, the address stands again
            told = told.replace(KEY, "").replace(str(reworded.pk), "")
        shown += [f"{address} shows «{secret}»" for secret in secrets if secret in told]
    assert shown == []
    assert client.get(f"/solvik/element/{KEY}/").status_code == 404


def test_everyone_reads_the_adopted_one_as_before(cast: Cast, nobody: Client) -> None:
    before = {who: without_token(text(cast.client(who), GOAL)) for who in (None, "ulla")}
    plan = text(nobody, "/solvik/planer/samfunnsdel/")
    send(cast.client("randi"), f"{GOAL}omskriv/", title=TITLE, plan="handlingsdel")
    assert {who: without_token(text(cast.client(who), GOAL)) for who in (None, "ulla")} == before
    assert text(nobody, "/solvik/planer/samfunnsdel/") == plan
    for who in ("lise", "bard", "geir", "anne", "randi"):
        html = text(cast.client(who), GOAL)
        assert f">{ADOPTED}</h1>" in html, who
        assert TITLE in text(cast.client(who), "/solvik/planer/handlingsdel/"), who


def test_the_new_wording_is_published_by_an_approver_only(
    cast: Cast, nobody: Client, reworded: Element
) -> None:
    address = f"/solvik/element/{KEY}/"
    html = text(cast.client("randi"), f"{address}rediger/")
    assert "En godkjenner gjør det synlig for alle." in html
    refused = send(cast.client("randi"), f"{address}rediger/", visibility="0")
    assert "Ikke lagret ennå" in refused
    assert nobody.get(address).status_code == 404
    assert "Endringene er lagret" in send(cast.client("geir"), f"{address}rediger/", visibility="0")
    assert TITLE in text(nobody, address)
    assert "Geir" not in text(nobody, address)
