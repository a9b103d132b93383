"""`kheo paper lint`: exit status, data, repaired file."""

import json
from pathlib import Path

import pytest

from config.cli import main
from tests.core.paper.lint.papers import PLAN


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "ke-hoach.txt"
    path.write_text(PLAN.replace("TM. ỦY BAN", "TM.ỦY BAN"), encoding="utf-8")
    return path


def test_lint_command_of_a_clean_paper_returns_0(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "ke-hoach.txt"
    path.write_text(PLAN, encoding="utf-8")

    assert main(["paper", "lint", str(path), "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == []


def test_lint_command_of_a_paper_with_a_slip_returns_1_and_tells_it(
    file: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["paper", "lint", str(file), "--json"]) == 1

    (one,) = json.loads(capsys.readouterr().out)
    assert (one["id"], one["severity"], one["words"], one["repair"]) == ("P-SPACE", "error", "TM.", "TM. ")
    assert "Nghị định số 30/2020/NĐ-CP" in one["article"]

    assert main(["paper", "lint", str(file)]) == 1
    assert "P-SPACE" in capsys.readouterr().out


def test_lint_command_with_fix_writes_the_repaired_paper(file: Path, tmp_path: Path) -> None:
    out = tmp_path / "da-sua.txt"

    assert main(["paper", "lint", str(file), "--fix", str(out)]) == 1

    assert out.read_text(encoding="utf-8") == PLAN
    assert main(["paper", "lint", str(out)]) == 0


@pytest.mark.parametrize("name", ["khong-co.txt", "anh.png"])
def test_lint_command_of_what_cannot_be_read_returns_2(
    tmp_path: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    if name == "anh.png":
        (tmp_path / name).write_bytes(b"\x89PNG\r\n\x1a\n" + b"0" * 50)

    assert main(["paper", "lint", str(tmp_path / name)]) == 2
    assert json.loads(capsys.readouterr().out)["refused"]["message"]
