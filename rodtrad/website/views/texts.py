from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from rodtrad.website.page import Page
from rodtrad.website.presenters.glossary import present_glossary


def about(request: HttpRequest) -> HttpResponse:
    return Page(request).render("website/about.html", current="about", crumbs=[(None, _("Om Rødtråd"))])


def accessibility(request: HttpRequest) -> HttpResponse:
    return Page(request).render("website/accessibility.html", crumbs=[(None, _("Tilgjengelighet"))])


def privacy(request: HttpRequest) -> HttpResponse:
    return Page(request).render("website/privacy.html", crumbs=[(None, _("Personvern"))])


def glossary(request: HttpRequest) -> HttpResponse:
    return Page(request).render(
        "website/glossary.html", current="glossary", crumbs=[(None, _("Ordliste"))], lists=present_glossary()
    )
