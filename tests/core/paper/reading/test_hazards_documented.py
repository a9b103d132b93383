"""Every hazard has a row in docs/domain/hazards.md, and every test named there exists."""

import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[4]
ROWS = re.compile(r"^\| (\d+) \| (.+?) \| (.+?) \| (.+?) \|$", re.MULTILINE)
NAMED = re.compile(r"`([\w/.]+)::(\w+)`")


def rows():
    return ROWS.findall((ROOT / "docs/domain/hazards.md").read_text(encoding="utf-8"))


def test_all_fifty_four_hazards_have_a_row():
    assert [int(number) for number, *_ in rows()] == list(range(1, 55))


def test_every_test_named_beside_a_hazard_exists():
    named = [pair for *_, cell in rows() for pair in NAMED.findall(cell)]
    missing = [(f, t) for f, t in named if f"def {t}(" not in (ROOT / f).read_text(encoding="utf-8")]

    assert len(named) >= 54
    assert missing == []
