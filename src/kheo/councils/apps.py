from django.apps import AppConfig


class CouncilsConfig(AppConfig):
    name = "kheo.councils"
    label = "councils"
