"""How large a file may be; the settings may say otherwise."""

from dataclasses import dataclass

MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """How large a file may be. `archive_ratio` is unpacked to packed size, looked at above `ratio_from` bytes."""

    document_bytes: int = 20 * MB
    archive_entries: int = 2000
    archive_bytes: int = 200 * MB
    archive_ratio: int = 100
    ratio_from: int = 4 * MB
    part_bytes: int = 40 * MB
    pages: int = 1000


STANDARD = Limits()
