from django.urls import include, path

from rodtrad.core.health import healthz, readyz

urlpatterns = [
    path("healthz", healthz),
    path("readyz", readyz),
    path("", include("rodtrad.website.urls")),
]
