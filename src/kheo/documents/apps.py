from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "kheo.documents"
    label = "documents"

    def ready(self) -> None:
        """Papers not issued yet stand among what somebody who leaves leaves open."""
        from kheo.documents.handing import left_behind  # noqa: PLC0415 -- models are ready only now
        from kheo.units.public import register_handed_over  # noqa: PLC0415

        register_handed_over(left_behind)
