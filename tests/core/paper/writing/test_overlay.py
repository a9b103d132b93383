"""Texts on pre-printed blanks stand where the blank has room for them, measured in the .pdf."""

import ctypes
from dataclasses import replace
from datetime import UTC, date, datetime
from decimal import Decimal

import pypdfium2
import pypdfium2.raw as pdfium
import pytest

from kheo.core.errors import InvalidInput
from kheo.core.paper.model import Signature
from kheo.core.paper.profiles import PROFILES
from kheo.core.paper.writing.certificates import Awarded, Round
from kheo.core.paper.writing.overlay import Place, Sheet, write_overlay
from kheo.core.vietnamese.encodings import from_tcvn3, to_tcvn3

AT = datetime(2026, 11, 22, tzinfo=UTC)
MM = 72 / 25.4
ROUND = Round(
    profile=PROFILES[0],
    issuer="CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ ĐỒNG TRĂNG",
    title="GIẤY KHEN",
    verb="TẶNG",
    place="Đồng Trăng",
    signature=Signature("CHỦ TỊCH", "Nông Đình Khải"),
    on=date(2026, 8, 31),
)
SHEET = Sheet(
    Decimal(297),
    Decimal(210),
    {"name": Place(Decimal(50), Decimal(105), Decimal(197), Decimal(24))},
)


def origin(data, text):
    """Left end, right end and baseline of the first line, mm from the left top corner."""
    page = pypdfium2.PdfDocument(data)[0]
    words = page.get_textpage()
    assert text in words.get_text_range()
    x, y = ctypes.c_double(), ctypes.c_double()
    pdfium.FPDFText_GetCharOrigin(words.raw, 0, x, y)
    boxes = [words.get_charbox(at) for at in range(words.count_chars())]
    height = page.get_height()
    return min(one[0] for one in boxes) / MM, max(one[2] for one in boxes) / MM, (height - y.value) / MM


@pytest.mark.parametrize(("right", "down"), [(0, 0), (1.5, -2)])
def test_a_text_stands_within_half_a_millimetre_of_its_place(right, down):
    sheet = replace(SHEET, shift_x=Decimal(str(right)), shift_y=Decimal(str(down)))
    first, last, baseline = origin(
        write_overlay(ROUND, sheet, [Awarded("Bà Lục Thị Hoa")], at=AT), "Bà Lục Thị Hoa"
    )

    assert (first + last) / 2 == pytest.approx(50 + 197 / 2 + right, abs=0.5)
    assert baseline == pytest.approx(105 + down, abs=0.5)


def test_nothing_else_is_printed_and_nobody_is_refused():
    data = write_overlay(ROUND, SHEET, [Awarded("Bà Lục Thị Hoa"), Awarded("Xóm Suối")], at=AT)
    file = pypdfium2.PdfDocument(data)

    assert [page.get_textpage().get_text_range().strip() for page in file] == ["Bà Lục Thị Hoa", "Xóm Suối"]
    with pytest.raises(InvalidInput):
        write_overlay(ROUND, SHEET, [], at=AT)


def test_tcvn3_codes_come_back_as_they_went():
    words = "Vận động 31 nhà trồng vườn thuốc nam; hiến đất mở đường, Đồng Trăng"

    assert from_tcvn3(to_tcvn3(words).decode("latin-1")) == words
    assert from_tcvn3(to_tcvn3("BÀ LỤC THỊ HOA").decode("latin-1"), capitals=True) == "BÀ LỤC THỊ HOA"
