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

from kheo.kernel import installation


class Command(BaseCommand):
    help = "Khởi tạo cơ sở dữ liệu thật (trống) và người quản trị đầu tiên."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--commune", help="mã xã, phường, đặc khu (5 chữ số)")
        parser.add_argument("--username")
        parser.add_argument("--full-name")
        parser.add_argument("--password-stdin", action="store_true", help="đọc mật khẩu từ đầu vào chuẩn")

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", verbosity=0, interactive=False)
        if installation.kind() is not None:
            raise CommandError(
                _("Cơ sở dữ liệu này đã được khởi tạo. Hãy dùng một thư mục dữ liệu khác (KHEO_VAR).")
            )
        commune = options["commune"] or self._ask(_("Mã xã, phường, đặc khu (5 chữ số): "))
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
            full_name=full_name,
            username=username,
            password=password,
            stdout=self.stdout,
        )

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
