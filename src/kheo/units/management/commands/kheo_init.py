"""Make an empty real database and its first administrator."""

import getpass
import sys
from collections.abc import Callable
from typing import Any

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from kheo.core.areas import areas_called, words_of
from kheo.core.vietnamese import fold
from kheo.kernel import installation
from kheo.kernel.clock import today

_MOST_LISTED = 20
_COMMUNE_DIGITS = 5


class Command(BaseCommand):
    help = "Khởi tạo cơ sở dữ liệu thật (trống) và người quản trị đầu tiên."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--commune", help="mã xã, phường, đặc khu (5 chữ số)")
        parser.add_argument(
            "--usual", action="store_true", help="lập sẵn các cơ quan, tổ chức thường có của xã"
        )
        parser.add_argument("--username")
        parser.add_argument("--full-name")
        parser.add_argument("--password-stdin", action="store_true", help="đọc mật khẩu từ đầu vào chuẩn")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        if installation.kind() is not None:
            raise CommandError(
                _("Cơ sở dữ liệu này đã được khởi tạo. Hãy dùng một thư mục dữ liệu khác (KHEO_VAR).")
            )
        usual = options["usual"]
        if not (commune := options["commune"]):
            commune = self._ask_area()
            usual = usual or self._ask_usual(commune)
        full_name = options["full_name"] or self._ask(_("Họ và tên người quản trị: "))
        username = options["username"] or self._ask(_("Tên đăng nhập: "))
        password = sys.stdin.readline().rstrip("\n") if options["password_stdin"] else self._ask_password()
        try:
            validate_password(password)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        call_command(
            "start_installation",
            commune=commune,
            usual=usual,
            full_name=full_name,
            username=username,
            password=password,
            stdout=self.stdout,
        )

    def _ask_area(self) -> str:
        """The official code, asked until it is one; a name is looked up, and what bears it listed."""
        while True:
            said = self._ask(_("Tên hoặc mã xã, phường, đặc khu: "))
            found = areas_called(said, today())
            if len(found) == 1:
                self.stdout.write(f"{found[0].code}  {words_of(found[0])}")
                return found[0].code
            if not found:
                self.stdout.write(
                    _("Không có tên hoặc mã này trong danh mục. Hãy ghi lại (mã ghi đủ số 0 ở đầu).")
                )
            for area in found[:_MOST_LISTED]:
                self.stdout.write(f"  {area.code}  {words_of(area)}")
            if len(found) > _MOST_LISTED:
                self.stdout.write(_("  … còn %(count)d nơi nữa.") % {"count": len(found) - _MOST_LISTED})
            if found:
                self.stdout.write(_("Nhiều nơi mang tên này. Hãy ghi mã ở đầu dòng."))

    def _ask_usual(self, code: str) -> bool:
        """Whether to found the usual bodies; a province has others."""
        if len(code) < _COMMUNE_DIGITS:
            return False
        question = _("Lập sẵn các phòng, ban, đoàn thể thường có (sau này thêm bớt được)? [C/k]: ")
        return fold(self._ask(question))[:1] not in {"k", "n"}

    def _ask(self, question: str) -> str:
        return _answer(input, question).strip()

    def _ask_password(self) -> str:
        first = _answer(getpass.getpass, _("Mật khẩu (ít nhất 14 ký tự): "))
        if first != _answer(getpass.getpass, _("Gõ lại mật khẩu: ")):
            raise CommandError(
                _("Hai lần gõ mật khẩu không giống nhau; chưa có gì được tạo. Hãy chạy lại kheo init.")
            )
        return first


def _answer(ask: Callable[[str], str], question: str) -> str:
    try:
        return ask(question)
    except (EOFError, KeyboardInterrupt) as error:
        raise CommandError(_("Thiếu câu trả lời; chưa có gì được tạo. Hãy chạy lại kheo init.")) from error
