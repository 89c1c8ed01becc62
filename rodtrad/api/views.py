from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_safe

from rodtrad.api.openapi import document, document_text
from rodtrad.api.presenters import described_problems, described_sections


@require_safe
def docs(request: HttpRequest) -> HttpResponse:
    """Show what the API answers, for people who will use it."""
    context = {
        "nav": [{"url": reverse(name), "label": label} for name, label in _menu()],
        "crumbs": [(reverse("front"), _("Forsiden")), (None, _("API"))],
        "sections": described_sections(document(), request.build_absolute_uri("/")[:-1]),
        "problems": described_problems(),
        "document_url": reverse("openapi"),
    }
    return render(request, "api/docs.html", context)


def _menu() -> list[tuple[str, str]]:
    return [("front", _("Organisasjoner")), ("glossary", _("Ordliste")), ("about", _("Om Rødtråd"))]


@csrf_exempt
@require_GET
def openapi(request: HttpRequest) -> HttpResponse:
    return HttpResponse(document_text(), content_type="application/json")


@csrf_exempt
def not_found(request: HttpRequest, rest: str) -> HttpResponse:
    """Refuse what no router knows here, so that no page is tried for it; the middleware says so in words."""
    return HttpResponse(status=404)
