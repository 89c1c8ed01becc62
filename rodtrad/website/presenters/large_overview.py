"""The overview of a root with more elements than anyone can read one by one: levels, ribbons and counts."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from rodtrad.core.drawing.aggregate import LevelInput, aggregate
from rodtrad.goals.models import Level
from rodtrad.goals.queries.facets import Facet
from rodtrad.organisations.models import Root
from rodtrad.website.filters import Asked
from rodtrad.website.presenters.counting import capitalised
from rodtrad.website.presenters.overview import OverviewView, common_facts, lead, title
from rodtrad.website.presenters.sheet_view import Choice, SheetView
from rodtrad.website.presenters.sheets import Sheet, sheets_of
from rodtrad.website.presenters.wording import FactValue

#: With more elements than this the page counts them in the database instead of reading them.
LARGE = 2000


@dataclass(frozen=True)
class Large:
    """What a large root's overview is made from."""

    root: Root
    asked: Asked
    levels: Sequence[Level]
    facets: Sequence[Facet]
    links: Mapping[tuple[UUID, UUID], int]
    sheet: str


def present_large_overview(given: Large, findings: FactValue | None) -> OverviewView:
    counts = Counter[UUID]()
    frameworks = Counter[UUID]()
    for facet in given.facets:
        counts[facet.level_id] += facet.count
        frameworks[facet.framework_id] += facet.count
    levels = sorted(given.levels, key=lambda level: -frameworks[level.framework_id])
    sheets = sheets_of(levels, {key: range(count) for key, count in counts.items()}, given.links, ())
    current = next((sheet for sheet in sheets if sheet.key == given.sheet), sheets[0])
    return OverviewView(
        heading=title(given.root),
        lead=lead(counts, sheets),
        sheet=_sheet(given, sheets, current, counts),
        matrix=None,
        facts=common_facts(given.root, counts.total(), findings),
        apart=[],
        shown_words="",
    )


def _sheet(given: Large, sheets: Sequence[Sheet], current: Sheet, counts: Mapping[UUID, int]) -> SheetView:
    keys = {level.id: level.key for level in current.levels}
    table = reverse("element_table", args=[given.root.slug])
    return SheetView(
        name=current.label,
        label=current.label,
        choices=[
            Choice(sheet.label, given.asked.address(blad=sheet.key), sheet == current)
            for sheet in sheets
            if len(sheets) > 1
        ],
        summary=aggregate(
            [LevelInput(level.key, capitalised(level.many), counts[level.id]) for level in current.levels],
            {(keys[a], keys[b]): n for (a, b), n in given.links.items() if a in keys and b in keys},
        ),
        summary_links={level.key: f"{table}?niva={level.key}" for level in current.levels},
    )
