"""`kheo packet import`: take a returned packet in; says row by row what became of it.

Exit status: 0 everything filled was taken (or was taken before); 1 some rows were refused, the others are written;
2 nothing of the file was taken, with the reason.
"""

import json
import sys
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from kheo.accounts.public import User
from kheo.core.errors import KheoError
from kheo.kernel import clock
from kheo.kernel.web.middleware import sentence_of
from kheo.progress.management.commands.packet_export import REFUSED, person_named
from kheo.progress.selectors.packets import maker_of
from kheo.progress.services.packet_taking import PACKET_LIMITS, Taken, TakenRow, take
from kheo.units import public as units

SOME_REFUSED = 1


class Command(BaseCommand):
    help = "Nhận một gói làm việc ngoại tuyến nộp lại; trả lời từng dòng."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", metavar="TỆP", type=Path)
        parser.add_argument("--dry-run", action="store_true", help="chỉ cho biết kết quả, không ghi gì")
        parser.add_argument("--json", action="store_true", help="in ra dạng JSON")
        parser.add_argument("--by", metavar="TÊN", help="tài khoản nhận; bỏ trống: tài khoản đã lập gói")

    def handle(self, *args: Any, **options: Any) -> None:
        at, dry, path = clock.now(), bool(options["dry_run"]), options["file"]
        try:
            data = _bytes(path)
            by = person_named(options["by"]) if options["by"] else _maker(data)
            found = take(data, name=path.name, by=by, at=at, dry=dry)
        except KheoError as error:
            if options["json"]:
                said = {"status": "refused", "code": error.code, "message": sentence_of(error)}
                self.stdout.write(json.dumps(said, ensure_ascii=False, indent=1))
                sys.exit(REFUSED)
            raise CommandError(sentence_of(error), returncode=REFUSED) from error
        unit = units.name_of(found.packet.unit, clock.day_of(at))
        if options["json"]:
            said = as_json(found, unit, dry=dry)
            self.stdout.write(json.dumps(said, ensure_ascii=False, indent=1))
        else:
            self._tell(found, unit, dry=dry)
        if found.refused:
            sys.exit(SOME_REFUSED)

    def _tell(self, found: Taken, unit: str, *, dry: bool) -> None:
        if dry:
            self.stdout.write(_("Xem thử, chưa ghi gì."))
        if found.again:
            self.stdout.write(found.again)
        said = {"code": found.packet.code, "unit": unit, "taken": found.taken, "refused": found.refused}
        self.stdout.write(
            _("Gói %(code)s, %(unit)s: nhận %(taken)d dòng, chưa nhận %(refused)d dòng.") % said
        )
        for row in found.rows:
            where = _("%(sheet)s, dòng %(number)d") % {"sheet": row.sheet, "number": row.number}
            self.stdout.write(f"- {where} ({row.what}): {row.word}. {_words(row)}")


def _words(row: TakenRow) -> str:
    return " ".join(f"{cell}: {words}" if cell else words for cell, words in row.says)


def as_json(found: Taken, unit: str, *, dry: bool) -> dict[str, Any]:
    """The result as docs/ops/packets.md describes it."""
    return {
        "status": "partly" if found.refused else "taken",
        "dry_run": dry,
        "packet": found.packet.code,
        "round": found.packet.round.year,
        "unit": unit,
        "again": found.again,
        "taken": found.taken,
        "refused": found.refused,
        "rows": [
            {
                "sheet": row.sheet,
                "row": row.number,
                "line": row.code,
                "what": row.what,
                "outcome": row.outcome,
                "says": [{"cell": cell, "text": words} for cell, words in row.says],
                "compare": [
                    {"what": what, "server": here, "file": there} for what, here, there in row.compare
                ],
            }
            for row in found.rows
        ],
    }


def _bytes(path: Path) -> bytes:
    """The file, no more of it than a packet may have."""
    try:
        with path.open("rb") as file:
            return file.read(PACKET_LIMITS.document_bytes + 1)
    except OSError as error:
        said = {"file": path, "why": error.strerror or ""}
        raise CommandError(_("Không đọc được tệp %(file)s: %(why)s.") % said, returncode=REFUSED) from error


def _maker(data: bytes) -> User:
    found = maker_of(data, PACKET_LIMITS)
    if found is None:
        raise CommandError(
            _("Gói do máy chủ lập: hãy cho biết ai nhận, --by TÊN_TÀI_KHOẢN."), returncode=REFUSED
        )
    return found
