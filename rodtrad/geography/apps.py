from django.apps import AppConfig


class GeographyConfig(AppConfig):
    name = "rodtrad.geography"
    label = "geography"
