"""Zip archives (.docx, .xlsx) opened with care: counted before unpacked, and read part by part."""

import io
import zipfile
import zlib
from dataclasses import dataclass
from typing import Any

from kheo.core.paper.limits import Limits
from kheo.core.paper.refusals import refusal

_BROKEN = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    NotImplementedError,
)


@dataclass(frozen=True, slots=True)
class Archive:
    """An archive that passed the limits."""

    file: zipfile.ZipFile
    names: frozenset[str]
    part_bytes: int

    def read(self, name: str) -> bytes:
        """One part, b"" where there is none. Raises UnreadableFile (corrupted, or far too large)."""
        if name not in self.names:
            return b""
        if self.file.getinfo(name).file_size > self.part_bytes:
            raise refusal("file-bomb")
        try:
            return self.file.read(name)
        except RuntimeError as error:
            raise refusal("file-password") from error
        except _BROKEN as error:
            raise refusal("file-corrupted") from error


def open_archive(data: bytes, limits: Limits) -> Archive:
    """Raises UnreadableFile: file-corrupted, file-bomb, file-macro, file-password."""
    try:
        file = zipfile.ZipFile(io.BytesIO(data))
        entries = file.infolist()
    except _BROKEN as error:
        raise refusal("file-corrupted") from error
    unpacked = sum(entry.file_size for entry in entries)
    packed = max(sum(entry.compress_size for entry in entries), 1)
    if len(entries) > limits.archive_entries or unpacked > limits.archive_bytes:
        raise refusal("file-bomb")
    if unpacked > limits.ratio_from and unpacked > limits.archive_ratio * min(packed, len(data)):
        raise refusal("file-bomb")
    names = frozenset(entry.filename for entry in entries)
    archive = Archive(file, names, limits.part_bytes)
    _refuse_macros(archive)
    return archive


def _refuse_macros(archive: Archive) -> None:
    if any(name.lower().endswith(("vbaproject.bin", "vbadata.xml")) for name in archive.names):
        raise refusal("file-macro")
    if b"macroEnabled" in archive.read("[Content_Types].xml"):
        raise refusal("file-macro")


def parse_xml(data: bytes) -> Any:
    """The root element; no entities, no network, no document type. Raises UnreadableFile (file-corrupted)."""
    from lxml import etree  # noqa: PLC0415 -- slow import

    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.LxmlError, ValueError) as error:
        raise refusal("file-corrupted") from error
    if root is None or root.getroottree().docinfo.doctype:
        raise refusal("file-corrupted")
    return root
