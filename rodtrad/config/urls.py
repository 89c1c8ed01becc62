from django.urls import include, path

urlpatterns = [
    path("", include("rodtrad.website.urls")),
]
