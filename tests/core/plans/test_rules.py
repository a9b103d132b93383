"""One rule each, on as little of a paper as shows it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kheo.core.errors import KheoError
from tests.core.plans.conftest import CORPUS, paper_of, read_text
from tests.examples import examples

HEAD = "ỦY BAN NHÂN DÂN XÃ NÀ HOA\nSố: 12/KH-UBND\nNà Hoa, ngày 05 tháng 01 năm 2026\n\nKẾ HOẠCH\nPhát động phong trào thi đua “Dân vận khéo” năm 2026\n\n"
FOOT = "\n\nNơi nhận:\n- Các thôn;\n- Lưu: VT.\nCHỦ TỊCH\n\n\nLý Seo Páo\n"


def _read(body):
    return read_text(HEAD + body + FOOT)


def test_sending_sentence_after_register_is_no_model():
    draft = _read("III. THỜI GIAN\n- Đăng ký mô hình: gửi về Ban Xây dựng Đảng chậm nhất ngày 28/02/2026.\n")

    assert draft.models == ()
    assert draft.registration_deadline.last_day.isoformat() == "2026-02-28"


def test_whole_names_of_bodies_in_one_line_are_taken_apart():
    draft = _read(
        "II. ĐỐI TƯỢNG\nCác chi bộ trực thuộc, UBND xã, MTTQ và các tổ chức chính trị - xã hội, các thôn.\n"
    )

    assert [p.value for p in draft.participants.collective] == [
        "Các chi bộ trực thuộc",
        "UBND xã",
        "MTTQ và các tổ chức chính trị - xã hội",
        "các thôn",
    ]


def test_enumeration_of_one_phrase_stays_whole():
    draft = _read("II. ĐỐI TƯỢNG\nCác ban, ngành, đoàn thể xã.\n")

    assert [p.value for p in draft.participants.collective] == ["Các ban, ngành, đoàn thể xã"]


def test_fields_and_targets_are_no_contents():
    draft = _read(
        "II. NỘI DUNG\n1. Nội dung: dọn kênh mương; sửa nhà cho hộ nghèo.\n2. Lĩnh vực: kinh tế; văn hóa - xã hội.\n3. Chỉ tiêu: mỗi thôn đăng ký 01 mô hình.\n"
    )

    assert [c.value for c in draft.contents] == ["Nội dung: dọn kênh mương; sửa nhà cho hộ nghèo"]
    assert [f.value for f in draft.fields] == ["kinh tế", "văn hóa - xã hội"]


@pytest.mark.parametrize(
    ("sentence", "quotas"),
    [
        ("Mỗi chi bộ, cơ quan, đơn vị đăng ký ít nhất 01 mô hình.", [("Mỗi chi bộ, cơ quan, đơn vị", 1)]),
        ("Mỗi thôn đăng ký từ 01 đến 02 mô hình.", [("Mỗi thôn", 1)]),
        ("Các hội, đoàn thể: từ 02 - 03 mô hình.", [("Các hội, đoàn thể", 2)]),
        ("Đăng ký ít nhất 02 mô hình/đơn vị.", [("đơn vị", 2)]),
        ("Chỉ tiêu: 100% xóm có mô hình.", [("xóm", 1)]),
        ("Trưởng thôn họp dân, đăng ký mỗi thôn 02 mô hình.", [("mỗi thôn", 2)]),
        ("Mỗi tổ công tác đăng ký mới hai mô hình.", [("Mỗi tổ công tác", 2)]),
        ("Cán bộ cơ quan giúp đỡ 05 hộ nghèo.", []),
    ],
)
def test_quota_names_who_owes_and_the_least_number(sentence, quotas):
    draft = _read(f"II. NỘI DUNG\n- {sentence}\n")

    assert [(q.who.value, q.count.value) for q in draft.quotas] == quotas


def test_issuer_from_the_text_takes_only_its_name():
    draft = read_text(
        "Căn cứ Chương trình công tác của Đảng ủy; Ban Chỉ đạo phường Nà Hoa năm 2026. Để mô hình sát thực tế, Đảng uỷ Phường đề nghị các chi bộ đăng ký mô hình trước ngày 10/02/2026.\n\nNơi nhận:\n- Như trên,\n- Lưu VP.\nT/M ĐẢNG ỦY\nBÍ THƯ\n\nLý Seo Páo\n"
    )

    assert draft.issuer.value == "Đảng uỷ Phường Nà Hoa"


@pytest.mark.parametrize(
    ("number_line", "number", "symbol"),
    [
        ("Số 27-KH/ĐU", "27", "KH/ĐU"),
        ("Số: 249/MTTQ-BTT", "249", "MTTQ-BTT"),
        ("Số:        /KH-UBND", None, "KH-UBND"),
        ("Số 05- KH/BTV", "05", "KH/BTV"),
    ],
)
def test_number_line_of_either_style_is_read(number_line, number, symbol):
    draft = read_text(HEAD.replace("Số: 12/KH-UBND", number_line) + "I. NỘI DUNG\nLàm đường.\n" + FOOT)

    assert (draft.number.value if draft.number else None, draft.symbol.value) == (number, symbol)


def test_steps_that_open_with_their_range_are_phases():
    draft = _read(
        "V. TIẾN ĐỘ\n- Từ 20/02/2026 đến 10/3/2026: quán triệt, đăng ký.\n- Từ 11/3/2026 đến 31/10/2026: triển khai.\n"
    )

    assert [(p.name.value, p.start.value, p.end.value) for p in draft.phases] == [
        ("quán triệt, đăng ký", "2026-02-20", "2026-03-10"),
        ("triển khai", "2026-03-11", "2026-10-31"),
    ]
    assert (draft.period.start, draft.period.label.value) == (None, "năm 2026")


def test_signer_named_luu_is_no_file_copy():
    draft = read_text(
        HEAD
        + "I. NỘI DUNG\nLàm đường.\n\nNơi nhận:\n- Các thôn;\n- Lưu VP\nTM. UBND XÃ\nCHỦ TỊCH\nLưu Thị Hải Yến\n"
    )

    assert draft.signer.name.value == "Lưu Thị Hải Yến"
    assert [r.value for r in draft.recipients] == ["Các thôn", "Lưu VP"]


def test_rank_before_a_name_is_no_part_of_it():
    draft = read_text(
        HEAD
        + "I. NỘI DUNG\nLàm đường.\n\nNơi nhận:\n- Các tổ;\n- Lưu: TH.\nTRƯỞNG CÔNG AN XÃ\n\nTrung tá Lý Seo Páo\n"
    )

    assert draft.signer.name.value == "Lý Seo Páo"


def test_volume_of_many_pages_is_read_in_part_and_says_so():
    draft = _read("I. NỘI DUNG\n" + "- mỗi xóm đăng ký 01 mô hình\n" * 9000)

    assert draft.remarks[0].code == "too-long"
    assert draft.number.value == "12"
    assert draft.signer.name.value == "Lý Seo Páo"


DUTY = "IV. TỔ CHỨC THỰC HIỆN\n- "


@pytest.mark.parametrize(
    ("sentence", "whats"),
    [
        (
            "Các xóm báo cáo 6 tháng trước ngày 10/6/2027, báo cáo năm trước ngày 15/11/2027.",
            [
                "Các xóm báo cáo 6 tháng trước ngày 10/6/2027",
                "Các xóm: báo cáo năm trước ngày 15/11/2027",
            ],
        ),
        (
            "Phòng Nội vụ: Theo dõi; tham mưu sơ kết trước ngày 30/6/2027 và tổng kết trước ngày 05/12/2027.",
            [
                "Phòng Nội vụ: Theo dõi; tham mưu sơ kết trước ngày 30/6/2027",
                "Phòng Nội vụ: tổng kết trước ngày 05/12/2027",
            ],
        ),
        (
            "Trước ngày 10/6/2027, các xóm gửi báo cáo, số liệu; trước ngày 15/11/2027, họp tổng kết.",
            [
                "Trước ngày 10/6/2027, các xóm gửi báo cáo, số liệu",
                "các xóm: trước ngày 15/11/2027, họp tổng kết",
            ],
        ),
        (
            "Thẩm định trước ngày 10/3/2027, các xóm họp dân công nhận trước ngày 20/3/2027.",
            [
                "Thẩm định trước ngày 10/3/2027",
                "các xóm họp dân công nhận trước ngày 20/3/2027",
            ],
        ),
        ("Báo cáo trước ngày 10/6 và ngày 10/12/2027.", ["Báo cáo trước ngày 10/6 và ngày 10/12/2027"] * 2),
        (
            "Gửi báo cáo: 6 tháng trước ngày 10/6/2027, cả năm trước ngày 15/11/2027.",
            [
                "Gửi báo cáo: 6 tháng trước ngày 10/6/2027",
                "Gửi báo cáo: cả năm trước ngày 15/11/2027",
            ],
        ),
        (
            "Gửi báo cáo 6 tháng trước ngày 10/6/2027, cả năm trước ngày 15/11/2027.",
            [
                "Gửi báo cáo 6 tháng trước ngày 10/6/2027",
                "Gửi báo cáo 6 tháng trước ngày 10/6/2027, cả năm trước ngày 15/11/2027",
            ],
        ),
    ],
)
def test_each_date_of_a_sentence_carries_its_own_clause(sentence, whats):
    draft = _read(f"{DUTY}{sentence}\n")

    assert [d.what.value for d in draft.deadlines] == whats


@pytest.mark.parametrize(
    ("sentence", "kinds"),
    [
        (
            "Phòng Kinh tế: tiếp nhận đăng ký, tổng hợp trình Chủ tịch; thông báo danh mục trước ngày 20/01/2027.",
            ["other"],
        ),
        (
            "Các xóm gửi đăng ký trước ngày 10/01/2027, thông báo danh mục mô hình đăng ký trước ngày 20/01/2027.",
            ["registration", "other"],
        ),
        ("Đăng ký mô hình; gửi về Ủy ban nhân dân xã trước ngày 10/01/2027.", ["registration"]),
        (
            "Xây dựng kế hoạch xong trước ngày 10/01/2027; báo cáo trước ngày 20/11/2027.",
            ["other", "report"],
        ),
    ],
)
def test_kind_of_a_deadline_is_that_of_its_clause(sentence, kinds):
    draft = _read(f"{DUTY}{sentence}\n")

    assert [d.kind for d in draft.deadlines] == kinds
    assert [r.code for r in draft.remarks] == []


@pytest.mark.parametrize(
    ("sentence", "owners"),
    [
        ("Xóm Nà Lúa thực hiện mô hình “Đường hoa ngõ sạch”.", ["Xóm Nà Lúa"]),
        ("Giao bản 4 xây dựng 01 mô hình điểm “Đường hoa ngõ sạch”.", ["bản 4"]),
        (
            "Hội Nông dân xã đăng ký mô hình “Vườn mẫu đầu bản”; bà Lò Thị Mai thực hiện mô hình “Tủ sách ven đường”.",
            ["Hội Nông dân xã", "Lò Thị Mai"],
        ),
        (
            "Xóm Nà Lúa thực hiện mô hình “Đường hoa ngõ sạch” do ông Lý Seo Páo phụ trách.",
            ["Lý Seo Páo"],
        ),
        ("Mỗi xóm thực hiện mô hình “Đường hoa ngõ sạch”.", [None]),
        ("Vận động, xóm nào cũng thực hiện mô hình “Đường hoa ngõ sạch”.", [None]),
    ],
)
def test_subject_of_a_named_initiative_is_its_owner(sentence, owners):
    draft = _read(f"{DUTY}{sentence}\n")

    assert [m.owner.value if m.owner else None for m in draft.models] == owners


@pytest.mark.parametrize(
    ("titled", "form", "said"),
    [
        ("giai đoạn 2027 - 2031", "năm 2029", []),
        ("giai đoạn 2027 – 2031", "năm 2026", ["2027–2031"]),
        ("từ năm 2027 đến năm 2031", "giai đoạn 2021 - 2025", ["2027–2031"]),
        ("năm 2026", "năm 2025", ["2026"]),
    ],
)
def test_form_of_another_year_than_the_title_is_reported(titled, form, said):
    text = HEAD.replace("năm 2026\n\n", f"{titled}\n\n") + "I. NỘI DUNG\nLàm đường.\n" + FOOT
    draft = read_text(f"{text}\nMẫu số 01\nBIỂU ĐĂNG KÝ MÔ HÌNH {form.upper()}\n\nTT | Tên mô hình\n")

    assert [r.params["year"] for r in draft.remarks if r.code == "template-year"] == said


TEXT = paper_of("khe-lim-2025", CORPUS).read_text(encoding="utf-8")


@settings(max_examples=examples(6), deadline=None)
@given(st.sampled_from(TEXT.split()), st.sampled_from([" ", "; ", "\n", ": "]), st.integers(200, 3000))
def test_one_word_said_thousands_of_times_raises_only_what_is_expected(word, glue, times):
    try:
        _read("I. NỘI DUNG\n" + (word + glue) * times)
    except KheoError:
        return


@settings(max_examples=examples(10), deadline=None)
@given(st.permutations(range(12)), st.booleans())
def test_paper_cut_in_twelve_and_shuffled_raises_only_what_is_expected(order, on_one_line):
    size = len(TEXT) // 12 + 1
    text = "".join(TEXT[n * size : (n + 1) * size] for n in order)
    try:
        read_text(text.replace("\n", " ") if on_one_line else text)
    except KheoError:
        return
