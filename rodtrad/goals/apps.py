from django.apps import AppConfig


class GoalsConfig(AppConfig):
    name = "rodtrad.goals"
    label = "goals"

    def ready(self) -> None:
        from rodtrad.core.checks import register
        from rodtrad.goals.rules import GOAL_RULES

        register(GOAL_RULES)
