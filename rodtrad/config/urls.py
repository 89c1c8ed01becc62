from django.urls import include, path

from rodtrad.core.health import healthz, readyz

urlpatterns = [
    path("api/", include("rodtrad.api.urls")),
    path("healthz", healthz),
    path("readyz", readyz),
    path("", include("rodtrad.website.urls")),
]

handler400 = "rodtrad.website.views.errors.bad_request"
handler403 = "rodtrad.website.views.errors.forbidden"
handler404 = "rodtrad.website.views.errors.not_found"
handler500 = "rodtrad.website.views.errors.server_error"
