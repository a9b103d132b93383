"""`kheo paper read FILE`: read any official paper on the command line; needs no database."""

import argparse
import json
import sys
from pathlib import Path

from kheo.core.errors import N_, KheoError, UnreadableFile
from kheo.core.paper.model import Heading, Item, OfficialHead, Paper, Paragraph, Signature, plain
from kheo.core.paper.outline import label
from kheo.core.paper.reading.as_json import to_json
from kheo.core.paper.reading.reader import ReadPaper, read_paper


def read_command(path: str, *, as_json: bool) -> int:
    """Print what the file holds; 0 where it was read, 2 with {"refused": …} where it was not taken."""
    try:
        read = read_paper(_bytes(Path(path)), Path(path).name)
    except KheoError as refused:
        _say(json.dumps({"refused": {"code": refused.code, "message": str(refused)}}, ensure_ascii=False))
        return 2
    _say(json.dumps(to_json(read), ensure_ascii=False, indent=1) if as_json else "\n".join(_summary(read)))
    return 0


def _bytes(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as error:
        raise UnreadableFile(
            N_("Không mở được tệp %(name)s. Hãy kiểm tra đường dẫn và quyền đọc."),
            code="no-such-file",
            name=path.name,
        ) from error


def _say(text: str) -> None:
    sys.stdout.write(text + "\n")


def _summary(read: ReadPaper) -> list[str]:
    """What was found, as an official would read it aloud."""
    paper, parts = read.paper, read.parts
    number = parts.number_line.text if parts.number_line else "(không thấy)"
    issuer = paper.head.issuer if isinstance(paper.head, OfficialHead) else ""
    return [
        f"Thể thức: {paper.profile.source}",
        f"Loại văn bản: {paper.kind or ('Công văn' if paper.subject else '(không rõ)')}",
        f"Số, ký hiệu: {number}",
        f"Nơi, ngày: {parts.date_line.text if parts.date_line else '(không thấy)'}",
        f"Cơ quan ban hành: {issuer or '(không thấy)'}",
        f"Trích yếu: {paper.subject or '(không thấy)'}",
        *(f"Gửi: {name}" for name in paper.addressees),
        *(f"Căn cứ: {basis}" for basis in paper.bases),
        *_outline(paper),
        *(f"Nơi nhận: {one}" for one in paper.recipients),
        *(f"Người ký: {_signer(one)}" for one in (paper.left_signature, paper.signature) if one),
        *(f"Phụ lục: {appendix.title or '(không tên)'}" for appendix in paper.appendices),
        *(f"Lưu ý: {notice}" for notice in read.notices),
    ]


def _outline(paper: Paper) -> list[str]:
    headings = [block for block in paper.body if isinstance(block, Heading)]
    count = sum(isinstance(block, Item | Paragraph) for block in paper.body)
    return [f"Mục: {label(one)} {plain(one.text)}" for one in headings] + [f"Số đoạn: {count}"]


def _signer(signature: Signature) -> str:
    above = ", ".join(f"{line.prefix} {line.body}" for line in signature.authority)
    return " - ".join(part for part in (signature.name or "(để trống)", signature.position, above) if part)


def main(argv: list[str] | None = None) -> int:
    """`read FILE [--json]`."""
    parser = argparse.ArgumentParser(
        prog="kheo paper read", description="Đọc một văn bản hành chính: thể thức, nội dung, nơi nhận, chữ ký"
    )
    parser.add_argument("file", help=".docx, .doc, .pdf có lớp chữ, .html, .xlsx, .txt hoặc .md")
    parser.add_argument("--json", action="store_true", dest="as_json", help="in ra dạng JSON")
    options = parser.parse_args(argv)
    return read_command(options.file, as_json=options.as_json)


if __name__ == "__main__":
    sys.exit(main())
