"""Who comes in to the pages of tables of figures: a root's own, and where figures come from."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.utils.translation import gettext as _

from rodtrad.core.models import Visibility
from rodtrad.core.sheets.problems import refusal
from rodtrad.core.sheets.read import LARGEST_FILE, too_large
from rodtrad.indicators.models import Dataset
from rodtrad.indicators.permissions import TablePowers, table_powers
from rodtrad.indicators.queries.own_tables import find_own_table
from rodtrad.indicators.queries.sources import find_source
from rodtrad.website.page import Page
from rodtrad.website.views.editing.guard import writers_only

Parameters = ParamSpec("Parameters")
Allowed = Callable[[Page, TablePowers], bool]
Find = Callable[[Page, str], Dataset | None]


def has_role(page: Page, powers: TablePowers) -> bool:
    return page.viewer.ceiling >= Visibility.INTERNAL


def sees(page: Page, powers: TablePowers) -> bool:
    return powers.sees_tables


def fills(page: Page, powers: TablePowers) -> bool:
    return powers.fills


def fetches(page: Page, powers: TablePowers) -> bool:
    return powers.fetches


def own_table(page: Page, key: str) -> Dataset | None:
    return find_own_table(page.own_root, key)


def source_of(page: Page, key: str) -> Dataset | None:
    return find_source(page.own_root, page.viewer, key)


def tables_page(
    allowed: Allowed, find: Find = own_table
) -> Callable[
    [Callable[Concatenate[Page, TablePowers, Parameters], HttpResponse]], Callable[..., HttpResponse]
]:
    """Wrap a view of tables for those whom `allowed` lets in; nobody in particular is sent to log in.

    `find` is which tables the view is about: a root's own, or all that figures come from.
    """

    def decorate(
        view: Callable[Concatenate[Page, TablePowers, Parameters], HttpResponse],
    ) -> Callable[..., HttpResponse]:
        @writers_only
        def inner(page: Page, /, *args: Parameters.args, **kwargs: Parameters.kwargs) -> HttpResponse:
            if not page.request.user.is_authenticated:
                return redirect_to_login(page.request.get_full_path())
            if "key" in kwargs:
                _look_for(page, str(kwargs["key"]), find)
            powers = table_powers(page.request.user, page.own_root)
            if not allowed(page, powers):
                raise PermissionDenied
            return view(page, powers, *args, **kwargs)

        return wraps(view)(inner)

    return decorate


def _look_for(page: Page, key: str, find: Find) -> None:
    """Raise Http404 where there is no such table, and for who has no role here: what tables there are is not told."""
    if page.viewer.ceiling < Visibility.INTERNAL or find(page, key) is None:
        raise Http404


def table_or_404(page: Page, key: str, find: Find = own_table) -> Dataset:
    found = find(page, key)
    if found is None:
        raise Http404
    return found


def sent_file(page: Page) -> tuple[bytes, str]:
    """Return the file that was sent, and its name. Raises SheetError."""
    upload = page.request.FILES.get("fil")
    if upload is None or isinstance(upload, list):
        raise refusal(_("Du valgte ingen fil."), _("Velg et regneark (.xlsx) eller en CSV-fil."))
    if (upload.size or 0) > LARGEST_FILE:
        raise too_large(upload.size or 0)
    return upload.read(), upload.name or ""
