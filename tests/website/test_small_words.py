"""Small words that a clerk stumbled over: marks, limits, and who does what one may not do oneself."""

import io
from datetime import date

import docx
import pytest
from django.test import Client

from rodtrad.core.documents import Document, Fact, as_word
from rodtrad.core.events import Event, EventKind
from rodtrad.website.presenters.wheel import month_weeks
from rodtrad.website.templatetags.parts import origin_mark
from tests.cast import as_
from tests.goals.editing import Desk


def test_what_is_entered_here_has_no_mark() -> None:
    assert origin_mark("own") == ""
    assert "Eksempel" in origin_mark("example")


@pytest.mark.django_db
def test_what_is_too_large_tells_the_limit_and_the_way_back(settings: object) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10  # type: ignore[attr-defined]  # the fixture of pytest-django
    told = Client().post("/konto/logg-inn/", {"username": "x" * 100}).content.decode()
    assert "25 MB" in told
    assert 'href="/konto/logg-inn/"' in told


@pytest.mark.django_db
def test_an_editor_is_told_who_freezes_a_draft_for_hearing(desk: Desk) -> None:
    where, told = f"/{desk.root.slug}/planer/utkast/versjoner/", "Det fryser en godkjenner."
    assert told in as_(desk.editor).get(where).content.decode()
    assert told not in as_(desk.approver).get(where).content.decode()


@pytest.mark.django_db
def test_the_kind_is_told_once_in_a_month(desk: Desk) -> None:
    day = date(2026, 11, 14)
    event = Event(uid="x", title="Frist: Innstilling", kind=EventKind.DEADLINE, first=day, last=day)
    cells = [
        cell for _week, row in month_weeks(desk.root, 2026, 11, [event], day, {}) for cell in row if cell
    ]
    assert [title for cell in cells for _url, title, _kind, _example in cell.rows] == ["Innstilling"]


def test_a_long_name_of_a_fact_keeps_apart_from_its_value() -> None:
    document = Document(
        title="Planstrategi",
        root="Solvik",
        date=date(2026, 11, 22),
        facts=(Fact("Kommunestyreperiode", "2023–2027"),),
    )
    lines = [one.text for one in docx.Document(io.BytesIO(as_word(document))).paragraphs]
    assert "Kommunestyreperiode: \t2023–2027" in lines
