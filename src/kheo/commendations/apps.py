from django.apps import AppConfig


class CommendationsConfig(AppConfig):
    name = "kheo.commendations"
    label = "commendations"

    def ready(self) -> None:
        """Dossiers as a matter for councils; check codes of certificates; answers past their time erased every morning."""
        from django.utils.translation import gettext_lazy as _  # noqa: PLC0415

        from kheo.commendations.selectors.agendas import KIND  # noqa: PLC0415 -- models are ready only now
        from kheo.commendations.selectors.decisions import by_code  # noqa: PLC0415
        from kheo.commendations.services.erasing import erase_due  # noqa: PLC0415
        from kheo.commendations.services.passing import on_decided  # noqa: PLC0415
        from kheo.councils.public import register_item_kind  # noqa: PLC0415
        from kheo.kernel.certificates import register_certificates  # noqa: PLC0415
        from kheo.kernel.mornings import register_morning_work  # noqa: PLC0415

        register_item_kind(
            KIND,
            words=_("Xét khen thưởng"),
            matter="giay-khen",
            link_of=lambda key: f"/khen-thuong/ho-so/{key.partition(':')[2]}/",
            on_decided=on_decided,
        )
        register_certificates(by_code)
        register_morning_work(erase_due)
