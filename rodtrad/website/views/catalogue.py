"""The catalogue of components, with made-up content marked Eksempel."""

from typing import Any

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _

from rodtrad.core.drawing.overview import ColumnInput, NodeInput, Overview, overview
from rodtrad.core.drawing.tangles import tangle

GOALS = (
    ("vann", "Rent vann i hele fjorden"),
    ("skole", "Alle fullfører skolen"),
    ("torg", "Et levende sentrum"),
)
KNOTS = (("hav", "Fjorden tåler ikke mer"), ("utenfor", "For mange unge står utenfor"))
STRATEGIES = (
    ("ror", "Skille regnvann fra kloakk", "vann"),
    ("bekk", "Åpne bekkene igjen", "vann"),
    ("laer", "Læreplass til alle som vil", "skole"),
    ("leir", "Voksne å snakke med hele sommeren", "skole"),
    ("handel", "Butikker i første etasje", "torg"),
)
LINKS = [("hav", "vann"), ("hav", "torg"), ("utenfor", "skole"), ("utenfor", "torg")]


def catalogue(request: HttpRequest) -> HttpResponse:
    """Show every component once."""
    return render(request, "website/catalogue.html", samples())


def samples() -> dict[str, Any]:
    """Give the made-up content of the catalogue."""
    drawing = sample_map()
    return {
        "sample_map": drawing,
        "sample_links": {node.id: f"#{node.id}" for column in drawing.columns for node in column.nodes},
        "sample_facts": sample_facts(),
        "sample_stops": [{"count": count, "label": label} for count, label in sample_counts()],
        "sample_thread": sample_thread(),
        "sample_tally": [
            {"value": 4, "label": _("feil")},
            {"value": 3, "label": _("advarsler")},
            {"value": 1, "label": _("merknad")},
            {"value": 19, "of": 38, "label": _("tråder når helt fram")},
        ],
        "sample_columns": [
            {"label": f"{_('Mål')} {n}", "name": name, "lit": n == 1}
            for n, (_key, name) in enumerate(GOALS, 1)
        ],
        "sample_rows": sample_matrix(),
        "sample_fields": sample_fields(),
        "sample_chosen": [{"label": _("Nivå: strategi"), "url": "#filter"}],
        "sample_page": Paginator(range(240), 10).page(7),
        "sample_sdg": [
            {"code": "6.3", "name": _("Bedre vannkvalitet"), "url": "#sdg"},
            {"code": "14", "name": _("Livet i havet")},
        ],
        "sample_steps": [{"title": title} for title in (KNOTS[0][1], GOALS[0][1], STRATEGIES[1][1])],
        "pictogram_kinds": PICTOGRAM_WORDS,
    }


def sample_counts() -> list[tuple[int, str]]:
    """Count a made-up root's levels."""
    return [(2, _("floker")), (3, _("mål")), (5, _("strategier")), (14, _("tiltak"))]


def sample_map() -> Overview:
    """Draw a small overview with one goal lit."""
    columns = [
        ColumnInput("floke", _("Floker"), [NodeInput(key, title) for key, title in KNOTS], tangled=True),
        ColumnInput(
            "maal", _("Mål"), [NodeInput(k, t, code=f"{_('Mål')} {n}") for n, (k, t) in enumerate(GOALS, 1)]
        ),
        ColumnInput("strategi", _("Strategier"), [NodeInput(k, t, parent=p) for k, t, p in STRATEGIES]),
    ]
    edges = LINKS + [(parent, key) for key, _title, parent in STRATEGIES]
    return overview(columns, edges, {"hav", "vann", "ror", "bekk"})


def sample_facts() -> list[dict[str, Any]]:
    """List facts about a made-up element."""
    return [
        {"label": _("Ansvarlig"), "text": _("Vann- og avløpsetaten"), "url": "#fakta"},
        {"label": _("Periode"), "text": "2025–2040"},
        {"label": _("Plan"), "entries": [{"text": _("Kommuneplanens samfunnsdel")}, {"text": _("Vannplan")}]},
        {"label": _("Målkonflikt"), "text": _("Bolig mot bekk"), "origin": "reading"},
    ]


def sample_thread() -> dict[str, Any]:
    """Give the thread of a made-up goal."""
    knot = {"path": tangle("hav")}
    measures = [
        {"title": _("Kartlegge lukkede bekker"), "level": _("tiltak"), "text": "2026", "origin": "example"},
        {"title": _("Grave fram Lillebekken"), "level": _("tiltak"), "url": "#tiltak", "end": True},
    ]
    return {
        "why": [
            {"title": KNOTS[0][1], "url": "#hav", "level": _("floke"), "tangle": knot},
            {"title": _("Badevann på resept"), "level": _("føring"), "text": _("Regional vannplan")},
        ],
        "here": {"over": f"{_('Mål')} 1", "title": GOALS[0][1], "tone": "watch", "word": _("Følges opp")},
        "how": [
            {"title": STRATEGIES[0][1], "url": "#ror", "tone": "ok", "word": _("I rute")},
            {
                "title": STRATEGIES[1][1],
                "url": "#bekk",
                "tone": "off",
                "word": _("Bak planen"),
                "children": measures,
                "more": {"label": _("Vis tolv til"), "url": "#flere"},
            },
            {
                "title": _("Målestasjon ved hver badeplass"),
                "level": _("strategi"),
                "severity": "warning",
                "findings": 1,
            },
        ],
    }


def sample_matrix() -> list[dict[str, Any]]:
    """Weave two challenges and three goals."""
    first: list[dict[str, Any] | None] = [
        {"count": 5, "url": "#1", "lit": True},
        None,
        {"count": 2, "reading": True},
    ]
    second: list[dict[str, Any] | None] = [{"lit": True}, {"count": 7, "url": "#2"}, {"count": 1}]
    return [
        {"label": KNOTS[0][1], "url": "#hav", "cells": first, "total": 7},
        {"label": KNOTS[1][1], "url": "#utenfor", "cells": second, "total": 8},
    ]


def sample_fields() -> list[dict[str, Any]]:
    """Give the fields of a filter form."""
    levels = [{"value": "", "label": _("Alle")}, {"value": "strategi", "label": _("Strategi")}]
    return [
        {"name": "q", "label": _("Ord i tittel"), "kind": "search", "wide": True},
        {"name": "niva", "label": _("Nivå"), "kind": "select", "value": "strategi", "options": levels},
        {"name": "dato", "label": _("Gjelder fra"), "kind": "date"},
    ]


PICTOGRAM_WORDS = (
    "broken", "ends", "tangle", "loose", "skipped", "crossed", "late", "double", "unowned", "hidden",
    "reading", "replaced", "words",
)  # fmt: skip
