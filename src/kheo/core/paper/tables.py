"""Tables out of a filled list: the sheets of an .xlsx or the tables of a .docx, as text."""

import io
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from html import unescape

from kheo.core.errors import KheoError
from kheo.core.paper.archive import Archive, open_archive
from kheo.core.paper.gate import check_size, ole_refusal
from kheo.core.paper.limits import STANDARD, Limits
from kheo.core.paper.refusals import classified, refusal
from kheo.core.paper.secrecy import bears_mark
from kheo.core.vietnamese.dates import short_date
from kheo.core.vietnamese.detection import as_codes_for, detect_legacy
from kheo.core.vietnamese.encodings import convert
from kheo.core.vietnamese.letters import clean_line

_WORKBOOK = "xl/workbook.xml"
_DOCUMENT = "word/document.xml"
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_REFERENCE = re.compile(rb"""\br\s*=\s*["']\$?([A-Za-z]{1,3})\$?([0-9]{1,7})["']""")
_HEADS = re.compile(rb"<(?:\w+:)?(?:odd|even|first)(?:Header|Footer)>([^<]{1,2000})<")
_SETTING = re.compile(r'&(?:"[^"]*"|K[0-9A-F]{6}|\d+|[A-Za-z])')
_MOST_CELLS = 400_000


@dataclass(frozen=True, slots=True)
class Row:
    """One row: its number as the person sees it (in the sheet, or in the table of a .docx), and its cells."""

    number: int
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A visible sheet, or a table of a document (titled “Bảng 1”, “Bảng 2” …); empty rows are left out."""

    title: str
    rows: tuple[Row, ...]


def read_table_file(data: bytes, name: str, limits: Limits = STANDARD) -> tuple[Sheet, ...]:
    """The tables of a .xlsx or .docx, every cell as cleaned text on one line.

    Dates become dd/mm/yyyy, whole numbers have no fraction, others a decimal comma; of a merged cell the text
    stands in its first place. `name` is not believed. Raises UnreadableFile (codes in `refusals`) or
    ClassifiedPaper; no other exception.
    """
    del name
    return checked(data, limits, _sheets)


def checked(
    data: bytes, limits: Limits, read: Callable[[bytes, Limits], Iterable[Sheet]]
) -> tuple[Sheet, ...]:
    """What `read` finds in a file of fair size, in Unicode, unless it is classified or holds no table."""
    check_size(len(data), limits)
    try:
        sheets = list(read(data, limits))
    except KheoError:
        raise
    except (RecursionError, MemoryError, ValueError, LookupError, ArithmeticError, OSError) as error:
        raise refusal("file-corrupted") from error
    found = tuple(sheet for sheet in sheets if sheet.rows)
    if any(bears_mark("\n".join("\t".join(row.cells) for row in sheet.rows[:40])) for sheet in found):
        raise classified()
    if not found:
        raise refusal("table-none")
    return _in_unicode(found)


def open_office_archive(data: bytes, limits: Limits, *, other_kind: str = "table-file-kind") -> Archive:
    """The archive of a workbook or document. Raises UnreadableFile (empty, password, `other_kind` …)."""
    if not data:
        raise refusal("file-empty")
    if data.startswith(_OLE):
        found = ole_refusal(data)
        raise found if found.code == "file-password" else refusal(other_kind)
    if not data.startswith(b"PK"):
        raise refusal(other_kind)
    return open_archive(data, limits)


def _sheets(data: bytes, limits: Limits) -> list[Sheet]:
    archive = open_office_archive(data, limits)
    if _WORKBOOK in archive.names:
        return sheets_of(archive, data)
    if _DOCUMENT in archive.names:
        return list(_from_document(archive))
    raise refusal("table-file-kind")


def _refuse_far_cells(archive: Archive) -> None:
    """One cell at the far corner of a sheet would make the reader set up billions of empty ones."""
    for part in archive.names:
        if not part.endswith(".xml") or part == "xl/sharedStrings.xml":
            continue
        columns = rows = 0
        for letters, digits in _REFERENCE.findall(archive.read(part)):
            columns, rows = max(columns, _column(letters)), max(rows, int(digits))
        if columns * rows > _MOST_CELLS:
            raise refusal("table-too-large", limit=_MOST_CELLS)


def _column(letters: bytes) -> int:
    place = 0
    for letter in letters.upper():
        place = place * 26 + letter - 64
    return place


def sheets_of(archive: Archive, data: bytes, text: Callable[[object], str] | None = None) -> list[Sheet]:
    """The visible sheets of a workbook; `text` says how a value is written where not as cleaned lines.

    Raises UnreadableFile: file-corrupted, table-too-large; ClassifiedPaper where a page header bears a mark.
    """
    _refuse_far_cells(archive)
    if bears_mark("", _page_heads(archive)):
        raise classified()
    return list(_from_workbook(data, text or _line))


def _page_heads(archive: Archive) -> Iterator[str]:
    """The words of the page headers and footers, where a stamp may stand."""
    for part in sorted(archive.names):
        if part.startswith("xl/worksheets/") and part.endswith(".xml"):
            for words in _HEADS.findall(archive.read(part)):
                yield _SETTING.sub("\n", unescape(words.decode("utf-8", "replace")))


def _from_workbook(data: bytes, text: Callable[[object], str]) -> Iterator[Sheet]:
    from python_calamine import CalamineError, CalamineWorkbook, SheetVisibleEnum  # noqa: PLC0415 -- slow import

    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(data))
        for about in book.sheets_metadata:
            if about.visible == SheetVisibleEnum.Visible:
                values = book.get_sheet_by_name(about.name).to_python(skip_empty_area=False)
                yield Sheet(about.name, _rows([[text(value) for value in row] for row in values]))
    except (CalamineError, OSError, ValueError) as error:
        raise refusal("file-corrupted") from error
    except BaseException as error:
        if type(error).__name__ == "PanicException":  # the reader's own assertion, outside Exception
            raise refusal("file-corrupted") from error
        raise


def _from_document(archive: Archive) -> Iterator[Sheet]:
    from kheo.core.paper.readers.docx import read_docx  # noqa: PLC0415 -- slow import

    source, headers = read_docx(archive)
    if bears_mark(source.text, headers):
        raise classified()
    for number, table in enumerate(source.tables, start=1):
        yield Sheet(f"Bảng {number}", _rows([map(clean_line, row) for row in table.rows]))


def _rows(rows: Iterable[Iterable[str]]) -> tuple[Row, ...]:
    numbered = ((number, tuple(row)) for number, row in enumerate(rows, start=1))
    return tuple(Row(number, cells) for number, cells in numbered if any(cells))


def _line(value: object) -> str:
    return clean_line(value_words(value))


def value_words(value: object) -> str:
    """A value of a cell as a Vietnamese text: dd/mm/yyyy, a decimal comma."""
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return (
            str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}".replace(".", ",")
        )
    if isinstance(value, datetime):
        day = short_date(value.date())
        return day if value.time() == time() else f"{day} {value:%H:%M}"
    if isinstance(value, date):
        return short_date(value)
    return f"{value:%H:%M}" if isinstance(value, time) else str(value)


def _in_unicode(sheets: tuple[Sheet, ...]) -> tuple[Sheet, ...]:
    """The same sheets, converted where all of their text is in an old encoding."""
    whole = "\n".join(" ".join(row.cells) for sheet in sheets for row in sheet.rows)
    encoding = detect_legacy(whole)
    if encoding is None or encoding == "viqr":
        return sheets

    def change(text: str) -> str:
        return convert(as_codes_for(text, encoding), encoding)

    return tuple(
        Sheet(sheet.title, tuple(Row(row.number, tuple(map(change, row.cells))) for row in sheet.rows))
        for sheet in sheets
    )
