from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AppraisalsConfig(AppConfig):
    name = "kheo.appraisals"
    label = "appraisals"

    def ready(self) -> None:
        """What the system can tell for gates; the tab on a registration's page; what is told when somebody leaves."""
        from kheo.appraisals import facts  # noqa: PLC0415 -- models are ready only now
        from kheo.appraisals.handing import left_behind  # noqa: PLC0415
        from kheo.appraisals.hooks import register_fact  # noqa: PLC0415
        from kheo.appraisals.inspection_photos import keep_team_photos  # noqa: PLC0415
        from kheo.appraisals.tab import appraisal_tab  # noqa: PLC0415
        from kheo.progress.public import register_evidence_keeper  # noqa: PLC0415
        from kheo.registrations.public import register_tab  # noqa: PLC0415
        from kheo.units.public import register_handed_over  # noqa: PLC0415

        register_fact(
            "registered-in-time", _("đăng ký trong hạn và được tiếp nhận"), facts.registered_in_time
        )
        register_fact("reports-sent", _("đã gửi đủ báo cáo đến hạn"), facts.reports_sent)
        register_fact(
            "contributions-published", _("các khoản đóng góp đã công khai"), facts.contributions_published
        )
        register_fact(
            "difficulties-solved", _("không còn khó khăn, vướng mắc chưa xong"), facts.difficulties_solved
        )
        register_tab(appraisal_tab)
        register_handed_over(left_behind)
        register_evidence_keeper(keep_team_photos)
