import io
import zipfile

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kheo.core.errors import ClassifiedPaper, UnreadableFile
from kheo.core.paper.gate import check_size, open_paper
from kheo.core.paper.limits import Limits
from tests.core.paper.files import (
    PLAN_LINES,
    SENTENCE,
    docx_of,
    docx_with_body,
    outcome,
    paragraph,
    pdf_of,
    set_text,
    xlsx_of,
    zip_of,
)
from tests.core.vietnamese.test_encodings import TEXT, in_tcvn3, in_viqr, in_vni, in_windows_1258
from tests.examples import examples

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600
PLAN = "\n\n".join(PLAN_LINES)
DOCX = docx_of()


def refused(data, name="ke-hoach.bin", limits=None):
    with pytest.raises(UnreadableFile) as found:
        open_paper(data, name, limits or Limits())
    assert str(found.value)
    return found.value.code


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file-empty"),
        (b"\xef\xbb\xbf \r\n\t\n", "file-empty"),
        (docx_of([]), "file-empty"),
        (OLE + "EncryptedPackage".encode("utf-16-le"), "file-password"),
        (OLE + "Workbook".encode("utf-16-le"), "file-kind"),
        (xlsx_of([]), "file-empty"),
        (zip_of({"a.txt": "Xin chào"}), "file-kind"),
        (DOCX[: len(DOCX) // 2], "file-corrupted"),
        (b"PK\x03\x04 no archive", "file-corrupted"),
        (zip_of({"word/document.xml": "<w:document"}), "file-corrupted"),
        (zip_of({"word/document.xml": "<nothing/>"}), "file-corrupted"),
        (zip_of({"word/document.xml": "<a/>", "word/vbaProject.bin": b"x"}), "file-macro"),
        (zip_of({"word/document.xml": "<a/>", "[Content_Types].xml": "<a t='x.macroEnabled.main+xml'/>"}), "file-macro"),
        (b"%PDF-1.7\nnothing more", "file-corrupted"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "file-image"),
        (b"\xff\xd8\xff\xe0" + bytes(50), "file-image"),
        (b"MZ\x90\x00" + bytes(range(256)) * 4, "file-kind"),
        ("Vận động nhân dân".encode("utf-16-le"), "file-kind"),
        (b"caf\xe9 and cr\xeape, that is all", "file-encoding"),
        (("Van dong nhan dan lam duong va trong hoa ven loi di. " * 8).encode(), "file-marks-lost"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_open_paper_unusable_file_is_refused_with_its_reason(data, code):
    assert refused(data) == code


def test_open_paper_larger_than_allowed_is_refused():
    assert refused(b"x" * 11, limits=Limits(document_bytes=10)) == "file-too-large"


def test_check_size_at_the_limit_passes():
    check_size(10, Limits(document_bytes=10))

    with pytest.raises(UnreadableFile):
        check_size(11, Limits(document_bytes=10))


def test_open_paper_zip_bombs_are_refused():
    dense = zip_of({"word/document.xml": b" " * 6_000_000})
    many = zip_of({f"word/{number}.xml": "" for number in range(30)})

    assert refused(dense) == "file-bomb"
    assert refused(dense, limits=Limits(ratio_from=10**9, part_bytes=1000)) == "file-bomb"
    assert refused(dense, limits=Limits(ratio_from=10**9, archive_bytes=1000)) == "file-bomb"
    assert refused(many, limits=Limits(archive_entries=20)) == "file-bomb"


def test_open_paper_archive_that_lies_about_its_size_is_refused():
    data = bytearray(zip_of({"word/document.xml": b" " * 100_000}))
    directory = data.rindex(b"PK\x01\x02")
    data[directory + 24 : directory + 28] = (50).to_bytes(4, "little")

    assert refused(bytes(data)) == "file-corrupted"


def test_open_paper_encrypted_archive_entry_is_refused():
    data = bytearray(zip_of({"word/document.xml": "<a/>"}))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1

    assert refused(bytes(data)) == "file-password"


def test_open_paper_outside_entities_are_not_followed():
    document = (
        '<!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/hostname">]>'
        '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">'
        "<w:body><w:p><w:r><w:t>&x;</w:t></w:r></w:p></w:body></w:document>"
    )

    assert refused(zip_of({"word/document.xml": document})) == "file-corrupted"


def test_open_paper_image_only_pdf_is_refused():
    assert refused(pdf_of("#rect(width: 5cm, height: 5cm)")) == "file-no-text"


def test_open_paper_text_is_kept_letter_for_letter():
    text = "\ufeffKẾ HOẠCH\u00a0số 1\r\n\r\n**I.** e\u0302\u0301 nhé\rhết"

    source = open_paper(text.encode(), "a.md")

    assert source.format == "md"
    assert source.text == "\ufeffKẾ HOẠCH\u00a0số 1\n\n**I.** ế nhé\nhết"
    assert source.text_of(source.blocks[0]) == "KẾ HOẠCH\u00a0số 1"


def test_open_paper_utf_16_with_its_mark_is_read():
    assert open_paper(PLAN.encode("utf-16"), "a.txt").text == PLAN


@pytest.mark.parametrize(
    ("data", "name"),
    [
        (in_tcvn3(TEXT).encode("latin-1"), "TCVN3"),
        (in_vni(TEXT).encode("cp1252"), "VNI"),
        (in_viqr(TEXT).encode(), "VIQR"),
        (in_windows_1258(TEXT), "Windows-1258"),
        (in_tcvn3(TEXT).encode(), "TCVN3"),
    ],
)
def test_open_paper_old_encoding_is_converted_with_a_warning(data, name):
    source = open_paper(data, "a.txt")

    assert source.text.lower() == TEXT.lower()
    assert [(notice.code, notice.params["name"]) for notice in source.warnings] == [
        ("encoding-converted", name)
    ]
    assert name in str(source.warnings[0])


def test_open_paper_docx_in_an_old_encoding_without_font_names_is_converted():
    source = open_paper(docx_of([in_vni(line) for line in PLAN_LINES]), "a.docx")

    assert [source.text_of(block) for block in source.blocks] == PLAN_LINES
    assert [notice.code for notice in source.warnings] == ["encoding-converted"]


@pytest.mark.parametrize(
    "stamp", ["MẬT", "TỐI MẬT", "TUYỆT  MẬT", "[MẬT]", "**TỐI MẬT**", "Độ mật: Mật", "M\u0041\u0302\u0323T"]
)
def test_open_paper_stamped_paper_is_classified(stamp):
    for data in (
        f"ĐẢNG ỦY XÃ\nSố: 3\n  {stamp}\n{PLAN}".encode(),
        docx_of([PLAN_LINES[0], stamp, *PLAN_LINES]),
    ):
        with pytest.raises(ClassifiedPaper) as found:
            open_paper(data, "a.txt")
        assert "không được lưu" in str(found.value)


def test_open_paper_stamp_beside_the_date_or_in_a_page_header_is_seen():
    header = '<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:p><w:r><w:t>MẬT</w:t></w:r></w:p></w:hdr>'
    stamped = docx_with_body(paragraph(SENTENCE), extra={"word/header1.xml": header})

    for data in (f"Số: 3      MẬT\n{PLAN}".encode(), stamped, pdf_of("*MẬT*\n\n" + set_text(SENTENCE))):
        with pytest.raises(ClassifiedPaper):
            open_paper(data, "a")


def test_open_paper_secrecy_in_running_text_is_no_stamp():
    text = f"{PLAN}\nThực hiện tốt công tác bảo vệ bí mật nhà nước.\n- Giữ bí\nmật\nMật ong rừng"

    assert open_paper(text.encode(), "a.txt").text == text


@given(
    st.binary(max_size=400),
    st.sampled_from([b"", b"PK\x03\x04", b"%PDF-1.4\n", OLE[:8], b"\xff\xfe", b"\xfe\xff"]),
)
@settings(max_examples=examples(120), deadline=None)
def test_open_paper_any_bytes_whatever_raise_nothing_of_their_own(tail, head):
    assert outcome(open_paper, head + tail, "x.md")


@pytest.mark.parametrize("form", ["docx", "pdf"])
def test_open_paper_damaged_files_raise_nothing_of_their_own(form):
    whole = DOCX if form == "docx" else pdf_of(set_text(SENTENCE) + "\n\n" + set_text(SENTENCE))

    @given(st.lists(st.tuples(st.integers(0, len(whole) - 1), st.binary(max_size=6)), min_size=1, max_size=8))
    @settings(max_examples=examples(40), deadline=None, suppress_health_check=[HealthCheck.too_slow])
    def damaged(changes):
        data = bytearray(whole)
        for place, new in changes:
            data[place : place + len(new)] = new
        assert outcome(open_paper, bytes(data), "x")

    damaged()


@given(st.text(alphabet='<>/="w:ptrcbl 1%é', max_size=60), st.integers(0, 400))
@settings(max_examples=examples(80), deadline=None)
def test_open_paper_damaged_word_markup_raises_nothing_of_its_own(noise, place):
    with zipfile.ZipFile(io.BytesIO(DOCX)) as archive:
        markup = archive.read("word/document.xml").decode()
    place = markup.index("<w:body>") + place
    assert outcome(open_paper, zip_of({"word/document.xml": markup[:place] + noise + markup[place:]}), "x")
