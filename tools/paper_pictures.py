"""Draw the papers of every kind as Word files and as .pdf, side by side, to be looked at.

    .venv/bin/python tools/paper_pictures.py            the small set kept in docs/domain/papers
    .venv/bin/python tools/paper_pictures.py FOLDER     every kind of every body, every page, into FOLDER

The left half is the .docx as LibreOffice sets it (soffice must be installed), the right half our own .pdf.
"""

import os
import struct
import subprocess
import sys
import tempfile
import zlib
from datetime import UTC, datetime
from pathlib import Path

import pypdfium2

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT), str(ROOT / "src")]

from kheo.core.paper.model import Signature  # noqa: E402
from kheo.core.paper.writing.certificates import Awarded, Round, write_certificates  # noqa: E402
from kheo.core.paper.writing.docx import write_docx  # noqa: E402
from kheo.core.paper.writing.pdf import FONTS, write_pdf  # noqa: E402
from tests.core.paper.writing.kind_samples import STATE, every_kind  # noqa: E402

KEPT = ROOT / "docs/domain/papers"
SMALL_SET = {
    "ke-hoach nha-nuoc": 1,
    "quyet-dinh nha-nuoc": 1,
    "cong-van-co-dau nha-nuoc": 1,
    "bien-ban-trong nha-nuoc": 1,
    "bao-cao nha-nuoc": 1,
    "thong-bao nha-nuoc": 3,
    "ke-hoach dang-05": 1,
    "to-trinh dang-05": 1,
    "quyet-dinh dang-05": 1,
    "bien-ban dang-05": 2,
    "cong-van-co-dau dang-05": 1,
    "ke-hoach dang-36": 1,
    "giay-moi mat-tran": 1,
    "huong-dan mat-tran": 1,
}
FONT_RULES = """<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>
<dir>{fonts}</dir><cachedir>{cache}</cachedir>
<match target="pattern"><test name="family"><string>Times New Roman</string></test>
<edit name="family" mode="assign" binding="strong"><string>Tinos</string></edit></match>
</fontconfig>"""
DOTS_PER_INCH = 88
GAP = 8
GREY = 0xA0


def main() -> int:
    """Write the pictures; say where."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else KEPT
    folder.mkdir(parents=True, exist_ok=True)
    papers = every_kind()
    wanted = papers if folder != KEPT else {name: papers[name] for name in SMALL_SET}
    with tempfile.TemporaryDirectory() as scratch:
        drafts = Path(scratch)
        for name, paper in wanted.items():
            (drafts / f"{_file(name)}.docx").write_bytes(write_docx(paper))
        _convert(drafts)
        for name, paper in wanted.items():
            words = _pages((drafts / f"{_file(name)}.pdf").read_bytes())
            ours = _pages(write_pdf(paper))
            if folder == KEPT:
                page = SMALL_SET[name] - 1
                _save(folder / f"{_file(name)}.png", [words[page], ours[page]])
                continue
            for page in range(max(len(words), len(ours))):
                both = [pages[page] for pages in (words, ours) if page < len(pages)]
                _save(folder / f"{_file(name)}-{page + 1}.png", both)
    _save(folder / "giay-khen.png", _pages(_certificate()))
    print(f"{len(wanted) + 1} papers drawn in {folder}")
    return 0


def _file(name: str) -> str:
    return name.replace(" ", "--")


def _convert(folder: Path) -> None:
    """All .docx files of the folder to .pdf, with a profile of our own so that no other office is disturbed.

    Tinos stands for Times New Roman, whose measures it has: machines without Word often lack letters with marks.
    """
    files = [str(path) for path in sorted(folder.glob("*.docx"))]
    fonts = folder / "fonts.conf"
    fonts.write_text(FONT_RULES.format(fonts=FONTS, cache=folder / "cache"), encoding="utf-8")
    surroundings = os.environ | {"FONTCONFIG_FILE": str(fonts)}
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    command = ["soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", str(folder), *files]
    subprocess.run(command, check=True, capture_output=True, timeout=600, env=surroundings)


def _certificate() -> bytes:
    at = datetime(2026, 12, 5, tzinfo=UTC)
    round_ = Round(
        STATE,
        "CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ ĐỒNG TRĂNG",
        "GIẤY KHEN",
        "TẶNG",
        "Đồng Trăng",
        Signature("CHỦ TỊCH", "Lò Văn Sáng"),
        at.date(),
        "Quyết định số 112/QĐ-UBND ngày 05 tháng 12 năm 2026",
    )
    reason = "Đã có thành tích xuất sắc trong phong trào thi đua “Dân vận khéo” năm 2026."
    return write_certificates(
        round_, [Awarded("Bà Lê Thị Bưởi", "Xóm Suối, xã Đồng Trăng", reason, "12")], at=at
    )


Picture = tuple[int, list[bytes]]  # width in pixels, rows of RGB


def _pages(data: bytes) -> list[Picture]:
    document = pypdfium2.PdfDocument(data)
    found: list[Picture] = []
    for page in document:
        bitmap = page.render(scale=DOTS_PER_INCH / 72, rev_byteorder=True)
        blob, step, depth = bytes(bitmap.buffer), bitmap.stride, bitmap.n_channels
        rows = [blob[y * step : y * step + bitmap.width * depth] for y in range(bitmap.height)]
        if depth == 4:
            rows = [bytes(byte for place, byte in enumerate(row) if place % 4 < 3) for row in rows]
        found.append((bitmap.width, rows))
    document.close()
    return found


def _save(path: Path, pictures: list[Picture]) -> None:
    """The pictures side by side as one PNG, in coarse colours so that the file stays small."""
    coarse = bytes((value + 25) // 51 * 51 for value in range(256))
    height = max(len(rows) for _, rows in pictures)
    gap = bytes([GREY]) * (3 * GAP)
    lines = []
    for y in range(height):
        parts = [rows[y] if y < len(rows) else bytes([GREY]) * (3 * width) for width, rows in pictures]
        lines.append(gap.join(parts).translate(coarse))
    width = len(lines[0]) // 3
    body = zlib.compress(b"".join(b"\0" + line for line in lines), 9)
    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", body), (b"IEND", b""))
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks))


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


if __name__ == "__main__":
    raise SystemExit(main())
