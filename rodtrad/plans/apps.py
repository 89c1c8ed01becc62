from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "rodtrad.plans"
    label = "plans"

    def ready(self) -> None:
        from rodtrad.core.search import register
        from rodtrad.plans.search_documents import CASES, PLANS

        for kind in (CASES, PLANS):
            register(kind)
