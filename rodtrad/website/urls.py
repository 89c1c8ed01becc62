"""Addresses of the pages. Words that stand first in an address cannot be a root's slug (organisations.slugs)."""

from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from rodtrad.website.views import (
    accounts,
    catalogue,
    check,
    element,
    find,
    front,
    overview,
    plans,
    texts,
)

urlpatterns = [
    path("", front.front, name="front"),
    path("om/", texts.about, name="about"),
    path("om/tilgjengelighet/", texts.accessibility, name="accessibility"),
    path("om/personvern/", texts.privacy, name="privacy"),
    path("ordliste/", texts.glossary, name="glossary"),
    path("komponenter/", catalogue.catalogue, name="catalogue"),
    # Open: a forged choice of language harms no one, and a token in every footer would give readers a cookie.
    path("sprak/", csrf_exempt(set_language), name="set_language"),
    path("konto/logg-inn/", accounts.log_in, name="log_in"),
    path("konto/logg-ut/", accounts.log_out, name="log_out"),
    path("konto/", accounts.account, name="account"),
    path("konto/logg-ut-overalt/", accounts.log_out_everywhere, name="log_out_everywhere"),
    path("konto/bytt-passord/", accounts.change_password, name="change_password"),
    path("konto/glemt-passord/", accounts.forgotten_password, name="forgotten_password"),
    path("konto/glemt-passord/sendt/", accounts.forgotten_password_sent, name="forgotten_password_sent"),
    path("konto/nytt-passord/", accounts.new_password, name="new_password"),
    path("<slug:slug>/", overview.overview, name="overview"),
    path("<slug:slug>/tabell/", overview.table, name="element_table"),
    path("<slug:slug>/element/<slug:key>/", element.element, name="element"),
    path("<slug:slug>/planer/", plans.plans, name="plans"),
    path("<slug:slug>/planer/<slug:key>/", plans.plan, name="plan"),
    path("<slug:slug>/tradsjekk/", check.check, name="check"),
    path("<slug:slug>/finn-fram/", find.find, name="find"),
    path("<slug:slug>/finn-fram/plansystem/", find.plan_system, name="plan_system"),
    path("<slug:slug>/finn-fram/steder/", find.places, name="places"),
    path("<slug:slug>/finn-fram/steder/<slug:code>/", find.place, name="place"),
    path("<slug:slug>/finn-fram/temaer/", find.themes, name="themes"),
    path("<slug:slug>/barekraftsmal/", find.sdg, name="sdg"),
    path("<slug:slug>/malkonflikter/<slug:key>/", find.conflict, name="conflict"),
]
