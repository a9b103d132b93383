from datetime import UTC, date, datetime

import pypdfium2
import pytest
from segno import make_qr

from kheo.core.errors import InvalidInput
from kheo.core.paper.model import Authority, Signature
from kheo.core.paper.writing import pdf
from kheo.core.paper.writing.certificates import LONGEST, MOST, Awarded, Round, write_certificates
from tests.core.paper.writing.kind_samples import PARTY, STATE
from tests.qr import printed_modules, words_of

pytestmark = pytest.mark.skipif(
    len(list(pdf.FONTS.glob("*.ttf"))) < pdf.FONT_COUNT, reason="fonts are brought by make setup"
)
AT = datetime(2026, 12, 5, tzinfo=UTC)
ROUND = Round(
    profile=STATE,
    issuer="CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ ĐỒNG TRĂNG",
    title="GIẤY KHEN",
    verb="TẶNG",
    place="Đồng Trăng",
    signature=Signature("CHỦ TỊCH", "Lò Văn Sáng"),
    on=date(2026, 12, 5),
    decision="Quyết định số 112/QĐ-UBND ngày 05 tháng 12 năm 2026",
)


def pages(data):
    document = pypdfium2.PdfDocument(data)
    texts = [page.get_textpage().get_text_bounded() for page in document]
    sizes = {tuple(round(side * 25.4 / 72) for side in page.get_size()) for page in document}
    tagged = document.is_tagged()
    document.close()
    return texts, sizes, tagged


def test_certificates_one_wide_page_each_in_the_order_given():
    names = [f"Hộ gia đình ông Đinh Văn {n}" for n in range(30)]

    texts, sizes, tagged = pages(write_certificates(ROUND, [Awarded(name) for name in names], at=AT))

    assert [name in text for name, text in zip(names, texts, strict=True)] == [True] * 30
    assert sizes == {(297, 210)}
    assert tagged


def test_certificate_says_who_praises_whom_for_what():
    one = Awarded("Bà Lê Thị Bưởi", "Xóm Suối", "Đã có thành tích xuất sắc.", "12/2026")

    (text,), _, _ = pages(write_certificates(ROUND, [one], at=AT))

    for words in (
        "Độc lập - Tự do - Hạnh phúc",
        ROUND.issuer,
        "TẶNG",
        "GIẤY KHEN",
        one.name,
        one.about,
        one.reason,
    ):
        assert words in text
    for words in (
        "Đồng Trăng, ngày 05 tháng 12 năm 2026",
        "Lò Văn Sáng",
        ROUND.decision,
        "Số sổ vàng: 12/2026",
    ):
        assert words in text


def test_certificate_of_the_longest_texts_stays_on_its_page():
    one = Awarded("Tập thể " * 6, "xóm " * 20, "Đã vận động " * 40)
    assert len(one.name + one.about + one.reason) < LONGEST

    texts, _, _ = pages(write_certificates(ROUND, [one], at=AT))

    assert len(texts) == 1


def test_certificate_party_bears_its_own_name_and_prefix():
    signature = Signature("BÍ THƯ", "Đinh Y Nhung", (Authority("TM", "BAN THƯỜNG VỤ"),))
    round_ = Round(PARTY, "ĐẢNG ỦY XÃ ĐỒNG TRĂNG", "GIẤY KHEN", "TẶNG", "Xã Đồng Trăng", signature)

    (text,), _, _ = pages(write_certificates(round_, [Awarded("Chi bộ xóm Suối")], at=AT))

    assert "ĐẢNG CỘNG SẢN VIỆT NAM" in text
    assert "CỘNG HÒA" not in text
    assert "T/M BAN THƯỜNG VỤ" in text


@pytest.mark.parametrize("count", [0, MOST + 1])
def test_certificates_none_or_too_many_are_refused(count):
    with pytest.raises(InvalidInput) as refused:
        write_certificates(ROUND, [Awarded("A")] * count, at=AT)

    assert refused.value.code == "certificates-count"


def test_certificate_too_long_for_a_page_is_refused_by_name():
    with pytest.raises(InvalidInput) as refused:
        write_certificates(ROUND, [Awarded("A"), Awarded("Xóm Bãi", reason="chữ " * 300)], at=AT)

    assert "“Xóm Bãi”" in str(refused.value)


def test_certificate_qr_code_is_printed_module_by_module():
    address = "https://kheo.example.vn/kiem-tra/K7QM-2XPD-9RTA/"
    data = write_certificates(ROUND, [Awarded("A", number="01", check="K7QM-2XPD-9RTA", qr=address)], at=AT)

    document = pypdfium2.PdfDocument(data)
    picture = document[0].render(scale=6, grayscale=True).to_pil()
    assert document.is_tagged()
    document.close()

    printed = printed_modules(picture)
    assert printed == [[bool(dark) for dark in row] for row in make_qr(address, error="m").matrix]
    assert words_of(printed) == address
