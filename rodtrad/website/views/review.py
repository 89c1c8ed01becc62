"""Review of an element or a plan: propose, comment, return, approve; links for readers; what has changed since."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from rodtrad.core.text import shorten
from rodtrad.goals.errors import ChangedMeanwhile, FieldErrors
from rodtrad.goals.models import Element, Review
from rodtrad.goals.operations.reviews_comment import comment, resolve_comment
from rodtrad.goals.operations.reviews_decide import approve_review, return_review, withdraw_review
from rodtrad.goals.operations.reviews_draft_link import MOST_DAYS, make_draft_link, revoke_draft_link
from rodtrad.goals.operations.reviews_propose import propose
from rodtrad.goals.permissions import Powers, may_approve, may_propose, powers_in
from rodtrad.goals.queries.review_changes import changes_since
from rodtrad.goals.queries.review_marks import Subject, from_words, in_words, marks_of
from rodtrad.goals.queries.reviews import (
    comments_of,
    find_comment,
    find_link,
    last_approval,
    links_of,
    open_review,
    rounds_of,
    waiting_in,
)
from rodtrad.plans.queries import find_plan
from rodtrad.website.page import Page, root_page
from rodtrad.website.presenters import review as words
from rodtrad.website.presenters.history import address_of, moment
from rodtrad.website.presenters.reader_marks import mark_named
from rodtrad.website.views.editing.guard import found_element, person_of, writers_only
from rodtrad.website.views.history import require_role


@require_safe
@root_page
def reviews(page: Page) -> HttpResponse:
    """List what waits for approval in the root."""
    require_role(page)
    root = page.own_root
    waiting = waiting_in(root, page.viewer)
    named = {("plan" if one.is_plan else "element", one.key) for one in waiting}
    mark_named(page.request, root, page.viewer, named)
    return page.render(
        "website/reviews.html",
        crumbs=[(None, _("Til gjennomgang"))],
        waiting=words.waiting_lines(root, waiting),
    )


@writers_only
def element_review(page: Page, key: str) -> HttpResponse:
    return _review(page, lambda: found_element(page, key))


@writers_only
def plan_review(page: Page, key: str) -> HttpResponse:
    return _review(page, lambda: find_plan(page.own_root, page.viewer, key))


def _review(page: Page, find: Callable[[], Subject | None]) -> HttpResponse:
    subject = find()
    if subject is None:
        raise Http404
    if not page.request.user.is_authenticated:
        return redirect_to_login(page.request.get_full_path())
    require_role(page)
    if page.request.method != "POST":
        return _show(page, subject)
    asked = page.request.POST.get("gjor", "")
    if asked not in ACTS:
        raise BadRequest
    try:
        done = ACTS[asked](page, subject)
    except FieldErrors as error:
        return _show(page, subject, errors=error.by_field, status=400)
    except ChangedMeanwhile:
        told = _("Noen har endret teksten siden du leste den. Les den på nytt, og godkjenn da.")
        return _show(page, subject, errors={"": told}, status=409)
    messages.success(page.request, done)
    return redirect(words.review_address(subject, page.own_root))


def _propose(page: Page, subject: Subject) -> str:
    propose(actor=person_of(page), subject=subject)
    return _("Forslaget er sendt til godkjenning.")


def _withdraw(page: Page, subject: Subject) -> str:
    withdraw_review(actor=person_of(page), subject=subject)
    return _("Forslaget er trukket tilbake.")


def _return(page: Page, subject: Subject) -> str:
    return_review(actor=person_of(page), subject=subject, reason=page.request.POST.get("begrunnelse", ""))
    return _("Forslaget er sendt tilbake med begrunnelsen.")


def _approve(page: Page, subject: Subject) -> str:
    seen = from_words(page.request.POST.get("sett", ""))
    if seen is None:
        raise BadRequest
    approve_review(actor=person_of(page), subject=subject, seen=seen)
    return _("Godkjent. Det er synlig for alle nå.")


def _comment(page: Page, subject: Subject) -> str:
    comment(actor=person_of(page), subject=subject, text=page.request.POST.get("kommentar", ""))
    return _("Kommentaren er lagret.")


def _resolve(page: Page, subject: Subject) -> str:
    found = find_comment(subject, _identity(page))
    if found is None:
        raise Http404
    resolve_comment(actor=person_of(page), subject=subject, comment=found)
    return _("Kommentaren er merket som behandlet.")


def _make_link(page: Page, subject: Subject) -> str:
    sent = page.request.POST
    given = sent.get("dager", "")
    days = int(given) if given.isdecimal() and len(given) < 5 else 0
    make_draft_link(actor=person_of(page), subject=subject, reader=sent.get("leser", ""), days=days)
    return _("Lenken er laget. Den står nedenfor.")


def _revoke_link(page: Page, subject: Subject) -> str:
    found = find_link(subject, _identity(page))
    if found is None:
        raise Http404
    revoke_draft_link(actor=person_of(page), subject=subject, link=found)
    return _("Lenken er tatt tilbake og åpner ingenting lenger.")


def _identity(page: Page) -> UUID:
    try:
        return UUID(page.request.POST.get("id", ""))
    except ValueError as error:
        raise BadRequest from error


#: What the buttons of the page ask for.
ACTS: dict[str, Callable[[Page, Subject], str]] = {
    "foresla": _propose,
    "trekk": _withdraw,
    "returner": _return,
    "godkjenn": _approve,
    "kommenter": _comment,
    "behandlet": _resolve,
    "lenke": _make_link,
    "ta-tilbake": _revoke_link,
}


def _show(
    page: Page, subject: Subject, *, errors: dict[str, str] | None = None, status: int = 200
) -> HttpResponse:
    root = page.own_root
    powers = powers_in(page.request.user, root)
    rounds, approval = rounds_of(subject), last_approval(subject)
    kind = "element" if isinstance(subject, Element) else "plan"
    address = address_of(root, kind, subject.key)
    return page.render(
        "website/review.html",
        crumbs=[(address, shorten(subject.title, 60)), (None, _("Gjennomgang"))],
        title=subject.title,
        origin=subject.origin,
        text=subject.description,
        address=address,
        is_plan=kind == "plan",
        review_status=words.status_of_review(rounds),
        rounds=words.round_lines(rounds),
        comments=words.comment_lines(comments_of(subject), subject, powers),
        **_offered(subject, powers),
        **_since(page, subject, approval),
        errors=errors or {},
        sent=page.request.POST,
        most_days=MOST_DAYS,
        status=status,
    )


def _offered(subject: Subject, powers: Powers) -> dict[str, Any]:
    """Return what the person may do here, and what only they may see."""
    writes, approves = may_propose(powers, subject), may_approve(powers, subject)
    waiting = open_review(subject) is not None
    drafts = not isinstance(subject, Element) or subject.life_cycle in ("draft", "proposed")
    return {
        "may_propose": writes and not waiting and drafts,
        "may_withdraw": writes and waiting,
        "may_decide": approves and waiting,
        "may_share": writes or approves,
        "links": words.link_lines(links_of(subject), settings.SITE_ADDRESS) if writes or approves else [],
        "seen": in_words(marks_of(subject)),
    }


def _since(page: Page, subject: Subject, approval: Review | None) -> dict[str, Any]:
    if approval is None or approval.decided_at is None:
        return {"approved": "", "changed": []}
    since = changes_since(subject, approval, page.viewer)
    return {
        "approved": f"{moment(approval.decided_at)}, {words.name_of(approval.decided_by)}",
        "changed": words.changed_lines(page.own_root, since),
    }
