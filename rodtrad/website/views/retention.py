"""How long the history of a root is kept: an administrator's choice, with what it would delete."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from rodtrad.goals.errors import FieldErrors
from rodtrad.goals.models import HistoryRetention
from rodtrad.goals.operations.prune_history import Pruned, prune_history
from rodtrad.goals.operations.retention_set import set_retention
from rodtrad.goals.permissions import may_set_retention, powers_in
from rodtrad.goals.queries.retention import Limits, chosen_by, in_force
from rodtrad.website.page import Page
from rodtrad.website.presenters.retention import kept_words
from rodtrad.website.views.editing.guard import person_of, writers_only
from rodtrad.website.views.history import require_role

FIELDS = ("texts", "names")


@writers_only
def retention(page: Page) -> HttpResponse:
    if not page.request.user.is_authenticated:
        return redirect_to_login(page.request.get_full_path())
    require_role(page)
    if not may_set_retention(powers_in(page.request.user, page.own_root)):
        raise PermissionDenied
    chosen = chosen_by(page.own_root)
    if page.request.method != "POST":
        given = {"texts": chosen.texts_months, "names": chosen.names_months}
        return _show(page, {name: "" if months is None else str(months) for name, months in given.items()})
    sent = {name: page.request.POST.get(name, "").strip() for name in FIELDS}
    asked = page.request.POST.get("gjor", "")
    if asked not in ("lagre", "prov"):
        raise BadRequest
    months = {name: _months(text) for name, text in sent.items()}
    if asked == "prov" and -1 not in months.values():
        return _show(page, sent, tried=_try(page, months))
    try:
        set_retention(actor=person_of(page), root=page.own_root, **months)
    except FieldErrors as error:
        return _show(page, sent, errors=error.by_field)
    messages.success(page.request, _("Lagret. Det som ikke skal beholdes, blir slettet i natt."))
    return redirect("history_retention", page.own_root.slug)


def _months(text: str) -> int | None:
    """Return the number written, None for nothing, and for what is no number one that is refused."""
    if not text:
        return None
    return int(text) if text.isdecimal() and len(text) < 6 else -1


def _try(page: Page, months: dict[str, int | None]) -> Pruned:
    chosen = HistoryRetention(root=page.own_root, texts_months=months["texts"], names_months=months["names"])
    limits = {page.own_root: in_force(chosen)}
    return prune_history(limits=limits, now=timezone.now(), dry_run=True)[page.own_root]


def _show(
    page: Page, sent: dict[str, str], *, errors: dict[str, str] | None = None, tried: Pruned | None = None
) -> HttpResponse:
    return page.render(
        "website/retention.html",
        crumbs=[
            (page.address("root_history"), _("Historikk")),
            (None, _("Hvor lenge historikken beholdes")),
        ],
        sent=sent,
        errors=errors or {},
        tried=tried,
        now=kept_words(in_force(chosen_by(page.own_root))),
        installation=kept_words(Limits(settings.HISTORY_TEXTS_MONTHS, settings.HISTORY_NAMES_MONTHS)),
        status=400 if errors else 200,
    )
