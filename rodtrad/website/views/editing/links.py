from dataclasses import dataclass
from urllib.parse import urlencode

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from rodtrad.core.models import Origin
from rodtrad.goals.errors import FieldErrors, GoalsError, NotAllowedError
from rodtrad.goals.models import Element
from rodtrad.goals.operations import link_elements, unlink_elements
from rodtrad.goals.permissions import Powers, is_locked, may_correct
from rodtrad.goals.queries.editing import MOST_FOUND, linkable, linked_down, linked_up
from rodtrad.goals.queries.element import find_on_root
from rodtrad.organisations.models import Root
from rodtrad.organisations.queries import find_root
from rodtrad.website.filters import cleaned
from rodtrad.website.page import Page
from rodtrad.website.presenters.editing import crumbs_to, endings, found_endings, may_link
from rodtrad.website.views.editing.guard import element_writer, person_of

SHORTEST = 2
UP, DOWN = "opp", "ned"


@dataclass(frozen=True)
class Refused:
    """A link that was not made, and what the person had written about it."""

    sentence: str
    status: int
    other: str
    reason: str
    correction: str


@element_writer(may_link)
def link(page: Page, element: Element, powers: Powers) -> HttpResponse:
    """Show what the element is linked to; `q` searches for more, `retning` says which way."""
    refused = _write(page, element) if page.request.method == "POST" else None
    if page.request.method == "POST" and refused is None:
        return redirect(page.address("link_element", element.key))
    asked, user = page.request.GET, person_of(page)
    way = DOWN if asked.get("retning") == DOWN else UP
    text = cleaned(asked, "q")
    found = linkable(element, page.viewer, user, text, down=way == DOWN) if len(text) >= SHORTEST else []
    locked = is_locked(element.plan)
    return page.render(
        "website/editing/link.html",
        current="overview",
        crumbs=crumbs_to(element, _("Koble")),
        element=element,
        up=endings(linked_up(element, page.viewer, user)),
        down=endings(linked_down(element, page.viewer, user)),
        text=text,
        way=way,
        again="?" + urlencode({"retning": way, "q": text}),
        found=found_endings(found[:MOST_FOUND]),
        more=len(found) > MOST_FOUND,
        searched=len(text) >= SHORTEST,
        corrects=locked and may_correct(powers, element.plan),
        locked=locked,
        refused=refused,
        status=refused.status if refused else 200,
    )


def _write(page: Page, element: Element) -> Refused | None:
    """Make or take away the link that the form is about; give back what was written when that is refused."""
    sent = page.request.POST
    other = _other_end(page, sent.get("rot", ""), sent.get("annen", ""))
    child, parent = (other, element) if sent.get("retning") == DOWN else (element, other)
    try:
        if sent.get("gjor") == "fjern":
            unlink_elements(
                actor=person_of(page), child=child, parent=parent, correction=sent.get("rettelse", "")
            )
            messages.success(page.request, _("Koblingen er fjernet."))
        else:
            _link(page, child, parent)
    except (FieldErrors, NotAllowedError) as error:
        return _refused(page, other, error)
    return None


def _link(page: Page, child: Element, parent: Element) -> None:
    sent = page.request.POST
    link_elements(
        actor=person_of(page),
        child=child,
        parent=parent,
        reason=sent.get("grunn", ""),
        origin=Origin.READING if sent.get("tolkning") else Origin.OWN,
        correction=sent.get("rettelse", ""),
    )
    messages.success(page.request, _("«%(child)s» er koblet til «%(parent)s».") % {
        "child": child.title, "parent": parent.title})  # fmt: skip


def _refused(page: Page, other: Element, error: GoalsError) -> Refused:
    sent = page.request.POST
    status = 403 if isinstance(error, NotAllowedError) else 422
    return Refused(str(error), status, other.key, sent.get("grunn", ""), sent.get("rettelse", ""))


def _other_end(page: Page, slug: str, key: str) -> Element:
    """Find the element at the other end, here or in a region; what the person may not see is not found."""
    root, viewer = page.own_root, page.viewer
    if slug and slug != root.slug:
        try:
            root, viewer = find_root(slug, page.request.user)
        except Root.DoesNotExist as error:
            raise Http404 from error
    found = find_on_root(root, viewer, key)
    if found is None:
        raise Http404
    return found
