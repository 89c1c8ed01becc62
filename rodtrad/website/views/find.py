from dataclasses import replace
from itertools import chain

from django.http import Http404, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from rodtrad.goals.permissions import powers_in
from rodtrad.goals.queries.conflicts import visible_conflicts
from rodtrad.goals.queries.places import count_by_place, elements_at, places_in
from rodtrad.goals.queries.sdg_serving import serving
from rodtrad.goals.queries.themes import count_themes, done_about, themes_of
from rodtrad.goals.queries.web import read_web
from rodtrad.plans.queries import visible_plans
from rodtrad.sdg import queries as sdg_queries
from rodtrad.website.filters import cleaned
from rodtrad.website.page import Crumb, Page, root_page
from rodtrad.website.presenters.conflict import conflict_actions, conflict_lines, present_conflict
from rodtrad.website.presenters.find import ways
from rodtrad.website.presenters.places import concerned_lines, place_rows
from rodtrad.website.presenters.plan_system import stops
from rodtrad.website.presenters.reader_marks import mark_conflicts, mark_elements, mark_plans
from rodtrad.website.presenters.sdg import sdg_rows
from rodtrad.website.presenters.themes import MOST_THEMES, ThemeGroup, theme_card, theme_groups
from rodtrad.website.presenters.wording import common_origin


def _crumbs(page: Page, *rest: Crumb) -> list[Crumb]:
    return [(page.address("find"), _("Finn fram")), *rest]


@root_page
def find(page: Page) -> HttpResponse:
    """Show the ways in: question, place, theme, sustainable development goal; and goal conflicts."""
    root = page.own_root
    found = visible_conflicts(root, page.viewer)
    mark_conflicts(page.request, root, [one.conflict for one in found])
    return page.render(
        "website/find.html",
        current="find",
        crumbs=[(None, _("Finn fram"))],
        ways=ways(
            root,
            places=len(places_in(root, timezone.localdate())),
            themes=count_themes(root, page.viewer),
            targets=len(sdg_queries.local_targets(root)),
        ),
        conflicts=conflict_lines(root, found),
    )


@root_page
def plan_system(page: Page) -> HttpResponse:
    """Show the seven questions as stations, each with the root's plans that answer it."""
    root = page.own_root
    plans = list(visible_plans(root, page.viewer))
    mark_plans(page.request, root, page.viewer, plans)
    return page.render(
        "website/plan_system.html",
        current="find",
        crumbs=_crumbs(page, (None, _("Sju spørsmål"))),
        stops=stops(root, plans),
    )


@root_page
def places(page: Page) -> HttpResponse:
    root = page.own_root
    rows = place_rows(root, places_in(root, timezone.localdate()), count_by_place(root, page.viewer))
    return page.render(
        "website/places.html", current="find", crumbs=_crumbs(page, (None, _("Steder"))), places=rows
    )


@root_page
def place(page: Page, code: str) -> HttpResponse:
    """Show what concerns a place: what names it, and what is done everywhere."""
    root = page.own_root
    known = places_in(root, timezone.localdate())
    if root.area is not None:
        known.append(root.area)
    area = next((one for one in known if one.code == code), None)
    if area is None:
        raise Http404
    at = elements_at(root, area, page.viewer)
    web = read_web(root, page.viewer, at.listed)
    mark_elements(page.request, root, {one: web.points[one].key for one in at.listed if one in web.points})
    return page.render(
        "website/place.html",
        current="find",
        crumbs=_crumbs(page, (page.address("places"), _("Steder")), (None, area.name)),
        area=area,
        whole=area.id == root.area_id,
        here=concerned_lines(root, web, at.here),
        everywhere=concerned_lines(root, web, at.everywhere),
    )


def chosen_themes(page: Page) -> tuple[list[ThemeGroup], list[ThemeGroup]]:
    """Return the themes goal by goal, and the goal that is asked for, if any."""
    groups = theme_groups(page.own_root, themes_of(page.own_root, page.viewer))
    chosen = cleaned(page.request.GET, "mal")
    return groups, [group for group in groups if group.fold_url.endswith(f"?mal={chosen}")]


@root_page
def themes(page: Page) -> HttpResponse:
    """Show the themes goal by goal; where they are many, the goals first, and `mal` chooses one."""
    root = page.own_root
    groups, opened = chosen_themes(page)
    shown = opened or ([] if sum(len(group.members) for group in groups) > MOST_THEMES else groups)
    keys = {theme.id: theme.key for group in shown for theme in group.members}
    mark_elements(page.request, root, keys)
    done = done_about(root, page.viewer, keys)
    return page.render(
        "website/themes.html",
        current="find",
        crumbs=_crumbs(page, (page.address("themes") if opened else None, _("Temaer"))),
        groups=[
            replace(group, themes=tuple(theme_card(root, theme, done) for theme in group.members))
            for group in shown
        ],
        folded=[] if shown else groups,
        everything=page.address("themes") if opened else "",
    )


@root_page
def sdg(page: Page) -> HttpResponse:
    """Show which of the 17 goals and their targets matter locally, why, and what serves them."""
    root = page.own_root
    by_target, by_goal = serving(root, page.viewer)
    served = chain.from_iterable((*by_target.values(), *by_goal.values()))
    mark_elements(page.request, root, {element.pk: element.key for element in served})
    local = sdg_queries.local_targets(root).values()
    choice_origin = common_origin(one.origin for one in local)
    rows = sdg_rows(root, list(sdg_queries.goals()), local, by_target, by_goal, choice_origin)
    return page.render(
        "website/sdg.html",
        current="find",
        crumbs=_crumbs(page, (None, _("Bærekraftsmål"))),
        choice_origin=choice_origin,
        chosen=[row for row in rows if row.targets],
        others=[row for row in rows if not row.targets],
    )


@root_page
def conflict(page: Page, key: str) -> HttpResponse:
    """Show a goal conflict as a chain of steps."""
    root = page.own_root
    found = visible_conflicts(root, page.viewer, key)
    if not found:
        raise Http404
    view = present_conflict(root, found[0])
    return page.render(
        "website/conflict.html",
        current="find",
        crumbs=_crumbs(page, (page.address("conflicts"), _("Målkonflikter")), (None, view.title)),
        conflict=view,
        actions=conflict_actions(root, found[0].conflict, powers_in(page.request.user, root)),
    )
