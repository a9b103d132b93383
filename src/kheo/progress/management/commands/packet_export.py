"""`kheo packet export`: a unit's offline packet into a file, for the server that serves many units."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from kheo.accounts.public import User
from kheo.campaigns.public import CampaignRound
from kheo.core.errors import KheoError
from kheo.kernel import clock
from kheo.kernel.web.middleware import sentence_of
from kheo.progress.selectors.packet_units import round_for_command, units_meant
from kheo.progress.services.packet_making import make
from kheo.units.public import Unit

REFUSED = 2


class Command(BaseCommand):
    help = "Lập gói làm việc ngoại tuyến của một đơn vị thành tệp .xlsx."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("unit", metavar="ĐƠN_VỊ", help="mã định danh hoặc tên đúng của đơn vị")
        parser.add_argument("out", metavar="TỆP.xlsx", type=Path)
        parser.add_argument(
            "--round", metavar="NĂM", type=int, help="năm của phong trào; bỏ trống: năm đang chạy"
        )
        parser.add_argument(
            "--by", metavar="TÊN", help="lập bằng tài khoản này; bỏ trống: máy chủ lập, không có bản nháp"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        at = clock.now()
        unit = _the_unit(options["unit"], at)
        round_ = _the_round(unit, options["round"], at)
        by = person_named(options["by"]) if options["by"] else None
        out: Path = options["out"]
        if out.exists():
            raise CommandError(
                _("Tệp %(file)s đã có. Hãy chọn tên khác.") % {"file": out}, returncode=REFUSED
            )
        try:
            packet, data = make(round_, unit, by=by, at=at)
        except KheoError as error:
            raise CommandError(sentence_of(error), returncode=REFUSED) from error
        try:
            out.write_bytes(data)
        except OSError as error:
            said = {"file": out, "why": error.strerror or ""}
            raise CommandError(
                _("Không ghi được tệp %(file)s: %(why)s.") % said, returncode=REFUSED
            ) from error
        self.stdout.write(_("Đã lập gói %(code)s: %(file)s") % {"code": packet.code, "file": out})


def person_named(username: str) -> User:
    """The account of that name. Raises CommandError."""
    found = User.objects.filter(username=username, is_active=True).first()
    if found is None:
        raise CommandError(
            _("Không có tài khoản “%(name)s” đang hoạt động.") % {"name": username}, returncode=REFUSED
        )
    return found


def _the_unit(words: str, at: Any) -> Unit:
    found = units_meant(words, clock.day_of(at))
    if len(found) == 1:
        return found[0][0]
    if not found:
        said = _("Không có đơn vị nào có mã hoặc tên đúng là “%(words)s”.") % {"words": words}
        raise CommandError(said, returncode=REFUSED)
    lines = [f"  #{unit.pk}  {name}" for unit, name in found]
    said = _("“%(words)s” là tên của %(count)d đơn vị. Hãy ghi mã, hoặc số sau dấu # (ví dụ #%(first)d):") % {
        "words": words,
        "count": len(found),
        "first": found[0][0].pk,
    }
    raise CommandError("\n".join([said, *lines]), returncode=REFUSED)


def _the_round(unit: Unit, year: int | None, at: Any) -> CampaignRound:
    found = round_for_command(unit, year, clock.day_of(at))
    if len(found) == 1:
        return found[0]
    said = _("Đơn vị không đăng ký trong phong trào nào đang chạy của năm đó.")
    if found:
        lines = [f"  {one.year}: {one.name}" for one in found]
        said = "\n".join([_("Đơn vị có nhiều phong trào đang chạy. Hãy ghi --round NĂM:"), *lines])
    raise CommandError(said, returncode=REFUSED)
