from django.apps import AppConfig


class ProgressConfig(AppConfig):
    name = "kheo.progress"
    label = "progress"
