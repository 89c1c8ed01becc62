from django.apps import AppConfig


class ExchangeConfig(AppConfig):
    name = "rodtrad.exchange"
    label = "exchange"
