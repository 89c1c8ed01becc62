from django.apps import AppConfig


class WebsiteConfig(AppConfig):
    name = "rodtrad.website"
    label = "website"
