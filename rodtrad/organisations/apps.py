from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "rodtrad.organisations"
    label = "organisations"
