from django.apps import AppConfig


class CampaignsConfig(AppConfig):
    name = "kheo.campaigns"
    label = "campaigns"

    def ready(self) -> None:
        """What becomes of units reaches the campaigns in which they register; who leaves, those he runs."""
        from kheo.campaigns.selectors.handing import left_behind  # noqa: PLC0415 -- models are ready only now
        from kheo.campaigns.services.following import on_succession  # noqa: PLC0415
        from kheo.units.public import register_handed_over, register_succession_listener  # noqa: PLC0415

        register_succession_listener(on_succession)
        register_handed_over(left_behind)
