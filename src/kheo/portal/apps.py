from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "kheo.portal"
    label = "portal"

    def ready(self) -> None:
        """A campaign does not end while registrations wait: only here are both modules known."""
        from kheo.campaigns.public import register_close_guard  # noqa: PLC0415 -- models are ready only now
        from kheo.portal.closing import require_nothing_waits  # noqa: PLC0415

        register_close_guard(require_nothing_waits)
