"""Addresses of the API. What no router knows is refused here, not tried as a page."""

from django.urls import path

from rodtrad.api import views
from rodtrad.api.api import api

urlpatterns = [
    path("", views.docs, name="api_docs"),
    path("v1/openapi.json", views.openapi, name="openapi"),
    path("v1/", api.urls),
    path("<path:rest>", views.not_found),
]
