from django.apps import AppConfig


class CoreConfig(AppConfig):
    name = "rodtrad.core"
    label = "core"

    def ready(self) -> None:
        from rodtrad.core.leavers import register
        from rodtrad.core.outbox.keeping import OUTBOX_HOLDING

        register(OUTBOX_HOLDING)
