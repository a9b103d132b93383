"""Backup and restore: one file for both databases.

A .zip of one JSON line per row (so that a laptop's SQLite moves to PostgreSQL by the same two
commands) and of every stored file under its hash. Sessions, lock-outs and the secret key stay
behind. Written to a temporary name and renamed, so that a killed backup leaves no half file.
"""

import hashlib
import json
import os
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from django.apps import apps
from django.conf import settings
from django.core import serializers
from django.core.management.color import no_style
from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.db.migrations.recorder import MigrationRecorder

from kheo.core.errors import N_, Refusal
from kheo.kernel.models import Installation

_LEFT_BEHIND = {"auth", "contenttypes", "sessions", "axes", "account"}
_FORMAT = 1


class _Exact(DjangoJSONEncoder):
    """Moments to the microsecond: Django's own cut to milliseconds would break every event's hash."""

    def default(self, o: object) -> object:
        return o.isoformat() if isinstance(o, datetime) else super().default(o)


@dataclass(frozen=True, slots=True)
class Moved:
    """How much was written or restored."""

    rows: int
    files: int


def write(path: Path, *, at: datetime) -> Moved:
    """Write the whole database and every stored file to `path`. Raises Refusal when it cannot be written."""
    if not path.parent.is_dir():
        raise Refusal(
            N_("Không có thư mục %(folder)s nên chưa sao lưu được. Hãy chọn thư mục đang có."),
            code="backup-not-written",
            folder=path.parent,
        )
    temporary = path.with_name(path.name + ".part")
    try:
        with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED, allowZip64=True) as archive, _one_moment():
            rows = sum(_write_table(archive, model) for model in _tables())
            files = sum(_write_file(archive, file) for file in _files())
            manifest = {
                "format": _FORMAT,
                "made_at": at.isoformat(),
                "rows": rows,
                "files": files,
                "migrations": _migrations(),
            }
            archive.writestr("manifest.json", json.dumps(manifest, ensure_ascii=False, indent=1))
        with temporary.open("rb") as file:
            os.fsync(file.fileno())
        temporary.replace(path)
    except OSError as error:
        temporary.unlink(missing_ok=True)
        raise Refusal(
            N_("Không ghi được tệp sao lưu %(file)s: %(why)s. Hãy chọn nơi khác còn chỗ trống."),
            code="backup-not-written",
            file=path,
            why=error.strerror or error,
        ) from error
    return Moved(rows, files)


def restore(path: Path) -> Moved:
    """Fill an empty, migrated database from `path`: wholly or not at all.

    Raises Refusal for a database that is in use, a file that is no backup or is damaged, or one
    made by another version.
    """
    if Installation.objects.exists():
        raise Refusal(
            N_(
                "Cơ sở dữ liệu này đang có dữ liệu nên không khôi phục đè lên. Hãy đặt KHEO_VAR sang một thư mục trống rồi chạy lại."
            ),
            code="restore-not-empty",
        )
    if not path.is_file():
        raise Refusal(
            N_("Không có tệp %(file)s. Hãy xem lại tên và thư mục của tệp sao lưu."),
            code="restore-no-file",
            file=path,
        )
    try:
        with zipfile.ZipFile(path) as archive:
            manifest = json.loads(archive.read("manifest.json"))
            _require_same_version(manifest)
            files = _restore_files(archive)
            with transaction.atomic():
                rows = sum(_restore_table(archive, model) for model in _tables())
                if (rows, files) != (manifest["rows"], manifest["files"]):
                    raise _damaged(path)
                _reset_sequences()
    except (
        OSError,
        KeyError,
        ValueError,
        zipfile.BadZipFile,
        serializers.base.DeserializationError,
    ) as error:
        raise _damaged(path) from error
    return Moved(rows, files)


def _tables() -> list[type[models.Model]]:
    wanted = [c for c in apps.get_app_configs() if c.label not in _LEFT_BEHIND]
    return [m for c in wanted for m in c.get_models(include_auto_created=True) if m._meta.managed]


def _write_table(archive: zipfile.ZipFile, model: type[models.Model]) -> int:
    count = 0
    with archive.open(f"rows/{model._meta.label_lower}.jsonl", "w", force_zip64=True) as out:
        for row in model._base_manager.order_by("pk").iterator(chunk_size=1000):
            out.write(serializers.serialize("jsonl", [row], cls=_Exact).encode("utf-8"))
            count += 1
    return count


def _restore_table(archive: zipfile.ZipFile, model: type[models.Model]) -> int:
    count = 0
    with archive.open(f"rows/{model._meta.label_lower}.jsonl") as lines:
        batch: list[models.Model] = []
        for row in serializers.deserialize("jsonl", lines):
            batch.append(row.object)
            count += 1
            if len(batch) == 500:
                model._base_manager.bulk_create(batch)
                batch = []
        model._base_manager.bulk_create(batch)
    return count


def _files() -> Iterator[Path]:
    root = Path(settings.MEDIA_ROOT)
    return (
        (p for p in sorted(root.rglob("*")) if p.is_file() and len(p.name) == 64)
        if root.is_dir()
        else iter(())
    )


def _write_file(archive: zipfile.ZipFile, file: Path) -> int:
    archive.write(file, f"files/{file.name}")
    return 1


def _restore_files(archive: zipfile.ZipFile) -> int:
    count = 0
    for name in archive.namelist():
        if not name.startswith("files/"):
            continue
        data, digest = archive.read(name), name.removeprefix("files/")
        if hashlib.sha256(data).hexdigest() != digest:
            raise zipfile.BadZipFile(name)
        target = Path(settings.MEDIA_ROOT) / digest[:2] / digest[2:4] / digest
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(data)
        count += 1
    return count


def _one_moment() -> transaction.Atomic:
    """All tables as of one moment: SQLite's write lock, or PostgreSQL's repeatable read."""
    if connection.vendor == "postgresql" and not connection.in_atomic_block:
        return _RepeatableRead()
    return transaction.atomic()


class _RepeatableRead(transaction.Atomic):
    def __init__(self) -> None:
        super().__init__(using=None, savepoint=True, durable=False)

    def __enter__(self) -> None:
        super().__enter__()
        with connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ")


def _migrations() -> list[str]:
    done = MigrationRecorder(connection).applied_migrations()
    return sorted(f"{app}.{name}" for app, name in done if app not in _LEFT_BEHIND)


def _require_same_version(manifest: dict[str, object]) -> None:
    if manifest.get("format") != _FORMAT or manifest.get("migrations") != _migrations():
        raise Refusal(
            N_(
                "Tệp sao lưu này do một phiên bản Khéo khác tạo ra. Hãy khôi phục bằng đúng phiên bản đó rồi nâng cấp."
            ),
            code="restore-other-version",
        )


def _reset_sequences() -> None:
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), _tables()):
            cursor.execute(statement)


def _damaged(path: Path) -> Refusal:
    return Refusal(
        N_(
            "Tệp %(file)s không phải tệp sao lưu của Khéo hoặc đã hỏng; chưa có gì được khôi phục. Hãy chọn tệp khác."
        ),
        code="restore-damaged",
        file=path,
    )
