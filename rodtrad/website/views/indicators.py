from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rodtrad.core.models import Visibility
from rodtrad.exchange.workbook.plain_list import list_as_excel
from rodtrad.exchange.workbook.write import EXCEL
from rodtrad.geography.models import Area
from rodtrad.geography.outlines import outlines_of
from rodtrad.geography.queries import parts_of, peers_of
from rodtrad.indicators.jsonstat.as_csv import as_csv
from rodtrad.indicators.jsonstat.cube import Cube
from rodtrad.indicators.jsonstat.write import as_json_stat
from rodtrad.indicators.models import Indicator
from rodtrad.indicators.permissions import table_powers
from rodtrad.indicators.queries.age import age_of, revisions_of
from rodtrad.indicators.queries.as_cube import cube_of
from rodtrad.indicators.queries.breaks import breaks_of
from rodtrad.indicators.queries.catalogue import (
    broken_down,
    find_indicator,
    latest,
    lines_of,
    lines_of_area,
    sources_of,
    visible_indicators,
)
from rodtrad.indicators.queries.choosing import Wish, chosen_indicators
from rodtrad.targets.queries import judged, targets_of
from rodtrad.website.page import Page, root_page
from rodtrad.website.presenters.check import about_indicator
from rodtrad.website.presenters.indicator import IndicatorFigures, present_indicator
from rodtrad.website.presenters.indicator_choice import choice_fields, chosen_in, wish_in
from rodtrad.website.presenters.indicator_file import figure_list
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
        groups=catalogue_groups(page.own_root, chosen, lines, sources_of(lines.values())),
        fields=fields,
        chosen=chosen_in(fields, page.address("indicators")),
        total=len(everything),
        shown=len(chosen),
        with_figures=sum(1 for one in everything if lines.get(one.pk)),
        filtered=wish != Wish(),
        ways=_ways(page),
    )


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
    peers = peers_of(area, today) if area else []
    parts = parts_of(area, today) if area else []
    wanted: list[Area] = [*([area] if area else []), *peers, *parts]
    lines = lines_of(found, [one.pk for one in wanted])
    line = lines.get(area.pk, []) if area else []
    shown = latest(line)
    return IndicatorFigures(
        indicator=found,
        area=area,
        line=line,
        peers=[(one, lines[one.pk]) for one in peers],
        parts=[(one, lines[one.pk]) for one in parts],
        outlines=outlines_of(parts) if any(lines[one.pk] for one in parts) else None,
        broken_down=broken_down(found, area.pk, shown.period) if area and shown else [],
        age=age_of(found, line, today),
        revisions=revisions_of(found, area.pk) if area else [],
        breaks=breaks_of(found, area) if area else [],
        targets=judged(targets_of(page.own_root, page.viewer).filter(indicator=found)),
    )


@require_safe
@root_page
def indicator_as_json_stat(page: Page, key: str) -> HttpResponse:
    """Give an indicator's figures as JSON-stat 2."""
    content = as_json_stat(_cube(page, key))
    return _as_file(content, "application/json", f"{page.own_root.slug}-{key}.json")


@require_safe
@root_page
def indicator_as_csv(page: Page, key: str) -> HttpResponse:
    """Give an indicator's figures as CSV, with a mark that tells Excel that it is UTF-8."""
    content = "\ufeff" + "".join(as_csv(_cube(page, key)))
    return _as_file(content.encode(), "text/csv; charset=utf-8", f"{page.own_root.slug}-{key}.csv")


@require_safe
@root_page
def indicator_as_excel(page: Page, key: str) -> HttpResponse:
    """Give an indicator's figures as an Excel workbook."""
    content = list_as_excel(figure_list(_cube(page, key)))
    return _as_file(content, EXCEL, f"{page.own_root.slug}-{key}.xlsx")


def _cube(page: Page, key: str) -> Cube:
    """Return the figures that the page of an indicator shows."""
    found = indicator_or_404(page, key)
    today, area = timezone.localdate(), page.own_root.area
    areas = [area, *peers_of(area, today), *parts_of(area, today)] if area else []
    return cube_of(found, areas)


def _as_file(content: bytes, kind: str, name: str) -> HttpResponse:
    return HttpResponse(content, kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})
