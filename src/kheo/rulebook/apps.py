from django.apps import AppConfig


class RulebookConfig(AppConfig):
    name = "kheo.rulebook"
    label = "rulebook"
