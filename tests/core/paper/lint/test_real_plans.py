"""The five real plans: the slips their officers made are found; what is right is left alone."""

from datetime import date
from pathlib import Path

import pytest

from kheo.core.paper.lint.files import judge

PLANS = Path(__file__).resolve().parents[5] / "shared" / "plans"
pytestmark = pytest.mark.skipif(not PLANS.is_dir(), reason="the real plans are not part of the project")

SLIPS = {
    "phu-my-2024": {"V-TONE", "S-CASE", "P-ISSUERMATCH", "V-I/Y"},
    "to-tung-2023": {"P-SPACE", "R-LUU", "V-QUOTES", "S-NUMBERING", "L-NAME", "V-TONE"},
    "pho-minh-2024": {"P-ISSUERMATCH", "SPELL", "S-CASE"},
    "vinh-tan-2024": {"TEMPLATE-YEAR", "R-ENDPUNCT", "R-NHUTREN", "V-TONE", "SPELL", "PA-CODE"},
    "phu-thinh-2026": {"S-MIXED", "S-DATEOVERLAP", "SPELL", "R-LUU", "S-CASE"},
}


@pytest.mark.parametrize("name", SLIPS)
def test_lint_of_a_real_plan_finds_its_slips_and_no_more(name: str) -> None:
    judged = judge((PLANS / f"{name}.txt").read_bytes(), f"{name}.txt", today=date(2026, 11, 22))

    assert {one.id for one in judged.findings} == SLIPS[name]
