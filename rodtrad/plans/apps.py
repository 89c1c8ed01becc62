from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "rodtrad.plans"
    label = "plans"

    def ready(self) -> None:
        from rodtrad.core.events import register as register_events
        from rodtrad.core.search import register
        from rodtrad.plans.events import plan_events
        from rodtrad.plans.search_documents import PLANS

        register(PLANS)
        register_events("plans", plan_events)
