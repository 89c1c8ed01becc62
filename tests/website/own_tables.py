"""An editor's way with own tables: sending a file, telling of its columns, saying yes to what it changes."""

import re
from collections.abc import Mapping, Sequence
from types import MappingProxyType
from typing import Any

from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.models import QuerySet
from django.test import Client

from rodtrad.geography.models import Area
from rodtrad.indicators.models import Batch, Dataset, Observation
from tests.cast import Cast
from tests.indicators.table.files import Cell, workbook

LIST, NEW = "/solvik/tabeller/", "/solvik/ny-tabell/"
HEADINGS = ("Bydel", "År", "Antall unge", "Merknad")
ROWS = (("Gamle Oslo", 2024, 1200, "telt i mai"), ("Frogner", 2024, 900, None))
COUNT = {
    "retning-0": "none",
    "dimensjon-0": "social",
    "perspektiv-0": "output",
    "tema-0": "childhood",
    "desimaler-0": "0",
    "enhet-0": "personer",
}


def editor(cast: Cast) -> Client:
    """Give the editor of a municipality that has an area with districts."""
    root = cast.solvik
    root.area = Area.objects.get(code="0301", valid_to=None)
    root.save(update_fields=["area"])
    return cast.client("randi")


def tables() -> QuerySet[Dataset]:
    """Return what is made here: the cast has a table that is not mapped."""
    return Dataset.objects.filter(root__slug="solvik").exclude(key="trivsel")


def batches() -> QuerySet[Batch]:
    return Batch.objects.filter(dataset__in=tables())


def upload(client: Client, address: str, content: bytes, name: str = "unge.xlsx", **more: str) -> Any:
    return client.post(address, {"fil": SimpleUploadedFile(name, content), **more}, follow=True)


def begun(client: Client, content: bytes, title: str = "Unge i bydelene", name: str = "unge.xlsx") -> str:
    """Send the first file; return the address of the table."""
    answer = upload(client, NEW, content, name, tittel=title)
    assert answer.status_code == 200, answer.content.decode()
    assert answer.redirect_chain, words(answer)
    return str(answer.redirect_chain[-1][0]).removesuffix("kolonner/")


def as_offered(answer: Any) -> dict[str, str]:
    """Return the fields of the page's form as they stand."""
    page = answer.content.decode()
    fields = {}
    for name, body in re.findall(r'<select[^>]* name="([^"]+)"[^>]*>(.*?)</select>', page, re.DOTALL):
        chosen = re.search(r'<option value="([^"]*)" selected', body) or re.search(
            r'<option value="([^"]*)"', body
        )
        fields[name] = chosen[1] if chosen else ""
    for tag in re.findall(r"<input[^>]+>", page):
        if (name := re.search(r'name="([^"]+)"', tag)) and 'type="file"' not in tag:
            value = re.search(r'value="([^"]*)"', tag)
            fields[name[1]] = value[1] if value else ""
    return fields


def mapped(
    client: Client, table: str, columns: Mapping[str, str] = MappingProxyType({}), /, **slots: str
) -> Any:
    """Take both steps with what is suggested, but for what is given; return the page that follows."""
    here = f"{table}kolonner/"
    first = {**as_offered(client.get(here)), **columns, "gjor": "videre"}
    second = client.post(here, first)
    assert second.status_code == 200, words(second)
    return client.post(here, {**as_offered(second), **COUNT, **slots, "gjor": "lagre"}, follow=True)


def words(answer: Any) -> str:
    text = re.sub(r"<(script|style|head)\b.*?</\1>", " ", answer.content.decode(), flags=re.DOTALL)
    return " ".join(re.sub(r"<[^>]+>", " ", text).split())


def accepted(client: Client, answer: Any) -> Any:
    """Say yes to the proposal on the page."""
    here = answer.redirect_chain[-1][0]
    return client.post(here, {**as_offered(answer), "gjor": "ta-inn"}, follow=True)


def figures(key: str = "antall-unge") -> dict[tuple[str, int], float | None]:
    rows = Observation.objects.filter(indicator__key=key, indicator__root__slug="solvik")
    return {
        (code, period // 12000): value
        for code, period, value in rows.values_list("area__code", "period", "value")
    }


def taken_in(client: Client, *rows: Sequence[Cell], headings: Sequence[str] = HEADINGS) -> str:
    """Take the first file all the way in; return the address of the table."""
    table = begun(client, workbook(headings, *rows))
    accepted(client, mapped(client, table))
    return table
