from django.apps import AppConfig


class CouncilsConfig(AppConfig):
    name = "kheo.councils"
    label = "councils"

    def ready(self) -> None:
        """Seats are told when somebody leaves."""
        from kheo.councils.handing import left_behind  # noqa: PLC0415 -- models are ready only now
        from kheo.units.public import register_handed_over  # noqa: PLC0415

        register_handed_over(left_behind)
