from django.apps import AppConfig


class OrganisationsConfig(AppConfig):
    name = "rodtrad.organisations"
    label = "organisations"

    def ready(self) -> None:
        from rodtrad.core import leavers
        from rodtrad.core.search import register
        from rodtrad.organisations.operations.leavers import ACCESS_HOLDING
        from rodtrad.organisations.search_documents import UNITS

        leavers.register(ACCESS_HOLDING)
        register(UNITS)
