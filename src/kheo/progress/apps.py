from django.apps import AppConfig


class ProgressConfig(AppConfig):
    name = "kheo.progress"
    label = "progress"

    def ready(self) -> None:
        """What other parts of the module are asked for."""
        from kheo.progress.change_of_plan import CHANGE_ORIGIN, why_change  # noqa: PLC0415
        from kheo.progress.contribution_tab import contribution_tab  # noqa: PLC0415 -- models are ready only now
        from kheo.progress.copying_tab import copying_tab  # noqa: PLC0415
        from kheo.progress.difficulty_tab import difficulty_tab  # noqa: PLC0415
        from kheo.progress.handing import left_behind, move_led  # noqa: PLC0415
        from kheo.progress.hooks import register_difficulty_source  # noqa: PLC0415 -- models are ready only now
        from kheo.progress.report_tab import report_tab  # noqa: PLC0415
        from kheo.progress.selectors.difficulties import open_lines  # noqa: PLC0415
        from kheo.progress.selectors.reports import said_of_indicators  # noqa: PLC0415
        from kheo.registrations.public import (  # noqa: PLC0415
            register_indicator_figures,
            register_origin,
            register_tab,
        )
        from kheo.units.public import register_handed_over  # noqa: PLC0415

        register_difficulty_source(open_lines)
        register_indicator_figures(said_of_indicators)
        register_origin(CHANGE_ORIGIN, why_change)
        register_tab(report_tab)
        register_tab(contribution_tab)
        register_tab(difficulty_tab)
        register_tab(copying_tab)
        register_handed_over(left_behind, move=move_led)
