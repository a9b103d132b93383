from kheo.core.paper.gate import open_paper
from kheo.core.paper.readers.pdf_layout import Word, lines_of
from kheo.core.paper.reading.reader import read_parts
from tests.core.paper.files import SENTENCE, pdf_of, set_text

HEAD = """#grid(columns: (62mm, 1fr), align: center,
  [HUYỆN AN PHÚC \\ *XÃ SUỐI TRẦU* \\ Số: 07/KH-UBND],
  [*CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM* \\ *Độc lập - Tự do - Hạnh phúc* \\ _Suối Trầu, ngày 05 tháng 02 năm 2024_])
#align(center)[*KẾ HOẠCH*]
"""


def lines(source):
    return [source.text_of(block) for block in source.blocks]


def flowing(text):
    return " ".join(text.split())


def test_pdf_two_column_head_is_put_back_in_order():
    source = open_paper(pdf_of(HEAD + set_text(SENTENCE)), "a.pdf")

    assert lines(source)[:7] == [
        "HUYỆN AN PHÚC",
        "XÃ SUỐI TRẦU",
        "Số: 07/KH-UBND",
        "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM",
        "Độc lập - Tự do - Hạnh phúc",
        "Suối Trầu, ngày 05 tháng 02 năm 2024",
        "KẾ HOẠCH",
    ]
    assert flowing(lines(source)[7]) == SENTENCE
    assert (source.format, source.pages) == ("pdf", 1)


def test_pdf_head_drawn_line_by_line_is_put_back_in_order():
    rows = "".join(
        f"[{left}], [{right}],"
        for left, right in [
            ("XÃ SUỐI TRẦU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"),
            ("Số: 7", "Độc lập - Tự do"),
        ]
    )

    source = open_paper(
        pdf_of(f"#grid(columns: (62mm, 1fr), align: center, row-gutter: 6pt, {rows})\n"), "a.pdf"
    )

    assert lines(source) == ["XÃ SUỐI TRẦU", "Số: 7", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM", "Độc lập - Tự do"]


def test_pdf_paragraphs_flow_and_stand_apart():
    source = open_paper(pdf_of("\n\n".join([set_text(SENTENCE)] * 3)), "a.pdf")

    assert [flowing(line) for line in lines(source)] == [SENTENCE] * 3
    assert source.text.count("\n\n") == 2


def test_pdf_recipients_and_signature_are_read_side_by_side():
    foot = "#grid(columns: (1fr, 1fr), [*Nơi nhận:* \\ \\- Đảng ủy xã; \\ \\- Lưu: VT.],"
    foot += "align(center)[*TM. ỦY BAN NHÂN DÂN* \\ *CHỦ TỊCH* \\ #v(30pt) *Đinh Văn Lực*])"

    source = open_paper(pdf_of(set_text(SENTENCE) + "\n\n" + foot), "a.pdf")

    assert lines(source)[1:] == [
        "Nơi nhận:", "- Đảng ủy xã;", "- Lưu: VT.", "TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH", "Đinh Văn Lực",
    ]  # fmt: skip


def test_pdf_ruled_table_keeps_wrapped_cells_together():
    table = "#table(columns: (1fr, 3fr, 2fr), [TT], [Tên mô hình], [Địa chỉ], [1], [Tuyến đường hoa do phụ nữ thôn tự "
    table += "quản lâu dài], [Thôn Đồng Xa], [2], [Tổ hòa giải], [Thôn Bãi])"

    source = open_paper(pdf_of(set_text(SENTENCE) + "\n" + table), "a.pdf")

    (found,) = source.tables
    assert found.rows == (
        ("TT", "Tên mô hình", "Địa chỉ"),
        ("1", "Tuyến đường hoa do phụ nữ thôn tự quản lâu dài", "Thôn Đồng Xa"),
        ("2", "Tổ hòa giải", "Thôn Bãi"),
    )
    assert [block.kind for block in source.blocks] == ["paragraph", "row", "row", "row"]


def test_pdf_page_numbers_and_footnotes_are_left_out():
    markup = "#set page(header: context align(center)[#counter(page).display()])\n"
    markup += (
        set_text("Hỗ trợ 200 m")
        + "#super[2]"
        + set_text(" sân chung")
        + "#footnote[Ghi chú nhỏ.]"
        + set_text(" của thôn.")
    )

    source = open_paper(pdf_of(markup + "\n#pagebreak()\n" + set_text(SENTENCE)), "a.pdf")

    assert flowing(lines(source)[0]).startswith("Hỗ trợ 200 m")
    assert "Ghi chú" not in source.text
    assert [block.page for block in source.blocks] == [1, 2]
    assert flowing(lines(source)[1]) == SENTENCE


def test_pdf_sentence_cut_by_the_page_end_goes_on_in_the_next_line():
    markup = "#set page(height: 110mm)\n" + "\n\n".join([set_text(SENTENCE)] * 5)

    source = open_paper(pdf_of(markup), "a.pdf")

    assert source.pages == 2
    assert [flowing(part) for part in source.text.split("\n\n")] == [SENTENCE] * 5


def test_pdf_hyphen_at_the_line_end_stays():
    markup = set_text("Giai đoạn ") + "2026-\\ 2030 " + set_text("xây dựng")

    assert open_paper(pdf_of(markup), "a.pdf").text == "Giai đoạn 2026-\n2030 xây dựng"


STAMPED = (
    "#place(top + right, dx: 0mm, dy: -8mm, text(size: 8pt)[Ký bởi: Ủy ban nhân dân xã Suối Trầu \\ "
    "Cơ quan: UBND xã Suối Trầu \\ Thời gian ký: 05.02.2024 10:21:11 +07:00])\n"
    "#place(top + left, dx: 2mm, dy: 62mm, text(size: 9pt)[ĐẾN \\ Số: 0815 \\ Ngày: 06/02/2024])\n"
)


def test_pdf_stamps_of_signing_and_of_incoming_mail_are_left_out():
    source = open_paper(pdf_of(STAMPED + HEAD + set_text(SENTENCE)), "a.pdf")

    for word in ("Ký bởi", "Thời gian ký", "10:21:11", "ĐẾN", "0815", "06/02/2024"):
        assert word not in source.text
    assert "Số: 07/KH-UBND" in lines(source)
    assert SENTENCE in flowing(source.text)


def ruled(rows, columns=3):
    cells = "".join("".join(f"[{cell}]," for cell in row) for row in rows)
    return f"#table(columns: ({'1fr,' * columns}), table.header([TT],[Tên mô hình],[Nơi làm]), {cells})\n"


def test_pdf_table_over_two_pages_is_one_table_without_the_repeated_head():
    rows = [(str(n), "Thắp sáng ngõ quê", f"Thôn số {n}") for n in range(1, 61)]
    source = open_paper(pdf_of(ruled(rows)), "a.pdf")

    (table,) = source.tables
    assert source.pages > 1
    assert table.rows == (("TT", "Tên mô hình", "Nơi làm"), *rows)


def test_pdf_group_row_that_spans_the_table_stands_once():
    group = "[I],table.cell(colspan: 2)[Mô hình mới đăng ký trong năm của các thôn],"
    markup = ruled([]).replace("), )", f"), {group}[1],[Trồng hoa],[Thôn Hạ])")
    (table,) = open_paper(pdf_of(markup), "a.pdf").tables

    assert table.rows[1:] == (
        ("I", "Mô hình mới đăng ký trong năm của các thôn", ""),
        ("1", "Trồng hoa", "Thôn Hạ"),
    )


def test_pdf_table_of_two_ruled_columns_is_a_table():
    markup = "#table(columns: (1fr, 1fr), [Tên], [Nơi], [Trồng hoa], [Thôn Hạ])\n"
    (table,) = open_paper(pdf_of(set_text(SENTENCE) + "\n" + markup), "a.pdf").tables

    assert table.rows == (("Tên", "Nơi"), ("Trồng hoa", "Thôn Hạ"))


def test_pdf_title_over_two_centred_lines_is_one_paragraph():
    title = "#align(center)[*KẾ HOẠCH*]\n#align(center)[*Tổ chức phong trào thi đua “Dân vận khéo” \\ trên địa bàn xã Suối Trầu*]\n"
    found = [flowing(line) for line in lines(open_paper(pdf_of(title + set_text(SENTENCE)), "a.pdf"))]

    assert found == [
        "KẾ HOẠCH",
        "Tổ chức phong trào thi đua “Dân vận khéo” trên địa bàn xã Suối Trầu",
        SENTENCE,
    ]


def test_pdf_small_rows_that_open_with_numbers_are_no_footnotes():
    rows = [(str(n), "Trồng hoa", "Thôn Hạ") for n in range(1, 4)]
    markup = "\n\n".join([set_text(SENTENCE)] * 8) + f"\n#v(1fr)\n#text(size: 10pt)[{ruled(rows)}]"
    (table,) = open_paper(pdf_of(markup), "a.pdf").tables

    assert table.rows[1:] == tuple(rows)


def test_letters_drawn_apart_from_another_font_stay_in_their_words():
    """Office suites take “ố” alone from another font where the first has none, and draw it after the line."""
    words = [
        Word("XÃ", 0.0, 19.0, 700.0, 13.0),
        Word("SU", 22.5, 39.0, 700.0, 13.0),
        Word("I", 49.5, 54.0, 700.0, 13.0),
        Word("LÀNH", 57.5, 96.0, 700.0, 13.0, opens=True),
        Word("Ố", 39.2, 49.3, 700.0, 13.0),
    ]

    assert [line.text for line in lines_of(words, 842.0)] == ["XÃ SUỐI LÀNH"]


def test_words_set_close_stay_two_where_the_file_has_a_blank():
    words = [Word("THƯ", 0.0, 35.0, 700.0, 14.0), Word("KÝ", 36.0, 57.0, 700.0, 14.0, opens=True)]

    assert [line.text for line in lines_of(words, 842.0)] == ["THƯ KÝ"]


def test_national_name_broken_by_a_narrow_column_is_no_part_of_the_issuer():
    head = HEAD.replace("CHỦ NGHĨA VIỆT NAM", "CHỦ NGHĨA \\ VIỆT NAM")

    parts = read_parts(open_paper(pdf_of(head + set_text(SENTENCE)), "a.pdf"))

    assert flowing(parts.issuer.text) == "HUYỆN AN PHÚC XÃ SUỐI TRẦU"
    assert flowing(parts.motto[0].text) == "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
