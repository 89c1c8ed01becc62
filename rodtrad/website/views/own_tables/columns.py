"""A table is mapped once: what each column is, then which indicators the figures are of."""

from dataclasses import asdict
from typing import Any

from django.contrib import messages
from django.core import signing
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from rodtrad.core.models import Visibility
from rodtrad.core.sheets.problems import SheetError
from rodtrad.core.sheets.read import read_sheets
from rodtrad.geography.models import AreaKind
from rodtrad.indicators.errors import UnderWayError
from rodtrad.indicators.models import BatchState, Dataset, Indicator
from rodtrad.indicators.operations.known_areas import known_areas
from rodtrad.indicators.operations.own_tables import (
    AboutTable,
    last_content,
    last_file,
    map_table,
    may_be_chosen,
)
from rodtrad.indicators.permissions import TablePowers
from rodtrad.indicators.presenters import under_way_words
from rodtrad.indicators.sources.table.mapping import TableMapping
from rodtrad.indicators.sources.table.suggest import Suggestion, suggest
from rodtrad.organisations.models import Root
from rodtrad.website.forms import table_columns, table_indicators
from rodtrad.website.forms import table_options as words
from rodtrad.website.forms.table_columns import ColumnChoice
from rodtrad.website.forms.table_indicators import Slot
from rodtrad.website.page import Page
from rodtrad.website.views.own_tables.guard import fills, table_or_404, tables_page

_SALT = "rodtrad.website.table_columns"


@tables_page(fills)
def own_table_columns(page: Page, powers: TablePowers, key: str) -> HttpResponse:
    """Ask what the columns are, then which indicators; nothing is stored before both are told."""
    dataset = table_or_404(page, key)
    content = last_content(dataset)
    found = _suggestion(page, content) if content else None
    if found is None:
        messages.error(page.request, _("Send en fil først, så kan kolonnene kobles."))
        return redirect("own_table", page.own_root.slug, dataset.key)
    what = page.request.POST.get("gjor", "") if page.request.method == "POST" else ""
    if what == "lagre":
        return _stored(page, powers, dataset, found)
    if what == "videre":
        return _told(page, dataset, found)
    if what not in ("", "vis", "tilbake"):
        raise BadRequest
    return _columns(page, dataset, found, table_columns.suggested(dataset, found))


def _suggestion(page: Page, content: bytes) -> Suggestion | None:
    asked = page.request.POST if page.request.method == "POST" else page.request.GET
    row = asked.get("rad", "")
    try:
        sheets = read_sheets(content).sheets
    except SheetError:
        return None
    return suggest(
        sheets,
        known_areas(),
        _usual_kind(page.own_root),
        sheet=asked.get("ark", ""),
        row=int(row) if row.isdecimal() and len(row) < 6 else 0,
    )


def _usual_kind(root: Root) -> str:
    """Return what kind of place a root's tables mostly are about: a county's its municipalities."""
    kind = root.area.kind if root.area else ""
    return AreaKind.DISTRICT.value if kind == AreaKind.MUNICIPALITY else AreaKind.MUNICIPALITY.value


def _told(page: Page, dataset: Dataset, found: Suggestion) -> HttpResponse:
    area = page.own_root.area
    choice = table_columns.read_columns(page.request.POST, found, area.code if area else "")
    if choice.errors:
        return _columns(page, dataset, found, choice, status=422)
    slots = table_indicators.slots_of(choice.mapping, choice.about.title, _decimals(found))
    told = TableMapping.from_json(dataset.query)
    slots = table_indicators.suggested(slots, told, _chosen(dataset))
    return _indicators(page, dataset, choice.about, choice.mapping, slots)


def _stored(page: Page, powers: TablePowers, dataset: Dataset, found: Suggestion) -> HttpResponse:
    try:
        told: dict[str, Any] = signing.loads(page.request.POST.get("kobling", ""), salt=_SALT)
    except signing.BadSignature as error:
        raise BadRequest from error
    if told["table"] != str(dataset.pk):
        raise BadRequest
    about, mapping = AboutTable(**told["about"]), TableMapping.from_json(told["mapping"])
    empty = table_indicators.slots_of(mapping, about.title, _decimals(found))
    known = {one.key for one in _chosen(dataset)}
    slots = table_indicators.read_slots(page.request.POST, empty, known, may_leave=bool(mapping.series_words))
    if any(slot.errors for slot in slots):
        return _indicators(page, dataset, about, mapping, slots, status=422)
    try:
        map_table(
            dataset=dataset,
            about=about,
            mapping=table_indicators.filled(mapping, slots),
            new=table_indicators.definitions_of(slots),
            visibility=Visibility.PUBLIC if powers.publishes else Visibility.INTERNAL,
            today=timezone.localdate(),
        )
    except UnderWayError as error:
        messages.warning(page.request, under_way_words(error))
        return _indicators(page, dataset, about, mapping, slots, status=409)
    messages.success(page.request, _("Koblingen er lagret. Neste fil leses på samme måte."))
    batch = last_file(dataset)
    if batch is not None and batch.state == BatchState.WAITING:
        return redirect("own_table_proposal", page.own_root.slug, dataset.key, batch.pk)
    return redirect("own_table", page.own_root.slug, dataset.key)


def _columns(
    page: Page, dataset: Dataset, found: Suggestion, choice: ColumnChoice, status: int = 200
) -> HttpResponse:
    content = last_content(dataset)
    sheets = read_sheets(content).sheets if content else []
    return page.render(
        "website/own_table_columns.html",
        current="indicators",
        crumbs=_crumbs(page, dataset),
        status=status,
        table=dataset,
        **words.columns_context(page.own_root, found, choice, sheets),
    )


def _indicators(
    page: Page,
    dataset: Dataset,
    about: AboutTable,
    mapping: TableMapping,
    slots: list[Slot],
    status: int = 200,
) -> HttpResponse:
    told = {"table": str(dataset.pk), "about": asdict(about), "mapping": mapping.as_json()}
    return page.render(
        "website/own_table_indicators.html",
        current="indicators",
        crumbs=_crumbs(page, dataset),
        status=status,
        table=dataset,
        told=signing.dumps(told, salt=_SALT, compress=True),
        **words.indicators_context(slots, _chosen(dataset), mapping),
    )


def _chosen(dataset: Dataset) -> list[Indicator]:
    return list(may_be_chosen(dataset).order_by("sort_key"))


def _decimals(found: Suggestion) -> dict[str, int]:
    return {one.heading: one.decimals for one in found.columns}


def _crumbs(page: Page, dataset: Dataset) -> list[tuple[str | None, str]]:
    return [
        (page.address("own_tables"), _("Egne tabeller")),
        (page.address("own_table", dataset.key), dataset.title),
        (None, _("Koble kolonnene")),
    ]
