"""The gate for files: what it is (by its first bytes, never by its name), whether it may come in, its text."""

import re
import unicodedata
from dataclasses import replace

from kheo.core.errors import N_, KheoError
from kheo.core.paper.archive import open_archive
from kheo.core.paper.limits import MB, STANDARD, Limits
from kheo.core.paper.quality import doubts
from kheo.core.paper.readers import plain
from kheo.core.paper.refusals import classified, refusal
from kheo.core.paper.secrecy import bears_mark
from kheo.core.paper.source import Notice, SourceFormat, SourceText
from kheo.core.vietnamese.detection import as_codes_for, detect_legacy, lost_marks
from kheo.core.vietnamese.encodings import LegacyEncoding, convert

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_IMAGES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM", b"\x00\x00\x00\x0cjP")
_WORKBOOK = "xl/workbook.xml"
_CONTROLS = re.compile(r"[\x00-\x08\x0e-\x1b\x7f]")
_WEB_PAGE = re.compile(r"\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype html|html|head|body)\b", re.IGNORECASE)
_NAMES: dict[LegacyEncoding, str] = {
    "tcvn3": "TCVN3",
    "vni": "VNI",
    "viqr": "VIQR",
    "windows-1258": "Windows-1258",
}


def check_size(received: int, limits: Limits = STANDARD) -> None:
    """Raise UnreadableFile (file-too-large) when more bytes came than allowed: to be asked while streaming."""
    if received > limits.document_bytes:
        raise refusal("file-too-large", limit=limits.document_bytes // MB)


def open_paper(data: bytes, name: str, limits: Limits = STANDARD) -> SourceText:
    """The text of a .docx, .doc, .pdf, .html, .xlsx, .txt or .md file.

    `name` only tells .md from .txt. Raises UnreadableFile (codes in `refusals`) or ClassifiedPaper; no other
    exception, whatever the bytes.
    """
    check_size(len(data), limits)
    try:
        source, headers = _read(data, name, limits)
    except KheoError:
        raise
    except (RecursionError, MemoryError, ValueError, LookupError, ArithmeticError, OSError) as error:
        raise refusal("file-corrupted") from error
    if bears_mark(source.text, headers):
        raise classified()
    if not source.text.strip("\ufeff \t\r\n\f\v\u00a0"):
        raise refusal("file-no-text" if source.format == "pdf" else "file-empty")
    if lost_marks(source.text):
        raise refusal("file-marks-lost")
    found = doubts(source.text)
    return replace(source, warnings=(*source.warnings, *found)) if found else source


def _read(data: bytes, name: str, limits: Limits) -> tuple[SourceText, tuple[str, ...]]:
    """The text by kind of file, with the texts of page headers."""
    if not data:
        raise refusal("file-empty")
    if b"%PDF-" in data[:1024]:
        from kheo.core.paper.readers.pdf import read_pdf  # noqa: PLC0415 -- slow import

        return _from_old_encoding(read_pdf(data, limits.pages)), ()
    if data.startswith(b"PK"):
        return _read_zip(data, limits)
    if data.startswith(_OLE):
        return _read_old_word(data, name, limits)
    if data.startswith(_IMAGES):
        raise refusal("file-image")
    return _read_plain(data, name), ()


def _read_zip(data: bytes, limits: Limits) -> tuple[SourceText, tuple[str, ...]]:
    from kheo.core.paper.readers.docx import DOCUMENT, read_docx  # noqa: PLC0415 -- slow import

    archive = open_archive(data, limits)
    if _WORKBOOK in archive.names:
        from kheo.core.paper.readers.xlsx import read_xlsx  # noqa: PLC0415 -- slow import

        return _from_old_encoding(read_xlsx(archive, data)), ()
    if DOCUMENT not in archive.names:
        raise refusal("file-kind")
    source, headers = read_docx(archive)
    return _from_old_encoding(source), headers


def _read_old_word(data: bytes, name: str, limits: Limits) -> tuple[SourceText, tuple[str, ...]]:
    """A .doc through the converter of this machine."""
    found = ole_refusal(data)
    if found.code != "file-legacy-doc":
        raise found
    from kheo.core.paper.readers.doc import converted_doc  # noqa: PLC0415 -- rarely needed

    made = converted_doc(data)
    source, headers = _read_zip(made, limits) if made.startswith(b"PK") else (_read_plain(made, name), ())
    return replace(source, format="doc"), headers


def ole_refusal(data: bytes) -> KheoError:
    """Why an OLE container is not taken: encrypted, an old .doc, or something else."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return refusal("file-password")
    if "WordDocument".encode("utf-16-le") in data:
        return refusal("file-legacy-doc")
    return refusal("file-kind")


def _read_plain(data: bytes, name: str) -> SourceText:
    """Plain text. UTF-8 is kept letter for letter; UTF-16 needs its mark; others are converted when certain."""
    text, encoding = _decoded(data)
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    if len(_CONTROLS.findall(text[:20_000])) > 2 + len(text[:20_000]) // 200 or "\x00" in text:
        raise refusal("file-kind")
    if text.startswith("{\\rtf"):
        raise refusal("file-rtf")
    if encoding is None:
        encoding = detect_legacy(text)
    if encoding is not None:
        text = convert(as_codes_for(text, encoding), encoding)
    text = unicodedata.normalize("NFC", text)
    notices = (_converted(encoding),) if encoding else ()
    if _WEB_PAGE.match(text.lstrip("\ufeff")):
        from kheo.core.paper.readers.html import read_html  # noqa: PLC0415 -- rarely needed

        return replace(read_html(text), warnings=notices)
    form: SourceFormat = "md" if name.lower().endswith((".md", ".markdown")) else "txt"
    blocks, tables = plain.tables_of(text, plain.blocks_of(text))
    return SourceText(text=text, blocks=blocks, format=form, warnings=notices, tables=tables)


def _decoded(data: bytes) -> tuple[str, LegacyEncoding | None]:
    """The characters; for bytes of no Unicode form the windows-1252 letters and the encoding they really are."""
    try:
        if data.startswith((b"\xff\xfe", b"\xfe\xff")):
            return data.decode("utf-16"), None
        return data.decode("utf-8"), None
    except UnicodeDecodeError:
        pass
    if b"\x00" in data:
        raise refusal("file-kind")
    text = data.decode("cp1252", "surrogateescape")
    text = re.sub("[\udc80-\udcff]", lambda match: chr(ord(match[0]) - 0xDC00), text)
    encoding = detect_legacy(text)
    if encoding is None:
        raise refusal("file-encoding" if _looks_written(data) else "file-kind")
    return text, encoding


def _looks_written(data: bytes) -> bool:
    """More text than machine code: hardly a control byte among the first ones."""
    head = data[:4096]
    return sum(byte < 0x09 or 0x0E <= byte < 0x20 for byte in head) * 50 <= len(head)


def _from_old_encoding(source: SourceText) -> SourceText:
    """A .docx or .pdf whose whole text is in an old encoding, converted block by block."""
    encoding = detect_legacy(source.text)
    if encoding is None or encoding == "viqr":
        return source
    from kheo.core.paper.readers.builder import converted  # noqa: PLC0415 -- leaf

    found = converted(source, lambda text: convert(as_codes_for(text, encoding), encoding))
    return replace(found, warnings=(*found.warnings, _converted(encoding)))


def _converted(encoding: LegacyEncoding) -> Notice:
    sentence = N_(
        "Chữ trong tệp ở bảng mã cũ (%(name)s), đã chuyển sang Unicode. Hãy xem lại tên riêng và chữ hoa."
    )
    return Notice(sentence, code="encoding-converted", params={"name": _NAMES[encoding]})
