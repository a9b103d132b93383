"""What real papers do to a reader, each with sentences of our own."""

from datetime import date

import pytest

from kheo.core.errors import UnreadableFile
from tests.core.plans.conftest import read_text

HEAD = """UBND XÃ MÙ CẢ
Số: 12/KH-UBND
Mù Cả, ngày 10 tháng 02 năm 2026

KẾ HOẠCH
Phát động phong trào thi đua “Dân vận khéo” năm 2026

Căn cứ Kế hoạch số 03-KH/ĐU ngày 20/01/2026 của Đảng ủy xã về phong trào thi đua “Dân vận khéo”;

UBND xã Mù Cả xây dựng kế hoạch như sau:

"""
TAIL = """

Nơi nhận:
- Đảng ủy xã;
- Lưu: VT.

CHỦ TỊCH

Lỳ Xé Chừ
"""


def paper(body, head=HEAD, tail=TAIL):
    return read_text(head + body + tail)


def header(*lines, title="KẾ HOẠCH\nTổ chức phong trào thi đua “Dân vận khéo” năm 2026"):
    return read_text(
        "\n".join(lines)
        + f"\n\n{title}\n\nCăn cứ Luật Thi đua, khen thưởng;\n\nI. NỘI DUNG\n\nGiữ rừng.\n{TAIL}"
    )


@pytest.mark.parametrize(
    ("lines", "number", "symbol"),
    [
        (["Số: 0125/KH-UBND"], "0125", "KH-UBND"),
        (["Số 29-HD/ĐUK"], "29", "HD/ĐUK"),
        (["Số: /KH-UBND"], None, "KH-UBND"),
        (["Số :      /QĐ-THCS"], None, "QĐ-THCS"),
        (["Số: 25", "", "/KH-PGD&ĐT"], "25", "KH-PGD&ĐT"),
        (["Số", "", "25 /KH-SGDĐT"], "25", "KH-SGDĐT"),
        (["Số: 166 /QĐ-PGD&ĐT"], "166", "QĐ-PGD&ĐT"),
        (["Số: 08/2022/QĐ-UBND"], "08/2022", "QĐ-UBND"),
        (["Số: 46 - CT/TW"], "46", "CT/TW"),
        (["TỔ KIỂM TRA", "THEO QUYẾT ĐỊNH", "SỐ 1050/QĐ-SCT", "Số: 1105/KH-TKT"], "1105", "KH-TKT"),
    ],
)
def test_number_line_however_torn_is_read_as_printed(lines, number, symbol):
    draft = header(*lines, "Mù Cả, ngày 03 tháng 02 năm 2026")

    assert draft.number is None if number is None else draft.number.value == number
    assert draft.symbol.value == symbol


@pytest.mark.parametrize(
    ("line", "day", "part"),
    [
        ("Mù Cả, ngày 10 tháng 3 năm 2026", date(2026, 3, 10), None),
        ("Mù Cả, ngày10 /3/2026", date(2026, 3, 10), None),
        ("Mù Cả, ngày      tháng 4 năm 2026", None, "2026-04"),
        ("Mù Cả, ngày …. tháng … năm 2026", None, "2026"),
        ("Mù Cả, ngày 12\ntháng  10\nnăm 2025", date(2025, 10, 12), None),
        ("Mù Cả, ngày 31 tháng 02 năm 2026", None, None),
    ],
)
def test_date_line_gives_a_day_or_the_part_it_states(line, day, part):
    draft = header("Số: 4/KH-UBND", line)

    assert (draft.date.value if draft.date else None) == day
    assert (draft.date_partial.value if draft.date_partial else None) == part
    assert draft.place.value == "Mù Cả"


def test_posting_date_of_a_web_page_is_not_the_date():
    draft = header("Đăng vào Thứ bảy, ngày 20/04/2024", "Số: 4/KH-UBND", "Mù Cả, ngày 02 tháng 4 năm 2024")

    assert draft.date.value == date(2024, 4, 2)


def test_blank_number_and_day_are_reported():
    draft = header("Số: /KH-UBND", "Mù Cả, ngày     tháng 4 năm 2026")

    assert [r.code for r in draft.remarks] == ["number-blank", "date-blank"]


@pytest.mark.parametrize(
    "lines",
    [
        ["HUYỆN ỦY SƠN VĨ", "ĐẢNG ỦY XÃ MÙ CẢ", "*", "Số 7-KH/ĐU", "ĐẢNG CỘNG SẢN VIỆT NAM"],
        [
            "|ĐẢNG ỦY XÃ MÙ CẢ |ĐẢNG CỘNG SẢN VIỆT NAM |",
            "|* | |",
            "|Số 7-KH/ĐU |Mù Cả, ngày 02 tháng 3 năm 2026 |",
        ],
        [
            "ĐẢNG ỦY XÃ MÙ CẢ            ĐẢNG CỘNG SẢN VIỆT NAM",
            "        *",
            "   Số 7-KH/ĐU          Mù Cả, ngày 2 tháng 3 năm 2026",
        ],
        ["\ufeff/ĐẢNG ỦY XÃ MÙ CẢ", "ĐẢNG CỘNG SẢN VIỆT NAM", "Số 7-KH/ĐU"],
    ],
)
def test_issuer_block_in_any_layout_gives_the_lowest_body(lines):
    assert header(*lines).issuer.value.upper() == "ĐẢNG ỦY XÃ MÙ CẢ"


def test_title_broken_after_one_word_is_joined():
    draft = header(
        "Số: 4/KH-UBND",
        title="KẾ HOẠCH\nPhát\nđộng phong trào thi đua và\n\n“Dân vận khéo trong giữ rừng” năm 2026",
    )

    assert draft.title.value == "Phát động phong trào thi đua và “Dân vận khéo trong giữ rừng” năm 2026"


def test_bases_in_one_sentence_are_split_and_the_issuing_clause_left_out():
    text = HEAD.replace(
        "Căn cứ Kế hoạch số 03-KH/ĐU ngày 20/01/2026 của Đảng ủy xã về phong trào thi đua “Dân vận khéo”;\n\nUBND xã",
        "Căn cứ Luật Thi đua, khen thưởng ngày 15/6/2022; Căn cứ Nghị định số 98/2023/NĐ-CP ngày 31/12/2023, UBND xã",
    )

    assert [b.value for b in paper("I. NỘI DUNG\n\nGiữ rừng.", head=text).legal_bases] == [
        "Luật Thi đua, khen thưởng ngày 15/6/2022",
        "Nghị định số 98/2023/NĐ-CP ngày 31/12/2023",
    ]


def test_citation_in_the_body_is_cited_and_no_base():
    draft = paper(
        "I. NỘI DUNG\n\n1. Hồ sơ theo Hướng dẫn số 04-HD/BDV ngày 20/4/2025 của Ban Dân vận Huyện ủy."
    )

    assert len(draft.legal_bases) == 1
    assert [c.value for c in draft.cited] == [
        "Hướng dẫn số 04-HD/BDV ngày 20/4/2025 của Ban Dân vận Huyện ủy"
    ]


def test_base_later_than_the_paper_is_reported():
    draft = paper("I. NỘI DUNG\n\nGiữ rừng.", head=HEAD.replace("20/01/2026", "23/12/2026"))

    assert "cites-later-paper" in [r.code for r in draft.remarks]
    assert draft.legal_bases[0].value.startswith("Kế hoạch số 03-KH/ĐU ngày 23/12/2026")


def test_overlapping_phases_with_mixed_numerals_are_reported_and_kept():
    draft = paper("I. THỜI GIAN\n\na) Giai đoạn 1: Từ năm 2026-2028.\n\nb) Giai đoạn II: Từ năm 2028-2030.")

    assert [(p.start.value, p.end.value) for p in draft.phases] == [("2026", "2028"), ("2028", "2030")]
    assert {"phases-overlap", "phases-mixed-numbering"} <= {r.code for r in draft.remarks}


@pytest.mark.parametrize(
    ("words", "start", "end"),
    [
        ("Từ ngày 20/01/2026 đến 15/8/2026", "2026-01-20", "2026-08-15"),
        ("Từ tháng 4 đến tháng 12 năm 2026", "2026-04", "2026-12"),
        ("Từ nay đến hết tháng 11/2026", None, "2026-11"),
        ("Từ ngày ban hành Kế hoạch đến hết ngày 15/12/2026", None, "2026-12-15"),
        ("Từ năm 2026 đến năm 2030", "2026", "2030"),
        ("năm học 2026-2027", "2026", "2027"),
    ],
)
def test_period_in_any_words_gives_iso_ends(words, start, end):
    period = paper(f"I. THỜI GIAN THỰC HIỆN\n\n{words}.").period

    assert (period.start.value if period.start else None, period.end.value if period.end else None) == (
        start,
        end,
    )


@pytest.mark.parametrize(
    ("words", "value", "boundary", "last"),
    [
        ("trước ngày 16/02/2026", "2026-02-16", "before", date(2026, 2, 15)),
        ("chậm nhất ngày 16/02/2026", "2026-02-16", "through", date(2026, 2, 16)),
        ("đến hết ngày 16 tháng 02 năm 2026", "2026-02-16", "through", date(2026, 2, 16)),
        ("trước ngày 01/3", "2026-03-01", "before", date(2026, 2, 28)),
        ("trước ngày 18 hằng tháng", "ngày 18 hằng tháng", "before", None),
        ("vào giữa tháng 6/2026", "giữa tháng 6/2026", "on", None),
        ("vào cuối năm", "cuối năm 2026", "on", None),
        ("trong thời hạn 05 ngày kể từ ngày nhận đơn", "thời hạn 05 ngày kể từ ngày nhận đơn", "on", None),
    ],
)
def test_deadline_keeps_its_form_and_the_last_day_in_time(words, value, boundary, last):
    draft = paper(f"I. TỔ CHỨC THỰC HIỆN\n\n1. Các bản gửi bản đăng ký mô hình về UBND xã {words}.")

    deadline = draft.registration_deadline
    assert (deadline.date.value, deadline.boundary, deadline.last_day) == (value, boundary, last)


def test_address_and_telephone_end_no_deadline_sentence():
    draft = paper(
        "I. TỔ CHỨC THỰC HIỆN\n\n1. Các bản đăng ký qua thư vp.muca@example.vn, ĐT 0213.3.555.666 trước ngày 05/3/2026."
    )

    assert draft.deadlines[0].what.value.startswith("Các bản đăng ký qua thư vp.muca@example.vn")


def test_anniversary_in_brackets_is_no_period_and_no_deadline():
    draft = paper(
        "I. NỘI DUNG\n\n1. Tổ chức kỷ niệm 96 năm Ngày truyền thống (18/11/1930 - 18/11/2026) tại các bản."
    )

    assert draft.deadlines == ()
    assert draft.period.start is None


def test_rival_registration_deadlines_are_reported():
    draft = paper(
        "I. ĐĂNG KÝ\n\n1. Các bản gửi đăng ký trước ngày 05/3/2026.\n\n2. Hạn cuối đăng ký là ngày 06/3/2026."
    )

    assert "rival-registration-deadlines" in [r.code for r in draft.remarks]


def test_participants_of_the_award_are_not_those_of_the_campaign():
    draft = paper(
        "I. ĐỐI TƯỢNG\n\n- Tập thể: các bản, các trường học.\n\nII. KHEN THƯỞNG\n\n1. Đối tượng: tập thể xuất sắc."
    )

    assert [c.value for c in draft.participants.collective] == ["các bản, các trường học"]


def test_gate_in_a_sentence_tail_is_found():
    draft = paper(
        "I. TIÊU CHUẨN\n\n1. Đối với tập thể\n\n- Nội bộ đoàn kết; 8/8 bản không có tảo hôn thì mới đạt danh hiệu."
    )

    assert [g.value for g in draft.gates] == ["8/8 bản không có tảo hôn thì mới đạt danh hiệu"]


def test_paragraph_cut_by_a_page_break_is_whole():
    draft = paper(
        "I. NỘI DUNG\n\n1. Vận động bà con trong bản góp ngày công làm đường, giữ\n\n2\n\x0cgìn nguồn nước đầu bản."
    )

    assert draft.contents[0].value.endswith("giữ gìn nguồn nước đầu bản")


def test_markdown_headings_of_unsteady_depth_stand_on_one_level():
    draft = paper(
        "## I. NỘI DUNG\n\n#### a) Trên lĩnh vực kinh tế\n\nTrồng quế.\n\n##### b) Trên lĩnh vực văn hóa - xã hội\n\nGiữ nếp nhà."
    )

    assert [f.value for f in draft.fields] == ["kinh tế", "văn hóa - xã hội"]


@pytest.mark.parametrize(
    ("line", "who"),
    [
        ("1. Giao Phòng Văn hóa - Xã hội: chủ trì, tổng hợp đăng ký.", "Phòng Văn hóa - Xã hội"),
        ("1. Phòng Văn hoá - Xã hội chủ trì, tổng hợp đăng ký.", "Phòng Văn hoá - Xã hội"),
        ("- Phòng Tổ chức cán bộ tham mưu kế hoạch.", "Phòng Tổ chức cán bộ"),
        ("**1. Phòng Kinh tế:\n** Chủ trì tổng hợp.", "Phòng Kinh tế"),
        ("1. Hằng quý, các bản báo cáo kết quả.", "các bản"),
    ],
)
def test_actor_is_found_however_the_task_is_put(line, who):
    draft = paper(f"I. TỔ CHỨC THỰC HIỆN\n\n{line}")

    assert [r.who.value for r in draft.responsibilities] == [who]


def test_task_without_subject_keeps_none_as_actor():
    draft = paper("I. TỔ CHỨC THỰC HIỆN\n\n1. Ban hành văn bản cụ thể hóa cho sát với tình hình từng bản.")

    assert draft.responsibilities[0].who is None


@pytest.mark.parametrize(
    ("tail", "authority", "title", "name"),
    [
        (
            "Nơi nhận:                 CHỦ TỊCH\n- Lưu: VT.\n\n\n\n          Lỳ Xé Chừ",
            None,
            "CHỦ TỊCH",
            "Lỳ Xé Chừ",
        ),
        (
            "Nơi nhận:\n- Lưu VP.\n\nTM.ỦY BAN NHÂN DÂN XÃ\nCHỦ TỊCH\n( Đã ký)\nTrương Đoàn Nam",
            "TM.ỦY BAN NHÂN DÂN XÃ",
            "CHỦ TỊCH",
            "Trương Đoàn Nam",
        ),
        (
            "TM. ỦY BAN NHÂN\nDÂN\nKT. CHỦ TỊCH\nPHÓ CHỦ TỊCH\nLỳ Xé Chừ\n\nNơi nhận:\n- Lưu VP.",
            "TM. ỦY BAN NHÂN DÂN; KT. CHỦ TỊCH",
            "PHÓ CHỦ TỊCH",
            "Lỳ Xé Chừ",
        ),
        (
            "Nơi nhận:\n- Lưu VP.\n\nT/M ĐẢNG ỦY\nPHÓ BÍ THƯ THƯỜNG TRỰC\nSở Nội vụ\n2026.02.03 14:26:14 +07:00\n\nLỳ Xé Chừ",
            "T/M ĐẢNG ỦY",
            "PHÓ BÍ THƯ THƯỜNG TRỰC",
            "Lỳ Xé Chừ",
        ),
        ("Nơi nhận:\n- Lưu VP.\n\nCHỦ TỊCH", None, "CHỦ TỊCH", None),
    ],
)
def test_signature_in_any_layout(tail, authority, title, name):
    signer = paper("I. NỘI DUNG\n\nGiữ rừng./.", tail="\n\n" + tail).signer

    got = [part.value if part else None for part in (signer.authority, signer.title, signer.name)]
    assert got == [authority, title, name]


def test_wrapped_recipient_is_joined_and_marks_are_kept():
    draft = paper(
        "I. NỘI DUNG\n\nGiữ rừng./.",
        tail="\n\nNơi nhận:\n- Ban Dân vận\nHuyện ủy (b/c);\n- Các bản (th/h);\n- Lưu: VT, VP (2b).\n\nCHỦ TỊCH\n\nLỳ Xé Chừ\n",
    )

    assert [r.value for r in draft.recipients] == [
        "Ban Dân vận Huyện ủy (b/c)",
        "Các bản (th/h)",
        "Lưu: VT, VP (2b)",
    ]


def test_old_and_new_tone_placement_read_alike():
    new = paper("I. ĐỐI TƯỢNG\n\n- Tập thể: Ủy ban nhân dân xã, Trường Hòa Bình.")
    old = paper("I. ĐỐI TƯỢNG\n\n- Tập thể: Uỷ ban nhân dân xã, Trường Hoà Bình.")

    assert new.participants.collective[0].value == "Ủy ban nhân dân xã, Trường Hòa Bình"
    assert old.participants.collective[0].value == "Uỷ ban nhân dân xã, Trường Hoà Bình"


def test_literal_escapes_and_entities_of_web_exports_are_understood():
    draft = read_text(
        (HEAD + "I. NỘI DUNG\n\nGiữ rừng./." + TAIL)
        .replace("\n", "\\r\\n")
        .replace("Kế hoạch số", "Kế hoạch&nbsp;số")
    )

    assert (draft.number.value, draft.signer.name.value) == ("12", "Lỳ Xé Chừ")
    assert draft.legal_bases[0].value.startswith("Kế hoạch số 03-KH/ĐU")


@pytest.mark.parametrize(
    "text",
    [
        "Thơ tình mùa thu\n\nLá vàng rơi mãi trên đường quê xưa, ai đi về đâu.",
        "Mua 3 kg cá, 2 lít nước mắm, về trước 17 giờ nhé con trai của mẹ.",
    ],
)
def test_text_that_is_no_official_paper_is_refused(text):
    with pytest.raises(UnreadableFile) as refused:
        read_text(text)

    assert refused.value.code == "not-official-paper"
