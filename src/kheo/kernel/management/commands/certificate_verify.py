"""Whether a certificate is real, by the code printed on it."""

import json
from dataclasses import asdict
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from kheo.core.vietnamese import short_date
from kheo.kernel.certificates import checked
from kheo.kernel.codes import as_printed


class Command(BaseCommand):
    help = "Kiểm tra một giấy chứng nhận, giấy khen theo mã in trên giấy."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("code", metavar="MÃ", help="K7QM-2XPD-9RTA")
        parser.add_argument("--json", action="store_true", help="in ra dạng JSON")

    def handle(self, *args: Any, **options: Any) -> None:
        code = as_printed(options["code"])
        found = checked(code)
        if options["json"]:
            told = {**asdict(found), "issued_on": found.issued_on.isoformat()} if found else {}
            self.stdout.write(
                json.dumps({"code": code, "found": found is not None, **told}, ensure_ascii=False)
            )
        elif found is not None:
            self.stdout.write(f"{code}: {found.state}")
            self.stdout.write(f"{found.name}\n{found.form}")
            self.stdout.write(
                _("Quyết định số %(number)s, %(day)s; %(issuer)s")
                % {
                    "number": found.decision,
                    "day": short_date(found.issued_on),
                    "issuer": found.issuer,
                }
            )
        if found is None:
            raise CommandError(_("Không có giấy nào mang mã “%(code)s”.") % {"code": code})
