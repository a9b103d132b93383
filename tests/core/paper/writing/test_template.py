import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from docx import Document

from kheo.core.errors import KheoError
from kheo.core.paper.writing.docx import write_docx
from kheo.core.paper.writing.template import (
    LISTS,
    PLACES,
    UNKNOWN_YET,
    check_template,
    fill_template,
    values_of,
)
from tests.core.paper.writing.kind_samples import HOUSES, a_letter

DOCS = Path(__file__).parents[4] / "docs/user"
FIXTURE = DOCS / "mau/mau-danh-sach.docx"


def template(*paragraphs, header=""):
    document, file = Document(), BytesIO()
    for words in paragraphs:
        document.add_paragraph(words)
    if header:
        document.sections[0].header.paragraphs[0].text = header
    document.save(file)
    return file.getvalue()


def with_part(data, name, text):
    """The same package with one more part."""
    file = BytesIO()
    with zipfile.ZipFile(BytesIO(data)) as old, zipfile.ZipFile(file, "w") as new:
        for entry in old.infolist():
            if entry.filename != name:
                new.writestr(entry.filename, old.read(entry.filename))
        new.writestr(name, text)
    return file.getvalue()


def texts(data):
    return [p.text for p in Document(BytesIO(data)).paragraphs]


def refused(data, values=None):
    with pytest.raises(KheoError) as found:
        fill_template(data, values or {})
    return found.value


def test_fill_template_puts_values_where_they_are_named():
    filled = fill_template(
        template("Đơn vị: {{ ten_don_vi }}", header="Năm {{nam}}"), {"ten_don_vi": "Xóm Suối", "nam": "2026"}
    )

    assert texts(filled) == ["Đơn vị: Xóm Suối"]
    assert Document(BytesIO(filled)).sections[0].header.paragraphs[0].text == "Năm 2026"


def test_fill_template_text_is_never_markup():
    said = "A & B <w:p/> {{ so }} {% for %}"

    assert texts(fill_template(template("{{ trich_yeu }}"), {"trich_yeu": said})) == [said]


def test_fill_template_place_split_over_runs_is_one_place():
    document, file = Document(), BytesIO()
    paragraph = document.add_paragraph()
    for piece in ("{{ ten", "_don", "_vi }}"):
        paragraph.add_run(piece).bold = piece == "_don"
    document.save(file)

    assert texts(fill_template(file.getvalue(), {"ten_don_vi": "Xóm Bãi"})) == ["Xóm Bãi"]


def test_fill_template_value_not_known_is_left_to_write():
    assert texts(fill_template(template("Số: {{ so }}"), {})) == [f"Số: {UNKNOWN_YET}"]


@pytest.mark.parametrize("place", ["ten_donvi", "tên đơn vị", "danh_sach", "dong.ten", "so | upper", "so()"])
def test_fill_template_wrong_place_is_named_with_those_that_may_be_used(place):
    error = refused(template("{{ " + place + " }}"))

    assert error.code == "template-place"
    assert f"«{place}»" in str(error)
    assert all(name in str(error) for name in PLACES)


def test_fill_template_wrong_place_in_the_header_is_named_too():
    assert "«khong_co»" in str(refused(template("x", header="{{ khong_co }}")))


def test_fill_template_rows_repeat_for_a_list():
    rows = [{"tt": "1", "ten": "Thắp sáng ngõ quê"}, {"tt": "2", "ten": "Hiến đất <mở> đường"}]

    filled = fill_template(FIXTURE.read_bytes(), {"danh_sach": rows, "ten_don_vi": "Xóm Suối"})

    cells = [[cell.text for cell in row.cells] for row in Document(BytesIO(filled)).tables[0].rows]
    assert cells[0][:2] == ["TT", "Tên mô hình"]
    assert [row[:2] for row in cells[1:]] == [["1", "Thắp sáng ngõ quê"], ["2", "Hiến đất <mở> đường"]]


def test_fill_template_wrong_field_of_a_row_is_named():
    data = template("{% for d in danh_sach %}{{ d.luong }}{% endfor %}")

    error = refused(data)
    assert "«d.luong»" in str(error)
    assert "d.ten" in str(error)


@pytest.mark.parametrize(
    "words",
    [
        "{% for x in ''.__class__.__mro__ %}{{ x }}{% endfor %}",
        "{% for x in danh_sach.__class__ %}{% endfor %}",
        "{% set a = 1 %}",
        "{% include 'mat-khau.txt' %}",
        "{% macro f() %}{% endmacro %}",
        "{% if so %}{% endif %}",
        "{% for a in danh_sach %}{% for b in danh_sach %}{% endfor %}{% endfor %}",
    ],
)
def test_fill_template_command_is_refused_before_it_is_run(words):
    assert refused(template(words)).code in {"template-danger", "template-place"}


def test_fill_template_place_never_closed_is_refused():
    assert refused(template("{{ so")).code == "template-danger"


def test_fill_template_with_macro_is_refused():
    assert refused(with_part(template("x"), "word/vbaProject.bin", "x")).code == "file-macro"


def test_fill_template_with_embedded_object_is_refused():
    assert refused(with_part(template("x"), "word/embeddings/oleObject1.bin", "x")).code == "template-danger"


def test_fill_template_that_fetches_from_outside_is_refused():
    relation = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate" '
        'Target="http://mau.example/a.dotm" TargetMode="External"/></Relationships>'
    )

    assert (
        refused(with_part(template("x"), "word/_rels/settings.xml.rels", relation)).code == "template-danger"
    )


def test_fill_template_too_large_is_refused():
    assert refused(b"PK" + bytes(6 * 1024 * 1024)).code == "file-too-large"


@pytest.mark.parametrize("data", [b"", b"PK\x03\x04", b"%PDF-1.7", b"chu"])
def test_fill_template_that_is_no_document_is_refused(data):
    assert refused(data).code in {"file-empty", "file-corrupted"}


def test_check_template_takes_the_fixture():
    check_template(FIXTURE.read_bytes())


def test_values_of_a_paper_fill_every_place_they_name():
    values = values_of(a_letter(HOUSES[0]))
    data = template(*(f"{name}: {{{{ {name} }}}}" for name in values))

    said = texts(fill_template(data, values))

    assert set(values) <= set(PLACES)
    assert "trich_yeu: đăng ký mô hình “Dân vận khéo” năm 2026" in said
    assert "quyen_han_ky: TM. ỦY BAN NHÂN DÂN\nKT. CHỦ TỊCH" in said


def test_written_paper_is_no_template_and_stays_as_it_is():
    paper = write_docx(a_letter(HOUSES[0]))

    assert texts(fill_template(paper, {})) == texts(paper)


def test_every_place_is_documented_for_the_user():
    said = (DOCS / "templates.md").read_text(encoding="utf-8")

    fields = [f"`{name}`" for names in LISTS.values() for name in names]
    assert [name for name in [*(f"`{name}`" for name in PLACES), *fields] if name not in said] == []
