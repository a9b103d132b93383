"""A paper marked MẬT, TỐI MẬT or TUYỆT MẬT is refused in every format, and nothing of it is said."""

import io
import logging
import shutil
import subprocess

import docx
import pytest
import xlsxwriter

from kheo.core.errors import ClassifiedPaper
from kheo.core.paper.gate import open_paper
from kheo.core.paper.reading.reader import read_paper
from kheo.core.paper.tables import read_table_file
from tests.core.paper.files import (
    PLAN_LINES,
    as_bytes,
    docx_of,
    docx_with_body,
    paragraph,
    pdf_of,
    set_text,
    xlsx_of,
)

MARKS = ("MẬT", "TỐI MẬT", "TUYỆT MẬT")
SECRET = "Đồi Không Tên"
LINES = [*PLAN_LINES, SECRET]


def in_docx(mark):
    return docx_of([mark, *LINES])


def in_docx_header(mark):
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = mark
    for line in LINES:
        document.add_paragraph(line)
    return as_bytes(document)


def in_docx_box(mark):
    box = f"<w:r><w:pict><w:txbxContent>{paragraph(mark)}</w:txbxContent></w:pict></w:r>"
    return docx_with_body(f"<w:p>{box}</w:p>" + "".join(map(paragraph, LINES)))


def in_pdf(mark):
    return pdf_of("#parbreak()".join(map(set_text, [mark, *LINES])))


def in_html(mark):
    return (
        f"<html><body><div><b>{mark}</b></div>{''.join(f'<p>{x}</p>' for x in LINES)}</body></html>".encode()
    )


def in_html_cell(mark):
    head = f"<table><tr><td>XÃ SUỐI TRẦU<br>{mark}</td><td>ĐẢNG CỘNG SẢN VIỆT NAM</td></tr></table>"
    return f"<html><body>{head}{''.join(f'<p>{x}</p>' for x in LINES)}</body></html>".encode()


def in_xlsx(mark):
    return xlsx_of([["", mark], ["TT", "Tên"], [1, SECRET]])


def in_xlsx_header(mark):
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet = book.add_worksheet()
    sheet.write_row(0, 0, ["TT", "Tên"])
    sheet.write_row(1, 0, ["1", SECRET])
    sheet.set_header(f'&R&"Times New Roman,Bold"&14{mark}')
    book.close()
    return stream.getvalue()


def in_text(mark):
    return "\n".join([mark, *LINES]).encode()


def in_markdown(mark):
    return "\n\n".join([f"**{mark}**", *LINES]).encode()


@pytest.mark.parametrize("mark", MARKS)
@pytest.mark.parametrize(
    ("made", "name"),
    [
        (in_docx, "a.docx"),
        (in_docx_header, "a.docx"),
        (in_docx_box, "a.docx"),
        (in_pdf, "a.pdf"),
        (in_html, "a.html"),
        (in_html_cell, "a.html"),
        (in_xlsx, "a.xlsx"),
        (in_xlsx_header, "a.xlsx"),
        (in_text, "a.txt"),
        (in_markdown, "a.md"),
    ],
    ids=lambda value: value.__name__ if callable(value) else "",
)
def test_marked_paper_is_refused_and_nothing_of_it_said_or_logged(made, name, mark, caplog, capsys):
    caplog.set_level(logging.DEBUG)
    data = made(mark)
    for read in (open_paper, read_paper):
        with pytest.raises(ClassifiedPaper) as refused:
            read(data, name)
        assert (
            SECRET
            not in f"{refused.value!r} {refused.value} {refused.value.params} {refused.value.__cause__}"
        )

    printed = capsys.readouterr()
    assert SECRET not in caplog.text + printed.out + printed.err


@pytest.mark.parametrize("made", [in_docx, in_docx_header, in_xlsx, in_xlsx_header])
def test_marked_list_is_refused_where_lists_are_taken_in(made):
    with pytest.raises(ClassifiedPaper):
        read_table_file(made("TỐI MẬT"), "ds")


@pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")
def test_marked_old_word_file_is_refused_and_its_copies_are_gone(tmp_path, monkeypatch):
    (tmp_path / "a.docx").write_bytes(in_docx("MẬT"))
    options = ("--convert-to", "doc", "--outdir", str(tmp_path), str(tmp_path / "a.docx"))
    profile = f"-env:UserInstallation={(tmp_path / 'p').as_uri()}"
    subprocess.run(["soffice", "--headless", profile, *options], check=True, capture_output=True)
    room = tmp_path / "room"
    room.mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(room))

    with pytest.raises(ClassifiedPaper):
        open_paper((tmp_path / "a.doc").read_bytes(), "a.doc")
    assert list(room.iterdir()) == []


def test_words_about_secrecy_in_running_text_are_no_mark():
    lines = [*PLAN_LINES, "Thực hiện tốt việc bảo vệ bí mật nhà nước; không để lộ tài liệu mật."]

    assert "bí mật nhà nước" in open_paper(docx_of(lines), "a.docx").text
