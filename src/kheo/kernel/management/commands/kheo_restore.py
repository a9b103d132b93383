"""Fill an empty database from one file."""

from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from kheo.core.errors import KheoError
from kheo.kernel import backup, installation


class Command(BaseCommand):
    help = "Khôi phục dữ liệu từ tệp sao lưu vào cơ sở dữ liệu trống."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        try:
            restored = backup.restore(options["file"])
        except KheoError as error:
            raise CommandError(str(error)) from error
        installation.forget()
        self.stdout.write(
            _("Đã khôi phục %(rows)d dòng dữ liệu và %(files)d tệp từ %(file)s")
            % {"rows": restored.rows, "files": restored.files, "file": options["file"]}
        )
        call_command("audit_verify", stdout=self.stdout)
