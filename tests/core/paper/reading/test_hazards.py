"""What real papers do to a reader of their parts; the numbers are those of docs/domain/hazards.md."""

import unicodedata
from datetime import date

import pytest

from kheo.core.errors import KheoError
from kheo.core.paper.gate import open_paper
from kheo.core.paper.reading.reader import read_paper, read_parts

HEAD = """ỦY BAN NHÂN DÂN XÃ MÙ CẢ
Số: 12/KH-UBND
Mù Cả, ngày 10 tháng 02 năm 2026

KẾ HOẠCH
Trồng hoa ven các lối đi trong bản năm 2026

"""
BODY = """Căn cứ Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022;

I. VIỆC LÀM

Mỗi bản trồng một luống hoa dọc lối vào.

"""
TAIL = """Nơi nhận:
- Đảng ủy xã;
- Lưu: VT.

CHỦ TỊCH

Lỳ Xé Chừ
"""


def parts_of(text, name="van-ban.txt"):
    return read_parts(open_paper(text.encode(), name))


def words(parts):
    return [part.text for part in parts]


def codes(text, name="van-ban.txt"):
    return [notice.code for notice in read_paper(text.encode(), name).notices]


# A. Head


def test_h01_paper_without_head_is_read_from_its_kind_or_its_foot():
    parts = parts_of("KẾ HOẠCH\nTrồng hoa trong bản\n\n" + BODY + TAIL)
    letter = parts_of("đề nghị các bản đăng ký trước ngày 10 tháng 3.\n\n" + TAIL)

    assert (parts.number_line, parts.issuer, parts.kind.text) == (None, None, "KẾ HOẠCH")
    assert (letter.kind, letter.signatures[0].name.text) == (None, "Lỳ Xé Chừ")


def test_h02_blank_number_and_day_keep_month_and_year():
    paper = read_paper(
        f"Số:       /KH-UBND\nMù Cả, ngày     tháng 4 năm 2026\n\nKẾ HOẠCH\nTrồng hoa\n\n{BODY}{TAIL}".encode(),
        "a.txt",
    ).paper

    head = paper.head
    assert (head.number, head.symbol, head.place) == (None, "KH-UBND", "Mù Cả")
    assert (head.on, head.month, head.year) == (None, 4, 2026)


@pytest.mark.parametrize("name", ["KH-2242 trong hoa.txt", "2242.KH.UBND.txt", "ke hoach KH so 2242.txt"])
def test_h03_number_known_only_from_the_file_name_is_asked(name):
    blank = HEAD.replace("12/KH", "   /KH") + BODY + TAIL

    assert "number-in-file-name" in codes(blank, name)
    assert "number-in-file-name" not in codes(HEAD + BODY + TAIL, name)


@pytest.mark.parametrize(
    ("lines", "number", "symbol"),
    [
        ("Số: 25\n\n/KH-TH&THCS", "25", "KH-TH&THCS"),
        ("Số\n\n25 /KH-SVHTT", "25", "KH-SVHTT"),
        ("Số : 166 /QĐ-TH&THCS", "166", "QĐ-TH&THCS"),
        ("Số 31-HD/ĐUX", "31", "HD/ĐUX"),
        ("Số 71/KH-UBND", "71", "KH-UBND"),
        ("Số: 4866/UBND-KH", "4866", "UBND-KH"),
        ("Số: 0126/KH-UBND", "0126", "KH-UBND"),
        ("Số: 47 - CT/TU", "47", "CT/TU"),
        ("Số: 09/2024/QĐ-UBND", "09/2024", "QĐ-UBND"),
        ("Số: 251/MTTQ-BTT", "251", "MTTQ-BTT"),
        ("Số: 105/2025/NQLT-HĐND-UBND-ĐCTUBMTTQ", "105/2025", "NQLT-HĐND-UBND-ĐCTUBMTTQ"),
    ],
)
def test_h04_h05_number_line_torn_or_of_any_form_gives_number_and_symbol(lines, number, symbol):
    paper = read_paper(HEAD.replace("Số: 12/KH-UBND", lines).encode() + (BODY + TAIL).encode(), "a.txt").paper

    assert (paper.head.number, paper.head.symbol) == (number, symbol)


@pytest.mark.parametrize(
    "line",
    [
        "Mù Cả, ngày 10 tháng 02\nnăm 2026",
        "Mù Cả, ngày 10               tháng 02 năm 2026",
        "Mù Cả, ngày10 /02/2026",
        "Mù Cả, ngày 10 tháng02 năm 2026",
        "Mù Cả,\nngày 10 tháng 02 năm 2026",
    ],
)
def test_h06_date_split_over_lines_or_spread_is_one_date(line):
    parts = parts_of(HEAD.replace("Mù Cả, ngày 10 tháng 02 năm 2026", line) + BODY + TAIL)

    assert (parts.on, parts.place.text) == (date(2026, 2, 10), "Mù Cả")


def test_h07_stamp_and_posting_date_above_the_head_are_not_its_date():
    web = "Đăng vào Thứ bảy, ngày 21/02/2026\n11.02.2026 10:21:11 +07:00\nLượt xem: 214\n\n"

    assert parts_of(web + HEAD + BODY + TAIL).on == date(2026, 2, 10)


def test_h08_number_of_another_paper_in_the_issuers_name_is_not_the_papers():
    block = "ĐOÀN KIỂM TRA\nTHEO QUYẾT ĐỊNH\nSỐ 1051/QĐ-SCT\nSố: 1106/KH-ĐKT\n"
    parts = parts_of(block + HEAD.split("\n", 2)[2] + BODY + TAIL)

    assert (parts.number.text, parts.symbol.text) == ("1106", "KH-ĐKT")


MERGED = """ỦY BAN NHÂN DÂN          CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
   XÃ MÙ CẢ                  Độc lập - Tự do - Hạnh phúc
Số: 12/KH-UBND              Mù Cả, ngày 10 tháng 02 năm 2026
"""
INTERLEAVED = """ỦY BAN NHÂN DÂN
CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM
XÃ MÙ CẢ
Độc lập - Tự do - Hạnh phúc
Số: 12/KH-UBND
Mù Cả, ngày 10 tháng 02 năm 2026
"""
CELLS = """|ỦY BAN NHÂN DÂN XÃ MÙ CẢ |CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM|
| |Độc lập - Tự do - Hạnh phúc|
|Số: 12/KH-UBND |Mù Cả, ngày 10 tháng 02 năm 2026|
"""


@pytest.mark.parametrize(
    "block",
    [
        MERGED,
        INTERLEAVED,
        CELLS,
    ],
    ids=["merged", "interleaved", "cells"],
)
def test_h09_head_in_two_columns_is_put_in_order(block):
    parts = parts_of(block + HEAD.split("\n", 3)[3] + BODY + TAIL)

    assert parts.issuer.text == "ỦY BAN NHÂN DÂN XÃ MÙ CẢ"
    assert len(parts.motto) == 2
    assert (parts.number.text, parts.on) == ("12", date(2026, 2, 10))


def test_h10_party_head_has_a_star_and_no_national_motto():
    block = (
        "ĐẢNG BỘ TỈNH AN BÌNH\nĐẢNG ỦY XÃ MÙ CẢ\n*\nSố 12-KH/ĐU\n\nĐẢNG CỘNG SẢN VIỆT NAM\n"
        "Mù Cả, ngày 10 tháng 02 năm 2026\n\nKẾ HOẠCH\nTrồng hoa ven lối đi\n-----\n\n"
    )
    parts = parts_of(block + BODY + TAIL)

    assert (parts.body_kind, parts.star.text, parts.subject_mark.text) == ("PARTY", "*", "-----")
    assert (parts.superior.text, parts.issuer.text) == ("ĐẢNG BỘ TỈNH AN BÌNH", "ĐẢNG ỦY XÃ MÙ CẢ")
    assert words(parts.motto) == ["ĐẢNG CỘNG SẢN VIỆT NAM"]


def test_h11_stray_signs_do_not_stick_to_values():
    dirty = "\ufeff/" + HEAD.replace("Số: 12/", "Số:\u00a012/").replace("\nMù Cả,", "\n\tMù Cả,").replace(
        "KẾ", "\f KẾ"
    )
    parts = parts_of(dirty + BODY + TAIL)

    assert (parts.issuer.text, parts.number.text, parts.place.text) == (
        "ỦY BAN NHÂN DÂN XÃ MÙ CẢ",
        "12",
        "Mù Cả",
    )
    assert parts.kind.text == "KẾ HOẠCH"


# B. Title


def test_h12_title_broken_after_any_word_is_whole():
    broken = HEAD.replace(
        "Trồng hoa ven các lối đi trong bản năm 2026", "Trồng hoa ven các\n\nlối đi trong\nbản năm 2026"
    )

    assert parts_of(broken + BODY + TAIL).subject.text == "Trồng hoa ven các lối đi trong bản năm 2026"


@pytest.mark.parametrize(
    ("printed", "read"),
    [
        ("TRỒNG HOA VEN LỐI ĐI NĂM 2026", "TRỒNG HOA VEN LỐI ĐI NĂM 2026"),
        ("Về việc trồng hoa; giữ vệ sinh chung", "Về việc trồng hoa; giữ vệ sinh chung"),
        ("Trồng hoa ven lối đi.", "Trồng hoa ven lối đi."),
        ("Trồng hoa ven lối đi\n(Kèm theo Quyết định số 9/QĐ-UBND)", "Trồng hoa ven lối đi"),
    ],
)
def test_h13_title_in_any_case_keeps_its_words_without_the_bracket_below(printed, read):
    text = HEAD.replace("Trồng hoa ven các lối đi trong bản năm 2026", printed) + BODY + TAIL

    assert parts_of(text).subject.text == read


DECISION = """ỦY BAN NHÂN DÂN XÃ MÙ CẢ
Số: 31/QĐ-UBND
Mù Cả, ngày 10 tháng 02 năm 2026

QUYẾT ĐỊNH
Ban hành Quy định trồng hoa ven lối đi

CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ MÙ CẢ

Căn cứ Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025;
Theo đề nghị của Trưởng phòng Văn hóa - Xã hội.

QUYẾT ĐỊNH:

Điều 1. Ban hành kèm theo Quyết định này Quy định trồng hoa ven lối đi.

Điều 2. Quyết định này có hiệu lực từ ngày ký./.

Nơi nhận:
- Như Điều 1;
- Lưu: VT.

CHỦ TỊCH

Lỳ Xé Chừ

QUY ĐỊNH
TRỒNG HOA VEN LỐI ĐI
(Kèm theo Quyết định số 31/QĐ-UBND)

Điều 1. Phạm vi

Các bản trong xã.
"""


def test_h14_kind_word_that_comes_again_is_enacting_or_opens_what_is_enacted():
    parts = parts_of(DECISION)

    assert (parts.kind.text, parts.subject.text) == ("QUYẾT ĐỊNH", "Ban hành Quy định trồng hoa ven lối đi")
    assert (parts.decider.text, parts.resolves.text) == ("CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ MÙ CẢ", "QUYẾT ĐỊNH:")
    assert [part.number for part in parts.body] == ["Điều 1.", "Điều 2."]
    (enacted,) = parts.appendices
    assert enacted.reference.text.startswith("(Kèm theo Quyết định")
    assert enacted.body[0].name == "Phạm vi"


def test_h15_web_page_that_repeats_the_title_first_is_read_from_its_head():
    parts = parts_of("KẾ HOẠCH TRỒNG HOA VEN CÁC LỐI ĐI\n\n" + HEAD + BODY + TAIL)

    assert parts.subject.text == "Trồng hoa ven các lối đi trong bản năm 2026"
    assert parts.number.text == "12"


# C. Bases


def test_h16_bases_in_any_opening_words_stand_each_with_its_own_end():
    lines = (
        "- Căn cứ Luật Thực hiện dân chủ ở cơ sở ngày 10 tháng 11 năm 2022,",
        "Tiếp tục thực hiện Kế hoạch số 07-KH/ĐU ngày 04 tháng 01 năm 2026 của Đảng ủy xã;",
        "Xét đề nghị của Trưởng bản Gò Khà.",
    )
    parts = parts_of(HEAD + "\n".join(lines) + "\n\nI. VIỆC LÀM\n\nTrồng hoa.\n\n" + TAIL)

    assert words(parts.bases) == list(lines)


def test_h17_citation_in_the_body_or_in_an_issuing_sentence_is_no_basis_line():
    lead = (
        "Thực hiện Kế hoạch số 07-KH/ĐU ngày 04 tháng 01 năm 2026 của Đảng ủy xã, Ủy ban nhân dân xã Mù Cả xây dựng kế "
        "hoạch như sau:\n\nI. VIỆC LÀM\n\nThực hiện Hướng dẫn số 15/HD-MTTQ, mỗi bản trồng một luống hoa.\n\n"
    )
    parts = parts_of(HEAD + lead + TAIL)

    assert parts.bases == ()
    assert parts.body[0].words.text.startswith("Thực hiện Kế hoạch số 07-KH/ĐU")


def test_h19_blanks_inside_a_citation_stay_blank():
    basis = "Căn cứ Tờ trình số   /TTr-PVHXH ngày    /01/2026 của Phòng Văn hóa - Xã hội;"
    parts = parts_of(HEAD + basis + "\n\nI. VIỆC LÀM\n\nTrồng hoa.\n\n" + TAIL)

    assert words(parts.bases) == ["Căn cứ Tờ trình số /TTr-PVHXH ngày /01/2026 của Phòng Văn hóa - Xã hội;"]


# F. Structure


def test_h32_levels_are_known_by_their_marks_whatever_their_dress():
    lines = (
        "I. VIỆC CHUNG", "1. Mục đích", "a) Đường sạch;", "đ) Lối thơm;", "- Mỗi hộ một chậu;", "+ Chậu đất nung;",
        "II- VIỆC RIÊNG", "2.1 Đối với bản", "(1) Chọn giống;", "5.1. Tưới nước;", "Điều 7. Giao bản chọn giống hoa;",
    )  # fmt: skip
    parts = parts_of(HEAD + BODY.split("\n", maxsplit=1)[0] + "\n\n" + "\n\n".join(lines) + "\n\n" + TAIL)

    assert [(part.level, part.number) for part in parts.body] == [
        ("roman", "I."), ("clause", "1."), ("point", "a)"), ("point", "đ)"), ("dash", "-"), ("plus", "+"),
        ("roman", "II-"), ("clause", "2.1"), ("clause", "(1)"), ("clause", "5.1."), ("article", "Điều 7."),
    ]  # fmt: skip
    assert [part.name for part in parts.body if part.heading] == [
        "VIỆC CHUNG",
        "Mục đích",
        "VIỆC RIÊNG",
        "Đối với bản",
    ]


def test_h33_markdown_dress_of_any_depth_is_taken_off():
    text = (
        "**ỦY BAN NHÂN DÂN XÃ MÙ CẢ**\n\n**Số: 12/KH-UBND**\n\n*Mù Cả, ngày 10 tháng 02 năm 2026*\n\n# KẾ HOẠCH\n\n"
        "**Trồng hoa ven lối đi**\n\n*Căn cứ Luật Thi đua, khen thưởng;*\n\n### I. VIỆC LÀM\n\n**1. Trồng hoa.**\n\n"
        "#### II. THỜI GIAN\n\n*trước ngày 31/3/2026*\n\n" + TAIL
    )
    parts = parts_of(text, "a.md")

    assert (parts.issuer.text, parts.number.text, parts.on) == (
        "ỦY BAN NHÂN DÂN XÃ MÙ CẢ",
        "12",
        date(2026, 2, 10),
    )
    assert [(p.number, p.name) for p in parts.body] == [
        ("I.", "VIỆC LÀM"), ("1.", "Trồng hoa."), ("II.", "THỜI GIAN"), ("", "trước ngày 31/3/2026"),
    ]  # fmt: skip


def test_h36_page_numbers_and_page_breaks_cut_no_sentence():
    cut = "Mỗi bản trồng một luống hoa dọc lối vào và cử Nhân\n\f2\n\ndân trong bản thay nhau tưới hằng ngày.\n\n"
    parts = parts_of(HEAD + "I. VIỆC LÀM\n\n" + cut + TAIL)

    assert parts.body[-1].words.text == (
        "Mỗi bản trồng một luống hoa dọc lối vào và cử Nhân dân trong bản thay nhau tưới hằng ngày."
    )


@pytest.mark.parametrize(
    ("end", "mark"),
    [
        ("Các bản thực hiện nghiêm túc./.", "./."),
        ("Các bản thực hiện nghiêm túc.", "."),
        ("Các bản thực hiện nghiêm túc", None),
        ("Các bản thực hiện nghiêm túc./.\n\nYêu cầu trưởng bản báo cáo kết quả.", "./."),
    ],
)
def test_h37_end_mark_is_found_where_it_stands(end, mark):
    found = parts_of(HEAD + BODY + end + "\n\n" + TAIL).end_mark

    assert (found.text if found else None) == mark


# G. Foot


@pytest.mark.parametrize(
    "tail",
    [
        "Nơi nhận:                         CHỦ TỊCH\n- Đảng ủy xã;\n- Lưu: VT.\n\n                  Lỳ Xé Chừ\n",
        "Nơi nhận\n- Đảng ủy xã;\n- Lưu: VT.\n\nCHỦ TỊCH\n\nLỳ Xé Chừ\n",
        "CHỦ TỊCH\n\nNơi nhận:\n- Đảng ủy xã;\n- Lưu: VT.\n\nLỳ Xé Chừ\n",
        "| Nơi nhận: - Đảng ủy xã; - Lưu: VT. | CHỦ TỊCH |\n| | Lỳ Xé Chừ |\n",
    ],
    ids=["one line", "no colon", "title first", "cells"],
)
def test_h38_recipients_and_title_are_told_apart_wherever_they_stand(tail):
    paper = read_paper((HEAD + BODY + tail).encode(), "a.txt").paper

    assert paper.recipients == ("Đảng ủy xã", "Lưu: VT")
    assert (paper.signature.position, paper.signature.name) == ("CHỦ TỊCH", "Lỳ Xé Chừ")


def test_h39_recipients_that_wrap_or_bear_marks_are_whole():
    tail = (
        "Nơi nhận:\n- Lưu VT;\n- Hội đồng Thi đua - Khen thưởng\ntỉnh (b/c);\n- TT. Đảng ủy; TT. HĐND xã (để c/đ);\n"
        "- Các bản (Th/h).\n\nCHỦ TỊCH\n\nLỳ Xé Chừ\n"
    )
    paper = read_paper((HEAD + BODY + tail).encode(), "a.txt").paper

    assert paper.recipients == (
        "Lưu VT", "Hội đồng Thi đua - Khen thưởng tỉnh (b/c)", "TT. Đảng ủy; TT. HĐND xã (để c/đ)", "Các bản (Th/h)",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("lines", "authority", "position"),
    [
        ("TM.ỦY BAN NHÂN DÂN\nCHỦ TỊCH", [("TM", "ỦY BAN NHÂN DÂN")], "CHỦ TỊCH"),
        ("T/M ĐẢNG ỦY\nPHÓ BÍ THƯ", [("TM", "ĐẢNG ỦY")], "PHÓ BÍ THƯ"),
        ("K/T TRƯỞNG BAN\nPHÓ TRƯỞNG BAN", [("KT", "TRƯỞNG BAN")], "PHÓ TRƯỞNG BAN"),
        ("TL. CHỦ TỊCH\nKT. CHÁNH VĂN PHÒNG\nPHÓ CHÁNH VĂN PHÒNG", [("TL", "CHỦ TỊCH"), ("KT", "CHÁNH VĂN PHÒNG")], "PHÓ CHÁNH VĂN PHÒNG"),
        ("TM. ỦY BAN NHÂN\nDÂN XÃ\nCHỦ TỊCH", [("TM", "ỦY BAN NHÂN DÂN XÃ")], "CHỦ TỊCH"),
        ("CHỦ TỊCH", [], "CHỦ TỊCH"),
    ],
)  # fmt: skip
def test_h40_authority_of_any_writing_is_read(lines, authority, position):
    signature = read_paper((HEAD + BODY + TAIL.replace("CHỦ TỊCH", lines)).encode(), "a.txt").paper.signature

    assert [(line.prefix, line.body) for line in signature.authority] == authority
    assert (signature.position, signature.name) == (position, "Lỳ Xé Chừ")


@pytest.mark.parametrize(
    ("between", "name"),
    [
        ("\n" * 12 + "Lỳ Xé Chừ", "Lỳ Xé Chừ"),
        ("\n(Đã ký)\n\nLỳ Xé Chừ", "Lỳ Xé Chừ"),
        ("\nSở Nội vụ\n2026.02.10 14:26:14 +07:00\nLỳ Xé Chừ", "Lỳ Xé Chừ"),
        ("\n\nH'Hen Niê", "H'Hen Niê"),
        ("\n", ""),
    ],
)
def test_h41_stamps_between_title_and_name_are_passed_over(between, name):
    tail = TAIL.split("CHỦ TỊCH", maxsplit=1)[0] + "CHỦ TỊCH\n" + between

    assert read_paper((HEAD + BODY + tail).encode(), "a.txt").paper.signature.name == name


def test_h42_form_behind_the_signature_keeps_its_own_blanks_and_signing_place():
    form = "\n\nMẫu số 01\nBẢN ĐĂNG KÝ TRỒNG HOA\nĐơn vị: ……………\n\nLÃNH ĐẠO ĐƠN VỊ\n(ký tên, đóng dấu)\n"
    parts = parts_of(HEAD + BODY + TAIL + form)

    assert [one.name.text for one in parts.signatures] == ["Lỳ Xé Chừ"]
    (appendix,) = parts.appendices
    assert (appendix.label.text, appendix.title.text) == ("Mẫu số 01", "BẢN ĐĂNG KÝ TRỒNG HOA")


# H. Letters


def test_h43_h44_old_tones_and_decomposed_letters_are_recognised_and_kept_in_composed_form():
    old = (HEAD + BODY + TAIL).replace("ỦY", "UỶ")
    parts = parts_of(unicodedata.normalize("NFD", old))

    assert parts.issuer.text == unicodedata.normalize("NFC", "UỶ BAN NHÂN DÂN XÃ MÙ CẢ")
    assert parts.signatures[0].name.text == "Lỳ Xé Chừ"


def test_h45_quotes_of_any_kind_balanced_or_not_stay_as_printed():
    printed = 'Thi đua “ Dân vận khéo” và "Nhà sạch giai đoạn 2026 – 2030'
    text = HEAD.replace("Trồng hoa ven các lối đi trong bản năm 2026", printed) + BODY + TAIL

    assert parts_of(text).subject.text == printed


def test_h47_words_run_together_or_pulled_apart_are_said():
    together = (
        "Xã BANHÀNH kế hoạch thực hiệnPhong trào và một sốđiều củaLuật Thi đua; bản hưởngỨng tích cực.\n\n"
    )
    apart = "Cán bộ di đ ộng đ ến t ận b ản, v ận đ ộng bà con t ưới hoa.\n\n"

    assert codes(HEAD + BODY + together + TAIL) == ["words-run-together"]
    assert codes(HEAD + BODY + apart + TAIL) == ["words-pulled-apart"]
    assert codes(HEAD + BODY + TAIL) == []


def test_h48_misprints_and_doubled_words_are_kept_for_the_person_to_judge():
    typo = "Thực hiện Chỉ thị số số 46-CT/TW, các bản thường tực phhosi hợp."
    parts = parts_of(HEAD + BODY + typo + "\n\n" + TAIL)

    assert parts.body[-1].words.text == typo


def test_h49_layer_of_letters_without_marks_is_refused_not_parsed():
    bare = unicodedata.normalize("NFD", (HEAD + BODY * 3 + TAIL).replace("Đ", "D").replace("đ", "d"))
    bare = "".join(letter for letter in bare if not unicodedata.combining(letter))
    with pytest.raises(KheoError) as refused:
        parts_of(bare)
    assert refused.value.code == "file-marks-lost"


def test_h50_one_word_in_an_old_encoding_is_said_and_dropped_letters_are_refused():
    assert codes(HEAD + BODY.replace("Căn cứ", "C¨n cø") + TAIL) == ["old-encoding-words"]
    dropped = "".join(c for c in (HEAD + BODY * 12 + TAIL) if c.lower() not in "àáâãèéêìíòóôõùúý")
    with pytest.raises(KheoError) as refused:
        parts_of(dropped)
    assert refused.value.code == "file-marks-lost"


def test_h51_cut_edge_and_talk_of_a_recognising_machine_are_said():
    cut = "Các bản cùng nhau giữ gìn lối đ\nsạch và đẹp, vận động bà con t\ntrồng hoa, tưới nước theo lịch ch\nmỗi bản một tuần.\n\n"
    talk = "```\nKhông có dữ liệu phù hợp nào trong ảnh.\n```\n\n"

    assert codes(HEAD + BODY + cut + TAIL) == ["lines-cut"]
    assert codes(HEAD + BODY + talk + TAIL) == ["machine-talk"]


def test_h52_escapes_and_entities_of_web_exports_are_read():
    web = (
        (HEAD + BODY + TAIL)
        .replace("\n", "\\r\\n")
        .replace("Số: 12/KH-UBND", "Số: <br>12/KH-UBND")
        .replace("Cả", "C&#7843;")
    )
    parts = parts_of(web)

    assert (parts.number.text, parts.place.text, parts.signatures[0].name.text) == (
        "12",
        "Mù Cả",
        "Lỳ Xé Chừ",
    )


@pytest.mark.parametrize("stamp", ["MẬT", "TỐI MẬT", "TUYỆT MẬT"])
def test_secret_paper_is_refused_and_nothing_of_it_said(stamp):
    with pytest.raises(KheoError) as refused:
        read_paper(f"{stamp}\n{HEAD}{BODY}{TAIL}".encode(), "a.txt")

    assert refused.value.code == "paper-classified"
    assert "Mù Cả" not in str(refused.value)
    assert not refused.value.params
