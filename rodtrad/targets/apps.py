from django.apps import AppConfig


class TargetsConfig(AppConfig):
    name = "rodtrad.targets"
    label = "targets"

    def ready(self) -> None:
        from rodtrad.core.checks import register
        from rodtrad.core.version_content import register as register_part
        from rodtrad.targets.rules import TARGET_RULES
        from rodtrad.targets.version_part import targets_part

        register(TARGET_RULES)
        register_part("targets", targets_part)
