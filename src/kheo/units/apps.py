from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "kheo.units"
    label = "units"

    def ready(self) -> None:
        """What a person who leaves has besides his roles."""
        from kheo.units.handing import register_handed_over  # noqa: PLC0415 -- models are ready only now
        from kheo.units.selectors.handing import seats_held  # noqa: PLC0415

        register_handed_over(seats_held)
