"""`kheo paper read`: what an office without the rest of Khéo sees of a paper."""

import json
import subprocess
import sys

import pytest

from config.cli import main
from tests.core.paper.files import PLAN_LINES, docx_of


@pytest.fixture
def plan(tmp_path):
    path = tmp_path / "ke-hoach.docx"
    path.write_bytes(
        docx_of([*PLAN_LINES, "Nơi nhận:", "- Đảng ủy xã;", "- Lưu: VT.", "CHỦ TỊCH", "Lỳ Xé Chừ"])
    )
    return path


def test_read_json_prints_parts_with_places_and_the_paper(plan, capsys):
    assert main(["paper", "read", str(plan), "--json"]) == 0
    said = json.loads(capsys.readouterr().out)

    symbol = said["parts"]["symbol"]
    assert (symbol["text"], symbol["end"] - symbol["start"]) == ("KH-UBND", 7)
    assert said["paper"]["head"]["on"] == "2024-02-05"
    assert said["paper"]["kind"] == "KẾ HOẠCH"
    assert said["paper"]["signature"] == {"position": "CHỦ TỊCH", "name": "Lỳ Xé Chừ"}
    assert said["notices"] == []


def test_read_without_json_can_be_read_aloud(plan, capsys):
    assert main(["paper", "read", str(plan)]) == 0
    said = capsys.readouterr().out

    assert "Số, ký hiệu: Số: 07/KH-UBND" in said
    assert "Người ký: Lỳ Xé Chừ - CHỦ TỊCH" in said
    assert "Nơi nhận: Đảng ủy xã" in said


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"", "file-empty"),
        (b"{\\rtf1 x}", "file-rtf"),
        ("MẬT\nKẾ HOẠCH\nGiữ kín".encode(), "paper-classified"),
    ],
)
def test_read_unusable_file_exits_two_with_its_reason(content, code, tmp_path, capsys):
    path = tmp_path / "a.txt"
    path.write_bytes(content)

    assert main(["paper", "read", str(path)]) == 2
    assert json.loads(capsys.readouterr().out)["refused"]["code"] == code


def test_read_missing_file_exits_two(tmp_path, capsys):
    assert main(["paper", "read", str(tmp_path / "khong-co.docx")]) == 2
    assert json.loads(capsys.readouterr().out)["refused"]["code"] == "no-such-file"


def test_read_loads_neither_django_nor_settings(plan):
    program = (
        "import sys; from config.cli import main; main(['paper', 'read', sys.argv[1]]);"
        "sys.exit(int('django' in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", program, str(plan)], capture_output=True, check=False)
    assert done.returncode == 0
