"""`kheo demo load`: fill an empty database with the fictional communes, or print their accounts."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from kheo.core.errors import KheoError
from kheo.demo import loading
from kheo.kernel.clock import now


class Command(BaseCommand):
    help = "Nạp xã mẫu (dữ liệu hư cấu) vào cơ sở dữ liệu trống."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--show-accounts", action="store_true", help="chỉ in bảng tài khoản dùng thử")
        parser.add_argument("--plans", help="chỉ ghi các kế hoạch mẫu vào thư mục này")

    def handle(self, *args: Any, **options: Any) -> None:
        folder = Path(settings.KHEO_VAR) / "ke-hoach-mau"
        if options["plans"]:
            for path in loading.write_plans(Path(options["plans"]), at=now()):
                self.stdout.write(str(path))
            return
        if not options["show_accounts"]:
            self._load(folder)
        if options["show_accounts"] or options["verbosity"]:
            self.stdout.write("\n".join(loading.account_lines()))
            self.stdout.write(_("Kế hoạch mẫu để tải lên thử: %(folder)s") % {"folder": folder})

    def _load(self, folder: Path) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        try:
            loading.load(at=now())
        except KheoError as refused:
            raise CommandError(str(refused)) from refused
        loading.write_plans(folder, at=now())
