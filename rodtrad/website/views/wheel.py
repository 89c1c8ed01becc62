"""The annual wheel, its months, and calendars to subscribe to."""

import re
from collections.abc import Sequence
from datetime import date, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone, translation
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from rodtrad.cases.queries.meetings import find_body
from rodtrad.core.events import Cycle, Event, EventKind, domain_of, events_between, events_in
from rodtrad.exchange.calendar.write import TYPE, write_calendar
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import NOBODY, powers_in
from rodtrad.organisations.queries import find_root, units_below
from rodtrad.planning.clocks.free_days import holidays_between
from rodtrad.planning.operations.calendar_links import link_of_secret
from rodtrad.planning.permissions import may_change_wheel
from rodtrad.planning.queries.calendar import calendar_of
from rodtrad.website.filters import cleaned
from rodtrad.website.page import Page, root_page
from rodtrad.website.presenters.wheel import (
    by_month,
    event_path,
    event_rows,
    kind_choices,
    month_weeks,
    term_days,
    term_of,
    wheels,
)

_FIRST, _LAST = 2000, 2100


@require_safe
@root_page
def wheel(page: Page) -> HttpResponse:
    """Show a year and the term it lies in, drawn and as a list."""
    today = timezone.localdate()
    year = _year(page, today)
    chosen = _kinds(page)
    spans = {Cycle.YEAR: (date(year, 1, 1), date(year, 12, 31)), Cycle.TERM: term_days(year)}
    found = events_in(page.own_root, page.viewer, spans)
    events = [
        one for cycle in Cycle for one in found if one.cycle == cycle and (not chosen or one.kind in chosen)
    ]
    rows = event_rows(page.own_root, events, today)
    of_year = [row for row in rows if row.event.cycle == Cycle.YEAR]
    of_term = rows[len(of_year) :]
    return page.render(
        "website/wheel.html",
        current="plans",
        crumbs=[(page.address("plans"), _("Planer")), (None, _("Årshjul"))],
        year=year,
        term=f"{term_of(year)}–{term_of(year) + 4}",
        before=year - 1 if year > _FIRST else None,
        after=year + 1 if year < _LAST else None,
        wheels=wheels(year, rows, today),
        today=date_format(today, "MONTH_DAY_FORMAT") if today.year == year else "",
        months=by_month(page.own_root, year, of_year),
        of_term=of_term,
        kinds=kind_choices(),
        chosen=chosen,
        count=len(rows),
        may_change=may_change_wheel(powers_in(page.request.user, page.own_root)),
    )


def _year(page: Page, today: date) -> int:
    text = cleaned(page.request.GET, "ar")
    if not text:
        return today.year
    if not re.fullmatch(r"[0-9]{4}", text) or not _FIRST <= int(text) <= _LAST:
        raise Http404
    return int(text)


def _kinds(page: Page) -> list[str]:
    asked = [one for one in page.request.GET.getlist("slag") if one]
    if set(asked) - set(EventKind):
        raise Http404
    return asked


@require_safe
@root_page
def month(page: Page) -> HttpResponse:
    """Show one month, week by week."""
    today = timezone.localdate()
    text = cleaned(page.request.GET, "maned") or f"{today:%Y-%m}"
    found = re.fullmatch(r"([0-9]{4})-(0[1-9]|1[0-2])", text)
    if not found or not _FIRST <= int(found[1]) <= _LAST:
        raise Http404
    year, number = int(found[1]), int(found[2])
    first = date(year, number, 1)
    last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    events = events_between(page.own_root, page.viewer, first, last)
    return page.render(
        "website/wheel_month.html",
        current="plans",
        crumbs=[
            (page.address("plans"), _("Planer")),
            (page.address("wheel"), _("Årshjul")),
            (None, date_format(first, "YEAR_MONTH_FORMAT")),
        ],
        first=first,
        before=(first - timedelta(days=1)).strftime("%Y-%m"),
        after=(last + timedelta(days=1)).strftime("%Y-%m"),
        weeks=month_weeks(page.own_root, year, number, events, today, dict(holidays_between(first, last))),
        rows=event_rows(page.own_root, events, today),
    )


@require_safe
@root_page
def calendar(page: Page) -> HttpResponse:
    """Give what everyone may see as a calendar to subscribe to; `slag` chooses kinds, `organ` one body's meetings."""
    root, key = page.own_root, cleaned(page.request.GET, "organ")
    body = find_body(root, key) if key else None
    if page.request.GET.get("organ") and body is None:
        raise Http404
    events = calendar_of(root, NOBODY, kinds=_kinds(page), body=key)
    return _calendar(page.request, root, events, name=f"{body.name}, {root.name}" if body else "")


@never_cache
@require_safe
def own_calendar(request: HttpRequest, secret: str) -> HttpResponse:
    """Give one person's calendar to whoever has its secret address: what the person may see now."""
    link = link_of_secret(secret=secret)
    if link is None:
        raise Http404
    try:
        root, viewer = find_root(link.root.slug, link.user)
    except Root.DoesNotExist as error:
        raise Http404 from error
    owners = units_below(link.unit) if link.unit else ()
    answer = _calendar(
        request, root, calendar_of(root, viewer, kinds=link.kinds, owners=owners), name=link.name
    )
    answer["Referrer-Policy"] = "no-referrer"
    return answer


def _calendar(request: HttpRequest, root: Root, events: Sequence[Event], name: str = "") -> HttpResponse:
    def address(event: Event) -> str:
        where = event_path(root, event)
        return f"{site}{where}" if where else ""

    site = request.build_absolute_uri("/").rstrip("/")
    with translation.override(root.language):
        content = write_calendar(name or root.name, domain_of(root.slug), events, address)
    return HttpResponse(content, TYPE, headers={"Content-Disposition": f'inline; filename="{root.slug}.ics"'})
