from django.apps import AppConfig


class RegistrationsConfig(AppConfig):
    name = "kheo.registrations"
    label = "registrations"

    def ready(self) -> None:
        """A launch brings draft registrations; a merger of units hands their registrations on."""
        from kheo.campaigns.public import register_launch_listener  # noqa: PLC0415 -- models are ready only now
        from kheo.registrations.services.launching import on_launch  # noqa: PLC0415
        from kheo.registrations.services.merging import hand_over  # noqa: PLC0415
        from kheo.units.public import register_merger_listener  # noqa: PLC0415

        register_launch_listener(on_launch)
        register_merger_listener(hand_over)
