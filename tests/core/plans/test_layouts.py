"""Papers in layouts that the other corpora lack: a Party head set in two columns, parts, tables in plain text,
a plan of two years, a form behind the signature, a letter that changes a plan. Written before the rules were.
"""

from pathlib import Path

import pytest

from kheo.core.paper.gate import open_paper
from kheo.core.plans.as_json import to_json
from kheo.core.plans.reader import read_plan
from tests.core.plans.conftest import paper_of, read_text, wanted
from tests.core.plans.marking import marks

FOLDER = Path(__file__).parent / "layouts"
STEMS = sorted(p.name.removesuffix(".expected.json") for p in FOLDER.glob("*.expected.json"))
LETTER = "UBND XÃ NÀ HOA\nSố: 40/UBND-VX\nV/v điều chỉnh phong trào thi đua “Dân vận khéo” năm 2027\nNà Hoa, ngày 09 tháng 3 năm 2027\n\nKính gửi: Các xóm.\n\nCăn cứ Kế hoạch số 21/KH-UBND ngày 20/01/2027 của UBND xã; UBND xã điều chỉnh như sau:\n\n"
FOOT = "\n\nNơi nhận:\n- Như trên;\n- Lưu: VT.\nCHỦ TỊCH\n\n\nLý Seo Páo\n"
PLAN = "UBND XÃ NÀ HOA\nSố: 12/KH-UBND\nNà Hoa, ngày 05 tháng 01 năm 2027\n\nKẾ HOẠCH\nPhát động phong trào thi đua “Dân vận khéo” năm 2027\n\n"


def _json(stem):
    path = paper_of(stem, FOLDER)
    return to_json(read_plan(open_paper(path.read_bytes(), path.name)))


@pytest.mark.parametrize("stem", STEMS)
def test_paper_in_another_layout_agrees_with_the_careful_reader(stem):
    got, want = _json(stem), wanted(stem, FOLDER)

    assert {field: mark for field, mark in marks(got, want).items() if mark < 0.9} == {}
    assert [(q["who"], q["count"]) for q in got["quotas"]] == [(q["who"], q["count"]) for q in want["quotas"]]
    assert got["gates"] == want["gates"]
    assert got["send_to"] == want.get("send_to")
    assert got["award_limits"] == want.get("award_limits", [])
    assert got["participants"]["leaving"] == want.get("leaving", [])


@pytest.mark.parametrize(
    ("sentence", "days"),
    [
        ("Đăng ký chậm nhất ngày 31/3/2027 (thay cho thời hạn trước ngày 10/3/2027).", ["2027-03-31"]),
        ("Gửi đăng ký trước ngày 31/3/2027, thay vì trước ngày 10/3/2027.", ["2027-03-31"]),
        ("Hạn đăng ký trước ngày 10/3/2027 được thay thế bằng trước ngày 31/3/2027.", ["2027-03-31"]),
        ("Thời hạn đăng ký đến hết ngày 10/3/2027 nay lùi đến hết ngày 31/3/2027.", ["2027-03-31"]),
        ("Thời hạn đăng ký ngày 10/3/2027 đã nêu tại Kế hoạch được lùi đến ngày 31/3/2027.", ["2027-03-31"]),
        (
            "Thay thế cụm từ “đăng ký trước ngày 10/3/2027” bằng “đăng ký trước ngày 31/3/2027”.",
            ["2027-03-31"],
        ),
        ("Báo cáo trước ngày 31/5/2027 (thay cho mốc ngày 10/5/2027 và ngày 20/5/2027).", ["2027-05-31"]),
        ("Thay vì nộp bản giấy, các xóm gửi đăng ký qua mạng trước ngày 31/3/2027.", ["2027-03-31"]),
    ],
)
def test_date_that_holds_no_more_is_no_deadline(sentence, days):
    draft = read_text(f"{LETTER}1. {sentence}\n{FOOT}")

    assert [d.date.value for d in draft.deadlines] == days


def test_column_of_what_was_is_passed_over_beside_what_is():
    table = "| Việc | Thời hạn cũ | Thời hạn mới |\n| Gửi bản đăng ký | trước ngày 10/3/2027 | trước ngày 31/3/2027 |\n"

    draft = read_text(f"{LETTER}1. Thời hạn\n{table}{FOOT}")

    assert [d.date.value for d in draft.deadlines] == ["2027-03-31"]


@pytest.mark.parametrize(
    ("sentence", "names"),
    [
        ("Trạm Y tế xã và Xóm Thượng không còn tham gia phong trào.", ["Trạm Y tế xã", "Xóm Thượng"]),
        ("Kể từ ngày 15/3/2027, Trường Tiểu học Nà Hoa thôi tham gia.", ["Trường Tiểu học Nà Hoa"]),
        ("Đưa Xóm Thượng, Xóm Hạ ra khỏi danh sách đơn vị đăng ký.", ["Xóm Thượng", "Xóm Hạ"]),
        ("Các xóm chưa tham gia cần đăng ký ngay.", []),
    ],
)
def test_later_paper_names_who_takes_part_no_longer(sentence, names):
    draft = read_text(f"{LETTER}1. {sentence}\n{FOOT}")

    assert [p.value for p in draft.participants.leaving] == names
    assert draft.participants.collective == ()


@pytest.mark.parametrize(
    "sentence",
    [
        "Khen thưởng cuối năm: không quá 05 tập thể và 08 cá nhân.",
        "Số lượng khen thưởng: tối đa 05 tập thể, 08 cá nhân.",
        "Mỗi xóm đề nghị khen thưởng không quá 02 tập thể.",
    ],
)
def test_number_to_be_praised_at_most_is_only_to_be_read(sentence):
    draft = read_text(f"{PLAN}V. KHEN THƯỞNG\n- {sentence}\n{FOOT}")

    assert (draft.gates, draft.quotas, draft.deadlines) == ((), (), ())
    assert [limit.value for limit in draft.award_limits] == [sentence.strip(".")]


@pytest.mark.parametrize(
    ("words", "values"),
    [
        ("Quý II, Quý III", ["Quý II năm 2027", "Quý III năm 2027"]),
        ("Quý II và Quý IV/2027", ["Quý II năm 2027", "Quý IV/2027"]),
    ],
)
def test_each_quarter_of_a_list_is_a_milestone(words, values):
    draft = read_text(f"{PLAN}V. TỔ CHỨC THỰC HIỆN\n- {words}: kiểm tra tiến độ tại các xóm.\n{FOOT}")

    assert [d.date.value for d in draft.deadlines] == values


@pytest.mark.parametrize(
    ("to", "name"),
    [
        ("Ủy ban nhân dân xã, điện thoại 0213.3.555.666", "Ủy ban nhân dân xã"),
        ("Phòng Văn hóa - Xã hội (đ/c Páo, SĐT 0912 345 678)", "Phòng Văn hóa - Xã hội"),
        ("Đảng ủy (qua Ban Xây dựng Đảng, ĐT: 0213.3.555.666)", "Đảng ủy (qua Ban Xây dựng Đảng)"),
        ("Ban Thường trực qua thư điện tử mattran@example.vn", "Ban Thường trực"),
    ],
)
def test_office_to_send_to_is_named_without_how_to_reach_it(to, name):
    draft = read_text(f"{PLAN}V. TỔ CHỨC THỰC HIỆN\n- Các xóm gửi bản đăng ký về {to} đúng hạn.\n{FOOT}")

    assert draft.send_to.value == name


def test_table_in_white_space_joins_the_second_line_of_a_cell():
    table = "TT   Nội dung                     Thời hạn\n1    Các xóm gửi bản đăng ký      trước ngày\n     về Ủy ban nhân dân xã        10/3/2027\n2    Sơ kết                       trước ngày 20/6/2027\n"

    draft = read_text(f"{PLAN}V. TIẾN ĐỘ\n\n{table}\nVI. KINH PHÍ\nTừ ngân sách xã.\n{FOOT}")

    assert [(d.kind, d.date.value) for d in draft.deadlines] == [
        ("registration", "2027-03-10"),
        ("review", "2027-06-20"),
    ]


def test_table_of_what_was_reached_sets_no_number():
    table = "| Đơn vị | Số mô hình đã công nhận |\n| Xóm Thượng | 03 |\n"

    draft = read_text(f"{PLAN}I. KẾT QUẢ NĂM TRƯỚC\n{table}{FOOT}")

    assert draft.quotas == ()
