"""`kheo paper lint FILE`: judge a paper on the command line; needs no database."""

import json
import sys
from datetime import date
from pathlib import Path

from kheo.core.errors import N_, KheoError, UnreadableFile
from kheo.core.paper.lint.files import Judged, judge, mended

CLEAN, FOUND, UNREADABLE = 0, 1, 2


def lint_command(path: str, *, as_json: bool, fix: str | None, today: date) -> int:
    """Print the findings; 0 where there is none, 1 where there are, 2 where the file cannot be read or written."""
    file = Path(path)
    try:
        data = _bytes(file)
        judged = judge(data, file.name, today=today)
        if fix is not None:
            _write(Path(fix), mended(data, judged))
    except KheoError as refused:
        _say(json.dumps({"refused": {"code": refused.code, "message": str(refused)}}, ensure_ascii=False))
        return UNREADABLE
    _say(_as_json(judged) if as_json else _as_words(judged))
    return FOUND if judged.findings else CLEAN


def _as_json(judged: Judged) -> str:
    text = judged.read.source.text
    return json.dumps([one.as_json(text) for one in judged.findings], ensure_ascii=False, indent=1)


def _as_words(judged: Judged) -> str:
    if not judged.findings and not judged.recognised:
        return "Khéo không nhận ra đây là văn bản hành chính nên chưa soát được thể thức."
    if not judged.findings:
        return "Không thấy lỗi thể thức nào trong những gì Khéo kiểm tra."
    text = judged.read.source.text
    lines = []
    for one in judged.findings:
        place = f" “{' '.join(text[one.start : one.end].split())[:60]}”" if one.start is not None else ""
        page = f" (trang {one.page})" if one.page else ""
        lines.append(f"[{one.severity.words}] {one.id}{page}{place}: {one} [{one.article}]")
    return "\n".join(lines)


def _bytes(file: Path) -> bytes:
    try:
        return file.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            N_("Không mở được tệp %(name)s. Hãy kiểm tra đường dẫn và quyền đọc."),
            code="no-such-file",
            name=file.name,
        ) from error


def _write(file: Path, data: bytes) -> None:
    try:
        file.write_bytes(data)
    except OSError as error:
        raise UnreadableFile(
            N_("Không ghi được tệp %(name)s. Hãy kiểm tra đường dẫn và quyền ghi."),
            code="file-not-written",
            name=file.name,
        ) from error


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")
