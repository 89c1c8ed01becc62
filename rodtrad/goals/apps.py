from django.apps import AppConfig


class GoalsConfig(AppConfig):
    name = "rodtrad.goals"
    label = "goals"
