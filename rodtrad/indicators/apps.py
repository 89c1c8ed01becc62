from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "rodtrad.indicators"
    label = "indicators"
