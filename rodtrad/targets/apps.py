from django.apps import AppConfig


class TargetsConfig(AppConfig):
    name = "rodtrad.targets"
    label = "targets"
