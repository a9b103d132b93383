from datetime import date

import pytest

from kheo.campaigns.services.reading import year_of
from kheo.core.plans.draft import Found, Period, PlanDraft, Span


def _found(words):
    return Found(words, Span(0, 1), str(words)) if words else None


@pytest.mark.parametrize(
    ("title", "start", "label", "year"),
    [
        ("Phát động phong trào thi đua “Dân vận khéo” năm 2027", "2026-11-29", None, 2027),
        ("Phong trào thi đua “Dân vận khéo” giai đoạn 2027 - 2031", "2026-11-29", None, 2027),
        ("Phong trào “Dân vận khéo” từ năm 2027 đến năm 2031", "2026", None, 2027),
        ("Phát động phong trào thi đua “Dân vận khéo”", "2026-11-29", "năm 2027", 2027),
        ("Xây dựng mô hình năm 2027 và định hướng năm 2028", "2026-11-29", None, 2026),
        ("Thi đua chào mừng Đại hội nhiệm kỳ 2030 - 2035", "2029-01", None, 2029),
        ("Kèm theo Quyết định số 15/2025/QĐ-UBND ngày 04/01/2026", "2027-02-01", None, 2027),
        ("Phát động phong trào thi đua “Dân vận khéo”", None, None, 2025),
        (None, None, None, 2025),
    ],
)
def test_year_of_the_round_is_that_of_the_name_before_that_of_the_days(title, start, label, year):
    draft = PlanDraft(
        title=_found(title),
        period=Period(start=_found(start), label=_found(label)),
        date=Found(date(2025, 12, 30), Span(0, 1), "30/12/2025"),
    )

    assert year_of(draft, 2020) == year


def test_year_of_a_paper_that_tells_none_is_the_given_one():
    assert year_of(PlanDraft(), 2020) == 2020
