from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "rodtrad.organisations"
    label = "organisations"

    def ready(self) -> None:
        from rodtrad.core.search import register
        from rodtrad.organisations.search_documents import UNITS

        register(UNITS)
