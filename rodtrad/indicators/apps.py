from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "rodtrad.indicators"
    label = "indicators"

    def ready(self) -> None:
        from rodtrad.core import search
        from rodtrad.indicators.search_documents import INDICATORS

        search.register(INDICATORS)
