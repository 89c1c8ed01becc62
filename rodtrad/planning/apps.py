from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "rodtrad.planning"
    label = "planning"

    def ready(self) -> None:
        from rodtrad.core.version_content import register
        from rodtrad.planning.queries.head import plan_part

        register("plan", plan_part)
