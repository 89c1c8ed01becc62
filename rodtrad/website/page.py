"""What every page needs: the root in the address, what the reader may see of it, menu and breadcrumbs."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import cached_property, wraps
from typing import Any, Concatenate, ParamSpec

from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from rodtrad.cases.presenters import council_word
from rodtrad.cases.queries.councils import council_name
from rodtrad.organisations.models import Root
from rodtrad.organisations.permissions import NOBODY, Viewer
from rodtrad.organisations.queries import find_root

Crumb = tuple[str | None, str]
Parameters = ParamSpec("Parameters")


@dataclass(frozen=True)
class NavItem:
    url: str
    label: str
    current: bool = False


@dataclass
class Page:
    """One request for a page: who asks, for which root, and what they may see there."""

    request: HttpRequest
    root: Root | None = None
    viewer: Viewer = field(default=NOBODY)

    @property
    def own_root(self) -> Root:
        """The root in the address; only for pages below `/{root}/`."""
        if self.root is None:
            raise Http404
        return self.root

    def render(
        self,
        template: str,
        *,
        current: str = "",
        crumbs: Sequence[Crumb] = (),
        status: int = 200,
        **context: Any,
    ) -> HttpResponse:
        """Answer with the page. `current` names the menu item; the last crumb has no address."""
        full = {
            "root": self.root,
            "viewer": self.viewer,
            "nav": self.nav(current),
            "crumbs": [*self.first_crumbs(crumbs), *crumbs],
            "content_lang": self.content_lang,
            "council": SimpleLazyObject(lambda: self.council),
            **context,
        }
        return render(self.request, template, full, status=status)

    @cached_property
    def council(self) -> str:
        """What the root's council is called inside a sentence; asked for only by pages that name it."""
        return council_word(self.own_root, council_name(self.own_root))

    @property
    def content_lang(self) -> str:
        """The language of the root's own words when it is not the reader's; templates mark them with it."""
        if self.root is None or self.root.language == (get_language() or "")[:2]:
            return ""
        return self.root.language

    def address(self, name: str, *rest: str) -> str:
        """Return the address of one of the root's pages."""
        return reverse(name, args=[self.own_root.slug, *rest])

    def nav(self, current: str) -> list[NavItem]:
        if self.root is None:
            items = [("front", _("Organisasjoner")), ("glossary", _("Ordliste")), ("about", _("Om Rødtråd"))]
            return [NavItem(reverse(name), label, name == current) for name, label in items]
        root_items = [
            ("overview", _("Tråden")),
            ("plans", _("Planer")),
            ("indicators", _("Indikatorer")),
            ("check", _("Trådsjekk")),
            ("find", _("Finn fram")),
        ]
        return [
            NavItem(reverse(name, args=[self.root.slug]), label, name == current)
            for name, label in root_items
        ]

    def first_crumbs(self, crumbs: Sequence[Crumb]) -> list[Crumb]:
        first: list[Crumb] = [(reverse("front"), _("Forsiden"))]
        if self.root is not None:
            first.append((reverse("overview", args=[self.root.slug]) if crumbs else None, self.root.name))
        return first if crumbs or self.root else []


def root_or_404(request: HttpRequest, slug: str) -> Page:
    """Return the page for a root that the reader may see; any other root does not exist for them."""
    try:
        root, viewer = find_root(slug, request.user)
    except Root.DoesNotExist as error:
        raise Http404 from error
    return Page(request, root, viewer)


def root_page(
    view: Callable[Concatenate[Page, Parameters], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Wrap a view below `/{root}/`: it gets a Page instead of the request and the slug."""

    @wraps(view)
    def wrapped(
        request: HttpRequest, slug: str, *args: Parameters.args, **kwargs: Parameters.kwargs
    ) -> HttpResponseBase:
        return view(root_or_404(request, slug), *args, **kwargs)

    return wrapped
