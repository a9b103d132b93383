"""“Biên bản bàn giao công việc”: who hands over to whom, which roles, what passes and what stays open; for two
signatures and the head's word.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from kheo.core.paper.forms.letters import Issuing
from kheo.core.paper.forms.words import counted
from kheo.core.paper.kinds import MINUTES, symbol_of
from kheo.core.paper.model import (
    Align,
    Block,
    Column,
    Entry,
    Heading,
    Level,
    Paper,
    Paragraph,
    Row,
    RowKind,
    Signature,
    Table,
)
from kheo.core.paper.outline import numbered
from kheo.core.vietnamese.dates import long_date, short_date

_MATTERS = (Column("TT", 8, Align.CENTER), Column("Nội dung", 70), Column("Thời hạn", 22, Align.CENTER))
_ROLES = (Column("TT", 8, Align.CENTER), Column("Cơ quan, đơn vị", 52), Column("Vai trò", 40))
_COPIES = 3


@dataclass(frozen=True, slots=True)
class Party:
    """One of the two: full name, and what he is."""

    name: str
    office: str = ""

    @property
    def said(self) -> str:
        """“Hoàng Thị Lụa, Công chức Phòng Văn hóa - Xã hội”."""
        return ", ".join(part for part in (self.name, self.office) if part)


@dataclass(frozen=True, slots=True)
class HandedMatter:
    """One open matter; `due` is its last day in time."""

    words: str
    due: date | None = None


@dataclass(frozen=True, slots=True)
class HandedGroup:
    """Matters of one kind. `count` counts them all; `lines` may name only the first of them."""

    title: str
    lines: tuple[HandedMatter, ...]
    count: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class HandoverFacts:
    """What the minutes say. `made_on` is the day of the meeting, `on` the day from which the taker answers."""

    giver: Party
    taker: Party
    made_on: date
    on: date
    place: str
    reason: str
    roles: tuple[tuple[str, str], ...]
    passing: tuple[HandedGroup, ...]
    staying: tuple[HandedGroup, ...]
    basis: str = ""


def handover_minutes(*, issuing: Issuing, facts: HandoverFacts, attesting: str = "") -> Paper:
    """The giver signs on the left, the taker on the right; `attesting` is the office that confirms beneath."""
    symbol_of(MINUTES, issuing.profile, "")
    body: list[Block] = [
        Paragraph(
            f"Hôm nay, {long_date(facts.made_on)}, tại {facts.place}, chúng tôi gồm:", keep_with_next=True
        ),
        Heading(Level.CLAUSE, "", "Bên bàn giao"),
        Paragraph(f"{facts.giver.said}."),
        Heading(Level.CLAUSE, "", "Bên nhận bàn giao"),
        Paragraph(f"{facts.taker.said}."),
        Heading(Level.CLAUSE, "", "Người chứng kiến"),
        Entry("Họ và tên, chức vụ", lines=1, strong=False),
        Paragraph(
            f"Hai bên bàn giao công việc của phong trào thi đua “Dân vận khéo” (lý do: {facts.reason}); "
            f"bên nhận làm việc kể từ {long_date(facts.on)}, nội dung như sau:"
        ),
        Heading(Level.ROMAN, "", "VAI TRÒ BÀN GIAO"),
        _roles(facts.roles),
    ]
    if facts.passing:
        body += [Heading(Level.ROMAN, "", "VIỆC GIAO ĐÍCH DANH"), *_groups(facts.passing, "Giao đích danh")]
    body.append(Heading(Level.ROMAN, "", "VIỆC ĐANG MỞ CỦA ĐƠN VỊ"))
    if facts.staying:
        body += _groups(facts.staying, "Việc đang mở")
    else:
        body.append(Paragraph("Không có việc nào đang mở."))
    body += [
        Heading(Level.ROMAN, "", "THỐNG NHẤT CHUNG"),
        Paragraph(
            f"Bên nhận đã xem và nhận đủ các việc nêu trên, chịu trách nhiệm làm tiếp kể từ {long_date(facts.on)}; "
            "việc đã làm trước ngày đó vẫn ghi tên bên bàn giao."
        ),
        Paragraph(
            f"Biên bản lập thành {counted(_COPIES)} bản có giá trị như nhau: mỗi bên giữ 01 bản, đơn vị lưu 01 bản"
        ),
    ]
    return Paper(
        profile=issuing.profile,
        head=issuing.head,
        kind=MINUTES.name,
        subject="Bàn giao công việc phong trào thi đua “Dân vận khéo”",
        bases=(f"Căn cứ {facts.basis}",) if facts.basis else (),
        body=numbered(body),
        recipients=issuing.receivers(letter=False),
        left_signature=Signature("NGƯỜI BÀN GIAO", facts.giver.name),
        signature=Signature("NGƯỜI NHẬN BÀN GIAO", facts.taker.name),
        attestation=Signature(attesting) if attesting else None,
    )


def _roles(roles: Sequence[tuple[str, str]]) -> Table:
    rows = tuple(Row((str(place), unit, role)) for place, (unit, role) in enumerate(roles, 1))
    return Table(_ROLES, rows, name="Vai trò")


def _groups(groups: Sequence[HandedGroup], name: str) -> list[Block]:
    """One table; the notes of its groups stand beneath it."""
    rows: list[Row] = []
    for group in groups:
        rows.append(Row(("", f"{group.title} ({counted(group.count)})"), RowKind.GROUP))
        rows += [
            Row((str(place), one.words, short_date(one.due) if one.due else ""))
            for place, one in enumerate(group.lines, 1)
        ]
        if more := group.count - len(group.lines):
            rows.append(Row(("", f"… và {counted(more)} việc khác, xem trong Khéo", "")))
    notes = [Paragraph(f"{group.title}: {group.note}", size=12) for group in groups if group.note]
    return [Table(_MATTERS, tuple(rows), name=name), *notes]
