from django.apps import AppConfig


class IndicatorsConfig(AppConfig):
    name = "rodtrad.indicators"
    label = "indicators"

    def ready(self) -> None:
        from rodtrad.core import search
        from rodtrad.core.events import Cycle
        from rodtrad.core.events import register as register_events
        from rodtrad.indicators.events import figure_events
        from rodtrad.indicators.search_documents import INDICATORS

        search.register(INDICATORS)
        register_events("indicators", figure_events, cycles=(Cycle.YEAR,))
