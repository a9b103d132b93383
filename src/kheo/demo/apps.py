from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "kheo.demo"
    label = "demo"
