from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "kheo.campaigns"
    label = "campaigns"

    def ready(self) -> None:
        """What becomes of units reaches the campaigns in which they register."""
        from kheo.campaigns.services.following import on_succession  # noqa: PLC0415 -- models are ready only now
        from kheo.units.public import register_succession_listener  # noqa: PLC0415

        register_succession_listener(on_succession)
