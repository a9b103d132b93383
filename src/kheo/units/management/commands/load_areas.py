"""`load_areas`: the 34 provinces and 3,321 communes with their official codes, into the database."""

from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand

from kheo.core.vietnamese import format_number
from kheo.kernel.clock import now, today
from kheo.units import public as units


class Command(BaseCommand):
    help = "Nạp danh mục tỉnh, thành phố và xã, phường, đặc khu (chạy lại nhiều lần cũng được)."

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and say what stands there now."""
        call_command("migrate", verbosity=0, interactive=False)
        loaded = units.load_areas(on=today(), at=now())
        say = self.stdout.write
        say(f"Cấp tỉnh: {format_number(loaded.provinces)} · cấp xã: {format_number(loaded.communes)}")
        for kind in units.AdministrativeArea.Kind:
            say(f"  {kind.label}: {format_number(loaded.by_kind.get(kind.value, 0))}")
        for area in loaded.unverified:
            say(f"  mã chưa xác minh: {area}")
        say(f"Thêm {loaded.added}, sửa {loaded.mended} dòng.")
