"""Reading a document: sent here, and turned into proposals that only the sender sees."""

from django.contrib import messages
from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from rodtrad.exchange.document.extracting import DocumentError
from rodtrad.exchange.document.operations import store_reading
from rodtrad.exchange.document.proposal import MOST_PROPOSALS
from rodtrad.exchange.document.queries import frameworks_of, may_read_documents, own_readings
from rodtrad.exchange.document.refusal import LARGEST_FILE, Refusal
from rodtrad.exchange.document.words import too_many_words
from rodtrad.exchange.errors import ExchangeError
from rodtrad.exchange.models import DocumentReading
from rodtrad.goals.permissions import Powers, powers_in
from rodtrad.website.page import Page
from rodtrad.website.views.editing.guard import person_of, writers_only


def let_in(page: Page) -> Powers | HttpResponse:
    """Return what the person may do, or where to log in. Raises PermissionDenied for who edits nothing here."""
    if not page.request.user.is_authenticated:
        return redirect_to_login(page.request.get_full_path())
    powers = powers_in(page.request.user, page.own_root)
    if not may_read_documents(powers):
        raise PermissionDenied
    return powers


@writers_only
def read_document(page: Page) -> HttpResponse:
    """Take a document, and show the person's own readings."""
    powers = let_in(page)
    if isinstance(powers, HttpResponse):
        return powers
    problem, status = "", 200
    if page.request.method == "POST":
        try:
            reading = _sent(page)
            if len(reading.rows) >= MOST_PROPOSALS:
                messages.warning(page.request, too_many_words())
            return redirect("document_reading", page.own_root.slug, reading.id)
        except ExchangeError as error:
            problem, status = str(error), 422
    return page.render(
        "website/read_document.html",
        current="plans",
        crumbs=[(None, _("Les et dokument"))],
        status=status,
        problem=problem,
        frameworks=frameworks_of(page.own_root),
        chosen=page.request.POST.get("malstruktur", ""),
        readings=own_readings(page.own_root, person_of(page)),
    )


def _sent(page: Page) -> DocumentReading:
    upload = page.request.FILES.get("fil")
    if upload is None or isinstance(upload, list):
        raise ExchangeError(_("Velg fila som planen står i."))
    if (upload.size or 0) > LARGEST_FILE:
        raise DocumentError(Refusal.TOO_LARGE)
    wanted = page.request.POST.get("malstruktur", "")
    known = frameworks_of(page.own_root)
    framework = next((one for one in known if one.key == wanted), known[0] if known else None)
    if framework is None:
        raise ExchangeError(_("Organisasjonen har ingen målstruktur ennå. Lag en først."))
    return store_reading(
        root=page.own_root,
        person=person_of(page),
        framework=framework,
        content=upload.read(),
        name=upload.name or "",
    )
