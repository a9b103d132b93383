"""`layout_of`: the setting of a file beside its text, for the formats that have one."""

from kheo.core.errors import KheoError
from kheo.core.paper.archive import open_archive
from kheo.core.paper.limits import STANDARD, Limits
from kheo.core.paper.reading.layout import Layout
from kheo.core.paper.source import SourceText


def layout_of(data: bytes, source: SourceText, limits: Limits = STANDARD) -> Layout | None:
    """The setting of the file whose text is `source`; None for formats without one, or where it cannot be told.

    A file whose text could be read is never refused for its setting.
    """
    try:
        if source.format == "docx":
            from kheo.core.paper.reading.layout_docx import docx_layout  # noqa: PLC0415 -- slow import

            return docx_layout(open_archive(data, limits), source)
        if source.format == "pdf":
            from kheo.core.paper.reading.layout_pdf import pdf_layout  # noqa: PLC0415 -- slow import

            return pdf_layout(data, source, limits.pages)
    except (KheoError, RecursionError, MemoryError, ValueError, LookupError, ArithmeticError, TypeError):
        return None
    return None
