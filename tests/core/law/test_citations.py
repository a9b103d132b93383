"""Citations of instruments and papers: read out of sentences, written, and read again."""

from datetime import date
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kheo.core.law.citations import Citation, citations_in, parse_citation, write_citation


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "điểm c khoản 2 Điều 6 Nghị định số 152/2025/NĐ-CP ngày 14 tháng 6 năm 2025 của Chính phủ quy định về phân cấp, phân quyền",
            Citation(
                "Nghị định",
                "152",
                2025,
                "NĐ-CP",
                "Chính phủ",
                date(2025, 6, 14),
                "quy định về phân cấp, phân quyền",
                "6",
                "2",
                "c",
            ),
        ),
        (
            "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022",
            Citation("Luật", on=date(2022, 6, 15), title="Thi đua, khen thưởng"),
        ),
        (
            "Luật Thi đua, khen thưởng số 06/2022/QH15",
            Citation("Luật", "06", 2022, "QH15", title="Thi đua, khen thưởng"),
        ),
        (
            "kế hoạch số 44/KH-UBND ngày 19/3/2024 của UBND phường về thực hiện Quy chế dân chủ",
            Citation(
                "Kế hoạch",
                "44",
                None,
                "KH-UBND",
                "UBND phường",
                date(2024, 3, 19),
                "về thực hiện Quy chế dân chủ",
            ),
        ),
        (
            "Chỉ thị số 02-CT/TU, ngày 03/12/2025 của Ban Thường vụ Tỉnh ủy",
            Citation("Chỉ thị", "02", None, "CT/TU", "Ban Thường vụ Tỉnh ủy", date(2025, 12, 3)),
        ),
    ],
)
def test_parse_citation_takes_apart_what_papers_write(text: str, expected: Citation) -> None:
    assert parse_citation(text) == expected


def test_citations_in_a_sentence_with_two_papers_finds_both_at_their_places() -> None:
    text = (
        "thực hiện theo Nghị định số 91/2017/NĐ-CP ngày 31/7/2017 của Chính phủ quy định chi tiết, "
        "đồng thời theo Hướng dẫn số 04-HD/ĐU ngày 20/4/2023 của Đảng ủy xã về tiêu chí."
    )

    found = citations_in(text)

    assert [one.citation.number_symbol for one in found] == ["91/2017/NĐ-CP", "04-HD/ĐU"]
    assert [text[one.start : one.start + 8] for one in found] == ["Nghị địn", "Hướng dẫ"]


@pytest.mark.parametrize(
    "text",
    [
        "đạt 10/10 làng văn hóa, 85/100 hộ",
        "trước ngày 16/02/2024",
        "giai đoạn 2026-2030",
        "Luật thực hiện dân chủ ở cơ sở",
        "số điện thoại 0912-345",
        "Kế hoạch này gồm 3/4 nội dung",
    ],
)
def test_citations_in_text_without_a_numbered_paper_finds_none(text: str) -> None:
    assert citations_in(text) == ()


def test_parse_citation_of_other_words_is_none() -> None:
    assert parse_citation("Trên đây là Kế hoạch của xã") is None


_DAYS = st.dates(date(1990, 1, 1), date(2035, 12, 31))
_ISSUERS = st.sampled_from(
    ["Chính phủ", "Ủy ban nhân dân xã Đồng Trăng", "Đảng uỷ xã Bến Lở", "Bộ trưởng Bộ Nội vụ"]
)
_ABOUTS = st.sampled_from(
    [
        "",
        "về công tác văn thư",
        "ban hành Quy chế làm việc, quy chế dân chủ",
        "quy định chi tiết thi hành luật",
    ]
)
_NUMBERS = st.integers(1, 9999).map(lambda n: f"{n:02d}")
_PLACES = st.sampled_from(
    [("", "", ""), ("6", "", ""), ("6", "2", ""), ("6", "2", "đ"), ("15a", "1", "b"), ("", "3", "c")]
)


@st.composite
def citations(draw: st.DrawFn) -> Citation:
    article, clause, point = draw(_PLACES)
    shape = draw(st.sampled_from(["decree", "plan", "party", "law", "law-numbered"]))
    on = draw(st.none() | _DAYS)
    if shape == "law":
        names = st.sampled_from(["Thi đua, khen thưởng", "Tổ chức chính quyền địa phương"])
        return Citation(
            draw(st.sampled_from(["Luật", "Bộ luật"])),
            on=draw(_DAYS),
            title=draw(names),
            article=article,
            clause=clause,
            point=point,
        )
    kind, year, symbol = {
        "decree": ("Nghị định", 2025, "NĐ-CP"),
        "plan": ("Kế hoạch", None, "KH-UBND"),
        "party": ("Hướng dẫn", None, "HD/BTGDVTU"),
        "law-numbered": ("Luật", 2022, "QH15"),
    }[shape]
    law = shape == "law-numbered"
    title = "Thi đua, khen thưởng" if law else draw(_ABOUTS)
    issuer = "" if law else draw(st.just("") | _ISSUERS)
    return Citation(kind, draw(_NUMBERS), year, symbol, issuer, on, title, article, clause, point)


@given(citations(), st.sampled_from(["long", "short"]), st.booleans())
def test_citation_written_and_read_again_is_the_same(one: Citation, dates: str, party: bool) -> None:
    assert parse_citation(write_citation(one, dates=dates, party=party)) == one  # type: ignore[arg-type]


@given(st.text(alphabet="Luật Nghị định số 0123456789/-ĐCPngàytháng,;.“”\n", max_size=200))
def test_citations_in_any_text_lie_within_it_and_do_not_overlap(text: str) -> None:
    found = citations_in(text)

    assert all(0 <= one.start < one.end <= len(text) for one in found)
    assert all(before.end <= after.start for before, after in pairwise(found))
