from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "rodtrad.exchange"
    label = "exchange"

    def ready(self) -> None:
        from rodtrad.core.leavers import register
        from rodtrad.exchange.leavers import IMPORT_HOLDING

        register(IMPORT_HOLDING)
