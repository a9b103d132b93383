"""Write everything into one file."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from kheo.core.errors import KheoError
from kheo.kernel import backup, clock


class Command(BaseCommand):
    help = "Sao lưu toàn bộ dữ liệu và tệp vào một tệp."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            made = backup.write(options["file"], at=clock.now())
        except KheoError as error:
            raise CommandError(str(error)) from error
        self.stdout.write(
            _("Đã sao lưu %(rows)d dòng dữ liệu và %(files)d tệp vào %(file)s")
            % {"rows": made.rows, "files": made.files, "file": options["file"]}
        )
