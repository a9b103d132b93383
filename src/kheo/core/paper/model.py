"""What an official paper is: plain frozen data, before any file format.

A paper has a head (an official head with issuer, number and date, or the plain head of a form), a body
of blocks, a foot (recipients and signatures) and appendices. How each part looks is its profile's matter.
Texts carry no typography: marks such as “./.”, “;” or “TM.” are set by the profile, and the number of a
heading or item stands beside its words, without “Điều”, dot or bracket. The body is a sequence, as the paper
prints it; `outline.tree` gives it as a tree.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from kheo.core.paper.profiles import Profile


class Align(StrEnum):
    LEFT = "left"
    CENTER = "center"
    RIGHT = "right"
    JUSTIFY = "justify"


class Orientation(StrEnum):
    PORTRAIT = "portrait"
    LANDSCAPE = "landscape"


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text set alike."""

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False


Text = str | tuple[Run, ...]


def plain(text: Text) -> str:
    """The words of a text without their setting."""
    return text if isinstance(text, str) else "".join(run.text for run in text)


# Blocks of the body


class Level(StrEnum):
    """Ranks of the body, highest first: layout a) Phần … điểm, layout b) I., 1., a), dash."""

    PART = "part"  # Phần I
    CHAPTER = "chapter"  # Chương I
    SECTION = "section"  # Mục 1
    SUBSECTION = "subsection"  # Tiểu mục 1
    ARTICLE = "article"  # Điều 1.
    ROMAN = "roman"  # I.
    CLAUSE = "clause"  # khoản 1.
    POINT = "point"  # điểm a)
    DASH = "dash"  # -
    PLUS = "plus"  # +


@dataclass(frozen=True, slots=True)
class Heading:
    """The title of what follows: “I. MỤC ĐÍCH”, “1. Mục đích”, “Điều 3. Tổ chức thực hiện”.

    `number` is “I”, “1”, “đ”; "" where the heading has none. Capitals are part of the words.
    """

    level: Level
    number: str
    text: str


@dataclass(frozen=True, slots=True)
class Item:
    """A numbered or dashed sentence: “Điều 1. Công nhận …”, “1. Giao …”, “a) …”, “- …”."""

    level: Level
    text: Text
    number: str = ""  # dashes have none


@dataclass(frozen=True, slots=True)
class Paragraph:
    text: Text
    align: Align = Align.JUSTIFY
    indent: bool = True
    size: float | None = None  # None: the profile's body size
    keep_with_next: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """A labelled value of a form. Without a value it prints `lines` dotted lines to write on."""

    label: str
    value: str = ""
    lines: int = 1
    strong: bool = True  # the label in bold


@dataclass(frozen=True, slots=True)
class DottedLines:
    count: int = 1


@dataclass(frozen=True, slots=True)
class Column:
    title: str
    weight: float
    align: Align = Align.LEFT


class RowKind(StrEnum):
    PLAIN = "plain"
    GROUP = "group"
    TOTAL = "total"


@dataclass(frozen=True, slots=True)
class Row:
    """Cells of one row. With fewer cells than columns the last one spans the rest."""

    cells: tuple[str, ...]
    kind: RowKind = RowKind.PLAIN


@dataclass(frozen=True, slots=True)
class Table:
    columns: tuple[Column, ...]
    rows: tuple[Row, ...]
    repeat_header: bool = True
    size: float | None = None  # None: 12 points
    name: str = ""  # name of the worksheet
    tight: bool = False  # rows close together, for sheets that must stay on one page
    merge_first: bool = False  # equal neighbours of the first column become one tall cell


@dataclass(frozen=True, slots=True)
class PageBreak:
    pass


@dataclass(frozen=True, slots=True)
class SignBlock:
    """One signing column of a form: place and date (or ""), who signs, the instruction, the name."""

    dateline: str = ""
    title: str = ""
    note: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class SignOff:
    """Signing columns of a form, left to right; None leaves the place empty."""

    blocks: tuple[SignBlock | None, ...]


@dataclass(frozen=True, slots=True)
class Fields:
    """Short labelled facts, one a line, aligned in two columns: “Đơn vị | Thôn Đông”."""

    pairs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars drawn from the figures of the table that stands beside it.

    `series` names one or two sets of bars (“năm nay”, “năm trước”); each of `bars` is a label with a value of every
    series (None: nothing to compare with), `said` the same values in words, as printed at the bars.
    """

    title: str
    series: tuple[str, ...]
    bars: tuple[tuple[str, tuple[float | None, ...]], ...]
    said: tuple[tuple[str, ...], ...]


Block = Heading | Item | Paragraph | Entry | DottedLines | Table | PageBreak | SignOff | Fields | Chart


# Heads


@dataclass(frozen=True, slots=True)
class OfficialHead:
    """Head of a numbered paper. `joint` are the other bodies that issue it, the lead being `issuer`.

    `number` None leaves room for it. `on` None leaves the day open: then `month` and `year` print
    where known (“ngày      tháng 4 năm 2026”).
    """

    issuer: str
    symbol: str
    place: str
    superior: str = ""
    number: str | None = None
    on: date | None = None
    month: int | None = None
    year: int | None = None
    joint: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FormHead:
    """Head of a form without national name: “Đơn vị: …”, “*”, then the title lines.

    `unit` None prints no unit line; "" prints a dotted one. With `national` the unit stands beside the national
    name, or the Party's, as on a numbered paper: the form goes to a body outside (báo cáo thành tích).
    """

    title: tuple[str, ...]
    unit: str | None = None
    superior: str = ""
    note: str = ""
    national: bool = False


# Foot


@dataclass(frozen=True, slots=True)
class Authority:
    """A line above the position: prefix TM, KT, TL, TUQ or Q and the body or office named after it."""

    prefix: str
    body: str


@dataclass(frozen=True, slots=True)
class Signature:
    """One signer. `concurrent` is the second office held: “BÍ THƯ kiêm TRƯỞNG BAN CHỈ ĐẠO”."""

    position: str
    name: str = ""
    authority: tuple[Authority, ...] = ()
    concurrent: str = ""


class Urgency(StrEnum):
    URGENT = "KHẨN"
    VERY_URGENT = "THƯỢNG KHẨN"
    EXPRESS = "HỎA TỐC"


@dataclass(frozen=True, slots=True)
class Marks:
    """What a paper may bear besides its components.

    `draft` counts the drafts (0 “Dự thảo”); `circulation` limits who may see it (“LƯU HÀNH NỘI BỘ”);
    `drafter` is the code of who drafted it and the number of copies (“NVH.(30)”); `contact` the line of
    address, telephone and web page at the bottom.
    """

    draft: int | None = None
    urgency: Urgency | None = None
    circulation: str = ""
    drafter: str = ""
    contact: str = ""


@dataclass(frozen=True, slots=True)
class Appendix:
    """An appendix on pages of its own, numbered apart. `reference`: “Kèm theo Thông báo số …”.

    “Phụ lục”, numbered where there are several, is set by the profile; `label` stands in its place
    (“Mẫu số 01”).
    """

    title: str
    body: tuple[Block, ...]
    reference: str = ""
    orientation: Orientation = Orientation.PORTRAIT
    label: str = ""


@dataclass(frozen=True, slots=True)
class Paper:
    """A whole paper, ready to be written as .docx, .pdf or (its tables) .xlsx.

    `kind` is the type name in capitals (“KẾ HOẠCH”), None for a công văn or a form.
    `bases`, `addressees` and `recipients` carry no final punctuation. `salutation` "" is the profile's own
    (“Kính gửi”, a Party submission “Kính trình”). `decider` is who decides, in capitals above the bases
    (“CHỦ TỊCH ỦY BAN NHÂN DÂN XÃ …”); `resolves` the words below them (“QUYẾT ĐỊNH:”).
    Two signers stand side by side, `signature` on the right (the chair, the lead body); `attestation` signs
    beneath a paper of a body without a seal.
    `size` overrides the body size, `margin` all four margins (sheets for the wall).
    """

    profile: Profile
    head: OfficialHead | FormHead
    body: tuple[Block, ...]
    kind: str | None = None
    subject: str = ""
    addressees: tuple[str, ...] = ()
    salutation: str = ""
    decider: str = ""
    bases: tuple[str, ...] = ()
    resolves: str = ""
    recipients: tuple[str, ...] = ()
    signature: Signature | None = None
    left_signature: Signature | None = None
    attestation: Signature | None = None
    marks: Marks = Marks()
    appendices: tuple[Appendix, ...] = ()
    orientation: Orientation = Orientation.PORTRAIT
    size: float | None = None
    margin: float | None = None

    @property
    def title(self) -> str:
        """The paper's name for file properties and readers' tabs."""
        if isinstance(self.head, FormHead):
            return " ".join(self.head.title)
        if self.kind is None:
            return f"Công văn {self.profile.letter_subject_prefix}{self.subject}".strip()
        return f"{self.kind} {self.subject}".strip()
