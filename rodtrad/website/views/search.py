from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import Viewer
from rodtrad.plans.search_documents import plans_visible_to
from rodtrad.search.queries import Chosen, Found, find, marked, read_asked, suggest
from rodtrad.search.queries.names import chosen_in, names_in
from rodtrad.search.queries.within import home_among, roots_and_viewers
from rodtrad.website.page import Page, root_page
from rodtrad.website.presenters.reader_marks import mark_elements
from rodtrad.website.presenters.search import PAGE_SIZE, Searched, present_search
from rodtrad.website.presenters.search_asked import Wish, wish_of


def search(request: HttpRequest) -> HttpResponse:
    """Show what is found in all organisations that the reader may see."""
    return _answer(Page(request), wish_of(request.GET))


@root_page
def search_root(page: Page) -> HttpResponse:
    """Show what is found in one organisation, with all that it can be chosen by."""
    return _answer(page, wish_of(page.request.GET, in_root=True))


def found_by(
    page: Page, wish: Wish, start: int, size: int
) -> tuple[Found, dict[UUID, Root], dict[UUID, Viewer]]:
    """Return what is found, with the organisations that were searched and what the reader may see there."""
    if page.root:
        roots, viewers = {page.root.id: page.root}, {page.root.id: page.viewer}
        if wish.plan and not plans_visible_to(page.viewer).filter(root=page.root, key=wish.plan).exists():
            raise Http404
    else:
        roots, viewers = roots_and_viewers(page.request.user)
    asked, chosen = read_asked(wish.text), _chosen(page, wish)
    return find(asked=asked, viewers=viewers, chosen=chosen, start=start, size=size), roots, viewers


def _answer(page: Page, wish: Wish) -> HttpResponse:
    found, roots, viewers = found_by(page, wish, (wish.page - 1) * PAGE_SIZE, PAGE_SIZE)
    texts = marked(found.asked, [hit.document for hit in found.hits])
    instead = "" if found.count or wish.is_narrowed else suggest(asked=found.asked, viewers=viewers)
    home = page.root or home_among(roots.values(), viewers)
    searched = Searched(
        wish, found, texts, names_in(found, viewers.values()), roots, page.root, home, instead
    )
    _mark(page, found, roots, viewers)
    return page.render(
        "website/search.html", crumbs=[(None, _("Søk"))], view=present_search(searched), searching=True
    )


def _mark(page: Page, found: Found, roots: dict[UUID, Root], viewers: dict[UUID, Viewer]) -> None:
    """Mark what is the reader's own and new to them, in the organisations where they have a role."""
    keys: dict[UUID, dict[UUID, str]] = {}
    for hit in found.hits:
        root_id = hit.document.root_id
        if hit.kind.name == "element" and root_id and viewers[root_id].ceiling > 0:
            keys.setdefault(root_id, {})[hit.document.id] = hit.document.key
    for identity, elements in keys.items():
        mark_elements(page.request, roots[identity], elements)


def _chosen(page: Page, wish: Wish) -> Chosen:
    if page.root is None:
        return Chosen(kind=wish.kind, year=wish.year)
    return chosen_in(
        page.root,
        page.viewer,
        kind=wish.kind,
        level=wish.level,
        plan=wish.plan,
        unit=wish.unit,
        year=wish.year,
    )
