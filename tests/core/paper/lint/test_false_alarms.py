"""Papers of many hands (State, Party, Front, unions, schools): what is found in each is really there.

The table is the whole of it: a rule that begins to speak up in one of these papers must be looked at.
"""

from datetime import date
from pathlib import Path

import pytest

from kheo.core.paper.lint.files import judge

PAPERS = Path(__file__).resolve().parents[2] / "plans"
FILES = sorted(
    path
    for folder in ("corpus", "heldout", "layouts")
    for path in (PAPERS / folder).iterdir()
    if path.suffix in {".txt", ".md"}
)
REALLY_THERE = {
    "cong-an-phuong-kim-son.txt": {"E-TERMINATOR"},
    "huong-dan-ban-xay-dung-dang.txt": {"PA-5HYPHEN"},  # eleven hyphens
    "khoi-dan-van-dong-sai-2021.txt": {"P-PREFIX"},  # a body of the Party signs “TM.”
    "mttq-cu-lao-sen-2027.txt": {"A-REF"},  # a form that the text does not name
    "phuong-ben-go-2025.txt": {"TEMPLATE-YEAR"},  # a list “năm 2024”
    "quy-che-dien-hinh-2023.txt": {"L-STALE"},  # a law that takes effect a year later
    "quyet-dinh-ban-hanh-ke-hoach.txt": {"H-TIEUNGU"},  # dashes for hyphens
    "song-may-thcs-2023.txt": {"C-LASTDOT", "E-TERMINATOR", "R-LUU"},
    "ubnd-xa-dong-cao-2026.txt": {"R-LUU", "R-ENDPUNCT", "T-VV"},  # “- Lưu VP” without colon and full stop
}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.name)
def test_lint_of_a_paper_of_another_hand_finds_only_what_is_there(path: Path) -> None:
    judged = judge(path.read_bytes(), path.name, today=date(2027, 12, 31))

    assert {one.id for one in judged.findings} == REALLY_THERE.get(path.name, set())
