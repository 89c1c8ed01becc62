from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    name = "rodtrad.website"
    label = "website"

    def ready(self) -> None:
        from rodtrad.core.panels import register
        from rodtrad.website.presenters.panels import CONFLICTS, FINDINGS, SDG
        from rodtrad.website.presenters.targets import TARGETS
        from rodtrad.website.presenters.work_panel import WORK

        for panel in (TARGETS, FINDINGS, CONFLICTS, SDG, WORK):
            register(panel)
