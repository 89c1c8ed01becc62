"""One draft, read with a link and without an account. Nothing here leads further in, and nothing tells who wrote it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from rodtrad.core.models import Visibility
from rodtrad.goals.operations.reviews_draft_link import BadTokenError, count_opening, link_of_token
from rodtrad.goals.queries.documents import plan_document
from rodtrad.goals.queries.reviews import open_draft_link
from rodtrad.organisations.permissions import Viewer
from rodtrad.plans.models import Plan
from rodtrad.website.page import Page
from rodtrad.website.presenters.draft import draft_of_element, draft_of_plan

#: What the link opens in a plan: what is internal, and never what is a team's alone.
READER_OF_DRAFT = Viewer(ceiling=Visibility.INTERNAL)


@never_cache
@require_safe
def draft(request: HttpRequest, token: str) -> HttpResponse:
    """Show the draft that the link opens; 410 when it does so no longer."""
    try:
        identity = link_of_token(token)
    except BadTokenError as error:
        raise Http404 from error
    link, page = open_draft_link(identity), Page(request)
    subject = (link.element or link.plan) if link is not None else None
    if link is None or subject is None:
        return _private(page.render("website/draft_ended.html", crumbs=[(None, _("Utkast"))], status=410))
    if request.method == "GET":
        count_opening(link=link)
    if isinstance(subject, Plan):
        view = draft_of_plan(subject, plan_document(subject, READER_OF_DRAFT))
    else:
        view = draft_of_element(subject)
    return _private(page.render("website/draft.html", crumbs=[(None, _("Utkast"))], draft=view, link=link))


def _private(response: HttpResponse) -> HttpResponse:
    """Keep the page out of search engines, and its address out of what the browser tells others."""
    response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
    response["Referrer-Policy"] = "no-referrer"
    return response
