from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from rodtrad.core.panels import PanelScope, panels_for
from rodtrad.core.text import shorten
from rodtrad.goals.permissions import powers_in
from rodtrad.goals.queries import thread_of
from rodtrad.goals.queries.editing import leads_to
from rodtrad.goals.queries.element import find_on_root, levels_of, near_in_plan
from rodtrad.goals.queries.lookup import where_it_stands
from rodtrad.website.page import Page, root_page
from rodtrad.website.presenters import element as words
from rodtrad.website.presenters.editing import actions_on
from rodtrad.website.presenters.glossary import reader_language
from rodtrad.website.presenters.panels import badges, findings_in
from rodtrad.website.presenters.reader_marks import mark_elements
from rodtrad.website.presenters.targets import marks_of, targets_in
from rodtrad.website.presenters.thread import Known, none_above, present_thread

MOST_OPENED = 50


@root_page
def element(page: Page, key: str) -> HttpResponse:
    """Show an element with its whole thread; `apne` opens a level of a thread too long to show at once."""
    root, viewer = page.own_root, page.viewer
    found = find_on_root(root, viewer, key)
    if found is None:
        now = leads_to(root, viewer, key)
        if now is None:
            raise Http404
        return redirect("element", root.slug, now, permanent=True)
    thread = thread_of(found, viewer)
    scope = PanelScope(viewer)
    powers = scope.once("powers", lambda: powers_in(page.request.user, root))
    known_badges = badges(findings_in(root, scope))
    own = {node.id: node.key for node in thread.nodes.values() if node.root_id == root.id}
    marks = marks_of(targets_in(scope, found, [*own, found.pk]))
    known = Known(levels_of(thread), root.id, known_badges, reader_language(), marks)
    near = near_in_plan(found, viewer)
    mark_elements(page.request, root, own | {one.pk: one.key for one in near.under})
    on_thread = [node.key for node in thread.nodes.values() if node.root_id == root.id]
    panels = panels_for(found, scope)
    heading = words.heading_of(found)
    return page.render(
        "website/element.html",
        current="overview",
        crumbs=[(None, heading.over if heading.has_number else shorten(found.title, 60))],
        heading=heading,
        badge=known_badges.get(found.key),
        progress=words.status_of(found),
        targets=marks.get(found.pk),
        thread=present_thread(thread, known, set(page.request.GET.getlist("apne")[:MOST_OPENED])),
        none_above=none_above(found.level),
        none_below=_("Ingenting under i tråden ennå."),
        facts=words.facts_of(found, where_it_stands(found, root, viewer), near, on_thread),
        beneath=words.beneath(near, root.slug, on_thread),
        changes=words.changes_of(found.changes),  # type: ignore[attr-defined]  # annotated by find_on_root
        actions=actions_on(powers, found),
        panels=[panel for panel in panels if not panel.aside],
        side_panels=[panel for panel in panels if panel.aside],
    )
