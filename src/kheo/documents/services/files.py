"""Keeping files: under their own hash, on the disk before the row that names them."""

import contextlib
import hashlib
import os
import tempfile
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db.models import ProtectedError

from kheo.core.errors import N_, InvalidInput
from kheo.documents.models import StoredFile


def store(data: bytes, *, media_type: str, at: datetime) -> StoredFile:
    """Keep bytes once: temporary name, fsync, rename, then the row. The same bytes are one file."""
    digest = hashlib.sha256(data).hexdigest()
    path = path_of(digest)
    if not path.exists():
        path.parent.mkdir(parents=True, exist_ok=True)
        handle, temporary = tempfile.mkstemp(dir=path.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(data)
                file.flush()
                os.fsync(file.fileno())
            Path(temporary).replace(path)
        except BaseException:
            with contextlib.suppress(FileNotFoundError):
                Path(temporary).unlink()
            raise
    row, _made = StoredFile.objects.get_or_create(
        sha256=digest, defaults={"size": len(data), "media_type": media_type[:100], "stored_at": at}
    )
    return row


def path_of(digest: str) -> Path:
    """Where the bytes with this hash lie."""
    return Path(settings.MEDIA_ROOT) / digest[:2] / digest[2:4] / digest


def read(file: StoredFile) -> bytes:
    """The bytes, checked against their name. Raises InvalidInput where the disk lost or changed them."""
    try:
        data = path_of(file.sha256).read_bytes()
    except OSError as error:
        raise InvalidInput(
            N_("Không đọc được tệp đã lưu. Hãy báo người quản trị kiểm tra thư mục dữ liệu và bản sao lưu."),
            code="file-lost",
        ) from error
    if hashlib.sha256(data).hexdigest() != file.sha256:
        raise InvalidInput(
            N_("Tệp đã lưu bị thay đổi so với lúc gửi lên. Hãy báo người quản trị khôi phục từ bản sao lưu."),
            code="file-changed",
        )
    return data


def forget(file: StoredFile) -> bool:
    """Drop the row of a file that nothing names any more; its bytes go with the next sweep. False where
    something still does.
    """
    try:
        file.delete()
    except ProtectedError:
        return False
    return True


def sweep(*, at: datetime, keep_hours: int = 24) -> int:
    """Remove files on disk that no row names and that are older than `keep_hours`; how many."""
    root, removed = Path(settings.MEDIA_ROOT), 0
    if not root.is_dir():
        return 0
    known = set(StoredFile.objects.values_list("sha256", flat=True))
    for path in root.rglob("*"):
        if (
            path.is_file()
            and path.name not in known
            and at.timestamp() - path.stat().st_mtime > keep_hours * 3600
        ):
            path.unlink()
            removed += 1
    return removed
