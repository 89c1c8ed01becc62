from dataclasses import replace
from urllib.parse import urlencode

from django.core.paginator import Page as PageOf
from django.http import Http404, HttpResponse, QueryDict
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from rodtrad.core.checks import Finding
from rodtrad.goals.check_cache import cached_check
from rodtrad.goals.checking import CheckResult, visible_to
from rodtrad.goals.queries.reach import thread_reach
from rodtrad.website.page import Page, root_page
from rodtrad.website.presenters import check as words
from rodtrad.website.presenters import check_figures as figures
from rodtrad.website.presenters.reader_marks import mark_named


def choices(page: Page) -> tuple[str, str]:
    """Return how the findings are to be grouped, and the severity that is asked for."""
    by, severity = page.request.GET.get("etter", "regel"), page.request.GET.get("alvor", "")
    if by not in ("regel", "enhet") or severity not in ("", *words.SEVERITY_ADDRESSES):
        raise Http404
    return by, severity


@root_page
def check(page: Page) -> HttpResponse:
    """Show what the thread check finds: by rule or by unit (`?etter=enhet`), all or of one severity.

    `?bare=` is the id of a rule or a unit: all of its findings, page by page.
    """
    by, severity = choices(page)
    result = visible_to(cached_check(page.own_root, timezone.localdate()), page.viewer)
    reach = thread_reach(page.own_root, page.viewer)
    chosen = only(result, severity)
    groups, pages = _groups(chosen, by, page.request.GET)
    listed = {one.about for group in groups for one in (*group.shown, *group.folded) if one.about}
    mark_named(page.request, page.own_root, page.viewer, listed)

    def address(by: str, severity: str) -> str:
        asked = {"etter": "enhet"} if by == "enhet" else {}
        asked |= {"alvor": severity} if severity else {}
        return page.address("check") + (f"?{urlencode(asked)}" if asked else "")

    return page.render(
        "website/check.html",
        current="check",
        crumbs=[(None, _("Trådsjekk"))],
        tally=figures.tally(result.counts, reach),
        drawing=figures.draw_breaks(reach),
        reach=reach,
        groups=groups,
        page=pages,
        by=by,
        by_unit=by == "enhet",
        groupings=[
            {"label": _("Etter regel"), "url": address("regel", severity), "current": by == "regel"},
            {
                "label": _("Etter ansvarlig enhet"),
                "url": address("enhet", severity),
                "current": by == "enhet",
            },
        ],
        severities=figures.severity_choices(severity, lambda value: address(by, value)),
        exceptions=words.exceptions(result),
        checked=date_format(timezone.localtime(result.checked_at), "DATETIME_FORMAT"),
        rule_count=len(result.rules),
        element_count=result.elements,
        has_findings=bool(result.findings),
        all_url=address(by, ""),
    )


def _groups(
    result: CheckResult, by: str, asked: QueryDict
) -> tuple[list[words.Group], PageOf[Finding] | None]:
    key = asked.get("bare")
    if key is None:
        return (words.by_unit(result) if by == "enhet" else words.by_rule(result)), None
    found = words.whole_group(result, key, asked.get("page", ""))
    if found is None:
        raise Http404
    return [found[0]], found[1]


def only(result: CheckResult, severity: str) -> CheckResult:
    """Return the result with the findings of one severity; none given is all."""
    if not severity:
        return result
    wanted = words.SEVERITY_ADDRESSES[severity]
    kept = (finding for finding in result.findings if result.rules[finding.rule].severity == wanted)
    return replace(result, findings=tuple(kept))
