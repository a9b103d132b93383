"""Papers of a meeting: the invitation and the minutes, with room to write what is not known yet."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from kheo.core.paper.forms.letters import Issuing
from kheo.core.paper.forms.words import clock_words
from kheo.core.paper.kinds import INVITATION, MINUTES, symbol_of
from kheo.core.paper.model import (
    Block,
    DottedLines,
    Entry,
    Heading,
    Item,
    Level,
    Paper,
    Paragraph,
    Signature,
)
from kheo.core.paper.outline import numbered


@dataclass(frozen=True, slots=True)
class Meeting:
    """What is known of a meeting. Everything left empty is printed as a dotted line to write on."""

    name: str
    place: str = ""
    begins: datetime | None = None
    ends: datetime | None = None
    chair: str = ""
    secretary: str = ""
    present: tuple[str, ...] = ()
    absent: str = ""
    agenda: tuple[str, ...] = ()
    opinions: tuple[str, ...] = ()
    conclusion: tuple[str, ...] = ()


ROOM_FOR_OPINIONS = 12
ROOM_FOR_CONCLUSION = 6


def minutes(*, issuing: Issuing, meeting: Meeting, attested_by: Signature | None = None) -> Paper:
    """Biên bản: whoever wrote it signs on the left, the chair on the right."""
    profile = issuing.profile
    symbol_of(MINUTES, profile, "")
    party = profile.body_kind == "PARTY"
    body: list[Block] = [
        _known("Thời gian bắt đầu", clock_words(meeting.begins) if meeting.begins else ""),
        _known("Địa điểm", meeting.place),
        _known("Chủ trì", meeting.chair),
        _known("Thư ký (người ghi biên bản)", meeting.secretary),
        *_present(meeting),
        _known("Vắng mặt", meeting.absent),
        Heading(Level.ROMAN, "", "NỘI DUNG"),
        *_room([Item(Level.CLAUSE, words) for words in meeting.agenda], 3),
        Heading(Level.ROMAN, "", "Ý KIẾN PHÁT BIỂU"),
        *_room([Item(Level.DASH, words) for words in meeting.opinions], ROOM_FOR_OPINIONS),
        Heading(Level.ROMAN, "", "KẾT LUẬN"),
        *_room([Item(Level.CLAUSE, words) for words in meeting.conclusion], ROOM_FOR_CONCLUSION),
        Paragraph(_ending(meeting)),
    ]
    writer = "NGƯỜI GHI BIÊN BẢN" if party else "THƯ KÝ"
    chair = "CHỦ TRÌ HỘI NGHỊ" if party else "CHỦ TỌA"
    return Paper(
        profile=profile,
        head=issuing.head,
        kind=MINUTES.name,
        subject=meeting.name,
        body=numbered(body),
        recipients=issuing.receivers(letter=False),
        signature=Signature(chair, _name(meeting.chair)),
        left_signature=Signature(writer, _name(meeting.secretary)),
        attestation=attested_by,
    )


def _name(who: str) -> str:
    """The name alone: “Lê Thị Bưởi, Phó Chủ tịch” signs without the office."""
    return who.split(",", maxsplit=1)[0].strip()


def _known(label: str, value: str, lines: int = 1) -> Block:
    return Paragraph(f"{label}: {value}.") if value else Entry(label, lines=lines, strong=False)


def _present(meeting: Meeting) -> list[Block]:
    if not meeting.present:
        return [Entry("Thành phần tham dự", lines=4, strong=False)]
    last = len(meeting.present)
    named = [
        Item(Level.DASH, f"{who}{'.' if place == last else ';'}")
        for place, who in enumerate(meeting.present, 1)
    ]
    return [Paragraph("Thành phần tham dự:", keep_with_next=True), *named]


def _room(blocks: Sequence[Block], lines: int) -> Sequence[Block]:
    return blocks or [DottedLines(lines)]


def _ending(meeting: Meeting) -> str:
    when = clock_words(meeting.ends) if meeting.ends else "…… giờ …… phút, ngày …… tháng …… năm ………"
    return f"Cuộc họp kết thúc vào {when}, nội dung được thư ký ghi lại và đọc để mọi người cùng nghe, nhất trí ký tên"


def invitation(
    *,
    issuing: Issuing,
    guests: str,
    meeting: Meeting,
    request: str = "",
) -> Paper:
    """Giấy mời. `guests` is who is invited; the Party invites by công văn, so it is refused there."""
    symbol_of(INVITATION, issuing.profile, "")
    body: list[Block] = [
        Paragraph(f"{issuing.name} trân trọng kính mời: {guests or '…' * 20}"),
        Paragraph(f"Tới dự {meeting.name}."),
        _known("Thời gian", clock_words(meeting.begins) if meeting.begins else ""),
        _known("Địa điểm", meeting.place),
        _known("Chủ trì", meeting.chair),
    ]
    if meeting.agenda:
        body += [Paragraph("Nội dung:", keep_with_next=True)]
        body += [Item(Level.DASH, words) for words in meeting.agenda]
    wish = request or "Rất mong quý đại biểu sắp xếp thời gian tới dự đúng giờ"
    return Paper(
        profile=issuing.profile,
        head=issuing.head,
        kind=INVITATION.name,
        subject=f"Dự {meeting.name}",
        body=(*body, Paragraph(wish)),
        recipients=("Như trên", *issuing.receivers(letter=False)),
        signature=issuing.signature,
    )
