"""Whatever an address says of where to go on, nobody is sent to another site."""

from urllib.parse import quote, urlsplit

import pytest
from django.test import Client

from tests.cast import PASSWORD, Cast

pytestmark = pytest.mark.django_db
ELSEWHERE = [
    "https://fremmed.example/",
    "//fremmed.example/",
    "///fremmed.example/",
    "/\\fremmed.example/",
    "\\\\fremmed.example/",
    "/\t/fremmed.example/",
    "\t//fremmed.example/",
    " //fremmed.example/",
    "https:fremmed.example/",
    "http:///fremmed.example/",
    "https://testserver@fremmed.example/",
    "https://testserver.fremmed.example/",
    "//testserver:80@fremmed.example/",
    "javascript:alert(7)",
    "data:text/html,<script>alert(7)</script>",
    "/\r\nLocation: https://fremmed.example/",
    "/%0d%0aLocation:%20https://fremmed.example/",
    "%2f%2ffremmed.example/",
]


def _leads_to(address: str) -> str:
    """Return the host that a browser would go to: it drops tabs and line ends, and takes \\ for /."""
    plain = "".join(sign for sign in address.strip() if sign not in "\t\r\n").replace("\\", "/")
    told = urlsplit(plain)
    return told.netloc or (told.scheme and plain) or ("" if not plain.startswith("//") else plain)


@pytest.mark.parametrize("address", ELSEWHERE)
def test_after_log_in(address: str, cast: Cast) -> None:
    sent = {"username": "lise@example.org", "password": PASSWORD, "next": address}
    for answer in (
        Client().post("/konto/logg-inn/", sent),
        Client().post(f"/konto/logg-inn/?next={quote(address)}", {**sent, "next": ""}),
        cast.client("lise").get(f"/konto/logg-inn/?next={quote(address)}"),
    ):
        assert answer.status_code == 302
        assert _leads_to(answer["Location"]) in ("", "testserver"), answer["Location"]


@pytest.mark.parametrize("address", ELSEWHERE)
def test_after_choosing_a_language(address: str, db: None) -> None:
    answer = Client().post(
        "/sprak/", {"language": "nn", "next": address}, headers={"Referer": address.strip()}
    )
    assert answer.status_code in (204, 302)
    assert _leads_to(answer.get("Location", "")) in ("", "testserver")


@pytest.mark.parametrize("address", ELSEWHERE)
def test_after_a_form(address: str, cast: Cast) -> None:
    """The forms that go back to where one came from."""
    client = cast.client("randi")
    for path in ("/solvik/tabell/endre/", "/solvik/sett/"):
        answer = client.post(path, {"valgt": "", "tilbake": address, "neste": address})
        assert _leads_to(answer.get("Location", "")) in ("", "testserver"), answer["Location"]
    assert client.get("//fremmed.example/").get("Location", "").startswith("//") is False


def test_a_host_in_disguise_is_seen() -> None:
    assert _leads_to("/\\fremmed.example/") == "fremmed.example"
    assert _leads_to("javascript:alert(7)") != ""
    assert _leads_to("/solvik/?a=//b") == ""
