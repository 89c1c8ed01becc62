from django.apps import AppConfig


class SdgConfig(AppConfig):
    name = "rodtrad.sdg"
    label = "sdg"
