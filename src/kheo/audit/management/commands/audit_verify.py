"""Check the trail."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from kheo.audit.selectors import verify

_WHAT = {
    "missing-before": gettext_lazy("thiếu dòng đứng trước"),
    "link-broken": gettext_lazy("không nối với dòng đứng trước"),
    "content-changed": gettext_lazy("nội dung đã bị sửa"),
    "events-changed-since": gettext_lazy("các dòng đã niêm phong không còn như cũ"),
}


class Command(BaseCommand):
    help = "Kiểm tra các chuỗi nhật ký và niêm phong."

    def handle(self, *args: Any, **options: Any) -> None:
        result = verify()
        for fault in result.faults:
            self.stderr.write(f"{fault.where}: {_WHAT[fault.what]}")
        counts = {"events": result.events, "streams": result.streams, "seals": result.seals}
        if result.faults:
            raise CommandError(
                _("Nhật ký KHÔNG toàn vẹn: %(faults)d chỗ sai trong %(events)d dòng.")
                % {**counts, "faults": len(result.faults)}
            )
        self.stdout.write(
            _("Nhật ký toàn vẹn: %(events)d dòng, %(streams)d chuỗi, %(seals)d niêm phong.") % counts
        )
        self.stdout.write(_("Phần cuối bị cắt sau niêm phong gần nhất chỉ lộ ra từ niêm phong kế tiếp."))
