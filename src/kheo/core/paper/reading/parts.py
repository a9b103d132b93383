"""The parts of an official paper as they stand in a text: words and places, nothing put right.

A part keeps the words as printed, marks included (“Số:”, “./.”, “V/v”): the linter judges them, the
paper's model leaves them out. Offsets are those of `SourceText.text`.
"""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from kheo.core.paper.profiles import BodyKind
from kheo.core.paper.source import Table

Level = Literal[
    "part",
    "chapter",
    "section",
    "subsection",
    "article",
    "roman",
    "clause",
    "point",
    "dash",
    "plus",
    "plain",
]
"""Phần, Chương, Mục, Tiểu mục, Điều; “I.”, khoản “1.”, điểm “a)”, gạch đầu dòng, dấu cộng, đoạn thường."""


@dataclass(frozen=True, slots=True)
class Part:
    """Words of the paper and where they stand."""

    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class BodyPart:
    """One paragraph of the body: its level, its number as printed (“II.”, “Điều 3.”, “đ)”, “-”) and its words."""

    level: Level
    words: Part  # the whole paragraph, number included
    number: str = ""
    name: str = ""  # the paragraph without its number
    heading: bool = False  # a title of what follows rather than a sentence


@dataclass(frozen=True, slots=True)
class SignatureParts:
    """One signing column, top down: lines of authority (“TM. …”, “K/T …”), position, second office, name."""

    authority: tuple[Part, ...] = ()
    position: Part | None = None
    concurrent: Part | None = None  # “kiêm TRƯỞNG BAN CHỈ ĐẠO”
    name: Part | None = None


@dataclass(frozen=True, slots=True)
class AppendixParts:
    """An appendix or a form behind the paper."""

    label: Part | None  # “Phụ lục II”
    title: Part | None
    reference: Part | None  # “(Kèm theo …)”
    start: int
    end: int
    body: tuple[BodyPart, ...] = ()


@dataclass(frozen=True, slots=True)
class PaperParts:
    """What stands where in one paper. What was not found is None or empty."""

    body_kind: BodyKind
    motto: tuple[Part, ...] = ()  # Quốc hiệu and Tiêu ngữ, or the Party's name
    superior: Part | None = None
    issuer: Part | None = None
    joint: tuple[Part, ...] = ()  # the other bodies of a joint paper
    star: Part | None = None
    number_line: Part | None = None  # “Số: 46/KH-UBND”
    number: Part | None = None
    symbol: Part | None = None
    date_line: Part | None = None  # “Bến Lở, ngày 05 tháng 02 năm 2026”
    place: Part | None = None
    on: date | None = None
    kind: Part | None = None  # “KẾ HOẠCH”; None for a công văn
    subject: Part | None = None
    subject_mark: Part | None = None  # “-----”
    letter_subject: Part | None = None  # “V/v …”
    marks: tuple[Part, ...] = ()  # “KHẨN”, “DỰ THẢO LẦN 2”, “LƯU HÀNH NỘI BỘ” as they stand in the head
    decider: Part | None = None  # “CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ …” above the bases of a decision
    resolves: Part | None = None  # “QUYẾT ĐỊNH:”
    addressee_label: Part | None = None
    addressees: tuple[Part, ...] = ()
    bases: tuple[Part, ...] = ()
    body: tuple[BodyPart, ...] = ()
    tables: tuple[Table, ...] = ()
    end_mark: Part | None = None  # “./.” or the last full stop
    recipients_label: Part | None = None
    recipients: tuple[Part, ...] = ()
    signatures: tuple[SignatureParts, ...] = ()  # left to right
    drafter: Part | None = None  # “NVH.(30)” under the recipients
    contact: Part | None = None  # address and telephone at the bottom
    appendices: tuple[AppendixParts, ...] = ()
