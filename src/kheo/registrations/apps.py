from django.apps import AppConfig


class RegistrationsConfig(AppConfig):
    name = "kheo.registrations"
    label = "registrations"

    def ready(self) -> None:
        """A launch brings draft registrations; what becomes of units hands their registrations on."""
        from kheo.campaigns.public import (  # noqa: PLC0415 -- models are ready only now
            register_launch_listener,
            register_registration_counter,
        )
        from kheo.registrations.handing import left_behind  # noqa: PLC0415
        from kheo.registrations.selectors import sent_counts  # noqa: PLC0415
        from kheo.registrations.services.following import hand_over, open_work  # noqa: PLC0415
        from kheo.registrations.services.launching import on_launch  # noqa: PLC0415
        from kheo.units.public import register_handed_over, register_succession_listener  # noqa: PLC0415

        register_launch_listener(on_launch)
        register_registration_counter(sent_counts)
        register_succession_listener(hand_over, open_work=open_work)
        register_handed_over(left_behind)
