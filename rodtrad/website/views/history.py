"""Pages of the audit trail, for those with a role; to everyone else they do not exist."""

from collections.abc import Callable, Sequence
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from rodtrad.core.differences import word_differences
from rodtrad.core.models import Visibility
from rodtrad.core.text import shorten
from rodtrad.goals.errors import ChangedMeanwhile, FieldErrors, NotAllowedError
from rodtrad.goals.models import Element
from rodtrad.goals.operations import change_element
from rodtrad.goals.permissions import ADOPTED_TEXT, is_locked, may_set_retention, open_fields, powers_in
from rodtrad.goals.queries.conflicts import visible_conflicts
from rodtrad.goals.queries.deleted_conflicts import deleted_conflicts
from rodtrad.goals.queries.editing import leads_to
from rodtrad.goals.queries.element import find_on_root
from rodtrad.goals.queries.history import (
    deleted_element,
    history_of_conflict,
    history_of_element,
    history_of_plan,
    text_before,
)
from rodtrad.goals.queries.history_entries import Change, Entry, History
from rodtrad.goals.queries.history_feed import MOST_PAGES, feed_of
from rodtrad.plans.queries import find_plan
from rodtrad.website.page import Page, root_page
from rodtrad.website.presenters.history import LABELS, TEXTS, address_of, present_history
from rodtrad.website.presenters.history_feed import present_feed

ENTRIES_ON_A_PAGE = 25


def has_role(page: Page) -> bool:
    return page.viewer.ceiling >= Visibility.INTERNAL


def require_role(page: Page) -> None:
    """Answer 404 to those without a role in the root: what is written of its people is not for them."""
    if not has_role(page):
        raise Http404


def page_number(page: Page) -> int:
    given = page.request.GET.get("page", "1")
    return min(MOST_PAGES, max(1, int(given))) if given.isdecimal() and len(given) < 6 else 1


@require_GET
@root_page
def root_history(page: Page) -> HttpResponse:
    require_role(page)
    root, number = page.own_root, page_number(page)
    feed = feed_of(root, page.viewer, number)
    return page.render(
        "website/history_feed.html",
        crumbs=[(None, _("Historikk"))],
        entries=present_feed(root, feed),
        number=number,
        has_more=feed.has_more and number < MOST_PAGES,
        may_choose=may_set_retention(powers_in(page.request.user, root)),
    )


@require_GET
@root_page
def element_history(page: Page, key: str) -> HttpResponse:
    require_role(page)
    element = find_on_root(page.own_root, page.viewer, key)
    if element is None:
        return _history_of_deleted(page, key)
    open_ = open_fields(powers_in(page.request.user, page.own_root), element)

    def restore(entry: Entry, change: Change) -> str:
        can = change.field in TEXTS and change.field in open_ and entry.event and entry.act == "update"
        asked = urlencode({"hendelse": entry.event, "felt": change.field})
        return f"{page.address('element_restore', key)}?{asked}" if can else ""

    return _show(page, history_of_element(element, page.viewer), element.title, "element", key, restore)


def _history_of_deleted(page: Page, key: str) -> HttpResponse:
    """Show what was done to an element that is no more, and what it was merged into, if it was."""
    root = page.own_root
    now = leads_to(root, page.viewer, key)
    found = deleted_element(root, page.viewer, key)
    if found is None and now:
        return redirect("element_history", root.slug, now, permanent=True)
    if found is None:
        raise Http404
    kept = find_on_root(root, page.viewer, now) if now else None
    return _show(
        page, history_of_element(found, page.viewer), found.title, "element", key, gone=True, kept=kept
    )


@require_GET
@root_page
def plan_history(page: Page, key: str) -> HttpResponse:
    require_role(page)
    found = find_plan(page.own_root, page.viewer, key)
    if found is None:
        raise Http404
    return _show(page, history_of_plan(found, page.viewer), found.title, "plan", key)


@require_GET
@root_page
def conflict_history(page: Page, key: str) -> HttpResponse:
    require_role(page)
    found = visible_conflicts(page.own_root, page.viewer, key)
    # The latest when several have had the key.
    gone = [] if found else list(deleted_conflicts(page.own_root, page.viewer, key).values())
    if not found and not gone:
        raise Http404
    conflict = found[0].conflict if found else gone[-1]
    told = history_of_conflict(conflict, page.viewer)
    return _show(page, told, conflict.title, "conflict", key, gone=not found)


@require_http_methods(["GET", "HEAD", "POST"])
@root_page
def element_restore(page: Page, key: str) -> HttpResponse:
    """Show what a text would be set back to, and do it when asked to."""
    require_role(page)
    found, sent = _element(page, key), page.request.GET
    event, field = sent.get("hendelse", ""), sent.get("felt", "")
    if not event.isdecimal() or len(event) > 18 or field not in TEXTS:
        raise Http404
    text = text_before(found, page.viewer, int(event), field)
    if text is None:
        raise Http404
    if field not in open_fields(powers_in(page.request.user, page.own_root), found):
        raise PermissionDenied
    if page.request.method != "POST":
        return _show_restore(page, found, field, text)
    try:
        _restore(page, found, field, text)
    except NotAllowedError as error:
        raise PermissionDenied from error
    except FieldErrors as error:
        return _show_restore(page, found, field, text, errors=list(error.by_field.values()), status=400)
    except ChangedMeanwhile:
        told = _("Noen har endret teksten siden du åpnet siden. Nå ser du hva som da blir tatt bort.")
        return _show_restore(page, _element(page, key), field, text, errors=[told], status=409)
    messages.success(page.request, _("Teksten er satt tilbake."))
    return redirect("element_history", page.own_root.slug, key)


def _restore(page: Page, element: Element, field: str, text: str) -> None:
    seen = page.request.POST.get("na", str(getattr(element, field)))
    change_element(
        actor=page.request.user,
        element=element,
        changes={field: text},
        based_on={field: seen.replace("\r\n", "\n")},
        reason=page.request.POST.get("begrunnelse", ""),
    )


def _show_restore(
    page: Page, element: Element, field: str, text: str, *, errors: Sequence[str] = (), status: int = 200
) -> HttpResponse:
    now, history = str(getattr(element, field)), page.address("element_history", element.key)
    return page.render(
        "website/restore.html",
        crumbs=[
            (page.address("element", element.key), shorten(element.title, 60)),
            (history, _("Historikk")),
            (None, _("Sett tilbake")),
        ],
        label=LABELS[field],
        pieces=word_differences(now, text),
        now=now,
        same=now == text,
        locked=is_locked(element.plan) and field in ADOPTED_TEXT,
        errors=errors,
        reason=page.request.POST.get("begrunnelse", ""),
        back=history,
        status=status,
    )


def _element(page: Page, key: str) -> Element:
    found = find_on_root(page.own_root, page.viewer, key)
    if found is None:
        raise Http404
    return found


def _nowhere(_entry: Entry, _change: Change) -> str:
    return ""


def _show(
    page: Page,
    history: History,
    title: str,
    kind: str,
    key: str,
    restore: Callable[[Entry, Change], str] = _nowhere,
    *,
    gone: bool = False,
    kept: Element | None = None,
) -> HttpResponse:
    """Show one page of a history. What is gone has no page of its own; `kept` is what it was merged into."""
    shown = Paginator(history.entries, ENTRIES_ON_A_PAGE).get_page(page.request.GET.get("page"))
    address = "" if gone else address_of(page.own_root, kind, key)
    above = (page.address("root_history"), _("Historikk")) if gone else (address, shorten(title, 60))
    return page.render(
        "website/history.html",
        crumbs=[above, (None, shorten(title, 60) if gone else _("Historikk"))],
        gone=gone,
        kept=(kept.title, address_of(page.own_root, "element", kept.key)) if kept else None,
        title=title,
        address=address,
        entries=present_history(history, list(shown), restore=restore, kind=kind),
        page=shown,
    )
