"""`kheo rules`: what a person at a terminal sees."""

import json
from datetime import date

import pytest

from kheo.core.law.cli import main

TODAY = date(2026, 11, 22)


def test_prize_is_told_with_arithmetic_and_articles(capsys) -> None:
    assert main(["prize", "giay-khen", "individual"], TODAY) == 0

    said = capsys.readouterr().out
    assert said.splitlines()[0] == "760000"
    assert "760.000 đồng" in said
    assert "0,3 × 2.530.000 = 759.000" in said
    assert "Điều 54 Nghị định số 152/2025/NĐ-CP (đã đọc văn bản)" in said


def test_prize_of_an_earlier_day_as_json(capsys) -> None:
    assert main(["prize", "giay-khen", "household", "--on", "2026-06-30", "--json"], TODAY) == 0

    assert json.loads(capsys.readouterr().out)["dong"] == 1_060_000


def test_prize_unknown_to_the_law_of_the_day_is_a_sentence_and_2(capsys) -> None:
    assert main(["prize", "giay-khen", "individual", "--on", "2027-03-01"], TODAY) == 2

    assert "chưa có hệ số tiền thưởng" in capsys.readouterr().out


def test_awards_lists_what_the_day_knows(capsys) -> None:
    assert main(["in-force", "--on", "2025-06-30", "--json"], TODAY) == 0

    rows = {row["key"]: row for row in json.loads(capsys.readouterr().out)}
    assert rows["chien-si-thi-dua-co-so"]["decided_by"] == "Chủ tịch Ủy ban nhân dân cấp huyện"
    assert "xa-phuong-dac-khu-tieu-bieu" not in rows


def test_awards_in_words_names_who_decides(capsys) -> None:
    assert main(["in-force"], TODAY) == 0

    said = capsys.readouterr().out
    assert "Quy định áp dụng cho ngày 22/11/2026" in said
    assert "Quyết định: Chủ tịch Ủy ban nhân dân cấp xã; Điều 59 Nghị định số 129/2025/NĐ-CP" in said


def test_day_that_is_none_is_said(capsys) -> None:
    with pytest.raises(SystemExit):
        main(["in-force", "--on", "31/02/2026"], TODAY)

    assert "không phải ngày" in capsys.readouterr().err
