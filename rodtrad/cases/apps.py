from django.apps import AppConfig


class CasesConfig(AppConfig):
    name = "rodtrad.cases"
    label = "cases"

    def ready(self) -> None:
        from rodtrad.cases.events import instruction_events, meeting_events
        from rodtrad.cases.search_documents import CASES
        from rodtrad.core.events import Cycle
        from rodtrad.core.events import register as register_events
        from rodtrad.core.search import register

        register(CASES)
        register_events("meetings", meeting_events, cycles=(Cycle.YEAR,))
        register_events("instructions", instruction_events, cycles=(Cycle.YEAR,))
