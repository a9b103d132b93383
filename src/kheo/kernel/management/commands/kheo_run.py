"""Start Khéo on this machine: migrate, prepare static files, serve."""

import errno
import hashlib
import io
import os
import socket
import sqlite3
import sys
from pathlib import Path
from typing import Any

from django.conf import settings
from django.contrib.staticfiles.finders import get_finders
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _

from kheo.kernel import installation

_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


class Command(BaseCommand):
    help = "Chạy Khéo trên máy này."
    requires_system_checks = []

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--port", type=int, default=8000)
        parser.add_argument("--host", default="127.0.0.1")
        parser.add_argument("--workers", type=int, default=2)
        parser.add_argument("--demo-if-empty", action="store_true")

    def handle(self, *args: Any, **options: Any) -> None:
        host, port = options["host"], options["port"]
        _need_writable(Path(settings.KHEO_VAR))
        _need_free_port(host, port)
        call_command("migrate", verbosity=0, interactive=False)
        if installation.kind() is None and options["demo_if_empty"]:
            self.stdout.write(_("Đang nạp xã mẫu (dữ liệu hư cấu) …"))
            call_command("load_demo", verbosity=0)
        if installation.kind() is None:
            raise CommandError(_("Cơ sở dữ liệu chưa được khởi tạo. Hãy chạy: kheo init"))
        if installation.is_demo() and host not in _LOOPBACK:
            raise CommandError(
                _("Dữ liệu mẫu chỉ chạy trên chính máy này (127.0.0.1). Bản dùng thật: kheo init.")
            )
        _collect_static()
        # A laptop has no timer: whoever starts it in the morning has the day's reminders made. Again is no harm.
        call_command("reminders_send", stdout=io.StringIO())
        self._announce(host, port)
        _serve(host, port, options["workers"])

    def _announce(self, host: str, port: int) -> None:
        for line in _warnings():
            self.stderr.write(line)
        self.stdout.write(
            "\n"
            + _("Khéo đang chạy tại http://%(host)s:%(port)d (dừng: Ctrl+C)") % {"host": host, "port": port}
        )
        if installation.is_demo():
            call_command("load_demo", show_accounts=True, stdout=self.stdout)
        self.stdout.flush()


def _need_writable(var: Path) -> None:
    try:
        var.mkdir(parents=True, exist_ok=True)
        probe = var / ".probe"
        probe.write_bytes(b"")
        probe.unlink()
    except OSError as error:
        raise CommandError(
            _(
                "Không ghi được vào thư mục dữ liệu %(folder)s. Hãy chọn thư mục khác bằng biến KHEO_VAR rồi chạy lại."
            )
            % {"folder": var}
        ) from error


def _need_free_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                raise CommandError(
                    _(
                        "Cổng %(port)d đang có chương trình khác dùng. Hãy chạy lại với cổng khác: make run PORT=%(next)d"
                    )
                    % {"port": port, "next": port + 1}
                ) from error
            raise CommandError(
                _(
                    "Không mở được cổng %(port)d trên %(host)s. Hãy chọn cổng từ 1024 trở lên: make run PORT=8000"
                )
                % {"port": port, "host": host}
            ) from error


def _collect_static() -> None:
    """Gather and compress static files, only when one of them changed since the last time."""
    seen = hashlib.sha256()
    for finder in get_finders():
        for path, storage in finder.list([]):
            full = Path(storage.path(path))
            seen.update(f"{path} {full.stat().st_size} {full.stat().st_mtime_ns}\n".encode())
    mark = Path(settings.STATIC_ROOT) / ".collected"
    if mark.is_file() and mark.read_text(encoding="ascii") == seen.hexdigest():
        return
    call_command("collectstatic", verbosity=0, interactive=False, clear=True)
    mark.write_text(seen.hexdigest(), encoding="ascii")


def _warnings() -> list[str]:
    """What an operator should know at start-up."""
    version = sqlite3.sqlite_version_info
    faulty = (3, 7, 0) <= version < (3, 51, 3) and version[:2] not in {(3, 44), (3, 50)}
    if "sqlite3" in settings.DATABASES["default"]["ENGINE"] and faulty:
        return [
            _(
                "Lưu ý: SQLite %(version)s có lỗi hiếm gặp khi ghi nhật ký (WAL-reset). Khéo đã tự khóa ghi để tránh; hãy sao lưu hằng ngày."
            )
            % {"version": sqlite3.sqlite_version}
        ]
    return []


def _serve(host: str, port: int, workers: int) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings.dev")
    program = [
        sys.executable, "-m", "granian", "--interface", "wsgi", "config.wsgi:application",
        "--host", host, "--port", str(port), "--workers", str(workers), "--blocking-threads", "1",
        "--workers-kill-timeout", "10", "--respawn-failed-workers", "--log-level", "warning", "--no-ws",
    ]  # fmt: skip
    sys.stdout.flush()
    os.execv(sys.executable, program)  # noqa: S606 -- our own interpreter, fixed arguments
