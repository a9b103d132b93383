import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from kheo.core.plans.cli import main
from tests.core.plans.conftest import paper_of

ROOT = Path(__file__).resolve().parents[3]


def test_read_json_prints_the_draft_and_exits_zero(capsys):
    code = main(["read", str(paper_of("khe-lim-2025")), "--json"])

    got = json.loads(capsys.readouterr().out)
    assert (code, got["number"], got["signer"]["name"]) == (0, "0037", "Lò Văn Thắng")
    assert {"path", "value", "page", "start", "end", "certainty"} == set(got["found"][0])


def test_read_paper_that_launches_nothing_exits_zero_with_warning(capsys):
    code = main(["read", str(paper_of("khe-lim-thong-bao-2025")), "--json"])

    warnings = json.loads(capsys.readouterr().out)["warnings"]
    assert (code, warnings[-1]["code"]) == (0, "launches-no-campaign")


def test_read_summary_is_readable(capsys):
    code = main(["read", str(paper_of("khe-lim-2025"))])

    assert code == 0
    assert "Cơ quan ban hành: ỦY BAN NHÂN DÂN XÃ KHE LIM" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("printed", "shown"),
    [("07 /KH-UBND", "07/KH-UBND"), ("12 - KH/ĐU", "12-KH/ĐU"), ("/KH-UBND", "…/KH-UBND")],
)
def test_read_summary_prints_the_number_as_papers_do(printed, shown, tmp_path, capsys):
    path = tmp_path / "ke-hoach.txt"
    text = paper_of("khe-lim-2025").read_text(encoding="utf-8")
    path.write_text(
        re.sub(r"(?m)(Số:?)[^\n|]*?/ ?KH-UBND", rf"\1 {printed}", text, count=1), encoding="utf-8"
    )

    main(["read", str(path)])

    assert f"Số, ký hiệu: {shown}\n" in capsys.readouterr().out


def test_read_missing_file_is_a_refusal_with_exit_two(tmp_path, capsys):
    code = main(["read", str(tmp_path / "khong-co.txt"), "--json"])

    refused = json.loads(capsys.readouterr().out)["refused"]
    assert (code, refused["code"]) == (2, "no-such-file")
    assert "khong-co.txt" in refused["message"]


def test_read_text_that_is_no_paper_is_a_refusal_with_exit_two(tmp_path, capsys):
    path = tmp_path / "tho.txt"
    path.write_text("Lá vàng rơi mãi trên đường quê xưa, ai đi về đâu cuối trời.", encoding="utf-8")

    assert main(["read", str(path), "--json"]) == 2
    assert json.loads(capsys.readouterr().out)["refused"]["code"] == "not-official-paper"


def test_reader_loads_neither_django_nor_settings():
    done = subprocess.run(
        [sys.executable, "-c", "import sys, kheo.core.plans.cli; print('django' in sys.modules)"],
        env={**os.environ, "PYTHONPATH": str(ROOT / "src"), "DJANGO_SETTINGS_MODULE": ""},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.strip() == "False"
