"""Erase answers on standing whose time is over: `kheo manage commendations_erase`."""

from typing import Any

from django.core.management.base import BaseCommand

from kheo.commendations.services.erasing import erase_due
from kheo.kernel.clock import now


class Command(BaseCommand):
    help = "Xóa câu trả lời đủ, chưa đủ điều kiện của những hồ sơ khen thưởng đã kết thúc quá thời hạn lưu."

    def handle(self, *args: Any, **options: Any) -> None:
        """Say how many were erased."""
        count = erase_due(now())
        self.stdout.write(f"Đã xóa {count} câu trả lời.")
