"""`start_installation`: the areas, the roots of a commune and its first administrator (called by `kheo init`)."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.db import transaction
from django.utils.translation import gettext as _

from kheo.core.errors import KheoError
from kheo.kernel import installation
from kheo.kernel.clock import day_of, now
from kheo.kernel.models import Installation
from kheo.kernel.web.middleware import sentence_of
from kheo.units import public as units
from kheo.units.usual import USUAL_BODIES


class Command(BaseCommand):
    help = "Nạp danh mục, lập UBND, Đảng ủy, UBMTTQ của xã và người quản trị đầu tiên; đánh dấu dữ liệu thật."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--commune", required=True, help="mã xã, phường, đặc khu (5 chữ số)")
        parser.add_argument("--username", required=True)
        parser.add_argument("--full-name", required=True)
        parser.add_argument("--password", required=True)
        parser.add_argument("--usual", action="store_true", help="lập sẵn các cơ quan, tổ chức thường có")

    def handle(self, *args: Any, **options: Any) -> None:
        """All or nothing: a refusal leaves the database empty and unmarked."""
        at = now()
        try:
            with transaction.atomic():
                installation.mark(Installation.Kind.REAL, at=at)
                units.load_areas(on=day_of(at), at=at)
                roots, user = units.start_installation(
                    area_code=options["commune"].strip(),
                    username=options["username"],
                    full_name=options["full_name"],
                    password=options["password"],
                    usual=[body.key for body in USUAL_BODIES] if options["usual"] else [],
                    at=at,
                )
        except KheoError as refusal:
            installation.forget()
            raise CommandError(sentence_of(refusal)) from refusal
        installed = units.names([roots.committee.pk, roots.party.pk, roots.front.pk], day_of(at))
        self.stdout.write(_("Đã lập: %(units)s.") % {"units": "; ".join(installed.values())})
        if options["usual"]:
            self.stdout.write(_("Đã lập sẵn các cơ quan, tổ chức thường có của xã."))
        self.stdout.write(_("Người quản trị: %(name)s.") % {"name": user.username})
        self.stdout.write(
            _(
                "Tiếp theo: chạy “kheo run”, đăng nhập, mở trang Đơn vị để thêm thôn, xóm và mở tài khoản. Ai phát động phong trào thì cần vai trò “Cán bộ phụ trách phong trào” (tự giao cho mình cũng được)."
            )
        )
