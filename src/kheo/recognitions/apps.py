from django.apps import AppConfig


class RecognitionsConfig(AppConfig):
    name = "kheo.recognitions"
    label = "recognitions"

    def ready(self) -> None:
        """The mark of an initiative, the tab of a registration, the fact for gates, check codes."""
        from django.utils.translation import gettext_lazy as _  # noqa: PLC0415

        from kheo.appraisals.public import register_fact  # noqa: PLC0415 -- models are ready only now
        from kheo.councils.public import register_item_kind  # noqa: PLC0415
        from kheo.kernel.certificates import register_certificates  # noqa: PLC0415
        from kheo.recognitions.facts import recognised_before  # noqa: PLC0415
        from kheo.recognitions.selectors.agendas import KIND  # noqa: PLC0415
        from kheo.recognitions.selectors.decisions import by_code  # noqa: PLC0415
        from kheo.recognitions.selectors.marks import marks  # noqa: PLC0415
        from kheo.recognitions.services.council import on_decided  # noqa: PLC0415
        from kheo.recognitions.tab import recognition_tab  # noqa: PLC0415
        from kheo.registrations.public import register_mark_source, register_tab  # noqa: PLC0415

        register_item_kind(
            KIND,
            words=_("Công nhận mô hình, điển hình"),
            matter="recognition",
            link_of=lambda key: f"/cong-nhan/de-nghi/{key.partition(':')[2]}/",
            on_decided=on_decided,
        )
        register_tab(recognition_tab)
        register_mark_source(marks)
        register_certificates(by_code)
        register_fact(
            "recognised-before", _("Đơn vị có ít nhất một mô hình đang được công nhận"), recognised_before
        )
