from django.apps import AppConfig


class NoticesConfig(AppConfig):
    name = "kheo.notices"
    label = "notices"
