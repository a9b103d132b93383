from django.apps import AppConfig


class KernelConfig(AppConfig):
    name = "kheo.kernel"
    label = "kernel"
