from django.apps import AppConfig


class TargetsConfig(AppConfig):
    name = "rodtrad.targets"
    label = "targets"

    def ready(self) -> None:
        from rodtrad.core.checks import register
        from rodtrad.targets.rules import TARGET_RULES

        register(TARGET_RULES)
