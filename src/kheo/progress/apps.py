from django.apps import AppConfig


class ProgressConfig(AppConfig):
    name = "kheo.progress"
    label = "progress"

    def ready(self) -> None:
        """What other parts of the module are asked for."""
        from kheo.progress.contribution_tab import contribution_tab  # noqa: PLC0415 -- models are ready only now
        from kheo.progress.difficulty_tab import difficulty_tab  # noqa: PLC0415
        from kheo.progress.hooks import register_difficulty_source  # noqa: PLC0415 -- models are ready only now
        from kheo.progress.report_tab import report_tab  # noqa: PLC0415
        from kheo.progress.selectors.difficulties import open_lines  # noqa: PLC0415
        from kheo.registrations.public import register_tab  # noqa: PLC0415

        register_difficulty_source(open_lines)
        register_tab(report_tab)
        register_tab(contribution_tab)
        register_tab(difficulty_tab)
