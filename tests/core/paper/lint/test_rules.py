"""Each rule finds what it is for, and nothing else speaks up."""

from datetime import date
from pathlib import Path

import pytest

from kheo.core.paper.lint import rules
from kheo.core.paper.lint.files import judge
from tests.core.paper.files import docx_of
from tests.core.paper.lint.papers import LETTER, PARTY, PLAN, found, ids

PAPERS = {"plan": PLAN, "letter": LETTER, "party": PARTY}


@pytest.mark.parametrize("paper", PAPERS)
def test_lint_of_a_well_formed_paper_finds_nothing(paper: str) -> None:
    assert ids(PAPERS[paper]) == []


SLIPS = [
    ("plan", "Độc lập - Tự do - Hạnh phúc", "Độc lập – Tự do – Hạnh phúc", "H-TIEUNGU", "Độc lập - Tự do - Hạnh phúc"),
    ("plan", "Độc lập - Tự do - Hạnh phúc", "Độc lập-Tự do-Hạnh phúc", "H-TIEUNGU", "Độc lập - Tự do - Hạnh phúc"),
    ("plan", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Cộng hòa xã hội chủ nghĩa Việt Nam", "H-QUOCHIEU", None),
    ("plan", "Số: 46/KH-UBND", "Số 46/KH-UBND", "N-FORMAT", "Số:"),
    ("plan", "Số: 46/KH-UBND", "Số: 46/KH - UBND", "N-SPACE", None),
    ("plan", "Số: 46/KH-UBND", "Số: 6/KH-UBND", "N-PAD", "06"),
    ("plan", "Số: 46/KH-UBND", "Số: 46/QĐ-UBND", "N-TYPEABBR", None),
    ("plan", "Đồng Trăng, ngày 05 tháng 02", "Đồng Trăng, ngày 5 tháng 02", "D-PAD-DAY", "05"),
    ("plan", "Đồng Trăng, ngày 05 tháng 02", "Đồng Trăng, ngày 05 tháng 2", "D-PAD-MONTH", "02"),
    ("plan", "Đồng Trăng, ngày 05", "Đồng Trăng ngày 05", "D-PLACE", "g,"),
    ("plan", "năm 2026\n\nCăn cứ Luật", "năm 2026.\n\nCăn cứ Luật", "T-TRICHYEU", ""),
    ("plan", "16 tháng 6 năm 2025;", "16 tháng 6 năm 2025.", "C-SEMICOLON", ";"),
    ("plan", "thi đua năm 2026.\n", "thi đua năm 2026;\n", "C-LASTDOT", "."),
    ("plan", "địa phương ngày 16 tháng 6 năm 2025;", "địa phương số 72/2025/QH15;", "C-LAWNUMBER", None),
    ("plan", "Nghị định số 152/2025/NĐ-CP ngày 14 tháng 6 năm 2025", "Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023", "L-STALE", None),
    ("plan", "Các cơ quan, đơn vị triển khai", "Phòng Nội vụ huyện, các đơn vị triển khai", "L-DISTRICT", None),
    ("plan", "Các cơ quan, đơn vị triển khai", "UBND huyện, các đơn vị triển khai", "L-DISTRICT", None),
    ("plan", "đúng quy định", "đúng quy định, báo cáo UBND huyện trước ngày 15 tháng 3 năm 2026", "L-DISTRICT", None),
    ("plan", "theo đúng quy định", "theo Luật dân chủ ở cơ sở", "L-NAME", None),
    ("plan", "III. TỔ CHỨC", "IV. TỔ CHỨC", "S-SKIP", None),
    ("plan", "đ) Giữ gìn", "e) Giữ gìn", "S-NUMBERING", None),
    ("plan", "Giai đoạn 2:", "Giai đoạn II:", "S-MIXED", None),
    ("plan", "từ năm 2028 - 2030", "từ năm 2027 - 2030", "S-DATEOVERLAP", None),
    ("plan", "từ năm 2026 - 2027.\n\n- Giai đoạn 2: từ năm 2028 - 2030.", "từ tháng 02/2026 đến tháng 5/2026.\n\n- Giai đoạn 2: từ tháng 4 đến tháng 10/2026.", "S-DATEOVERLAP", None),
    ("plan", "đ) Giữ gìn an ninh, trật tự.", "đ) Giữ gìn an ninh, trật tự.\n\nf) Bảo đảm kinh phí.", "S-NUMBERING", None),
    ("plan", "ngày 05 tháng 02 năm 2026\n\nKẾ", "ngày 31 tháng 02 năm 2026\n\nKẾ", "D-FUTURE", None),
    ("plan", "KẾ HOẠCH\n\nThực hiện phong trào", "KẾ HOẠCH\n\nV/v thực hiện phong trào", "T-VV", "Về việc "),
    ("plan", "TM. ỦY BAN", "TM ỦY BAN", "P-PREFIX", "TM. "),
    ("plan", "“Dân vận khéo” năm 2026\n\nCăn", "“Dân vận khéo” năm 2025\n\nCăn", "TEMPLATE-YEAR", None),
    ("plan", "I. MỤC ĐÍCH, YÊU CẦU", "I. Mục đích, yêu cầu", "S-CASE", None),
    ("plan", "Căn cứ Kế hoạch số 12", "Căn cứ kế hoạch số 12", "S-CASE", "K"),
    ("plan", "TM. ỦY BAN", "TM.ỦY BAN", "P-SPACE", "TM. "),
    ("plan", "TM. ỦY BAN", "T/M ỦY BAN", "P-PREFIX", "TM. "),
    ("plan", "TM. ỦY BAN NHÂN DÂN\n", "", "P-ISSUERMATCH", None),
    ("plan", "Ủy ban nhân dân xã Đồng Trăng ban hành", "Chủ tịch Ủy ban nhân dân xã Đồng Trăng ban hành", "P-ISSUERMATCH", None),
    ("plan", "- Lưu: VT, VHXH.", "- Lưu VP.", "R-LUU", "Lưu: VT, VP"),
    ("plan", "- Lưu: VT, VHXH.", "- Lưu: VT, VHXH, Hungnv.", "R-LUU", None),
    ("plan", "- Các thôn, xóm;", "- Các thôn, xóm,", "R-ENDPUNCT", ";"),
    ("plan", "- Các thôn, xóm;", "- Các thôn, xóm", "R-ENDPUNCT", "m;"),
    ("plan", "Kế hoạch này./.", "Kế hoạch này.", "E-TERMINATOR", "./."),
    ("plan", "văn hóa - xã hội;", "văn hoá - xã hội;", "V-TONE", None),
    ("plan", "đúng quy định", "đúng qui định", "V-I/Y", "quy"),
    ("plan", "đua “Dân vận khéo” năm 2026 như sau", 'đua "Dân vận khéo" năm 2026 như sau', "V-QUOTES", "“Dân vận khéo”"),
    ("plan", "Kinh tế; văn", "\u00d0ất đai; văn", "V-ETH", "Đ"),
    ("plan", "không để xảy ra", "không để xẩy ra", "SPELL", "xảy ra"),
    ("plan", "ỦY BAN NHÂN DÂN\nXÃ ĐỒNG TRĂNG", "ĐẢNG ỦY\nXÃ ĐỒNG TRĂNG", "PARTYMIX", None),
    ("plan", "Số: 46/KH-UBND", "Số: 46-KH/UBND", "N-FORMAT", None),
    ("letter", "V/v đăng ký", "Về việc đăng ký", "T-VV", "V/v "),
    ("letter", "- Như trên;", "- Như kính gửi;", "R-NHUTREN", "Như trên"),
    ("letter", "- Như trên;", "- Đảng ủy xã;", "R-NHUTREN", None),
    ("letter", "KT. CHỦ TỊCH\n", "", "P-PREFIX", None),
    ("letter", "Trần Thị Ngọc", "ThS. Trần Thị Ngọc", "P-TITLES", None),
    ("party", "Số 07-KH/ĐU", "Số: 07-KH/ĐU", "PA-NOCOLON", "Số "),
    ("party", "Số 07-KH/ĐU", "Số 7-KH/ĐU", "N-PAD", "07"),
    ("party", "Số 07-KH/ĐU", "Số 07/2026-KH/ĐU", "PA-TERM", None),
    ("party", "\n-----\n", "\n-------\n", "PA-5HYPHEN", "-----"),
    ("party", "Kế hoạch này.", "Kế hoạch này./.", "PA-END", "."),
    ("party", "- Các chi bộ trực thuộc;", "- Các chi bộ trực thuộc,", "PA-NOIDOT", ";"),
    ("party", "- Lưu Văn phòng Đảng ủy.", "- Lưu: VT.", "PA-LUU", None),
    ("party", "PHÓ BÍ THƯ", "K/T BÍ THƯ\nPHÓ BÍ THƯ", "PA-NOKT", None),
    ("party", "T/M BAN", "TM. BAN", "P-PREFIX", "T/M "),
    ("party", "23-QĐ/TW, ngày", "23-QĐ/TW ngày", "PA-CITE", "W,"),
    ("party", "Số 07-KH/ĐU", "Số 07-KH/BDVHU", "PA-CODE", None),
]  # fmt: skip


@pytest.mark.parametrize(("paper", "right", "wrong", "rule", "repair"), SLIPS)
def test_lint_of_a_paper_with_one_slip_finds_just_that(
    paper: str, right: str, wrong: str, rule: str, repair: str | None
) -> None:
    assert right in PAPERS[paper]

    findings = found(PAPERS[paper].replace(right, wrong, 1))

    assert [one.id for one in findings] == [rule]
    if repair is not None:
        assert findings[0].repair == repair


def test_lint_places_hold_the_words_in_question() -> None:
    text = PLAN.replace("TM. ỦY BAN", "TM.ỦY BAN").replace("không để xảy ra", "không để xẩy ra")

    places = {one.id: text[one.start : one.end] for one in found(text)}

    assert places == {"SPELL": "xẩy ra", "P-SPACE": "TM."}


def test_findings_name_the_rules_of_the_body_and_the_day() -> None:
    party = PARTY.replace("ngày 12 tháng 6 năm 2026", "ngày 5 tháng 6 năm 2026")
    before = PARTY.replace("ngày 12 tháng 6 năm 2026", "ngày 5 tháng 3 năm 2026").replace(";", ",")

    def articles(text: str) -> dict[str, str]:
        return {one.id: one.article for one in found(text)}

    assert articles(PLAN.replace("ngày 05", "ngày 5"))["D-PAD-DAY"].startswith(
        "Phụ lục I Nghị định số 30/2020/NĐ-CP"
    )
    assert "VPTW" not in articles(PLAN.replace("ngày 05", "ngày 5"))["D-PAD-DAY"]
    assert articles(party)["D-PAD-DAY"] == "Hướng dẫn 05-HD/VPTW ngày 27/5/2026"
    assert articles(before)["D-PAD-DAY"] == "Hướng dẫn 36-HD/VPTW ngày 03/4/2018"


def test_lint_of_bases_in_disorder_says_so() -> None:
    law, decree, plan = (line for line in PLAN.split("\n\n") if line.startswith("Căn cứ"))
    circular = "Căn cứ Thông tư số 15/2025/TT-BNV ngày 04 tháng 8 năm 2025 của Bộ trưởng Bộ Nội vụ;"

    def with_bases(*lines: str) -> str:
        return PLAN.replace("\n\n".join((law, decree, plan)), "\n\n".join(lines))

    assert ids(with_bases(law, decree, circular, plan)) == []
    assert ids(with_bases(law, circular, decree, plan)) == []  # a second group may begin
    assert ids(with_bases(circular, decree, law, plan)) == ["C-ORDER"]


def test_lint_of_hard_blanks_between_words_repairs_them() -> None:
    text = PLAN.replace(
        "Phát huy vai trò làm chủ của Nhân dân", "Phát huy vai\u00a0trò làm\u00a0chủ của\u00a0các thôn"
    )

    assert [one.id for one in found(text)] == ["V-NBSP"] * 3
    assert ids(text.replace("\u00a0chủ", " chủ")) == []


def test_lint_of_a_paper_without_recipients_says_so() -> None:
    start, end = PLAN.index("Nơi nhận:"), PLAN.index("TM. ỦY BAN")

    assert ids(PLAN[:start] + PLAN[end:]) == ["R-NOINHAN"]


def test_lint_of_roman_numbers_on_appendices_of_the_party_says_so() -> None:
    attached = PARTY.replace("Kế hoạch này.", "Kế hoạch này theo Phụ lục I, Phụ lục II.")
    attached += "\nPhụ lục I\n\nDANH MỤC\n\nTên mô hình\n\nPhụ lục II\n\nBIỂU THEO DÕI\n\nTên mô hình\n"

    assert [(one.id, one.repair) for one in found(attached)] == [("PA-APPX", "1"), ("PA-APPX", "2")]


def test_every_rule_asked_for_exists_and_is_told_in_the_docs() -> None:
    docs = (Path(__file__).parents[4] / "docs/domain/linting.md").read_text(encoding="utf-8")
    asked = [
        "F-PAPER",
        "F-MARGIN",
        "F-FONT",
        "F-SIZE",
        "F-PAGENO",
        "F-INDENT",
        "F-SPACING",
        "H-QUOCHIEU",
        "H-TIEUNGU",
        "H-ORG",
        "H-RULELEN",
        "N-PAD",
        "N-FORMAT",
        "N-SPACE",
        "N-TYPEABBR",
        "N-DUPLICATE",
        "D-PAD-DAY",
        "D-PAD-MONTH",
        "D-PLACE",
        "D-FUTURE",
        "T-TYPE",
        "T-TRICHYEU",
        "T-VV",
        "C-ITALIC",
        "C-SEMICOLON",
        "C-LASTDOT",
        "C-LAWNUMBER",
        "C-ORDER",
        "L-STALE",
        "L-DISTRICT",
        "S-NUMBERING",
        "S-SKIP",
        "S-MIXED",
        "S-DATEOVERLAP",
        "P-PREFIX",
        "P-SPACE",
        "P-ISSUERMATCH",
        "P-TITLES",
        "R-NOINHAN",
        "R-LUU",
        "R-NHUTREN",
        "R-ENDPUNCT",
        "E-TERMINATOR",
        "A-REF",
        "V-NFC",
        "V-ETH",
        "V-TONE",
        "V-NBSP",
        "V-QUOTES",
        "PARTYMIX",
        "S-CASE",
        "V-I/Y",
        "SPELL",
        "TEMPLATE-YEAR",
        "PA-STAR",
        "PA-5HYPHEN",
        "PA-NOCOLON",
        "PA-TERM",
        "PA-BASISDASH",
        "PA-NOIDOT",
        "PA-LUU",
        "PA-NOKT",
        "PA-POSBOLD",
        "PA-APPX",
        "PA-END",
        "PA-CITE",
        "PA-CODE",
    ]

    assert set(asked) <= set(rules())
    assert [one for one in rules() if f"`{one}`" not in docs] == []


def test_lint_of_an_appendix_named_and_missing_beside_another_says_so() -> None:
    attached = (
        PLAN.replace("Kế hoạch này./.", "Kế hoạch này theo Phụ lục II./.")
        + "\nPhụ lục I\n\nDANH MỤC MÔ HÌNH\n\nTên mô hình\n"
    )

    assert ids(attached) == ["A-REF"]
    assert ids(attached.replace("Phụ lục II.", "Phụ lục I.")) == []
    assert (
        ids(PLAN.replace("Kế hoạch này./.", "Kế hoạch này theo Phụ lục II./.")) == []
    )  # it may be a file apart


def test_lint_of_a_form_left_over_from_last_year_says_so() -> None:
    attached = (
        PLAN
        + "\nPhụ lục\n\nDANH SÁCH ĐĂNG KÝ MÔ HÌNH NĂM 2025\n\n(Kèm theo Kế hoạch số 46/KH-UBND)\n\nTên mô hình\n"
    )

    assert ids(attached.replace("Kế hoạch này./.", "Kế hoạch này theo Phụ lục./.")) == ["TEMPLATE-YEAR"]
    for title in ("DANH SÁCH ĐĂNG KÝ MÔ HÌNH NĂM 2026", "DANH SÁCH MÔ HÌNH ĐÃ CÔNG NHẬN NĂM 2025"):
        other = attached.replace("DANH SÁCH ĐĂNG KÝ MÔ HÌNH NĂM 2025", title)
        assert ids(other.replace("Kế hoạch này./.", "Kế hoạch này theo Phụ lục./.")) == []


def test_lint_of_a_number_given_before_says_so() -> None:
    assert ids(PLAN, known_numbers=["45/KH-UBND"]) == []
    assert ids(PLAN, known_numbers=["046/KH-UBND"]) == ["N-DUPLICATE"]
    assert ids(PARTY, known_numbers=["7-KH/ĐU"]) == ["PA-TERM"]


def test_lint_of_a_paper_of_tomorrow_says_so() -> None:
    assert ids(PLAN, today=date(2026, 2, 4)) == ["D-FUTURE"]
    assert ids(PLAN, today=date(2026, 2, 5)) == []


def test_lint_without_a_rule_that_is_off_is_silent_about_it() -> None:
    text = PLAN.replace("TM. ỦY BAN", "TM.ỦY BAN")

    assert ids(text, off={"P-SPACE"}) == []


class TestLawOfTheDay:
    """A citation is judged on the day of the paper that cites."""

    OLD = (
        PLAN.replace("ngày 05 tháng 02 năm 2026", "ngày 05 tháng 02 năm 2024")
        .replace("Luật Tổ chức chính quyền địa phương ngày 16 tháng 6 năm 2025", "Luật Thi đua, khen thưởng ngày 15 tháng 6 năm 2022")
        .replace("Nghị định số 152/2025/NĐ-CP ngày 14 tháng 6 năm 2025", "Nghị định số 98/2023/NĐ-CP ngày 31 tháng 12 năm 2023")
        .replace("ngày 15 tháng 01 năm 2026", "ngày 15 tháng 01 năm 2024")
    )  # fmt: skip

    def test_a_decree_cited_while_it_lived_is_right(self) -> None:
        assert ids(self.OLD) == []

    def test_the_district_named_while_it_lived_is_right(self) -> None:
        assert ids(self.OLD.replace("Các cơ quan, đơn vị", "Phòng Nội vụ huyện, thị trấn Bến Lở")) == []

    def test_the_same_decree_named_as_replaced_is_right(self) -> None:
        text = PLAN.replace(
            "theo đúng quy định.", "thay thế nội dung dẫn Nghị định số 98/2023/NĐ-CP đã hết hiệu lực."
        )
        assert ids(text) == []

    def test_a_district_of_the_past_may_be_named(self) -> None:
        for words in ("Các xóm thuộc huyện Kbang cũ, các đơn vị", "Quyết định số 12/QĐ-UBND ngày 03/3/2024 của UBND huyện Kbang; các đơn vị", "Phong trào thi đua toàn huyện, UBND quản lý; các đơn vị", "Năm 2024, UBND huyện tặng Giấy khen; các đơn vị"):  # fmt: skip
            assert ids(PLAN.replace("Các cơ quan, đơn vị", words)) == []

    def test_an_undated_paper_is_judged_on_the_latest_day_it_cites(self) -> None:
        undated = self.OLD.replace("Đồng Trăng, ngày 05 tháng 02 năm 2024\n", "")
        assert "L-STALE" not in ids(undated)
        later = undated.replace("ngày 15 tháng 01 năm 2024", "ngày 15 tháng 01 năm 2026")
        assert "L-STALE" in ids(later)

    def test_a_draft_without_a_day_is_judged_as_of_today(self) -> None:
        draft = PLAN.replace("Số: 46/KH-UBND", "Số:      /KH-UBND").replace(
            "ngày 05 tháng 02 năm 2026", "ngày      tháng      năm 2026"
        )
        assert ids(draft) == []


def test_lint_of_stages_that_share_a_month_finds_no_overlap() -> None:
    text = PLAN.replace("từ năm 2026 - 2027", "từ tháng 02/2026 đến tháng 5/2026")
    text = text.replace("từ năm 2028 - 2030", "từ tháng 5/2026 đến tháng 10/2026")

    assert ids(text) == []


def test_lint_names_the_successor_in_force_on_the_day_of_the_paper() -> None:
    text = PLAN.replace(
        "Nghị định số 152/2025/NĐ-CP ngày 14 tháng 6 năm 2025",
        "Nghị định số 91/2017/NĐ-CP ngày 31 tháng 7 năm 2017",
    )

    (finding,) = found(text)

    assert str(finding).endswith("văn bản thay thế: Nghị định số 152/2025/NĐ-CP.")


def test_lint_of_a_file_whose_recipients_do_not_say_where_it_is_kept() -> None:
    text = PLAN.replace("- Các thôn, xóm;\n- Lưu: VT, VHXH.", "- Các thôn, xóm.")
    file = docx_of([line for line in text.splitlines() if line])

    judged = judge(file, "ke-hoach.docx", today=date(2026, 11, 22))

    assert [judged.read.source.text[one.start : one.end] for one in judged.findings if one.id == "R-LUU"] == [
        "- Các thôn, xóm."
    ]
