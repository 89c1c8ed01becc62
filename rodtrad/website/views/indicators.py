from collections.abc import Sequence
from uuid import UUID

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rodtrad.core.models import Visibility
from rodtrad.exchange.workbook.plain_list import list_as_excel
from rodtrad.exchange.workbook.write import EXCEL
from rodtrad.geography.models import Area
from rodtrad.geography.outlines import outlines_of
from rodtrad.geography.queries import PeerKind, PeerSet
from rodtrad.geography.surroundings import surroundings_of
from rodtrad.indicators.jsonstat.as_csv import as_csv
from rodtrad.indicators.jsonstat.cube import Cube
from rodtrad.indicators.jsonstat.write import as_json_stat
from rodtrad.indicators.models import Indicator
from rodtrad.indicators.permissions import table_powers
from rodtrad.indicators.queries.age import age_of, revisions_of
from rodtrad.indicators.queries.as_cube import cube_of
from rodtrad.indicators.queries.breaks import breaks_of
from rodtrad.indicators.queries.catalogue import (
    Line,
    broken_down,
    find_indicator,
    lines_of,
    lines_of_area,
    newest_of,
    sources_of,
    told_of_in,
    visible_indicators,
)
from rodtrad.indicators.queries.choosing import Wish, chosen_indicators
from rodtrad.indicators.queries.origins import Came, came_from
from rodtrad.indicators.queries.peer_lines import PeerLine, peer_line
from rodtrad.targets.queries import judged_for
from rodtrad.website.page import Page, root_page
from rodtrad.website.presenters.check import about_indicator
from rodtrad.website.presenters.indicator import IndicatorFigures, present_indicator
from rodtrad.website.presenters.indicator_choice import choice_fields, chosen_in, wish_in
from rodtrad.website.presenters.indicator_file import about_list, figure_list
from rodtrad.website.presenters.indicators import catalogue_groups
from rodtrad.website.presenters.panels import check_for


@root_page
def indicators(page: Page) -> HttpResponse:
    """Show the catalogue: what is measured, with the root's latest figure."""
    everything = list(visible_indicators(page.own_root, page.viewer).prefetch_related("sdg_targets__goal"))
    lines = lines_of_area(everything, page.own_root.area_id)
    wish = wish_in(page.request.GET)
    if wish is None:
        raise Http404
    chosen = everything
    if wish != Wish():
        let_through = set(chosen_indicators(page.own_root, page.viewer, wish).values_list("pk", flat=True))
        chosen = [one for one in everything if one.pk in let_through]
    fields = choice_fields(wish, everything)
    return page.render(
        "website/indicators.html",
        current="indicators",
        crumbs=[(None, _("Indikatorer"))],
        groups=catalogue_groups(
            page.own_root, chosen, lines, sources_of(lines.values()), _told_in_parts(page, chosen, lines)
        ),
        fields=fields,
        chosen=chosen_in(fields, page.address("indicators")),
        total=len(everything),
        shown=len(chosen),
        with_figures=sum(1 for one in everything if lines.get(one.pk)),
        filtered=wish != Wish(),
        ways=_ways(page),
    )


def _told_in_parts(page: Page, chosen: list[Indicator], lines: dict[int, Line]) -> set[int]:
    """Return the indicators that the root has no line of, and its parts have."""
    area, lacking = page.own_root.area, [one for one in chosen if not lines.get(one.pk)]
    if area is None or not lacking:
        return set()
    return told_of_in(lacking, [one.pk for one in surroundings_of(area, timezone.localdate()).parts])


def _ways(page: Page) -> list[tuple[str, str]]:
    """Return the pages about all indicators, those that the reader may open."""
    found = [
        (_("Profil på ett ark"), page.address("profile")),
        (_("Sammenlikn med andre"), page.address("compare")),
        (_("Levende fakta"), page.address("living_facts")),
    ]
    if page.viewer.ceiling >= Visibility.INTERNAL:
        found.append((_("Kilder"), page.address("sources")))
    if table_powers(page.request.user, page.own_root).sees_tables:
        found.append((_("Egne tabeller"), page.address("own_tables")))
    return found


@root_page
def indicator(page: Page, key: str) -> HttpResponse:
    """Show one indicator for the root's area: trend, peers, parts, where it comes from and how old it is."""
    found = indicator_or_404(page, key)
    figures = figures_of(page, found)
    check = check_for(page.own_root, page.viewer)
    return page.render(
        "website/indicator.html",
        current="indicators",
        crumbs=[(page.address("indicators"), _("Indikatorer")), (None, found.title)],
        check=check,
        findings=about_indicator(check, found.key),
        **present_indicator(page.own_root, figures),
    )


def indicator_or_404(page: Page, key: str) -> Indicator:
    found = find_indicator(page.own_root, page.viewer, key)
    if found is None:
        raise Http404
    return found


def figures_of(page: Page, found: Indicator) -> IndicatorFigures:
    """Read what the page of an indicator shows."""
    today, area = timezone.localdate(), page.own_root.area
    around = surroundings_of(area, today)
    beside, parts = around.peers, around.parts
    held: list[Area] = [*([area] if area else []), *beside, *parts]
    lines = lines_of(found, [one.pk for one in held])
    line = lines[area.pk] if area else []
    told = newest_of([line, *(lines[one.pk] for one in (*parts, *beside))])
    came = came_from(lines.values())
    chosen = _set_beside(page, around.sets)
    return IndicatorFigures(
        indicator=found,
        area=area,
        line=line,
        beside=[(one, lines[one.pk]) for one in beside],
        parts=[(one, lines[one.pk]) for one in parts],
        outlines=outlines_of(parts) if any(lines[one.pk] for one in parts) else None,
        broken_down=broken_down(found, area.pk) if area else [],
        age=age_of(found, told, today, came),
        came=came,
        revisions=revisions_of(found, [one.pk for one in (*([area] if area else []), *parts)]),
        breaks=breaks_of(found, area, around.changes) if area else [],
        targets=judged_for(page.own_root, page.viewer, found),
        sets=around.sets,
        chosen=chosen,
        peers=_peer_lines(found, around.sets, chosen, lines) if told else [],
    )


def _set_beside(page: Page, sets: Sequence[PeerSet]) -> PeerSet | None:
    """Return the set that a line is asked for beside, else the likeliest."""
    asked = page.request.GET.get("mot", "")
    chosen = next((one for one in sets if asked in ("", one.key)), None)
    if asked and chosen is None:
        raise Http404
    return chosen


def _peer_lines(
    found: Indicator, sets: Sequence[PeerSet], chosen: PeerSet | None, lines: dict[UUID, Line]
) -> list[PeerLine]:
    """Return the lines of the chosen set and of the country, as far as they have figures."""
    wanted = [one for one in sets if one == chosen or one.kind is PeerKind.COUNTRY]
    drawn = [peer_line(found, one, lines) for one in wanted]
    return [one for one in drawn if one is not None]


@require_safe
@root_page
def indicator_as_json_stat(page: Page, key: str) -> HttpResponse:
    """Give an indicator's figures as JSON-stat 2."""
    content = as_json_stat(_cube(page, key)[1])
    return _as_file(content, "application/json", f"{page.own_root.slug}-{key}.json")


@require_safe
@root_page
def indicator_as_csv(page: Page, key: str) -> HttpResponse:
    """Give an indicator's figures as CSV, with a mark that tells Excel that it is UTF-8."""
    content = "\ufeff" + "".join(as_csv(_cube(page, key)[1]))
    return _as_file(content.encode(), "text/csv; charset=utf-8", f"{page.own_root.slug}-{key}.csv")


@require_safe
@root_page
def indicator_as_excel(page: Page, key: str) -> HttpResponse:
    """Give an indicator's figures as an Excel workbook."""
    found, cube, came = _cube(page, key)
    content = list_as_excel(figure_list(cube), about_list(found, came))
    return _as_file(content, EXCEL, f"{page.own_root.slug}-{key}.xlsx")


def _cube(page: Page, key: str) -> tuple[Indicator, Cube, list[Came]]:
    """Return the figures that the page of an indicator shows, and where they came from."""
    found = indicator_or_404(page, key)
    area = page.own_root.area
    around = surroundings_of(area, timezone.localdate())
    areas = [area, *around.peers, *around.parts] if area else []
    return found, *cube_of(found, areas)


def _as_file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
