from django.apps import AppConfig


class HandoversConfig(AppConfig):
    name = "kheo.handovers"
    label = "handovers"
